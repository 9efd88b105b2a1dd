from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

EVENTS = [
    {"event": "Stalin becomes General Secretary", "date": "3 April 1922"},
    {"event": "Lenin dies", "date": "1924-01-21"},
    {"event": "Trotsky is expelled", "date": "November 1927"},
    {"event": "Bukharin leaves the Politburo", "date": "November 1929"},
]
STEPS = [{"event": name} for name in ("Boil", "Pour", "Wait", "Drink")]


def ordering(events=EVENTS, **fields):
    return item("chronological-order", events=events, **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 1000), st.sampled_from(["", "A", "C"]))
def test_entries_are_never_in_order_and_the_key_numbers_them(seed, version):
    question = lowered(ordering(), seed=seed, version=version)
    printed = [plain_text(entry) for entry in response(question).entries]
    right = [event["event"] for event in EVENTS]
    assert sorted(printed) == sorted(right)
    assert printed != right
    entries = key(question).entries
    assert [entry.label for entry in entries] == ["A", "B", "C", "D"]
    for text, entry in zip(printed, entries, strict=True):
        assert plain_text(entry.answer).startswith(f"{right.index(text) + 1}: {text} (")
    letters = ["ABCD"[printed.index(text)] for text in right]
    assert f"From first to last: {' '.join(letters)}." in plain_text(key(question).rule)
    places = [right.index(text) + 1 for text in printed]
    assert key(question).short == ", ".join(f"{c}\u00a0{n}" for c, n in zip("ABCD", places, strict=True))


def test_versions_have_orders_of_their_own():
    assert len({response(lowered(ordering(), version=version)).entries for version in "ABCDEFGH"}) == 8


def test_steps_need_no_dates():
    question = lowered(ordering(STEPS))
    assert findings(ordering(STEPS)) == []
    assert all("(" not in plain_text(entry.answer) for entry in key(question).entries)


def test_a_place_is_worth_a_mark():
    assert lowered(ordering()).paper.marks == 4
    assert lowered(ordering(marks=2)).paper.marks == 2


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ("too-few-events", "events")),
        (EVENTS[:1], ("too-few-events", "events")),
        ([{"event": f"e{n}"} for n in range(16)], ("too-many-events", "events")),
        ([*STEPS, {"event": ""}], ("empty-event", "events.4.event")),
        ([*STEPS, {"event": "boil."}], ("duplicate-event", "events.4.event")),
        ([*EVENTS, {"event": "x"}], ("event-without-date", "events.4.date")),
        ([*EVENTS, {"event": "x", "date": "later"}], ("unreadable-date", "events.4.date")),
        ([*EVENTS, {"event": "x", "date": "1925"}], ("events-out-of-order", "events.4.date")),
        ([*EVENTS, {"event": "x", "date": "November 1929"}], ("same-date", "events.4.date")),
    ],
)
def test_what_an_author_gets_wrong(events, expected):
    assert findings(ordering(events)) == [expected]


def test_steps_may_be_plain_texts():
    steps = [step["event"] for step in STEPS]
    assert lowered(ordering(steps)) == lowered(ordering(STEPS))
    assert findings(ordering([*steps, " "])) == [("empty-event", "events.4")]
