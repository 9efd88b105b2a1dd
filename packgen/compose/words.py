"""Text whose room has to be known before it is set: widths by rule of thumb, a little on the wide side."""

from __future__ import annotations

from functools import lru_cache

from packgen.model.document import Inline, LineBreak, Paragraph, RichText, Text, plain_text

MM_PER_POINT = 25.4 / 72
_NARROW = frozenset("iljtfrI1 .,;:'’‘|!()[]-")
_WIDE = frozenset("mwMWЖШЩЮЫжшщюы@%—")


@lru_cache(maxsize=10_000)
def estimated_width(text: str, size: float = 10.0, bold: bool = False) -> float:
    """About how wide `text` is in mm at `size` points, in a humanist sans."""
    ems = sum(0.3 if c in _NARROW else 0.86 if c in _WIDE else 0.62 if c.isupper() else 0.53 for c in text)
    return ems * size * MM_PER_POINT * (1.06 if bold else 1.0)


def estimated_lines(text: str, width: float, size: float = 10.0, bold: bool = False) -> int:
    """About how many lines `text` takes in `width` mm, at least 1; no measure is narrower than a letter."""
    width = max(width, size * MM_PER_POINT)
    lines, used = 1, 0.0
    space = estimated_width(" ", size, bold)
    for word in text.split():
        wide = estimated_width(word, size, bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, wide
        else:
            used += wide + (space if used else 0.0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines


def one_run(blocks: RichText) -> tuple[Inline, ...]:
    """Authored blocks as the inlines of one paragraph: paragraphs broken by lines, anything else as plain words."""
    out: list[Inline] = []
    for block in blocks:
        inlines = block.inlines if isinstance(block, Paragraph) else (Text(plain_text((block,))),)
        out.extend((LineBreak(), *inlines) if out else inlines)
    return tuple(out)
