from __future__ import annotations

import pytest
from house import (
    LINES,
    MM,
    SOURCE,
    at,
    baseline,
    drawn,
    galley,
    para,
    prompt,
    question,
    reading,
    roles,
    typesetter,
    worksheet,
)

from packgen.model.document import (
    Cell,
    Column,
    ListBlock,
    Prompt,
    Table,
)
from packgen.model.galley import Glyphs, Rect
from packgen.model.layout import QuestionLook


def test_a_question_is_heard_with_its_number_and_marks():
    found = galley(question(SOURCE, prompt("3", "Describe two ways."), LINES))
    assert reading(found) == "Source AWords of the source.3 Describe two ways. [4 marks]"
    assert roles(found) == [
        ("Sect", ""),
        ("Sect", "Sect"),
        ("P", "Sect"),
        ("P", "Sect"),
        ("P", "Sect"),
        ("Span", "P"),
        ("Span", "P"),
        ("Figure", "Sect"),
    ]
    assert (found.tags[0].title, found.tags[1].title) == ("Question 1", "Source A")
    assert found.tags[-1].alt == "Answer space, 12 lines"


def test_a_stem_that_ends_with_a_list_keeps_its_marks_apart():
    stem = (para("Why?"), ListBlock(((para("the Testament"),),)))
    found = galley(question(Prompt("1", "(a)", stem, "[4 marks]"), LINES))
    assert reading(found) == "1 (a) Why?the Testament [4 marks]"
    assert baseline(found, " [4") == pytest.approx(baseline(found, "the"))


def test_marks_without_room_go_below():
    found = galley(question(prompt(words="Why?", marks="[16 marks and 4 for spelling]"), LINES))
    assert baseline(found, " [16") == pytest.approx(baseline(found, "Why?"))
    words = "How far do you agree that the Testament was the main threat to Stalin in the years"
    full = galley(question(prompt(words=words, marks="[16 marks and 4 for spelling, punctuation and grammar]"), LINES))
    assert baseline(full, " [16") - baseline(full, "How") == pytest.approx(18)


def test_a_stem_is_set_narrower_rather_than_leave_its_marks_alone():
    words = "How far do you agree that the Testament was the main threat to Stalin in the years"
    found = galley(question(prompt(words=words, marks="[16 marks + 4 SPaG]"), LINES))
    last = max(y for _, y, op, _ in drawn(found) if isinstance(op, Glyphs))
    assert baseline(found, " [16") == last
    assert last - baseline(found, "How") == pytest.approx(15)


def test_a_prompt_without_a_stem():
    found = galley(question(Prompt("1", "(a)", (), "[2 marks]"), LINES))
    assert reading(found) == "1 (a)  [2 marks]"


def test_a_stem_that_begins_with_a_table():
    table = Table((Column(),), (), ((Cell((para("x"),)),),))
    found = galley(question(Prompt("1", "", (table, para("Why?")), "[2 marks]"), LINES))
    assert baseline(found, "1 ") == pytest.approx(baseline(found, "x"))
    assert reading(found) == "1 xWhy? [2 marks]"


def test_a_number_in_cells():
    look = QuestionLook(number="cells", number_x=16.6, text_x=40.6)
    found = galley(question(prompt("2.1"), LINES), layout=worksheet(question=look))
    frames = [op for _, _, op, _ in drawn(found) if isinstance(op, Rect)]
    assert [(round(f.x / MM, 2), round(f.w / MM, 2), round(f.h / MM, 2)) for f in frames] == [
        (16.6, 12, 5.2),
        (30.9, 6, 5.2),
    ]
    assert reading(found).startswith("02.1Why?")
    assert at(found, "Why?") == pytest.approx(40.6 * MM)


def test_a_number_too_wide_for_its_column_has_its_own_line():
    found = galley(question(prompt("Question 1"), LINES))
    assert baseline(found, "Why?") - baseline(found, "Question 1") >= 15


def test_parts_of_parts_hang_one_column_further_in():
    found = galley(
        question(
            Prompt("1", "(a)", (para("Why?"),)),
            Prompt("", "(b)", (para("How?"),), subpart="(i)"),
            Prompt("", "", (para("When?"),), subpart="(viii)"),
        )
    )
    assert at(found, "(a)") == at(found, "(b)") == pytest.approx(26 * MM)
    assert at(found, "Why?") == at(found, "(i)") == at(found, "(viii)") == pytest.approx(33 * MM)
    assert at(found, "How?") == pytest.approx(40 * MM)
    ends = {op.text: x + typesetter()._desk.end(op) - op.x for x, _, op, _ in drawn(found) if isinstance(op, Glyphs)}
    assert at(found, "When?") > ends["(viii) "] + 3
    assert reading(found).startswith("1 (a) Why?(b) (i) How?")
