"""A choice of questions: what is printed once, what for each alternative, and what its marks are."""

from __future__ import annotations

import pytest
from blocks import all_strings, every, words
from msgspec import structs
from specimens import CANARY, either, form, layout, multiple_choice

from packgen import registry
from packgen.assemble.referee import recheck
from packgen.compose.view import Meta, SourcePlan
from packgen.model.document import AnswerSpace, BlankSpace, Heading, Prompt, Table, WriteIn
from packgen.model.marking import EitherOf
from packgen.model.pool import ItemPool
from packgen.model.request import Request

PAPERS = ("worksheet", "exam", "exam-aqa", "exam-edexcel")
THREE = ("The ban on factions", "The post of General Secretary", "Lenin's funeral")


def document(question, name, decimal=False):
    sheet = layout(name)
    made = structs.replace(form(question), decimal=decimal)
    return registry.get("compose", sheet.view).make(made, sheet, Meta(title="Choice"), SourcePlan())


def said(value):
    return " ".join(words(value).split())


def prompts(made):
    return [(p.number, p.part, said(p.stem), p.marks.replace("\u00a0", " ")) for p in every(made, Prompt)]


def boxes(made):
    return [[field.label for field in row.fields] for row in every(made, WriteIn) if row.style == "cross"]


def test_every_alternative_has_its_marks_and_the_choice_none():
    assert prompts(document(either(), "exam")) == [
        ("1", "", "Answer either Question 1 (a) or Question 1 (b).", ""),
        ("", "(a)", "Why did Trotsky lose?", "[16 marks + 4 SPaG]"),
        ("", "(b)", "Why did Stalin win?", "[16 marks + 4 SPaG]"),
    ]


def test_decimal_papers_number_alternatives_as_they_number_parts():
    made = document(either(), "exam-aqa", decimal=True)
    assert [number for number, *_ in prompts(made)] == ["1", "1.1", "1.2"]
    assert boxes(made) == [["Question 1.1", "Question 1.2"]]


@pytest.mark.parametrize("name", PAPERS)
def test_one_answer_is_asked_for_in_one_space(name):
    made = document(either(), name)
    assert [len(row) for row in boxes(made)] == [2]
    assert len(list(every(made, AnswerSpace))) == 1
    assert CANARY not in all_strings(made)


@pytest.mark.parametrize("name", PAPERS)
def test_two_of_three_have_two_spaces_with_boxes_each(name):
    made = document(either("two", 2, THREE), name)
    assert [len(row) for row in boxes(made)] == [3, 3]
    assert len(list(every(made, AnswerSpace))) == 2
    assert len(list(every(made, BlankSpace))) == (0 if name == "worksheet" else 2)


def test_boxes_of_many_alternatives_stand_in_rows_of_three():
    made = document(either("four", 1, (*THREE, "The United Opposition")), "exam-edexcel")
    assert [len(row) for row in boxes(made)] == [3, 1]


def test_totals_count_an_answer_once():
    assert "(Total for Question 1 = 20 marks)" in words(document(either(), "exam-edexcel"))
    assert "(Total for Question 1 = 40 marks)" in words(document(either("two", 2, THREE), "exam-edexcel"))


@pytest.mark.parametrize(("decimal", "labels"), [(False, ["(a)", "(b)"]), (True, ["1.1", "1.2"])])
def test_the_scheme_marks_every_alternative(decimal, labels):
    made = document(either(), "exam-mark-scheme", decimal)
    heads = [head for head in every(made, Heading) if head.style == "part-heading"]
    assert [head.number for head in heads] == labels
    assert [said(head.inlines) for head in heads] == ["Why did Trotsky lose?", "Why did Stalin win?"]
    assert sum("verdict 4" in words(table) for table in every(made, Table)) == 2
    assert "verdict 3" in words(made), "and the SPaG bands once"


def test_a_quizs_answers_stand_below_each_alternative():
    made = document(either(), "quiz-answers")
    assert [bool(space.words) for space in every(made, AnswerSpace)] == [True, True]


def rules(question):
    found = recheck((form(question, stimuli=()),), ItemPool((), {}, {}, {}, {}, {}), Request())
    return {problem.rule for problem in found} - {"not-live"}


def test_the_referee_wants_the_same_choice_on_paper_and_in_the_scheme():
    question = either("two", 2, THREE)
    assert rules(question) == set()
    (marked,) = question.scheme.parts
    fewer = structs.replace(marked, marking=EitherOf(marked.marking.alternatives[:1]))
    other = structs.replace(marked, marking=multiple_choice().scheme.parts[0].marking)
    for part in (fewer, other):
        wrong = structs.replace(question, scheme=structs.replace(question.scheme, parts=(part,)))
        assert rules(wrong) == {"wrong-scheme"}


def test_the_referee_wants_marks_that_answers_can_share():
    question = either("two", 2, THREE)
    (part,) = question.paper.parts
    odd = structs.replace(part, response=structs.replace(part.response, choose=3))
    assert rules(structs.replace(question, paper=structs.replace(question.paper, parts=(odd,)))) == {"wrong-total"}


def test_boxes_stand_in_as_many_rows_as_their_labels_need():
    labels = ["Question 1 (a)", "Question 1 (b)", "Question 1 (c)"]
    assert boxes(document(either(stems=THREE), "exam")) == [labels]
    assert boxes(document(either(stems=THREE), "exit-tickets-4")) == [labels[:2], labels[2:]]
