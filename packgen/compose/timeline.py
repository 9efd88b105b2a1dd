"""A timeline as blocks: a bank of events, then an axis to scale with boxes around it, or a table instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from packgen.assemble.letters import letter
from packgen.compose.timeline_axis import Axis, axis_for
from packgen.compose.timeline_drawing import draw, draw_empty
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
LEAST_ROW = 10.0
KEPT_ROWS = 16
LETTER = 6.0
EVENT_GAP = 1.8
GUTTER = 6.0
CROWDED, CROWD = 1.6, 3


def blocks(response: Timeline, measure: float, wording: Wording, scale: bool = False) -> tuple[Block, ...]:
    """The timeline, `measure` mm wide, after its bank of events where it has one.

    `scale` states the axis' scale under it.  Where there are more boxes than can stand around one axis, dots that would
    merge, or a box without a date to stand at, a table of dates and events.
    """
    answer = _answer(response, measure, wording, scale)
    # The bank and what it is for belong on one page.
    return (Group((_bank(response, measure), answer)),) if response.bank else (answer,)


def _answer(response: Timeline, measure: float, wording: Wording, scale: bool) -> Block:
    dated = sorted((slot for slot in response.slots if slot.at is not None), key=lambda slot: slot.at or 0.0)
    axis = axis_for(response.start, response.end, [slot.at for slot in dated if slot.at is not None], measure)
    caption = _scale(axis, wording) if scale else ()
    if response.mode == "create" and all(not slot.date and not slot.event for slot in response.slots):
        alt = wording.say("timeline_axis_alt", start=axis.start, end=axis.end - 1)
        return Figure(draw_empty(axis, len(response.slots), measure, wording, alt), alt, caption)
    xs = [axis.x(slot.at) for slot in dated if slot.at is not None]
    placed = None if _crowded(xs) else places(xs, measure, axis.under_label)
    if placed is None or len(dated) < len(response.slots):
        return _table(response, wording)
    alt = wording.count("timeline_alt", len(dated), start=axis.start, end=axis.end - 1)
    drawing = draw(axis, dated, placed, measure, wording, jumbled=response.mode == "jumbled", alt=alt)
    return Figure(drawing, alt, caption)


def _crowded(xs: Sequence[float]) -> bool:
    """True if several dots in a row stand so close that no one could tell their leaders apart."""
    return any(all(b - a < CROWDED for a, b in pairwise(xs[n : n + CROWD])) for n in range(len(xs) - CROWD + 1))


def _bank(response: Timeline, measure: float) -> Block:
    """The events to place, lettered if they are jumbled, in a box of two columns that are read down."""
    jumbled = response.mode == "jumbled"
    events = [_event(event, letter(n) if jumbled else "") for n, event in enumerate(response.bank)]
    room = (measure - GUTTER) / 2 - (LETTER if jumbled else 0.0)
    lines = [estimated_lines(plain_text(event), room) for event in response.bank]
    half = min(range(1, len(lines) + 1), key=lambda n: abs(sum(lines[:n]) - sum(lines[n:]) - 0.1))
    columns = (_column(events[:half]), _column(events[half:]))
    return Table((Column(),), (), ((Cell((Columns((0.0, 0.0), columns, GUTTER),)),),), boxed=True, indent=True)


def _column(events: Sequence[Block]) -> RichText:
    """Events below one another; lettered ones, which are no paragraphs, as far apart as paragraphs are."""
    apart = tuple(Skip(EVENT_GAP) for event in events[:1] if isinstance(event, Columns))
    return tuple(block for n, event in enumerate(events) for block in ((*apart, event) if n else (event,)))


def _event(event: RichText, mark: str) -> Block:
    words = Paragraph(one_run(event), "small")
    return Columns((LETTER, 0.0), ((Paragraph((Text(mark),), "small-bold"),), (words,)), 0.0) if mark else words


def _table(response: Timeline, wording: Wording) -> Block:
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
    columns = (Column(DATE_COLUMN), Column())
    table = Table(columns, heads, rows, boxed=True, least_height=LEAST_ROW, indent=True)
    return Group((table,), keep=len(rows) <= KEPT_ROWS)


def _scale(axis: Axis, wording: Wording) -> tuple[Inline, ...]:
    years = next(
        (n for n in (1, 10, 100) if abs(axis.scale * n - round(axis.scale * n)) < 1e-6 and axis.scale * n >= 1), 0
    )
    if not years:
        return ()
    return (Text(wording.count("timeline_scale", years, mm=round(axis.scale * years))),)
