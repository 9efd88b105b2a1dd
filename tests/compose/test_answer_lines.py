from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packgen.compose.answer_lines import capped
from packgen.model.response import AnswerLines


def space(lines, label=""):
    return AnswerLines(lines, -(-lines * 85 // 100), lines * 115 // 100, label)


def test_no_cap_leaves_all_lines():
    spaces = (space(40), space(20))
    assert capped(spaces, 8, 0, 0) == spaces


def test_a_part_of_two_marks_keeps_three_lines():
    assert [s.lines for s in capped((space(6), space(6)), 4, 1.0, 12)] == [3, 3]


def test_labels_and_proportions_stay():
    first, second = capped((space(40, "1"), space(20, "2")), 16, 2, 12)
    assert (first.label, second.label) == ("1", "2")
    assert (first.lines, second.lines) == (8, 4)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=5), st.integers(1, 40), st.floats(0, 6), st.integers(0, 40))
def test_a_cap_never_adds_lines_and_keeps_the_range_in_order(lines, marks, per_mark, most):
    asked = tuple(space(n) for n in lines)
    for before, after in zip(asked, capped(asked, marks, per_mark, most), strict=True):
        assert 1 <= after.lines <= before.lines
        assert after.least <= after.lines <= after.most
