"""Ordering: number what stands jumbled in its right order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from packgen.kinds.dates import Moment, out_of_order, read_date
from packgen.kinds.jumble import jumbled
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, lettered, said
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.markup.typography import Typographer
from packgen.model.document import Paragraph, RichText, Text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Ordered

MOST_EVENTS = 15
_DATE_HINT = "write 1922, 1922-04, 1922-04-03, April 1922 or 3 April 1922; or leave the dates out"


class OrderedEvent(Authored, frozen=True, kw_only=True):
    """An event or a step; its `date` is for the key alone, and shows that the order is right."""

    event: Markdown = ""
    date: str = ""


class OrderingItem(Item, frozen=True, kw_only=True):
    """Events or steps in their right order, as the key has them; they are printed jumbled."""

    events: tuple[OrderedEvent | Markdown, ...] = ()


def _events(item: OrderingItem) -> tuple[OrderedEvent, ...]:
    return tuple(OrderedEvent(event=event) if isinstance(event, str) else event for event in item.events)


def _field(item: OrderingItem, n: int) -> str:
    """Where the words of event `n` stand."""
    return f"events.{n}" if isinstance(item.events[n], str) else f"events.{n}.event"


def _check(item: OrderingItem, kind: Kind) -> Iterator[Finding]:
    events = _events(item)
    count = len(events)
    if count < 3:
        found = "is one event" if count == 1 else f"are {count or 'no'} events"
        hint = "give at least three under `events:`, in their right order"
        yield Finding("events", "too-few-events", f"there {found} to put in order", hint)
    if count > MOST_EVENTS:
        message = f"{count} events are too many to put in order; {MOST_EVENTS} is the most"
        yield Finding("events", "too-many-events", message, "make two items of them")
    for n, event in enumerate(events):
        if not event.event.strip():
            yield Finding(_field(item, n), "empty-event", f"event {n + 1} has no text", "say what happened")
    for first, n in repeated([event.event for event in events]):
        message = f"events {first + 1} and {n + 1} say the same"
        yield Finding(_field(item, n), "duplicate-event", message, "word them differently, or delete one")
    if any(event.date.strip() for event in events):
        yield from _check_dates(events)


def _check_dates(events: Sequence[OrderedEvent]) -> Iterator[Finding]:
    """Where one event has a date all have, and no two may change places."""
    moments: list[Moment] = []
    for n, event in enumerate(events):
        moment = read_date(event.date) if event.date.strip() else None
        if moment:
            moments.append(moment)
        elif event.date.strip():
            message = f"{event.date!r} is not a date that can be sorted"
            yield Finding(f"events.{n}.date", "unreadable-date", message, _DATE_HINT)
        else:
            message = f"event {n + 1} has no date, though others have"
            yield Finding(f"events.{n}.date", "event-without-date", message, _DATE_HINT)
    if len(moments) < len(events):
        return
    late = out_of_order(moments)
    if late is not None:
        message = f"event {late + 1} ({moments[late].text}) is earlier than an event above it"
        yield Finding(f"events.{late}.date", "events-out-of-order", message, "write the events in their right order")
        return
    for n in range(1, len(moments)):
        if moments[n].first == moments[n - 1].first:
            message = f"events {n} and {n + 1} have the same date, so that either could come first"
            hint = "give the month or the day, or keep only one of them"
            yield Finding(f"events.{n}.date", "same-date", message, hint)


def _lower(item: OrderingItem, how: Lowering) -> Question:
    events = _events(item)
    count = len(events)
    order = jumbled(count, how.draw, "order")
    texts = [how.blocks(_field(item, n), event.event) for n, event in enumerate(events)]
    letter = {n: LETTERS[place].upper() for place, n in enumerate(order)}
    entries = tuple(KeyEntry(letter[n], _answer(n + 1, texts[n], _date(events[n], how))) for n in order)
    short = ", ".join(f"{letter[n]}\u00a0{n + 1}" for n in order)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    inner = said("From first to last: " + " ".join(letter[n] for n in range(count)) + ".")
    rule = each_worth(tariff.marks, count) + inner + how.blocks("scheme.guidance", item.scheme.guidance)
    response = Ordered(tuple(texts[n] for n in order))
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(entries, short, rule))


def _date(event: OrderedEvent, how: Lowering) -> str:
    moment = read_date(event.date) if event.date else None
    return Typographer(how.lang or how.read.lang).set(moment.text) if moment else ""


def _answer(number: int, event: RichText, date: str) -> RichText:
    """ "3: Lenin dies (21 January 1924)"."""
    if date and event and isinstance(event[-1], Paragraph):
        event = (*event[:-1], Paragraph((*event[-1].inlines, Text(f" ({date})"))))
    return lettered(str(number), event)


def _tariff(item: OrderingItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each in its right place, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.events)))


SHAPE: Shape[OrderingItem] = Shape(
    name="ordering",
    purpose="number events or steps in their right order",
    item=OrderingItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
events:                       # in their right order; they are printed jumbled
  - event: Stalin becomes General Secretary
    date: 3 April 1922        # for the key alone; give all of them a date, or none
  - event: Lenin dies
    date: 1924-01-21
  - event: Trotsky is expelled from the party
    date: November 1927
  - event: Trotsky is deported from the USSR
    date: February 1929
"""
    ),
)
