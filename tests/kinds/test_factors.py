from __future__ import annotations

import pytest
from authoring import findings, item, kinds, lowered

from packgen.kinds.rows import row_for
from packgen.kinds.shape import find_shape, tariff_of
from packgen.model.document import plain_text
from packgen.model.marking import Key, LevelsOfResponse, MarkingPoints
from packgen.model.response import Extended, Grid, Written

FACTORS = ["Offices", {"name": "Alliances", "notes": ["The Triumvirate", "The Duumvirate"]}, "Luck"]
SCHEME = {"indicative": [{"heading": "Links", "points": ["Luck gave offices their chance."]}]}


def task(**fields):
    return item("research-factors", **{"factors": FACTORS, "scheme": SCHEME, **fields})


def test_three_tasks():
    question = lowered(task())
    table, explain, judge = question.paper.parts
    assert [part.path for part in question.paper.parts] == [("a",), ("b",), ("c",)]
    assert [part.marks for part in question.paper.parts] == [3, 4, 8]
    assert isinstance(table.response, Grid)
    assert isinstance(explain.response, Written)
    assert isinstance(judge.response, Extended)
    assert (explain.response.spaces[0].lines, judge.response.space.lines) == (10, 15)
    marking = [part.marking for part in question.scheme.parts]
    assert [type(m) for m in marking] == [Key, MarkingPoints, LevelsOfResponse]
    assert marking[2].rubric == "significance-l4x8"


def test_the_table_names_the_factors_and_leaves_the_rest_empty():
    grid = lowered(task(heads=["Factor", "Notes"])).paper.parts[0].response
    assert grid.heads == ("Factor", "Notes")
    assert [[plain_text(cell) for cell in row] for row in grid.rows] == [
        ["Offices", ""],
        ["Alliances", ""],
        ["Luck", ""],
    ]


def test_notes_are_for_teachers():
    question = lowered(task())
    assert "Duumvirate" not in repr(question.paper)
    assert plain_text(question.scheme.parts[0].marking.entries[1].answer) == "The Triumvirate The Duumvirate"


def test_tasks_have_their_own_words_and_marks_and_may_be_left_out():
    made = task(explain={"marks": 0}, judge={"stem": "Was it luck?", "lines": 30})
    question = lowered(made)
    assert [part.path for part in question.paper.parts] == [("a",), ("b",)]
    assert plain_text(question.paper.parts[1].stem) == "Was it luck?"
    assert question.paper.parts[1].response.space.lines == 30
    assert question.paper.marks == tariff_of(made, kinds()).marks == 11


def test_objectives_add_up_part_by_part():
    question = lowered(task())
    for part in question.scheme.parts:
        assert sum(part.aos.values()) == part.marks
    assert tariff_of(task(), kinds()).aos == {"AO1": 8, "AO2": 7}


def test_the_judgements_ladder_must_reach_its_marks():
    made = task(judge={"marks": 12})
    (ladder,) = find_shape("factors").ladders(made, row_for(made, kinds()[made.kind]))
    assert (ladder.rubric, ladder.marks, ladder.field) == ("significance-l4x8", 12, "judge.marks")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"factors": ["One"]}, ("factors-count", "factors")),
        ({"factors": list("abcdefghijklm")}, ("factors-count", "factors")),
        ({"factors": ["One", "One"]}, ("duplicate-factor", "factors.1")),
        ({"factors": ["One", " "]}, ("empty-factor", "factors.1")),
        ({"heads": ["Factor"]}, ("too-few-heads", "heads")),
        ({"scheme": {}}, ("no-indicative-content", "scheme")),
        ({t: {"marks": 0} for t in ("table", "explain", "judge")}, ("no-tasks", "table")),
    ],
)
def test_what_an_author_gets_wrong(fields, expected):
    assert findings(task(**fields)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(task()) == []
