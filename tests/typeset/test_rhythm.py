"""The distances of the house style, from baseline to baseline or to a rule or box."""

from __future__ import annotations

from itertools import pairwise

import pytest
from house import MM, STYLES, at, baseline, drawn, galley, para, worksheet

from packgen.model.document import (
    AnswerSpace,
    BlankSpace,
    Cell,
    Choice,
    Choices,
    Column,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Prompt,
    Question,
    RuleLine,
    Skip,
    Source,
    Table,
    Text,
    WriteIn,
    WriteInField,
)
from packgen.model.drawing import Drawing, Frame
from packgen.model.galley import Disc, Line, Rect
from packgen.model.layout import AnswerLook, QuestionLook, SourceLook

LINES = AnswerSpace(4, 4, 4, "Answer space, 4 lines")
SOURCE = Source("s", "Source A", (Text("From a letter."),), (para("Words of the source."), para("More words.")))


def near(value):
    return pytest.approx(value, abs=0.05)


def ask(number: str, words: str, *blocks, uses=()):
    return Question("i", f"Question {number}", uses, (Prompt(number, "", (para(words),), "[4 marks]"), *blocks))


def rules(found):
    return [y for _, y, op, _ in drawn(found) if isinstance(op, Line)]


def box(found):
    return next((op.x, y, op.w, op.h) for _, y, op, _ in drawn(found) if isinstance(op, Rect))


def test_answer_rules_follow_at_one_pitch():
    found = galley(ask("1", "Why?", LINES))
    stem = baseline(found, "Why?")
    assert [y - stem for y in rules(found)] == [near(24 * n) for n in (1, 2, 3, 4)]


def test_the_next_stem_stands_31_below_the_last_rule():
    found = galley(ask("1", "Why?", LINES), ask("2", "How?", LINES))
    assert baseline(found, "How?") - rules(found)[3] == near(31)


def test_a_source_stands_23_below_the_last_rule_and_25_above_its_question():
    found = galley(
        ask("1", "Why?", LINES), Question("j", "Question 2", ("s",), (SOURCE, Prompt("2", "", (para("How?"),)), LINES))
    )
    _, y, _, h = box(found)
    assert y - rules(found)[3] == near(23)
    assert baseline(found, "How?") - (y + h) == near(25)


def test_inside_a_source():
    found = galley(SOURCE)
    x, y, w, h = box(found)
    assert (x, x + w) == (near(26 * MM), near(194 * MM))
    label, provenance = baseline(found, "Source A"), baseline(found, "From")
    first, second = baseline(found, "Words"), baseline(found, "More")
    assert label - 0.66 * 12 - y == near(4 * MM)
    assert provenance - label == near(14.5)
    assert first - provenance == near(20)
    assert second - first == near(16 + 5)
    assert y + h - second == near(4 * MM)
    assert at(found, "Words") - x == near(4 * MM)


def test_a_sources_head_may_stand_above_its_box():
    found = galley(SOURCE, layout=worksheet(source=SourceLook(head="above")))
    _, y, _, _ = box(found)
    assert baseline(found, "From") - baseline(found, "Source A") == near(14.5)
    assert y - baseline(found, "From") == near(13)
    assert baseline(found, "Words") - 0.7 * 12 - y == near(4 * MM)


@pytest.mark.parametrize(
    "block",
    [
        Figure(Drawing(100, 20, (Frame(0, 0, 100, 20),)), "A box"),
        BlankSpace(40, "", "Space to plan"),
        Table((Column(), Column()), (), ((Cell((para("x"),)), Cell(())),), boxed=True, indent=True),
        Choices((Choice("A", (para("x"),)),)),
    ],
    ids=["drawing", "box", "table", "tick boxes"],
)
def test_what_is_boxed_stands_13_and_a_half_below_its_stem(block):
    found = galley(ask("1", "Why?", block), ask("2", "How?", LINES))
    top = min(y for _, y, op, _ in drawn(found) if isinstance(op, Rect | Line) and y > 1)
    assert top - baseline(found, "Why?") == near(13.5)


def test_a_box_then_the_next_stem():
    found = galley(
        ask("1", "Why?", Figure(Drawing(100, 20, (Frame(0, 0, 100, 20),)), "A box")), ask("2", "How?", LINES)
    )
    _, y, _, h = box(found)
    assert baseline(found, "How?") - (y + h) == near(31)


def test_a_planning_box_then_lines():
    found = galley(ask("1", "Why?", BlankSpace(40, "Plan", "Space to plan"), LINES))
    _, y, _, h = box(found)
    assert rules(found)[0] - (y + h) == near(24)


def test_answer_spaces_of_one_question_run_on():
    parts = [AnswerSpace(3, 3, 3, "x", f"({letter})") for letter in "ab"]
    found = galley(ask("1", "Why?", *parts))
    ys = rules(found)
    assert [b - a for a, b in pairwise(ys)] == [near(24)] * 5
    assert at(found, "(a)") == near(26 * MM)
    assert ys[0] - baseline(found, "(a)") == near(0.6 * MM)
    assert [x for x, _, op, _ in drawn(found) if isinstance(op, Line)] == [near(33 * MM)] * 6


def test_a_label_above_its_lines():
    found = galley(
        ask("1", "Why?", AnswerSpace(2, 2, 2, "x", "Feature 1", True), AnswerSpace(2, 2, 2, "x", "Feature 2", True))
    )
    ys = rules(found)
    assert ys[0] - baseline(found, "Feature 1") == near(24)
    assert baseline(found, "Feature 2") - ys[1] == near(24)


def test_bullets():
    found = galley(para("Lead-in:"), ListBlock(((para("one"),), (para("two"),))))
    assert baseline(found, "two") - baseline(found, "one") == near(15 + 3)
    assert 4 * MM <= at(found, "one") - 16 * MM <= 4.5 * MM
    dot = next(op for _, _, op, _ in drawn(found) if isinstance(op, Disc))
    assert dot.r == near(0.5 * MM)


def test_paragraphs_of_one_style_stand_a_line_and_five_points_apart():
    found = galley(para("One."), para("Two."))
    assert baseline(found, "Two.") - baseline(found, "One.") == near(15 + 5)


def test_a_heading_and_its_table_or_rule():
    table = Table((Column(),), (Cell((para("Head"),)),), ((Cell((para("x"),)),),))
    found = galley(para("Before."), Heading(1, (Text("Heading"),)), table)
    assert box(found)[1] - baseline(found, "Heading") == near(9)
    assert baseline(found, "Heading") - baseline(found, "Before.") == near(37 - 0.1)
    ruled = galley(Heading(1, (Text("Heading"),), rule=True))
    assert rules(ruled)[0] - baseline(ruled, "Heading") == near(9)


def test_a_tables_padding():
    found = galley(Table((Column(), Column()), (Cell((para("Head"),)), Cell(())), ((Cell((para("x"),)), Cell(())),)))
    x, y, w, h = box(found)
    assert (x, x + w) == (near(16 * MM), near(194 * MM))
    assert baseline(found, "Head") - 6.6 - y == near(2.8 * MM)
    assert y + h - baseline(found, "Head") == near(2.8 * MM)
    assert at(found, "Head") - x == near(2.4 * MM)


def test_the_name_line():
    fields = tuple(WriteInField(label, end) for label, end in (("Name", 0.56), ("Class", 0.76), ("Date", 1.0)))
    found = galley(WriteIn(fields))
    lines = [op for _, _, op, _ in drawn(found) if isinstance(op, Line)]
    assert [line.x2 for line in lines] == [near(16 * MM + part * 178 * MM) for part in (0.56, 0.76, 1)]
    assert at(found, "Class") - lines[0].x2 == near(4 * MM)
    assert lines[0].y1 - baseline(found, "Name") == near(0.6 * MM)


def test_rows_of_fields_have_one_pitch():
    found = galley(
        WriteIn((WriteInField("Centre", 0.4, 0.2, 5), WriteInField("Candidate", 1.0, 0.8, 4))),
        WriteIn((WriteInField("Surname", 1.0, 0.2),)),
        WriteIn((WriteInField("Forename", 1.0, 0.2),)),
    )
    ys = [baseline(found, words) for words in ("Centre", "Surname", "Forename")]
    assert [b - a for a, b in pairwise(ys)] == [near(13.5 * MM)] * 2
    cells = next(op for _, _, op, _ in drawn(found) if isinstance(op, Rect))
    assert (cells.w, cells.h) == (near(35 * MM), near(8 * MM))


def test_a_skip_adds_to_what_is_there():
    plain, wide = galley(para("One."), para("Two.")), galley(para("One."), Skip(10), para("Two."))
    assert baseline(wide, "Two.") - baseline(plain, "Two.") == near(10 * MM)


def test_marks_on_the_last_baseline_and_on_their_own_line():
    found = galley(ask("1", "Why " * 60, LINES))
    last = max(y for _, y, op, _ in drawn(found) if hasattr(op, "text") and op.text.startswith("Why"))
    assert baseline(found, " [4") == near(last)
    own = galley(ask("1", "Why?", LINES), layout=worksheet(question=QuestionLook(marks="own-line")))
    assert baseline(own, " [4") - baseline(own, "Why?") == near(18)
    assert rules(own)[0] - baseline(own, " [4") == near(24)


def test_other_layouts_keep_their_own_pitch():
    look = AnswerLook(pitch=28, dots=True, x1=21)
    found = galley(ask("1", "Why?", LINES), layout=worksheet(answer=look))
    lines = [op for _, _, op, _ in drawn(found) if isinstance(op, Line)]
    assert rules(found)[0] - baseline(found, "Why?") == near(28)
    assert (lines[0].width, lines[0].dash, lines[0].round) == (1.2, (0, 2.8), True)


def test_a_rule_and_words_between_rules():
    found = galley(RuleLine(), Paragraph((Text("Monday"),)), RuleLine())
    upper, lower = rules(found)
    assert baseline(found, "Monday") - STYLES["body"].size * 0.66 - upper == near(lower - baseline(found, "Monday"))
