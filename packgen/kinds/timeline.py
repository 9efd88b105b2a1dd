"""Timelines: to make, to complete, or to put in order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, Literal

from msgspec import Meta

from packgen.kinds.dates import Moment, out_of_order, placed, read_date
from packgen.kinds.jumble import jumbled
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, lettered, said
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.markup.typography import Typographer
from packgen.model.document import LineBreak, Paragraph, RichText, Text, plain_text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Slot, Timeline

MOST_EVENTS = 24
LONGEST_AXIS = 140.0
NEAR_ENOUGH = 2
_DATE_HINT = "write 1922, 1922-04, 1922-04-03, April 1922 or 3 April 1922; or give `at:` in figures beside it"

Gap = Literal["date", "event", "none"]


class TimelineEvent(Authored, frozen=True, kw_only=True):
    """An event and its date, as printed; `at` says the date in figures where `date` is in other words.

    `blank` says what the pupil fills in; `accept` lists other right answers for it.
    """

    date: str = ""
    event: Markdown = ""
    at: str = ""
    blank: Gap | None = None
    accept: tuple[Markdown, ...] = ()


class TimelineItem(Item, frozen=True, kw_only=True):
    """Events in order of time.

    `mode`: create = an axis and a list of events to place (`give_dates` prints their dates in the list);
    fill = boxes with the date or the event left out; jumbled = dated boxes and a lettered list of events;
    scale = an axis to scale on which the lettered events of a list are marked, `scale` mm a year.
    `start` and `end` bound the scale; by default whole years around the events.
    """

    mode: Literal["create", "fill", "jumbled", "scale"] = "fill"
    events: tuple[TimelineEvent, ...] = ()
    start: str = ""
    end: str = ""
    give_dates: bool = False
    scale: Annotated[float, Meta(ge=0.2, le=100)] | None = None


def _check(item: TimelineItem, kind: Kind) -> Iterator[Finding]:
    if len(item.events) < 2:
        message = f"a timeline needs at least two events, not {len(item.events)}"
        yield Finding("events", "too-few-events", message, "add events under `events:`, each with `date` and `event`")
    if len(item.events) > MOST_EVENTS:
        message = f"{len(item.events)} events are too many for one timeline; {MOST_EVENTS} is the most"
        yield Finding("events", "too-many-events", message, "make two items of them")
    yield from _check_events(item.events)
    moments = [_moment(event) for event in item.events]
    found = [moment for moment in moments if moment]
    if found and len(found) == len(moments):
        late = out_of_order(found)
        if late is not None:
            message = f"event {late + 1} ({found[late].text}) is earlier than an event above it"
            yield Finding(f"events.{late}.date", "events-out-of-order", message, "write the events in order of time")
        yield from _check_scale(item, found)
    if len(item.events) < 2:
        return
    if not _gaps(item, Random(0)):
        hint = "take away some `blank: none`"
        yield Finding("events", "nothing-to-fill", "every event is given: there is nothing to do", hint)
    elif item.mode == "jumbled" and len(_gaps(item, Random(0))) < 2:
        yield Finding("events", "nothing-to-order", "only one event is left to place", "take away some `blank: none`")


def _check_events(events: Sequence[TimelineEvent]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for n, event in enumerate(events):
        field = f"events.{n}"
        words = " ".join(event.event.split())
        if not words:
            yield Finding(f"{field}.event", "empty-event", f"event {n + 1} has no text", "say what happened")
        elif words in seen:
            hint = "word them differently, or delete one"
            message = f"events {seen[words] + 1} and {n + 1} say the same"
            yield Finding(f"{field}.event", "duplicate-event", message, hint)
        seen.setdefault(words, n)
        if not event.date.strip():
            yield Finding(f"{field}.date", "event-without-date", f"event {n + 1} has no date", _DATE_HINT)
        elif _moment(event) is None:
            wrong = "at" if event.at else "date"
            message = f"{event.at or event.date!r} is not a date that can be placed on a timeline"
            yield Finding(f"{field}.{wrong}", "unreadable-date", message, _DATE_HINT)


def _check_scale(item: TimelineItem, moments: Sequence[Moment]) -> Iterator[Finding]:
    bounds: dict[str, Moment] = {}
    for name in ("start", "end"):
        written = getattr(item, name)
        moment = read_date(written) if written else None
        if written and moment is None:
            yield Finding(name, "unreadable-date", f"{written!r} is not a date", "write a year such as 1917")
        elif moment:
            bounds[name] = moment
    if "start" in bounds and bounds["start"].first > min(moment.first for moment in moments):
        message = f"the scale starts in {item.start}, after the first event"
        yield Finding("start", "outside-scale", message, "start it earlier, or leave `start` out")
    if item.scale is not None:
        start, end = _scale(item, moments)
        length = (end - start) * item.scale
        if item.mode != "scale":
            message = f"a scale is given, but the mode is {item.mode}"
            yield Finding("scale", "needless-scale", message, "write `mode: scale`, or delete `scale`")
        elif length > LONGEST_AXIS:
            message = f"at {item.scale:g} mm a year this timeline is {length:.0f} mm long; {LONGEST_AXIS:.0f} mm fit"
            yield Finding("scale", "scale-too-long", message, f"{LONGEST_AXIS / (end - start):.0f} mm a year would fit")
    if "end" in bounds and bounds["end"].last < max(moment.last for moment in moments):
        message = f"the scale ends in {item.end}, before the last event is over"
        yield Finding("end", "outside-scale", message, "end it later, or leave `end` out")


def _moment(event: TimelineEvent) -> Moment | None:
    return read_date(event.at or event.date)


def _gaps(item: TimelineItem, random: Random) -> dict[int, Gap]:
    """What the pupil fills in, by event; in fill mode what the author left open alternates from a random start."""
    open_events = [n for n, event in enumerate(item.events) if event.blank != "none"]
    if item.mode != "fill":
        return dict.fromkeys(open_events, "event")
    turn: tuple[Gap, Gap] = ("date", "event") if random.random() < 0.5 else ("event", "date")
    undecided = [n for n in open_events if item.events[n].blank is None]
    chosen: dict[int, Gap] = {n: turn[k % 2] for k, n in enumerate(undecided)}
    return {n: item.events[n].blank or chosen[n] for n in open_events}


def _lower(item: TimelineItem, how: Lowering) -> Question:
    draw = how.draw.of(item.id)
    gaps = _gaps(item, draw.random("gaps"))
    moments = [_moment(event) or Moment(0.0, 1.0, event.date) for event in item.events]
    ats = placed(moments)
    dates = [_printed(event, moment, how) for event, moment in zip(item.events, moments, strict=True)]
    events = [how.blocks(f"events.{n}.event", event.event) for n, event in enumerate(item.events)]
    open_events = list(gaps)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    if item.mode == "fill":
        slots = tuple(
            Slot(at, "" if gaps.get(n) == "date" else dates[n], () if gaps.get(n) == "event" else events[n])
            for n, at in enumerate(ats)
        )
        bank: tuple[RichText, ...] = ()
        entries = _fill_key(item, how, gaps, dates, events)
        short = "; ".join(dates[n] if gap == "date" else plain_text(events[n]) for n, gap in gaps.items())
    else:
        order = [open_events[n] for n in jumbled(len(open_events), draw, "order")]
        if item.mode == "jumbled":
            slots = tuple(Slot(at, dates[n], () if n in gaps else events[n]) for n, at in enumerate(ats))
            bank = tuple(events[n] for n in order)
            entries, short = _jumbled_key(how, order, moments, dates, events)
        elif item.mode == "scale":
            slots = tuple(Slot(at, dates[n], events[n]) for n, at in enumerate(ats) if n not in gaps)
            bank = tuple(_listed(events[n], dates[n]) for n in order)
            entries, short = _scale_key(item, order, moments, dates, events)
        else:
            slots = tuple(Slot(None, "", ()) for _ in item.events)
            bank = tuple(_listed(events[n], dates[n] if item.give_dates else "") for n in order)
            entries = tuple(KeyEntry(dates[n], events[n], _accepted(item, how, n)) for n in range(len(events)))
            short = "; ".join(dates)
    rule = each_worth(tariff.marks, len(gaps))
    if item.scale:
        rule += said(f"A mark within {NEAR_ENOUGH} mm of its place is right.")
    key = Key(entries, short, rule + how.blocks("scheme.guidance", item.scheme.guidance))
    start, end = _scale(item, moments)
    response = Timeline(item.mode, start, end, slots, bank, item.scale or 0.0)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, key)


def _printed(event: TimelineEvent, moment: Moment, how: Lowering) -> str:
    """The date as printed: figures such as 1922-04 in words, everything else as typed."""
    words = event.date if event.at else moment.text
    return Typographer(how.lang or how.read.lang).set(words)


def _scale(item: TimelineItem, moments: Sequence[Moment]) -> tuple[float, float]:
    start = read_date(item.start) if item.start else None
    end = read_date(item.end) if item.end else None
    first = start.first if start else min(moment.first for moment in moments)
    last = end.last if end else max(moment.last for moment in moments)
    return float(math.floor(first)), float(math.ceil(round(last, 6)))


def _accepted(item: TimelineItem, how: Lowering, n: int) -> tuple[RichText, ...]:
    return tuple(how.blocks(f"events.{n}.accept.{k}", text) for k, text in enumerate(item.events[n].accept))


def _fill_key(
    item: TimelineItem, how: Lowering, gaps: Mapping[int, Gap], dates: Sequence[str], events: Sequence[RichText]
) -> tuple[KeyEntry, ...]:
    """One entry a gap, in order of time; boxes are counted from the left."""
    return tuple(
        KeyEntry(f"Box {n + 1}", said(dates[n]) if gap == "date" else events[n], _accepted(item, how, n))
        for n, gap in gaps.items()
    )


def _jumbled_key(
    how: Lowering, order: Sequence[int], moments: Sequence[Moment], dates: Sequence[str], events: Sequence[RichText]
) -> tuple[tuple[KeyEntry, ...], str]:
    """A letter for each open box; boxes with the same date accept one another's letters."""
    letter = {n: LETTERS[k].upper() for k, n in enumerate(order)}
    entries = []
    for n in sorted(letter):
        others = tuple(said(letter[m]) for m in sorted(letter) if m != n and moments[m].text == moments[n].text)
        entries.append(KeyEntry(dates[n], lettered(letter[n], events[n]), others))
    return tuple(entries), " ".join(letter[n] for n in sorted(letter))


def _scale_key(
    item: TimelineItem,
    order: Sequence[int],
    moments: Sequence[Moment],
    dates: Sequence[str],
    events: Sequence[RichText],
) -> tuple[tuple[KeyEntry, ...], str]:
    """Where each letter belongs, in order of time: so many mm, or years, from the left end."""
    start, _ = _scale(item, moments)
    letter = {n: LETTERS[k].upper() for k, n in enumerate(order)}
    entries = []
    for n in sorted(letter):
        after = moments[n].middle - start
        place = f"{after * item.scale:.0f} mm" if item.scale else f"{after:.1f} years"
        entries.append(KeyEntry(letter[n], _listed(events[n], f"{dates[n]}, {place} from the left end")))
    return tuple(entries), " ".join(letter[n] for n in sorted(letter))


def _listed(event: RichText, date: str) -> RichText:
    """An event of the list, with its date on a line below if it is given."""
    if not date:
        return event
    if event and isinstance(event[-1], Paragraph):
        return (*event[:-1], Paragraph((*event[-1].inlines, LineBreak(), Text(date))))
    return event + said(date)


def _tariff(item: TimelineItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each gap, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(_gaps(item, Random(0)))))


SHAPE: Shape[TimelineItem] = Shape(
    name="timeline",
    purpose="make a timeline, fill in its blanks, or put jumbled events in order",
    item=TimelineItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
mode: fill                    # create, fill, jumbled or scale
events:                       # in order of time
  - date: 3 April 1922        # or 1922, 1922-04, April 1922, early 1923, 44 BC ...
    event: Stalin becomes General Secretary
  - date: 1924-01-21
    event: Lenin dies
    blank: date               # date, event or none; left out, dates and events are blanked in turn
    accept: [January 1924]
"""
    ),
)
