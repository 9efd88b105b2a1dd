"""Forms: versions of a paper from a bank."""

from __future__ import annotations

import time
from collections import Counter
from itertools import groupby

import pools
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from packgen.assemble.forms import forms
from packgen.assemble.referee import recheck
from packgen.diagnostics import PackgenError
from packgen.markup.references import references
from packgen.model.chosen import Chosen
from packgen.model.document import plain_text
from packgen.model.form import Form
from packgen.model.item import SchemeText, Stimulus
from packgen.model.request import Request

BANK = pools.mixed()


def made(bank, **request) -> tuple[Form, ...]:
    papers, problems = forms(bank, Request(**request))
    assert problems == ()
    return papers


def items(form: Form) -> list[str]:
    return [question.paper.item for question in form.questions]


def keys(form: Form) -> list[str]:
    return [q.scheme.parts[0].marking.short for q in form.questions if q.paper.kind == "multiple-choice"]


@given(st.integers(10, 80), st.integers(1, 4), st.integers(0, 10**6))
def test_versions_have_one_total_and_one_sequence_of_kinds(marks, count, seed):
    papers = made(BANK, marks=marks, versions=count, seed=seed)
    assert [form.version for form in papers] == (["A", "B", "C", "D"][:count] if count > 1 else [""])
    assert {form.pupil().total() for form in papers} == {marks}
    assert len({tuple(q.paper.kind for q in form.questions) for form in papers}) == 1
    assert len({frozenset(items(form)) for form in papers}) == 1


def test_three_versions_are_the_first_of_five():
    assert made(BANK, marks=60, versions=3, seed=7) == made(BANK, marks=60, versions=5, seed=7)[:3]


def test_the_same_request_makes_the_same_forms():
    assert made(BANK, marks=60, versions=2, seed=7) == made(BANK, marks=60, versions=2, seed=7)


def test_an_unrelated_item_changes_no_lowered_question():
    more = pools.pool(
        *(located.value for located in BANK.items.values()),
        pools.choice("aa-new"),
        stimuli=tuple(located.value for located in BANK.stimuli.values()),
    )
    named = ("mc-1", "mc-4", "describe-2", "source-3")
    assert made(BANK, items=named, versions=3, seed=5) == made(more, items=named, versions=3, seed=5)


def test_key_letters_are_even_in_each_version():
    for form in made(BANK, kinds=("multiple-choice",), count=8, versions=4, seed=2):
        assert Counter(keys(form)) == {"A": 2, "B": 2, "C": 2, "D": 2}
        assert max(len(list(run)) for _, run in groupby(keys(form))) <= 3


def test_the_key_names_the_option_that_is_right():
    for form in made(BANK, kinds=("multiple-choice",), count=8, versions=3, seed=9):
        for question in form.questions:
            letter = question.scheme.parts[0].marking.short
            option = question.paper.parts[0].response.options["ABCD".index(letter)]
            assert plain_text(option.text) == "right"


SOURCES = (
    Stimulus(id="letter", text="See also @speech.", content_note="Violence.", authenticity_note="Doubted by some."),
    Stimulus(id="speech", text="Comrades!", credit="Archive"),
    Stimulus(id="view", type="interpretation", text="He was lucky."),
)


def source_bank():
    return pools.pool(
        pools.written("one", "source", stem="How useful is @speech?", stimuli=("speech",)),
        pools.written(
            "two",
            "source",
            stem="Compare @letter, @speech and @view.",
            stimuli=("speech", "letter", "view"),
            scheme=SchemeText(points=("@letter is private",)),
        ),
        stimuli=SOURCES,
    )


def test_stimuli_are_labelled_as_they_appear_and_mentions_follow():
    (form,) = made(source_bank(), items=("one", "two"))
    assert [(s.id, s.label) for s in form.stimuli] == [
        ("speech", "Source A"),
        ("letter", "Source B"),
        ("view", "Interpretation A"),
    ]
    stem = plain_text(form.questions[1].paper.parts[0].stem)
    assert stem == "Compare Source B, Source A and Interpretation A."
    assert plain_text(form.stimuli[1].text) == "See also Source A."
    assert references(form) == ()


def test_notes_on_stimuli_are_for_teachers():
    (form,) = made(source_bank(), items=("two",))
    assert form.teacher_notes == {"letter": "Violence.\n\nDoubted by some."}
    assert "Doubted" not in repr(form.pupil())


def test_a_mention_of_a_source_that_is_not_on_the_paper_is_a_located_error():
    bank = pools.pool(pools.written("a", stem="Is @letter right?"), stimuli=SOURCES)
    _, problems = forms(bank, Request(items=("a",), versions=3))
    assert [(p.rule, str(p.place)) for p in problems if p.severity == "error"] == [
        ("dangling-reference", "bank.yaml:1")
    ]


def test_versions_that_are_the_same_are_said_to_be():
    _, problems = forms(BANK, Request(items=("why-1", "essay-1"), versions=3))
    assert [problem.message[:36] for problem in problems] == ["versions A, B and C are the same: to"]
    assert [problem.severity for problem in problems] == ["warning"]


def test_a_paper_with_versions_begins_with_questions_that_can_be_shuffled():
    for seed in range(10):
        assert len(keys(made(BANK, marks=40, versions=3, seed=seed)[0])) >= 4


def test_a_stimulus_that_is_not_in_the_bank_is_a_located_error():
    _, problems = forms(pools.pool(pools.written("a", "source", stimuli=("lost",))), Request(items=("a",)))
    assert [p.rule for p in problems] == ["missing-stimulus"]


def test_thirty_versions_are_quick():
    start = time.perf_counter()
    assert len(made(BANK, marks=80, versions=30, seed=1)) == 30
    assert time.perf_counter() - start < 3


# --- the referee ---------------------------------------------------------------------


def good() -> tuple[Form, ...]:
    return made(BANK, kinds=("multiple-choice", "multiple-choice", "essay", "source"), versions=2, seed=1)


def spoilt(form: Form, place: int, **paper: object) -> Form:
    questions = list(form.questions)
    questions[place] = structs.replace(questions[place], paper=structs.replace(questions[place].paper, **paper))
    return structs.replace(form, questions=tuple(questions))


def rules(*papers: Form, **request) -> set[str]:
    return {problem.rule for problem in recheck(papers, BANK, Request(**request))}


def test_the_referee_passes_good_forms():
    assert rules(*good(), marks=30) == set()


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda f: spoilt(f, 2, marks=17), "wrong-total"),
        (lambda f: spoilt(f, 2, spag=0), "wrong-total"),
        (lambda f: spoilt(f, 0, item="nobody"), "not-live"),
        (lambda f: structs.replace(f, stimuli=()), "missing-stimulus"),
        (lambda f: structs.replace(f, questions=(*f.questions, f.questions[0])), "repeated-item"),
        (lambda f: structs.replace(f, questions=f.questions[::-1]), "unlike-versions"),
        (lambda f: spoilt(f, 2, parts=()), "wrong-scheme"),
    ],
)
def test_the_referee_sees_what_is_wrong(spoil, rule):
    first, second = good()
    assert rule in rules(first, spoil(second))


def test_the_referee_sees_a_key_that_names_no_option():
    form = good()[0]
    question = form.questions[0]
    (marked,) = question.scheme.parts
    wrong = structs.replace(marked, marking=structs.replace(marked.marking, options=("z",)))
    spoilt_one = structs.replace(question, scheme=structs.replace(question.scheme, parts=(wrong,)))
    assert rules(structs.replace(form, questions=(spoilt_one, *form.questions[1:]))) == {"wrong-key"}


def test_the_referee_holds_the_paper_to_the_marks_asked_for():
    assert rules(*good(), marks=31) == {"wrong-total"}


def test_forms_refuse_a_choice_that_does_not_make_the_marks():
    with pytest.raises(PackgenError):
        forms(BANK, Request(marks=3), chosen=Chosen((BANK.items["why-1"],)))
