"""A timeline as blocks: a bank of events, then an axis to scale with boxes around it, or a table instead."""

from __future__ import annotations

import math

from packgen.assemble.letters import letter
from packgen.compose.timeline_axis import Axis, axis_for
from packgen.compose.timeline_drawing import draw, draw_empty
from packgen.compose.timeline_places import places
from packgen.compose.wording import Wording
from packgen.compose.words import one_run
from packgen.model.document import Block, Cell, Column, Figure, Group, Inline, Paragraph, RichText, Strong, Table, Text
from packgen.model.response import Slot, Timeline

DATE_COLUMN = 42.0
LEAST_ROW = 10.0
HANG = "\u00a0\u00a0"


def blocks(response: Timeline, measure: float, wording: Wording, scale: bool = False) -> tuple[Block, ...]:
    """The timeline, `measure` mm wide, after its bank of events where it has one.

    `scale` states the axis' scale under it.  Where there are more boxes than can stand around one axis, or a box has no
    date to stand at, a table of dates and events.
    """
    answer = _answer(response, measure, wording, scale)
    # The bank and what it is for belong on one page.
    return (Group((_bank(response), answer)),) if response.bank else (answer,)


def _answer(response: Timeline, measure: float, wording: Wording, scale: bool) -> Block:
    dated = sorted((slot for slot in response.slots if slot.at is not None), key=lambda slot: slot.at or 0.0)
    axis = axis_for(response.start, response.end, [slot.at for slot in dated if slot.at is not None], measure)
    caption = _scale(axis, wording) if scale else ()
    if response.mode == "create" and all(not slot.date and not slot.event for slot in response.slots):
        alt = wording.say("timeline_axis_alt", start=axis.start, end=axis.end - 1)
        return Figure(draw_empty(axis, len(response.slots), measure, wording, alt), alt, caption)
    xs = [axis.x(slot.at) for slot in dated if slot.at is not None]
    placed = places(xs, measure, axis.under_label)
    if placed is None or len(dated) < len(response.slots):
        return _table(response.slots, wording)
    alt = wording.count("timeline_alt", len(dated), start=axis.start, end=axis.end - 1)
    drawing = draw(axis, dated, placed, measure, wording, jumbled=response.mode == "jumbled", alt=alt)
    return Figure(drawing, alt, caption)


def _bank(response: Timeline) -> Block:
    """The events to place, lettered if they are jumbled, in a box of two columns that are read down."""
    jumbled = response.mode == "jumbled"
    cells = [_event(event, letter(n) if jumbled else "") for n, event in enumerate(response.bank)]
    half = math.ceil(len(cells) / 2)
    rows = tuple((cells[n], cells[n + half] if n + half < len(cells) else Cell(())) for n in range(half))
    return Table((Column(), Column()), (), rows, boxed=True, indent=True)


def _event(event: RichText, mark: str) -> Cell:
    head: tuple[Inline, ...] = (Strong((Text(mark),)), Text(HANG)) if mark else ()
    return Cell((Paragraph((*head, *one_run(event)), "small"),))


def _table(slots: tuple[Slot, ...], wording: Wording) -> Block:
    heads = tuple(
        Cell((Paragraph((Strong((Text(wording.say(key)),)),), "small"),), header=True)
        for key in ("timeline_date", "timeline_event")
    )
    rows = tuple(
        (Cell((Paragraph((Text(slot.date),), "small"),) if slot.date else ()), Cell(slot.event)) for slot in slots
    )
    columns = (Column(DATE_COLUMN), Column())
    return Table(columns, heads, rows, boxed=True, least_height=LEAST_ROW, indent=True)


def _scale(axis: Axis, wording: Wording) -> tuple[Inline, ...]:
    years = next(
        (n for n in (1, 10, 100) if abs(axis.scale * n - round(axis.scale * n)) < 1e-6 and axis.scale * n >= 1), 0
    )
    if not years:
        return ()
    return (Text(wording.count("timeline_scale", years, mm=round(axis.scale * years))),)
