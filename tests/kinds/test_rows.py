from __future__ import annotations

import pytest
from authoring import item, kinds
from hypothesis import given
from hypothesis import strategies as st

from packgen.kinds.rows import answer_spaces, default_lines, flexed, row_for, scaled
from packgen.kinds.shape import tariff_of


def row(kind, board="", **fields):
    return row_for(item(kind, **fields), kinds()[kind], board)


@pytest.mark.parametrize(
    ("boards", "asked", "given"),
    [
        ([], "", "school"),
        ([], "edexcel", "edexcel"),
        (["aqa", "edexcel"], "", "aqa"),
        (["aqa", "edexcel"], "edexcel", "edexcel"),
        (["aqa"], "edexcel", "aqa"),
        (["wjec"], "", "school"),
        ([], "wjec", "school"),
    ],
)
def test_the_row_of_the_board(boards, asked, given):
    assert row("describe-two", asked, boards=boards).board == given


def test_marks_choose_between_rows():
    assert row("describe-two", marks=8).marks == 8
    assert row("source-utility", boards=["aqa"], marks=12).rubric == "utility-l4x12"
    assert row("source-utility", "edexcel", boards=["aqa", "edexcel"], marks=12).board == "aqa"


def test_rows_without_a_ladder_stretch():
    stretched = row("describe-two", marks=6)
    assert (stretched.board, stretched.marks, stretched.aos, stretched.points_each) == ("school", 6, {"AO1": 6}, 2)
    assert [space.lines for space in stretched.spaces] == [8, 8]


def test_ladders_do_not_stretch():
    assert row("essay", marks=30) is None
    assert row("essay", marks=30, scheme={"rubric": "my-own"}).marks == 30


def test_items_with_stimuli_may_have_other_objectives():
    with_source = item("how-far-do-you-agree", boards=["edexcel"], stimuli=["s"])
    assert row_for(with_source, kinds()[with_source.kind]).rubric == "interpretation-l4x16"
    tariff = tariff_of(with_source, kinds())
    assert (tariff.marks, tariff.spag, tariff.aos) == (16, 4, {"AO4": 16})
    assert tariff_of(item("how-far-do-you-agree", boards=["edexcel"]), kinds()).aos == {"AO1": 8, "AO2": 8}


def test_the_items_own_numbers_win():
    own = item("how-far-do-you-agree", boards=["aqa"], spag=0, aos={"AO1": 10, "AO2": 6})
    tariff = tariff_of(own, kinds())
    assert (tariff.spag, tariff.aos) == (0, {"AO1": 10, "AO2": 6})


def test_an_unknown_kind_is_worth_nothing():
    assert tariff_of(item("essay"), {}) is None


@given(st.dictionaries(st.sampled_from(["AO1", "AO2", "AO3"]), st.integers(1, 30), min_size=1), st.integers(1, 60))
def test_objectives_scale_to_whole_marks(aos, marks):
    out = scaled(aos, marks)
    assert sum(out.values()) == marks
    assert all(abs(out.get(name, 0) - value * marks / sum(aos.values())) < 1 for name, value in aos.items())


def test_lines_flex_from_six():
    assert (flexed(5).least, flexed(5).most) == (5, 5)
    assert (flexed(12).least, flexed(12).most) == (11, 13)
    assert (flexed(73).least, flexed(73).most) == (63, 83)


@given(st.integers(0, 200))
def test_flexing_stays_within_fifteen_per_cent(lines):
    made = flexed(lines)
    assert made.least <= lines <= made.most
    assert lines - made.least <= 0.15 * lines
    assert made.most - lines <= 0.15 * lines


def test_own_lines_are_shared_among_the_kinds_spaces():
    two = item("describe-two", lines=7)
    assert [(s.label, s.lines) for s in answer_spaces(two, row("describe-two"))] == [("1", 4), ("2", 3)]
    fixed = item("essay", lines={"lines": 10, "least": 8, "most": 20})
    (space,) = answer_spaces(fixed, row("essay"))
    assert (space.lines, space.least, space.most) == (10, 8, 20)
    assert answer_spaces(item("essay", lines=0), row("essay")) == ()


def test_default_lines_end_at_four_pages():
    assert [default_lines(n) for n in (1, 4, 12, 100)] == [3, 10, 30, 108]
