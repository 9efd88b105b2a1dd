from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

EVENTS = [
    {"date": "3 April 1922", "event": "Stalin becomes General Secretary"},
    {"date": "1924-01-21", "event": "Lenin dies", "accept": ["January 1924"]},
    {"date": "1925", "event": "The party adopts Socialism in One Country"},
    {"date": "November 1929", "event": "Bukharin leaves the Politburo"},
]
DATES = ["3\u00a0April 1922", "21\u00a0January 1924", "1925", "November 1929"]


def timeline(mode, events=EVENTS, **fields):
    return item("timeline", mode=mode, events=events, **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 500))
def test_fill_blanks_dates_and_events_in_turn(seed):
    question = lowered(timeline("fill"), seed=seed)
    blanks = ["date" if not slot.date else "event" for slot in response(question).slots]
    assert all(bool(slot.date) != bool(slot.event) for slot in response(question).slots)
    assert blanks in (["date", "event"] * 2, ["event", "date"] * 2)
    assert len(key(question).entries) == question.paper.marks == 4


def test_both_turns_come_up():
    assert len({bool(response(lowered(timeline("fill"), seed=s)).slots[0].date) for s in range(30)}) == 2


def test_the_author_says_what_is_blank():
    events = [{**event, "blank": blank} for event, blank in zip(EVENTS, ["date", "none", "event", "date"], strict=True)]
    question = lowered(timeline("fill", events))
    slots = response(question).slots
    assert [(slot.date, plain_text(slot.event)) for slot in slots] == [
        ("", EVENTS[0]["event"]),
        (DATES[1], EVENTS[1]["event"]),
        ("1925", ""),
        ("", EVENTS[3]["event"]),
    ]
    assert [entry.label for entry in key(question).entries] == ["Box 1", "Box 3", "Box 4"]
    assert question.paper.marks == 3


def test_dates_stand_in_order_on_a_scale_of_whole_years():
    made = response(lowered(timeline("fill")))
    assert (made.start, made.end) == (1922.0, 1930.0)
    assert [slot.at for slot in made.slots] == sorted(slot.at for slot in made.slots)
    wider = response(lowered(timeline("fill", start="1917", end="1940")))
    assert (wider.start, wider.end) == (1917.0, 1941.0)


@given(st.integers(0, 2000))
def test_jumbled_is_never_in_order_and_the_key_undoes_it(seed):
    question = lowered(timeline("jumbled"), seed=seed)
    made = response(question)
    bank = [plain_text(event) for event in made.bank]
    assert bank != [event["event"] for event in EVENTS]
    assert [slot.date for slot in made.slots] == DATES
    assert all(slot.event == () for slot in made.slots)
    letters = key(question).short.split()
    assert [bank["ABCD".index(letter)] for letter in letters] == [event["event"] for event in EVENTS]


def test_given_events_are_not_in_the_bank():
    events = [{**EVENTS[0], "blank": "none"}, *EVENTS[1:]]
    made = response(lowered(timeline("jumbled", events)))
    assert plain_text(made.slots[0].event) == EVENTS[0]["event"]
    assert len(made.bank) == 3


def test_events_of_one_date_may_change_places():
    events = [EVENTS[0], {"date": "1924", "event": "One"}, {"date": "1924", "event": "Two"}]
    entries = key(lowered(timeline("jumbled", events))).entries
    assert [len(entry.accept) for entry in entries] == [0, 1, 1]


def test_create_lists_events_without_their_dates():
    question = lowered(timeline("create"))
    made = response(question)
    assert all(slot.at is None and not slot.date and not slot.event for slot in made.slots)
    assert sorted(map(plain_text, made.bank)) == sorted(event["event"] for event in EVENTS)
    assert "1925" not in repr(question.paper)
    assert [entry.label for entry in key(question).entries] == DATES
    dated = response(lowered(timeline("create", give_dates=True)))
    assert any("1925" in plain_text(event) for event in dated.bank)


def test_marks_may_differ_from_boxes():
    question = lowered(timeline("fill", marks=8))
    assert (question.paper.marks, question.scheme.parts[0].aos) == (8, {"AO1": 8})
    assert plain_text(key(question).rule) == "2 marks for each."


def test_a_date_in_other_words_has_its_figures_beside_it():
    events = [{"date": "printemps 1921", "at": "spring 1921", "event": "x"}, EVENTS[2]]
    assert [slot.date for slot in response(lowered(timeline("jumbled", events))).slots] == ["printemps 1921", "1925"]


@pytest.mark.parametrize(
    ("mode", "events", "fields", "expected"),
    [
        ("fill", EVENTS[:1], {}, ("too-few-events", "events")),
        ("fill", [{"date": f"{1900 + n}", "event": f"e{n}"} for n in range(30)], {}, ("too-many-events", "events")),
        ("fill", [EVENTS[0], {"event": "x"}], {}, ("event-without-date", "events.1.date")),
        ("fill", [EVENTS[0], {"date": "soon", "event": "x"}], {}, ("unreadable-date", "events.1.date")),
        ("fill", [EVENTS[0], {"date": "1924", "at": "soon", "event": "x"}], {}, ("unreadable-date", "events.1.at")),
        ("fill", [EVENTS[0], {"date": "1924"}], {}, ("empty-event", "events.1.event")),
        ("fill", [EVENTS[2], EVENTS[0]], {}, ("events-out-of-order", "events.1.date")),
        ("fill", [EVENTS[0], {**EVENTS[1], "event": EVENTS[0]["event"]}], {}, ("duplicate-event", "events.1.event")),
        ("fill", [{**event, "blank": "none"} for event in EVENTS], {}, ("nothing-to-fill", "events")),
        ("jumbled", [EVENTS[0], {**EVENTS[1], "blank": "none"}], {}, ("nothing-to-order", "events")),
        ("fill", EVENTS, {"start": "1923"}, ("outside-scale", "start")),
        ("fill", EVENTS, {"end": "1928"}, ("outside-scale", "end")),
        ("fill", EVENTS, {"end": "soon"}, ("unreadable-date", "end")),
    ],
)
def test_what_an_author_gets_wrong(mode, events, fields, expected):
    assert findings(timeline(mode, events, **fields)) == [expected]


@pytest.mark.parametrize("mode", ["create", "fill", "jumbled"])
def test_a_sound_item_has_no_findings(mode):
    assert findings(timeline(mode)) == []


def test_events_to_mark_on_a_scale_are_listed_with_their_dates_and_keyed_in_millimetres():
    events = [{**EVENTS[0], "blank": "none"}, *EVENTS[1:]]
    question = lowered(timeline("scale", events, scale=10, start="1922", end="1929"))
    made = response(question)
    assert made.scale == 10
    assert [slot.date for slot in made.slots] == [DATES[0]]
    assert len(made.bank) == 3
    entries = key(question).entries
    bank = [plain_text(text) for text in made.bank]
    for entry, event, at in zip(entries, EVENTS[1:], (21, 35, 79), strict=True):
        assert plain_text(entry.answer).endswith(f", {at} mm from the left end")
        assert event["event"] in bank["ABC".index(entry.label)]
    assert "within 2 mm" in plain_text(key(question).rule)


@pytest.mark.parametrize(("mode", "scale", "rule"), [("fill", 10, "needless-scale"), ("scale", 20, "scale-too-long")])
def test_a_scale_must_fit(mode, scale, rule):
    assert findings(timeline(mode, scale=scale, start="1922", end="1929")) == [(rule, "scale")]
