from __future__ import annotations

import pytest
from house import MM, drawn, galley, para, reading
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import Bank, Box, Cell, Choice, Choices, Column, Pairs, Prompt, Question, Table
from packgen.model.galley import Disc, Glyphs, Rect
from packgen.typeset.choosing import split


def ask(*blocks):
    return Question("q", "Question 1", (), (Prompt("1", "", (para("Do it."),), "[4 marks]"), *blocks))


def choices(*words, letters=""):
    marks = letters or [""] * len(words)
    return tuple(Choice(mark, (para(word),)) for mark, word in zip(marks, words, strict=True))


def ops(found, cls):
    return [(x, y, op) for x, y, op, _ in drawn(found) if isinstance(op, cls)]


def test_a_bank_is_one_list_in_one_box_read_down():
    found = galley(ask(Bank(choices(*"abcdefghij"))))
    assert [tag.role for tag in found.tags].count("L") == 1
    assert [tag.role for tag in found.tags].count("LI") == 10
    (box,) = [op for _, _, op in ops(found, Rect)]
    assert (box.x / MM, box.w / MM) == pytest.approx((26, 168))
    columns: dict[float, list[str]] = {}
    for x, _, op in ops(found, Glyphs):
        if op.text.strip() in set("abcdefghij"):
            columns.setdefault(round(x, 1), []).append(op.text.strip())
    assert ["".join(columns[x]) for x in sorted(columns)] == ["abc", "def", "gh", "ij"]


def test_a_bank_of_long_words_has_fewer_columns():
    def count(word):
        found = galley(ask(Bank(choices(*[word] * 4))))
        return len({round(x, 1) for x, _, op in ops(found, Glyphs) if op.text.startswith(word[:3])})

    assert [count("a" * n) for n in (5, 25, 30)] == [4, 2, 2]


def test_a_bank_that_no_page_can_hold_is_set_without_its_box():
    found = galley(ask(Bank(choices(*[f"{n} " + "words " * 60 for n in range(40)]))))
    assert not ops(found, Rect)
    assert len(found.atoms) >= 40
    assert reading(found).count("words") == 40 * 60


@given(st.lists(st.floats(5, 60), min_size=1, max_size=20), st.integers(1, 4))
def test_a_split_takes_every_entry_in_order(heights, columns):
    sizes = split(heights, columns, 10.0)
    assert len(sizes) == columns
    assert sum(sizes) == len(heights)
    assert all(size >= 0 for size in sizes)


def test_pairs_are_two_lists_the_left_one_read_first():
    found = galley(ask(Pairs(choices("a", "b", letters="12"), choices("x", "y", "z", letters="ABC"))))
    assert [tag.numbering for tag in found.tags if tag.role == "L"] == ["Decimal", "UpperAlpha"]
    lists = [n for n, tag in enumerate(found.tags) if tag.role == "L"]
    items = [tag.parent for tag in found.tags if tag.role == "LI"]
    assert items == [lists[0]] * 2 + [lists[1]] * 3
    xs = sorted({round((x) / MM, 1) for x, _, _ in ops(found, Disc)})
    assert xs[1] - xs[0] == pytest.approx(51.8, abs=0.1)


def test_a_box_stands_in_the_middle_of_its_line_and_column():
    table = Table((Column(), Column(16.0, "centre")), (), ((Cell((para("Lenin."),)), Cell((Box(),))),), indent=True)
    found = galley(ask(table))
    (box,) = [op for _, _, op in ops(found, Rect)]
    assert (box.w / MM, box.h / MM) == pytest.approx((4.2, 4.2))
    assert (box.x + box.w / 2) / MM == pytest.approx(194 - 8, abs=0.1)


def test_boxes_for_numbers_are_larger_than_boxes_to_tick():
    found = galley(ask(Choices(choices("a", "b", letters="AB"), box=7.0)))
    boxes = [(y, op) for _, y, op in ops(found, Rect)]
    assert [round(op.w / MM, 1) for _, op in boxes] == [7.0, 7.0]
    assert boxes[1][0] - boxes[0][0] > 7.0 * MM
