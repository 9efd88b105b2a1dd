"""Quizzes: one page or two copies to a sheet, points, groups, and the teacher's answers."""

from itertools import pairwise

import pytest
from printed import MM, bundled, faults, file, pages, quiz, text, words, written

from packgen.diagnostics import PackgenError
from packgen.model.request import Request
from packgen.pipeline.making import make

PAPER = {"a4": (297.0, 210.0), "letter": (279.4, 215.9)}

ROUNDS = """
    - {id: a, kind: short-answer, topic: "1", tags: {recency: last-term}, marks: 2, stem: Who ground?,
       scheme: {points: [The miller, The baker]}}
    - {id: b, kind: short-answer, topic: "1", tags: {recency: last-lesson}, marks: 1, stem: Who built?,
       scheme: {points: [Carpenters]}}
    - {id: c, kind: short-answer, topic: "1", tags: {recency: last-lesson}, marks: 1, stem: Who owned?,
       scheme: {points: [Lords]}}
    - {id: d, kind: short-answer, topic: "1", marks: 1, stem: Who paid?, scheme: {points: [Farmers]}}
"""
LONG = """
    - {id: e, kind: short-answer, topic: "1", marks: 5, stem: Why mills?, scheme: {points: [A, B, C, D, E]}}
"""


@pytest.mark.parametrize("paper", PAPER)
def test_two_copies_stand_half_a_sheet_apart(paper):
    width, height = PAPER[paper]
    (page,) = pages(file(quiz("quiz-2up", paper), "t-quiz.pdf"))
    assert (page.width / MM, page.height / MM) == pytest.approx((width, height), abs=0.1)
    found = words(page)
    left = sorted((word, round(x, 1), round(y, 1)) for word, x, _, y in found if x < width / 2)
    right = sorted((word, round(x - width / 2, 1), round(y, 1)) for word, x, _, y in found if x > width / 2)
    assert [word for word, _, _ in left] == [word for word, _, _ in right]
    assert all(a[1:] == pytest.approx(b[1:], abs=0.11) for a, b in zip(left, right, strict=True))
    cut = [line for line in page.lines if line["width"] < 0.1 and line["height"] > 150 * MM]
    assert [line["x0"] / MM for line in cut] == [pytest.approx(width / 2, abs=0.05)]


def test_the_second_copy_is_not_read_twice():
    (page,) = pages(file(quiz("quiz-2up"), "t-quiz.pdf"))
    read = [char for char in page.chars if char["tag"] not in (None, "Artifact")]
    assert max(char["x1"] for char in read) < page.width / 2


def test_a_rule_stands_below_each_stem_and_the_next_stem_below_it():
    (page,) = pages(file(quiz("quiz-2up", count=4), "t-quiz.pdf"))
    numbers = [y for word, x, _, y in words(page) if word[:1].isdigit() and abs(x - 12) < 0.1 and 50 < y < 190]
    lines = sorted(
        {round(line["top"] / MM, 2) for line in page.lines if line["width"] > 100 * MM and 52 < line["top"] / MM < 191}
    )
    assert len(numbers) == len(lines) == 4
    assert [b - a for a, b in zip(lines, numbers[1:], strict=False)] == pytest.approx([7] * 3, abs=0.1)


def test_the_foot_of_a_narrow_quiz_is_cut_before_its_page_number():
    made = make(Request(layout="quiz-2up", topics=("1.1",), count=12, paper="a5", seed=5, title="t"), bundled())
    for page in pages(file(made, "t-quiz.pdf"))[1:]:
        foot = [(x, x1) for _, x, x1, y in words(page) if y > 130 and x1 < 105]
        assert len(foot) > 2
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(foot)))


def test_the_score_box_holds_the_total():
    made = quiz("quiz-2up")
    (page,) = pages(file(made, "t-quiz.pdf"))
    boxes = [r for r in page.rects if abs(r["width"] / MM - 26) < 0.05 and abs(r["height"] / MM - 8) < 0.05]
    assert [r["x1"] / MM for r in boxes] == pytest.approx([136.5, 285], abs=0.1)
    inside = [word for word, x1, x2, _ in words(page) if 110.5 < x1 < x2 < 136.5 and word.startswith(("Score", "/"))]
    total = sum(int(word.split()[-1]) for word in inside if "/" in word)
    assert total == made.pack.manifest.versions[0].marks


def test_more_than_a_page_is_said():
    (problem,) = quiz("quiz-2up", count=12).diagnostics
    assert (problem.severity, problem.rule) == ("warning", "too-long")
    assert not quiz("quiz", count=6).diagnostics


def test_questions_stand_in_their_groups_with_their_points(tmp_path):
    made = make(Request(layout="quiz", count=4, title="t"), written(tmp_path, ROUNDS))
    printed = text(file(made, "t-quiz.pdf"))
    order = [printed.index(words) for words in ("Last lesson", "Who built", "Last term", "Who ground", "Who paid")]
    assert order == sorted(order)
    assert all(words in printed for words in ("1 point each", "2 points each", "/ 5"))
    assert "[" not in printed


def test_the_teacher_has_the_answers_in_the_same_order(tmp_path):
    made = make(Request(layout="quiz-2up", count=4, versions=2, title="t"), written(tmp_path, ROUNDS))
    for version in ("A", "B"):
        asked = text(file(made, f"t-quiz-{version}.pdf"))
        answered = text(file(made, f"t-answers-{version}.pdf"))
        stems = ("Who built", "Who owned", "Who ground", "Who paid")
        assert sorted(stems, key=asked.index) == sorted(stems, key=answered.index)
        assert "The miller" in answered
        assert "The miller" not in asked


def test_answers_that_are_sentences_have_no_semicolons_between(tmp_path):
    items = """
    - {id: a, kind: short-answer, topic: "1", marks: 2, stem: Who?, scheme: {points: [The miller., The baker.]}}
    - {id: b, kind: short-answer, topic: "1", marks: 2, stem: Who else?, scheme: {points: [Carpenters, Lords]}}
    """
    answers = text(file(make(Request(layout="quiz", title="t"), written(tmp_path, items)), "t-answers.pdf"))
    assert "The miller. The baker." in answers
    assert "Carpenters; Lords" in answers


def test_long_questions_are_not_for_a_quiz_unless_asked_for(tmp_path):
    place = written(tmp_path, ROUNDS + LONG.lstrip("\n"))
    assert set(make(Request(layout="quiz", title="t"), place).pack.manifest.items) == {"a", "b", "c", "d"}
    assert make(Request(layout="quiz", items=("e",), title="t"), place).pack.manifest.items == ("e",)
    with pytest.raises(PackgenError):
        make(Request(layout="quiz", count=5, title="t"), place)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("layout", ["quiz", "quiz-2up"])
def test_every_file_is_accessible(layout, paper):
    for each in quiz(layout, paper).pack.files:
        if each.path.endswith(".pdf"):
            assert faults(each.data) == [], each.path
