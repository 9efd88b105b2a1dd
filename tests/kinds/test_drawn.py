"""Diamonds, graphs and maps: what an author writes, what a pupil gets, what the key says."""

from __future__ import annotations

import pytest
from authoring import findings, item, lowered

from packgen.model.document import plain_text
from packgen.model.marking import Key, MarkingPoints

NINE = [f"Reason {n}" for n in range(9)]
SCHEME = {"points": ["One: more.", "Two: more.", "Three: more."]}
EVENTS = [
    {"date": "April 1922", "event": "One", "value": 2, "reason": "So."},
    {"date": "1924-01-21", "event": "Two", "value": -3, "within": 0},
    {"date": "1929", "event": "Three", "value": 0},
]
ASPECTS = [
    {"name": "Origin", "ask": "Who?", "points": ["Lenin"]},
    {"name": "Purpose", "points": ["To warn", "To advise"]},
]
FULL = {"label": "x", "points": list("abcde"), "give": "all"}
BRANCHES = [
    {"label": "Office", "points": ["Jobs"], "give": "all"},
    {"label": "Allies", "points": ["Bukharin"], "give": "label"},
    {"label": "Ideas", "points": ["One Country"]},
]


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


def diamond(statements=NINE, **fields):
    return item("diamond-nine", statements=statements, **{"scheme": SCHEME, **fields})


def graph(events=EVENTS, **fields):
    return item("living-graph", events=events, **fields)


def mind_map(branches=BRANCHES, centre="Why?", **fields):
    return item("mind-map", branches=branches, centre=centre, **fields)


def annotation(aspects=ASPECTS, **fields):
    return item("source-annotation", aspects=aspects, **{"stimuli": ["letter"], **fields})


def test_a_diamond_has_nine_statements_lines_and_points():
    question = lowered(diamond())
    made = response(question)
    assert sorted(plain_text(text) for text in made.statements) == NINE
    assert sum(space.lines for space in made.spaces) == 8
    assert isinstance(key(question), MarkingPoints)
    assert len({response(lowered(diamond(), version=version)).statements for version in "ABCD"}) == 4


@pytest.mark.parametrize(
    ("statements", "fields", "expected"),
    [
        (NINE[:8], {}, ("too-few-statements", "statements")),
        ([*NINE, "x"], {}, ("too-many-statements", "statements")),
        ([*NINE[:8], " "], {}, ("empty-statement", "statements.8")),
        ([*NINE[:8], "x" * 161], {}, ("long-statement", "statements.8")),
        ([*NINE[:8], "reason 0."], {}, ("duplicate-statement", "statements.8")),
        (NINE, {"scheme": {}}, ("no-mark-scheme", "scheme")),
    ],
)
def test_what_an_author_gets_wrong_in_a_diamond(statements, fields, expected):
    assert findings(diamond(statements, **fields)) == [expected]


def test_a_graph_gives_dates_and_keeps_heights_for_the_key():
    question = lowered(graph())
    made = response(question)
    assert [event.date.replace("\u00a0", " ") for event in made.events] == ["April 1922", "21 January 1924", "1929"]
    assert (made.start, made.end, made.low, made.high) == (1922.0, 1930.0, -5, 5)
    assert not hasattr(made.events[0], "value")
    answers = [plain_text(entry.answer).replace("\u00a0", " ") for entry in key(question).entries]
    assert answers == ["+2 (April 1922), 1 either way: So.", "−3 (21 January 1924)", "0 (1929), 1 either way"]
    assert key(question).short == "A\u00a0+2, B\u00a0−3, C\u00a00"


@pytest.mark.parametrize(
    ("events", "fields", "expected"),
    [
        (EVENTS[:1], {}, ("too-few-events", "events")),
        ([{**EVENTS[0], "event": f"e{n}"} for n in range(16)], {}, ("too-many-events", "events")),
        ([*EVENTS, {"date": "1930", "event": "x"}], {}, ("no-key", "events.3.value")),
        ([*EVENTS, {"date": "1930", "event": "x", "value": 6}], {}, ("outside-scale", "events.3.value")),
        ([*EVENTS, {"event": "x", "value": 1}], {}, ("event-without-date", "events.3.date")),
        ([*EVENTS, {"date": "soon", "event": "x", "value": 1}], {}, ("unreadable-date", "events.3.date")),
        ([*EVENTS, {"date": "1923", "event": "x", "value": 1}], {}, ("events-out-of-order", "events.3.date")),
        ([*EVENTS, {"date": "1930", "event": "", "value": 1}], {}, ("empty-event", "events.3.event")),
        ([*EVENTS, {"date": "1930", "event": "two", "value": 1}], {}, ("duplicate-event", "events.3.event")),
        (EVENTS, {"low": 0, "high": 0}, ("bad-scale", "high")),
        (EVENTS, {"start": "1923"}, ("outside-scale", "start")),
        (EVENTS, {"end": "1925"}, ("outside-scale", "end")),
        (EVENTS, {"end": "soon"}, ("unreadable-date", "end")),
    ],
)
def test_what_an_author_gets_wrong_in_a_graph(events, fields, expected):
    assert expected in findings(graph(events, **fields))


def test_a_map_prints_what_is_given_and_keys_the_rest():
    question = lowered(mind_map())
    made = response(question)
    assert [plain_text(branch.label) for branch in made.branches] == ["Office", "Allies", ""]
    assert [len(branch.points) for branch in made.branches] == [1, 0, 0]
    marking = key(question)
    assert isinstance(marking, Key)
    assert [(entry.label, plain_text(entry.answer)) for entry in marking.entries] == [
        ("Branch 2", "Allies Bukharin"),
        ("Branch 3", "Ideas One Country"),
    ]
    assert question.paper.marks == 2


@pytest.mark.parametrize(
    ("branches", "fields", "expected"),
    [
        (BRANCHES[:2], {}, ("too-few-branches", "branches")),
        (
            [{"label": f"b{n}", "give": "label" if n else "nothing"} for n in range(7)],
            {},
            ("too-many-branches", "branches"),
        ),
        ([*BRANCHES, {"points": ["x"]}], {}, ("no-key", "branches.3.label")),
        ([*BRANCHES, {"label": "x" * 41}], {}, ("long-label", "branches.3.label")),
        ([*BRANCHES, {"label": "x", "give": "all"}], {}, ("no-points", "branches.3.points")),
        ([*BRANCHES, {"label": "x", "points": ["y" * 91], "give": "all"}], {}, ("long-point", "branches.3.points.0")),
        (
            [*BRANCHES, {"label": "x", "points": list("abcde"), "give": "all"}],
            {},
            ("too-many-points", "branches.3.points"),
        ),
        ([*BRANCHES, {"label": "office"}], {}, ("duplicate-branch", "branches.3.label")),
        ([{"label": c} for c in "abc"], {}, ("no-start", "branches")),
        ([{"label": c, "points": ["x"], "give": "all"} for c in "abc"], {}, ("nothing-to-fill", "branches")),
        (BRANCHES, {"centre": ""}, ("empty-centre", "centre")),
        (BRANCHES, {"centre": "x" * 61}, ("long-centre", "centre")),
    ],
)
def test_what_an_author_gets_wrong_in_a_map(branches, fields, expected):
    assert findings(mind_map(branches, **fields)) == [expected]


def test_an_annotation_names_its_source_and_keeps_the_points_for_the_key():
    question = lowered(annotation())
    made = response(question)
    assert made.stimulus == "letter"
    assert [(aspect.name, plain_text(aspect.ask)) for aspect in made.aspects] == [("Origin", "Who?"), ("Purpose", "")]
    assert [(entry.label, plain_text(entry.answer)) for entry in key(question).entries] == [
        ("Origin", "Lenin"),
        ("Purpose", "To warn To advise"),
    ]
    assert question.paper.marks == 2


@pytest.mark.parametrize(
    ("aspects", "expected"),
    [
        ([], ("too-few-aspects", "aspects")),
        (ASPECTS[:1], ("too-few-aspects", "aspects")),
        ([{"name": f"n{n}", "points": ["x"]} for n in range(7)], ("too-many-aspects", "aspects")),
        ([*ASPECTS, {"name": "Context"}], ("no-key", "aspects.2.points")),
        ([*ASPECTS, {"name": "Context", "points": [" "]}], ("no-key", "aspects.2.points")),
        ([*ASPECTS, {"points": ["x"]}], ("empty-aspect", "aspects.2.name")),
        ([*ASPECTS, {"name": "origin", "points": ["x"]}], ("duplicate-aspect", "aspects.2.name")),
        ([*ASPECTS, {"name": "x" * 25, "points": ["x"]}], ("long-aspect", "aspects.2.name")),
        ([*ASPECTS, {"name": "x", "ask": "x" * 91, "points": ["x"]}], ("long-aspect", "aspects.2.ask")),
    ],
)
def test_what_an_author_gets_wrong_in_an_annotation(aspects, expected):
    assert findings(annotation(aspects)) == [expected]


@pytest.mark.parametrize("made", [diamond, graph, mind_map, annotation])
def test_a_sound_item_has_no_findings(made):
    assert findings(made()) == []
