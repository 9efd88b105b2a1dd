"""Boards: each asks in its own way, and none is given another's question."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import findings, item, kinds, lowered

from packgen.assemble.select import select
from packgen.diagnostics import PackgenError
from packgen.kinds.rows import SCHOOL, answer_spaces, asked_by, row_for
from packgen.kinds.shape import set_for
from packgen.load.bundled import bundled_bank
from packgen.load.pool import load_pool
from packgen.model.document import ListBlock
from packgen.model.request import Request

GROUPS = {"indicative": [{"points": ["x"]}]}

BANK = {
    "bank.yaml": "schema: 1\nsubject: History\n",
    "topics.yaml": 'schema: 1\ntopics: [{id: "1", title: Russia}]\n',
    "sources.yaml": "schema: 1\nstimuli: [{id: one, text: One.}, {id: two, text: Two.}]\n",
}


def bank(folder: Path, items: str):
    for name, text in {**BANK, "items.yaml": f'schema: 1\ndefaults: {{topic: "1"}}\nitems:\n{items}'}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_pool([folder])


def written(id: str, kind: str = "explain-why", more: str = "") -> str:
    return (
        f"  - id: {id}\n    kind: {kind}\n    stem: Explain why {id} happened.\n"
        f"    scheme: {{indicative: [{{points: [x, y, z]}}]}}\n    {more}\n"
    )


@pytest.mark.parametrize(
    ("board", "sources", "marks", "ladder"),
    [
        ("aqa", 1, 8, "utility-l4x8"),
        ("aqa", 2, 12, "utility-l4x12"),
        ("edexcel", 2, 8, "utility-l3x8"),
        ("ocr", 2, 10, "utility-l5x10"),
    ],
)
def test_the_number_of_sources_chooses_among_a_boards_rows(board, sources, marks, ladder):
    made = item("source-utility", boards=[board], stimuli=["a", "b"][:sources], scheme=GROUPS)
    row = row_for(made, kinds()["source-utility"], board)
    assert (row.marks, row.rubric) == (marks, ladder)


def test_a_row_asks_otherwise_than_its_kind():
    kind = kinds()["source-utility"]
    asked = {row.board: asked_by(kind, row).stimuli for row in kind.rows if row.marks == 8}
    assert asked == {"aqa": (1, 1), "edexcel": (2, 2), "school": kind.stimuli}
    assert asked_by(kind, kind.rows[0]).target == kind.target


def test_a_board_that_gives_no_prompts_prints_none():
    fields = {"statement": "S.", "bullets": ["x", "y"], "scheme": GROUPS, "boards": ["aqa", "edexcel"]}
    made = item("how-far-do-you-agree", **fields)
    lists = {
        board: any(isinstance(block, ListBlock) for block in lowered(made, board=board).paper.parts[0].stem)
        for board in ("aqa", "edexcel")
    }
    assert lists == {"aqa": False, "edexcel": True}
    assert findings(made) == []
    only = item("how-far-do-you-agree", **{**fields, "boards": ["aqa"]})
    assert findings(only) == [("no-bullets-here", "bullets")]


@pytest.mark.parametrize(
    ("boards", "marks", "board", "expected"),
    [
        (["aqa"], None, "ocr", False),
        (["ocr"], None, "ocr", True),
        (["ocr", "edexcel"], 12, "edexcel", True),
        (["ocr", "edexcel"], 12, "ocr", False),
        (["aqa", "edexcel"], 12, "aqa", False),
        ([], 12, "ocr", True),
        (["school"], 12, "aqa", True),
        (["ocr"], 12, "", True),
    ],
)
def test_an_item_is_set_for_its_boards_with_their_marks(boards, marks, board, expected):
    made = item("explain-why", boards=boards, marks=marks, scheme=GROUPS)
    assert set_for(made, kinds(), board) is expected


def test_a_part_for_other_boards_keeps_its_question_out():
    part = item("describe-two", id="q.a", boards=["aqa"], scheme={"points": ["a", "b"]})
    other = item("describe-two", id="q.b", boards=["aqa", "ocr"], scheme={"points": ["a", "b"]})
    whole = item("structured", boards=["aqa", "ocr"], parts=(part, other))
    assert (set_for(whole, kinds(), "aqa"), set_for(whole, kinds(), "ocr")) == (True, False)


def test_what_a_board_never_sets_is_told_where_it_stands(tmp_path):
    pool, problems = bank(
        tmp_path,
        written("one", more="boards: [edexcel, ocr]\n    marks: 12")
        + written("two", "explain-significance", "boards: [aqa, edexcel]"),
    )
    assert [(p.rule, p.place.line, bool(p.hint)) for p in problems] == [
        ("marks-of-board", 9, True),
        ("no-row", 14, True),
    ]
    assert set(pool.items) == {"one", "two"}


@pytest.mark.parametrize(
    ("boards", "said"), [("[aqa, edexcel]", "for aqa and edexcel, not for ocr"), ("[ocr]", "never set")]
)
def test_a_board_that_an_item_does_not_have_is_refused_by_name(tmp_path, boards, said):
    pool, _ = bank(tmp_path, written("one", more=f"boards: {boards}\n    marks: 12"))
    with pytest.raises(PackgenError) as refused:
        select(pool, Request(items=("one",), board="ocr"))
    (problem,) = refused.value.diagnostics
    assert (problem.rule, problem.place.path.endswith("items.yaml")) == ("not-for-board", True)
    assert said in problem.message
    assert problem.hint


def test_items_for_other_boards_are_left_out_and_counted(tmp_path):
    pool, _ = bank(tmp_path, written("one", more="boards: [edexcel]") + written("two", more="boards: [ocr]"))
    assert [found.value.id for found in select(pool, Request(board="ocr", count=1))] == ["two"]
    with pytest.raises(PackgenError) as short:
        select(pool, Request(board="ocr", count=2))
    assert "items for other boards than ocr (1) are left out" in short.value.diagnostics[0].hint


def test_a_fixed_total_is_held_by_the_board_that_fixes_it(tmp_path):
    parts = "parts:\n" + "".join(
        f"      - kind: {kind}\n        stem: Why?\n        scheme: {{indicative: [{{points: [x, y, z, a, b]}}]}}\n"
        for kind in ("igcse-describe", "igcse-why")
    )
    text = "  - id: set\n    kind: igcse-question\n    stem: Look.\n    boards: [BOARD]\n    " + parts
    _, problems = bank(tmp_path, text.replace("BOARD", "igcse"))
    assert [(p.rule, p.message) for p in problems] == [
        ("tariff-mismatch", "its parts add up to 10 marks; igcse gives 20 for igcse-question")
    ]
    _, problems = bank(tmp_path, text.replace("BOARD", "school"))
    assert problems == ()


def test_booklets_have_no_lines_and_boxes_have_labels():
    assert lowered(item("essay", boards=["aqa"], scheme=GROUPS)).paper.parts[0].response.spaces == ()
    follow = lowered(item("follow-up-enquiry", boards=["edexcel"], stimuli=["s"], scheme={"points": list("abcd")}))
    assert [space.lines for space in follow.paper.parts[0].response.spaces] == [2, 2, 2, 4]
    assert all(space.label for space in follow.paper.parts[0].response.spaces)


def test_essays_of_the_bundled_bank_have_lines_where_no_board_is_asked_for():
    pool, _ = load_pool([bundled_bank()])
    essays = [
        found.value for found in pool.items.values() if found.value.kind == "essay" and SCHOOL in found.value.boards
    ]
    assert essays
    for essay in essays:
        row = row_for(essay, pool.kinds["essay"])
        assert row is not None
        assert answer_spaces(essay, row), essay.id
        assert all(set_for(essay, pool.kinds, board) for board in essay.boards)
