"""A timeline as blocks: a bank of events, then an axis to scale with boxes around it, or a table instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from packgen.assemble.letters import letter
from packgen.compose.room import Room
from packgen.compose.timeline_axis import axis_for, axis_of
from packgen.compose.timeline_drawing import boxes_fit, draw, draw_empty, enlarged
from packgen.compose.timeline_places import places
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines, one_run
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Group,
    Inline,
    Paragraph,
    RichText,
    Skip,
    Strong,
    Table,
    Text,
    plain_text,
)
from packgen.model.response import Timeline

DATE_COLUMN = 42.0
MOST_OF_DATES = 0.4
LEAST_ROW, EVENT_ROW = 10.0, 16.0
KEPT_ROWS = 16
LETTER = 6.0
EVENT_GAP = 1.8
GUTTER = 6.0
CROWDED, CROWD = 1.6, 3


def blocks(response: Timeline, room: Room, wording: Wording, scale: bool = False) -> tuple[Block, ...]:
    """The timeline after its bank of events, where it has one.

    `scale` states the axis' scale under it.  Where there are more boxes than can stand around one axis, dots that would
    merge, or a box without a date to stand at, a table of dates and events.
    """
    answer = _answer(response, room, wording, scale)
    # The bank and what it is for belong on one page.
    return (Group((_bank(response, room), answer)),) if response.bank else (answer,)


def _answer(response: Timeline, room: Room, wording: Wording, scale: bool) -> Block:
    # Drawn for text of the usual size on a smaller measure, then enlarged with its text.
    measure, tallest = room.measure / room.grow, room.tallest / room.grow
    dated = sorted((slot for slot in response.slots if slot.at is not None), key=lambda slot: slot.at or 0.0)
    axis = axis_for(response.start, response.end, [slot.at for slot in dated if slot.at is not None], measure)
    if response.mode == "scale":
        axis = axis_of(response.scale / room.grow, axis, measure) if response.scale else axis
    caption = _scale(axis.scale * room.grow, wording) if scale or response.mode == "scale" else ()
    if response.mode == "scale" and not dated:
        alt = wording.say("timeline_mark_alt", start=axis.start, end=axis.end - 1)
        return Figure(enlarged(draw_empty(axis, 0, measure, wording, alt), room.grow), alt, caption)
    if response.mode == "create" and all(not slot.date and not slot.event for slot in response.slots):
        if room.grow > 1 and not boxes_fit(len(response.slots), measure, tallest):
            return _table(response, room, wording)
        alt = wording.say("timeline_axis_alt", start=axis.start, end=axis.end - 1)
        empty = draw_empty(axis, len(response.slots), measure, wording, alt, tallest)
        return Figure(enlarged(empty, room.grow), alt, caption)
    xs = [axis.x(slot.at) for slot in dated if slot.at is not None]
    placed = None if _crowded(xs) else places(xs, measure, axis.under_label)
    if placed is None or len(dated) < len(response.slots):
        return _table(response, room, wording)
    alt = wording.count("timeline_alt", len(dated), start=axis.start, end=axis.end - 1)
    drawing = draw(axis, dated, placed, measure, wording, jumbled=response.mode == "jumbled", alt=alt)
    if drawing.height > tallest:
        return _table(response, room, wording)
    return Figure(enlarged(drawing, room.grow), alt, caption)


def _crowded(xs: Sequence[float]) -> bool:
    """True if several dots in a row stand so close that no one could tell their leaders apart."""
    return any(all(b - a < CROWDED for a, b in pairwise(xs[n : n + CROWD])) for n in range(len(xs) - CROWD + 1))


def _bank(response: Timeline, room: Room) -> Block:
    """The events to place, lettered if they are jumbled, in a box of two columns that are read down."""
    jumbled = response.mode in ("jumbled", "scale")
    events = [_event(event, letter(n) if jumbled else "", room) for n, event in enumerate(response.bank)]
    width = (room.measure / room.grow - GUTTER) / 2 - (LETTER if jumbled else 0.0)
    lines = [estimated_lines(plain_text(event), width) for event in response.bank]
    half = min(range(1, len(lines) + 1), key=lambda n: abs(sum(lines[:n]) - sum(lines[n:]) - 0.1))
    columns = (_column(events[:half]), _column(events[half:]))
    return Table((Column(),), (), ((Cell((Columns((0.0, 0.0), columns, GUTTER),)),),), boxed=True, indent=True)


def _column(events: Sequence[Block]) -> RichText:
    """Events below one another; lettered ones, which are no paragraphs, as far apart as paragraphs are."""
    apart = tuple(Skip(EVENT_GAP) for event in events[:1] if isinstance(event, Columns))
    return tuple(block for n, event in enumerate(events) for block in ((*apart, event) if n else (event,)))


def _event(event: RichText, mark: str, room: Room) -> Block:
    words = Paragraph(one_run(event), "small")
    if not mark:
        return words
    return Columns((LETTER * room.grow, 0.0), ((Paragraph((Text(mark),), "small-bold"),), (words,)), 0.0)


def _table(response: Timeline, room: Room, wording: Wording) -> Block:
    """Dates and events in rows; where letters are asked for, a column for them."""
    second = "timeline_letter" if response.mode == "jumbled" else "timeline_event"
    heads = tuple(
        Cell((Paragraph((Strong((Text(wording.say(key)),)),), "small"),), header=True)
        for key in ("timeline_date", second)
    )
    rows = tuple(
        (Cell((Paragraph((Text(slot.date),), "small"),) if slot.date else ()), Cell(slot.event))
        for slot in response.slots
    )
    columns = (Column(min(DATE_COLUMN * room.grow, max(DATE_COLUMN, MOST_OF_DATES * room.measure))), Column())
    least = EVENT_ROW if response.mode == "create" else LEAST_ROW
    table = Table(columns, heads, rows, boxed=True, least_height=least, indent=True)
    return Group((table,), keep=len(rows) <= KEPT_ROWS)


def _scale(scale: float, wording: Wording) -> tuple[Inline, ...]:
    """The `scale` (mm a year) in words, if it can be found on a ruler."""
    years = next((n for n in (1, 10, 100) if abs(scale * n - round(scale * n)) < 1e-6 and scale * n >= 1), 0)
    if not years:
        return ()
    return (Text(wording.count("timeline_scale", years, mm=round(scale * years))),)
