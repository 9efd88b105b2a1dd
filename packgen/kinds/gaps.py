"""Gaps in a text: `[[answer]]`, or `[[answer|also right]]`.

A gap is taken out before the text is read as Markdown, and put back as a `Blank`, so that it may stand anywhere: in
bold words, in a list, in a table's cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from msgspec import Struct, structs

from packgen.model.document import Blank, Inline, RichText, Text
from packgen.model.item import Markdown

T = TypeVar("T")

OPEN, CLOSE, OR = "[[", "]]", "|"
PLACE = "\ufffc"
"""What stands for a gap while a text is read: the character for an object in a line of text."""

_GAP = re.compile(r"(?<!\\)\[\[(.*?)\]\]", re.DOTALL)
_LOOSE = re.compile(r"(?<!\\)\[\[|(?<!\\)\]\]")


class Gap(Struct, frozen=True):
    """A gap as written: its answer and what else is right; `line` counts from 0 at the text's first line."""

    answer: Markdown
    accept: tuple[Markdown, ...]
    line: int


def gaps_of(text: Markdown) -> tuple[Gap, ...]:
    """The gaps of a text in their order; an empty answer stays empty."""
    out: list[Gap] = []
    for match in _GAP.finditer(text):
        answer, *accept = (" ".join(each.split()) for each in match[1].split(OR))
        line = text.count("\n", 0, match.start())
        out.append(Gap(answer, tuple(filter(None, accept)), line))
    return tuple(out)


def without_answers(text: Markdown) -> Markdown:
    """The text with `PLACE` for every gap; its lines stay."""
    return _GAP.sub(lambda match: PLACE + "\n" * match[0].count("\n"), text.replace(PLACE, ""))


def loose_end(text: Markdown) -> int | None:
    """The line of a `[[` or `]]` that has no partner, from 0, or None."""
    rest = _GAP.sub(lambda match: "\n" * match[0].count("\n"), text)
    found = _LOOSE.search(rest)
    return rest.count("\n", 0, found.start()) if found else None


def nested(text: Markdown) -> int | None:
    """The line of a gap that begins inside another, from 0, or None."""
    return next((text.count("\n", 0, m.start()) for m in _GAP.finditer(text) if OPEN in m[1]), None)


def with_blanks(blocks: RichText) -> RichText:
    """Blocks with a numbered `Blank` for every `PLACE`, counted from 1 in reading order."""
    return _blanked(blocks, iter(range(1, 10_000)))


def _blanked(value: T, numbers: Iterator[int]) -> T:
    if isinstance(value, tuple):
        return cast("T", tuple(_children(value, numbers)))
    if isinstance(value, Struct):
        changes: dict[str, Any] = {
            name: _blanked(child, numbers)
            for name in value.__struct_fields__
            if isinstance(child := getattr(value, name), tuple | Struct)
        }
        return cast("T", structs.replace(value, **changes)) if changes else value
    return value


def _children(values: Sequence[object], numbers: Iterator[int]) -> Iterator[object]:
    for value in values:
        if isinstance(value, Text) and PLACE in value.text:
            yield from _split(value, numbers)
        else:
            yield _blanked(value, numbers)


def _split(text: Text, numbers: Iterator[int]) -> Iterator[Inline]:
    for n, words in enumerate(text.text.split(PLACE)):
        if n:
            yield Blank(next(numbers))
        if words:
            yield Text(words, text.lang)
