"""Ladders of levels as tables."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.compose.wording import Wording
from packgen.compose.words import one_run
from packgen.model.document import Cell, Column, Inline, Paragraph, RichText, Strong, Table, Text
from packgen.model.marking import LadderLevel

LEVEL, MARKS = 16.0, 18.0


def ladder(levels: Sequence[LadderLevel], wording: Wording) -> Table:
    """The ladder, highest level first, with a row for 0 below the lowest."""
    heads = tuple(_bold(wording.say(key), header=True) for key in ("level", "level_marks", "level_text"))
    ordered = sorted(levels, key=lambda level: level.level, reverse=True)
    rows = [(_bold(str(each.level), header=True), _plain(band(each)), descriptor(each)) for each in ordered]
    if all(level.level for level in levels):
        nothing = Cell((Paragraph((Text(wording.say("level_zero")),), "small"),))
        rows.append((_bold("0", header=True), _plain("0"), nothing))
    return Table((Column(LEVEL), Column(MARKS), Column()), heads, tuple(rows))


def band(level: LadderLevel) -> str:
    """ "13–16", or "1" for a band of one mark."""
    return str(level.low) if level.low == level.high else f"{level.low}–{level.high}"


def descriptor(level: LadderLevel) -> Cell:
    """The verdict in bold and the rest of the descriptor behind it, in one paragraph where they are one."""
    opening: tuple[Inline, ...] = (Strong(one_run(level.verdict)),) if level.verdict else ()
    first = level.text[0] if level.text else None
    if isinstance(first, Paragraph):
        gap: tuple[Inline, ...] = (Text(" "),) if opening else ()
        return Cell((Paragraph((*opening, *gap, *first.inlines), "small"), *small(level.text[1:])))
    return Cell((Paragraph(opening, "small"), *small(level.text)))


def small(blocks: RichText) -> RichText:
    """Authored blocks with their paragraphs in small type."""
    return tuple(Paragraph(b.inlines, "small") if isinstance(b, Paragraph) and b.style == "body" else b for b in blocks)


def _bold(text: str, header: bool = False) -> Cell:
    return Cell((Paragraph((Strong((Text(text),)),), "small"),), header=header)


def _plain(text: str) -> Cell:
    return Cell((Paragraph((Text(text),), "small"),))
