"""Living graph: events placed on a graph of time by how good or bad, high or low things were."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from msgspec import Meta

from packgen.kinds.dates import Moment, out_of_order, placed, read_date
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, said
from packgen.kinds.repeats import repeated
from packgen.kinds.rows import answer_spaces
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.markup.typography import Typographer
from packgen.model.document import Paragraph, RichText, Text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Graph, GraphEvent

LEAST_EVENTS, MOST_EVENTS = 3, 15
MOST_STEPS = 12
_DATE_HINT = "write 1922, 1922-04, 1922-04-03, April 1922 or 3 April 1922; or give `at:` in figures beside it"

Height = Annotated[float, Meta(ge=-100, le=100)]


class LivingEvent(Authored, frozen=True, kw_only=True):
    """An event, its date and the height at which it belongs; `within` is how far off is still right, `reason` why."""

    date: str = ""
    event: Markdown = ""
    at: str = ""
    value: Height | None = None
    within: Annotated[float, Meta(ge=0, le=100)] = 1.0
    reason: Markdown = ""


class LivingGraphItem(Item, frozen=True, kw_only=True):
    """Events to place between `low` and `high`, whose meaning `bottom` and `top` say in words."""

    events: tuple[LivingEvent, ...] = ()
    low: Annotated[int, Meta(ge=-100, le=100)] = -5
    high: Annotated[int, Meta(ge=-100, le=100)] = 5
    top: str = ""
    bottom: str = ""
    start: str = ""
    end: str = ""


def _check(item: LivingGraphItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.events)
    if not LEAST_EVENTS <= count <= MOST_EVENTS:
        rule = "too-few-events" if count < LEAST_EVENTS else "too-many-events"
        found = "is one event" if count == 1 else f"are {count or 'no'} events"
        hint = f"give {LEAST_EVENTS} to {MOST_EVENTS} under `events:`, each with `date`, `event` and `value`"
        yield Finding("events", rule, f"there {found} to place", hint)
    if not 2 <= item.high - item.low <= MOST_STEPS:
        message = f"the graph goes from {item.low} to {item.high}"
        yield Finding("high", "bad-scale", message, f"let it have 2 to {MOST_STEPS} steps: -5 to 5, or 0 to 10")
    for n, event in enumerate(item.events):
        yield from _check_event(item, n, event)
    for first, n in repeated([event.event for event in item.events]):
        message = f"events {first + 1} and {n + 1} say the same"
        yield Finding(f"events.{n}.event", "duplicate-event", message, "word them differently, or delete one")
    moments = [moment for event in item.events if (moment := read_date(event.at or event.date))]
    if moments and len(moments) == count:
        late = out_of_order(moments)
        if late is not None:
            message = f"event {late + 1} ({moments[late].text}) is earlier than an event above it"
            yield Finding(f"events.{late}.date", "events-out-of-order", message, "write the events in order of time")
        yield from _check_bounds(item, moments)


def _check_event(item: LivingGraphItem, n: int, event: LivingEvent) -> Iterator[Finding]:
    field = f"events.{n}"
    if not event.event.strip():
        yield Finding(f"{field}.event", "empty-event", f"event {n + 1} has no text", "say what happened")
    if not (event.at or event.date).strip():
        yield Finding(f"{field}.date", "event-without-date", f"event {n + 1} has no date", _DATE_HINT)
    elif read_date(event.at or event.date) is None:
        wrong = "at" if event.at else "date"
        message = f"{event.at or event.date!r} is not a date that can be placed on a graph"
        yield Finding(f"{field}.{wrong}", "unreadable-date", message, _DATE_HINT)
    if event.value is None:
        message = f"event {n + 1} doesn't say how high it belongs"
        yield Finding(f"{field}.value", "no-key", message, f"add its `value` from {item.low} to {item.high}")
    elif item.low < item.high and not item.low <= event.value <= item.high:
        message = f"event {n + 1} has the value {event.value:g}, outside {item.low} to {item.high}"
        yield Finding(f"{field}.value", "outside-scale", message, "change the value, or `low` and `high`")


def _check_bounds(item: LivingGraphItem, moments: Sequence[Moment]) -> Iterator[Finding]:
    for name, first in (("start", True), ("end", False)):
        written = getattr(item, name)
        moment = read_date(written) if written else None
        if written and moment is None:
            yield Finding(name, "unreadable-date", f"{written!r} is not a date", "write a year such as 1917")
        elif moment and first and moment.first > min(m.first for m in moments):
            message = f"the graph starts in {written}, after the first event"
            yield Finding(name, "outside-scale", message, "start it earlier, or leave `start` out")
        elif moment and not first and moment.last < max(m.last for m in moments):
            message = f"the graph ends in {written}, before the last event is over"
            yield Finding(name, "outside-scale", message, "end it later, or leave `end` out")


def _lower(item: LivingGraphItem, how: Lowering) -> Question:
    moments = [read_date(event.at or event.date) or Moment(0.0, 1.0, event.date) for event in item.events]
    words = Typographer(how.lang or how.read.lang)
    dates = [words.set(e.date if e.at and e.date else m.text) for e, m in zip(item.events, moments, strict=True)]
    texts = [how.blocks(f"events.{n}.event", event.event) for n, event in enumerate(item.events)]
    letters = [LETTERS[n].upper() for n in range(len(item.events))]
    entries = tuple(
        KeyEntry(letters[n], _answer(event, dates[n], how.blocks(f"events.{n}.reason", event.reason)))
        for n, event in enumerate(item.events)
    )
    short = ", ".join(f"{c}\u00a0{signed(event.value or 0)}" for c, event in zip(letters, item.events, strict=True))
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, len(entries)) + said("Another height counts if the pupil gives a good reason.")
    start, end = read_date(item.start), read_date(item.end)
    first = start.first if start else min(moment.first for moment in moments)
    last = end.last if end else max(moment.last for moment in moments)
    ats = placed(moments)
    response = Graph(
        tuple(GraphEvent(ats[n], dates[n], texts[n]) for n in range(len(texts))),
        float(math.floor(first)),
        float(math.ceil(round(last, 6))),
        item.low,
        item.high,
        item.top,
        item.bottom,
        answer_spaces(item, how.row) if item.lines is not None else (),
    )
    key = Key(entries, short, rule + how.blocks("scheme.guidance", item.scheme.guidance))
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, key)


def signed(value: float) -> str:
    """3 as "+3", -2 as "−2", with a true minus."""
    return f"{value:+g}".replace("-", "−") if value else "0"


def _answer(event: LivingEvent, date: str, reason: RichText) -> RichText:
    """ "+3 (January 1924), 1 either way: ..."."""
    value = signed(event.value or 0)
    words = f"{value} ({date})" + (f", {event.within:g} either way" if event.within else "")
    if reason and isinstance(reason[0], Paragraph):
        return (Paragraph((Text(f"{words}: "), *reason[0].inlines)), *reason[1:])
    return said(words)


def _tariff(item: LivingGraphItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each event, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.events)))


SHAPE: Shape[LivingGraphItem] = Shape(
    name="living-graph",
    purpose="place events on a graph of time by how good or bad things were",
    item=LivingGraphItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
low: -5                       # or 0 to 10
high: 5
top: Stalin strong            # what the ends of the scale mean
bottom: Stalin weak
events:                       # in order of time; they are lettered
  - date: April 1922
    event: Stalin becomes General Secretary
    value: 2                  # where it belongs, for the key
    within: 1                 # how far off still counts
    reason: The post looked dull but gave him control of appointments.
  - date: January 1923
    event: Lenin asks for his removal
    value: -4
  - date: November 1929
    event: Bukharin leaves the Politburo
    value: 5
# start: 1917                 # the scale; left out, whole years around the events
# end: 1930
"""
    ),
)
