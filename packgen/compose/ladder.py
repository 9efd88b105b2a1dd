"""Ladders of levels as tables."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.compose.small_print import cell, small
from packgen.compose.wording import Wording
from packgen.compose.words import one_run
from packgen.model.document import Cell, Column, Inline, Paragraph, Strong, Table, Text
from packgen.model.marking import LadderLevel

LEVEL, MARKS = 16.0, 18.0


def ladder(levels: Sequence[LadderLevel], wording: Wording) -> Table:
    """The ladder, highest level first, with a row for 0 below the lowest."""
    heads = tuple(cell(wording.say(key), head=True) for key in ("level", "level_marks", "level_text"))
    ordered = sorted(levels, key=lambda level: level.level, reverse=True)
    rows = [(cell(str(each.level), head=True), cell(band(each)), descriptor(each)) for each in ordered]
    rows.append((cell("0", head=True), cell("0"), cell(wording.say("level_zero"))))
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
