"""Calculations: numbers of each version's own, a key worked out from them, nothing of it on the paper."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import PackgenError
from packgen.kinds.braces import filled
from packgen.kinds.quantities import places_of, to_figures, with_unit, written
from packgen.model.document import plain_text
from packgen.model.marking import Key
from packgen.model.response import Number

VALUES = {"a": {"from": 3, "to": 12}, "b": [4, 6, 8, 10]}
STEM = "A triangle has a base of {a} cm and a height of {b} cm. Work out its area."
VERSIONS = "ABCDEFGHIJKL"


def triangle(**fields):
    return item("calculation", **{"stem": STEM, "values": VALUES, "answer": "a * b / 2", "unit": "cm²", **fields})


def paper(question):
    return plain_text(question.paper.parts[0].stem)


def key(question):
    marking = question.scheme.parts[0].marking
    assert isinstance(marking, Key)
    return marking


def asked(question):
    return tuple(Fraction(found) for found in re.findall(r"(\d+) cm", paper(question)))


@given(seed=st.integers(0, 10_000))
def test_every_version_is_solved_by_its_own_key(seed):
    for version in VERSIONS:
        question = lowered(triangle(), seed=seed, version=version)
        a, b = asked(question)
        assert 3 <= a <= 12
        assert b in (4, 6, 8, 10)
        assert key(question).short == f"{written(a * b / 2)}\u00a0cm²"
        assert lowered(triangle(), seed=seed, version=version) == question


@given(seed=st.integers(0, 10_000))
def test_versions_differ_in_values_and_answers(seed):
    questions = [lowered(triangle(), seed=seed, version=version) for version in VERSIONS]
    assert len({paper(question) for question in questions}) == len(VERSIONS)
    assert len({key(question).short for question in questions}) == len(VERSIONS)


def test_where_there_are_fewer_answers_than_versions_they_come_again():
    few = triangle(values={"a": [2, 3], "b": [4]})
    shorts = [key(lowered(few, version=version)).short for version in VERSIONS]
    assert set(shorts) == {"4\u00a0cm²", "6\u00a0cm²"}


def test_versions_differ_over_a_range_too_long_to_list():
    wide = triangle(values={"a": {"from": 1, "to": 99.9, "step": 0.1}, "b": {"from": 1, "to": 500}})
    assert len({key(lowered(wide, version=version)).short for version in VERSIONS}) == len(VERSIONS)


def test_values_that_have_no_answer_are_never_drawn():
    some = triangle(values={"a": [1, 2, 3], "b": [2, 3]}, answer="1 / (a - b)", figures=2)
    for version in VERSIONS:
        a, b = asked(lowered(some, version=version))
        assert a != b


def test_the_paper_has_a_line_for_the_answer_and_no_answer():
    question = lowered(triangle(marks=2, answer="a * b * 1001", tolerance=1))
    (part,) = question.paper.parts
    assert isinstance(part.response, Number)
    assert part.response.working is not None
    assert part.response.unit == "cm²"
    a, b = asked(question)
    assert written(a * b * 1001) not in repr(question.paper)
    assert lowered(triangle(lines=0)).paper.parts[0].response == Number(None, "cm²")


@pytest.mark.parametrize(
    ("fields", "short", "accept"),
    [
        ({"answer": "100 / 7", "decimals": 2}, "14.29\u00a0cm²", []),
        ({"answer": "100 / 7", "figures": 3, "tolerance": 0.2}, "14.3\u00a0cm²", ["14.1 to 14.5 cm²"]),
        ({"answer": "100 / 7", "decimals": 1, "tolerance": "2%"}, "14.3\u00a0cm²", ["14.00 to 14.58 cm²"]),
        ({"answer": "123456", "figures": 2}, "120000\u00a0cm²", []),
        ({"answer": "0.00995", "figures": 2}, "0.010\u00a0cm²", []),
        ({"answer": "9.996", "figures": 3}, "10.0\u00a0cm²", []),
        ({"answer": "-7.5"}, "−7.5\u00a0cm²", []),
        ({"answer": 12, "unit": "%"}, "12%", []),
        ({"answer": 3.5, "unit": "£", "decimals": 2, "tolerance": 0.1}, "£3.50", ["£3.40 to £3.60"]),
        ({"answer": 3, "unit": ""}, "3", []),
    ],
)
def test_the_key_is_rounded_and_says_what_else_is_right(fields, short, accept):
    found = key(lowered(triangle(stem="Work it out.", values={}, **fields)))
    assert found.short == short
    assert [plain_text(text) for text in found.entries[0].accept] == accept


def test_schemes_work_out_what_they_have_in_braces():
    scheme = {
        "points": ["{a} × {b} = {a * b}: 1 mark"],
        "guidance": "Half of {a*b} is {answer}.",
        "accept": ["{answer}"],
    }
    question = lowered(triangle(marks=2, scheme=scheme))
    a, b = asked(question)
    rule = plain_text(key(question).rule)
    assert rule.startswith("2 marks for the right answer. Otherwise, for working:")
    assert f"{a} × {b} = {a * b}: 1 mark" in rule
    assert f"Half of {a * b} is {written(a * b / 2)}." in rule
    assert findings(triangle(marks=2, scheme=scheme)) == []


def test_formulas_keep_their_braces_and_other_braces_stay():
    question = lowered(
        triangle(stem=r"Work out $\frac{a}{b}$ and {a}, {b}. Not {this one}.", values={"a": [12], "b": [7]})
    )
    assert paper(question) == "Work out 12 over 7 and 12, 7. Not {this one}."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": ""}, [("no-key", "answer")]),
        ({"answer": "a * c"}, [("unknown-value", "answer")]),
        ({"answer": "a *"}, [("bad-expression", "answer")]),
        ({"answer": "9**9**9"}, [("no-answer", "answer")]),
        ({"answer": "a / (b - 4)"}, [("no-answer", "answer")]),
        ({"answer": "a / 7"}, [("not-rounded", "answer")]),
        ({"answer": "a / 7", "decimals": 1, "figures": 2}, [("rounded-twice", "figures")]),
        ({"tolerance": "some"}, [("bad-tolerance", "tolerance")]),
        ({"stem": "Base {a}, height {h}."}, [("unknown-value", "stem"), ("value-not-told", "stem")]),
        ({"values": {"a": {"from": 9, "to": 3}, "b": [4]}}, [("no-values", "values.a")]),
        ({"values": {"a": [], "b": [4]}}, [("no-values", "values.a")]),
        ({"values": {"a": {"from": 1, "to": 9, "step": 0.0001}, "b": [4]}}, [("too-many-choices", "values.a")]),
        ({"values": {**VALUES, "pi": [3]}}, [("bad-name", "values.pi")]),
        ({"values": {**VALUES, "2x": [3]}}, [("bad-name", "values.2x")]),
        ({"values": {**VALUES, **{f"v{n}": [1] for n in range(9)}}}, [("too-many-values", "values")]),
        ({"scheme": {"points": ["{a * c}"]}}, [("unknown-value", "scheme.points.0")]),
        ({"scheme": {"guidance": "{a +}"}}, [("bad-expression", "scheme.guidance")]),
        ({"scheme": {"guidance": "{1 / (b - 4)}"}}, [("no-answer", "scheme.guidance")]),
        ({}, []),
    ],
)
def test_what_an_author_gets_wrong_is_told(fields, expected):
    assert findings(triangle(**fields)) == expected


def test_an_item_that_slipped_through_is_refused_with_its_place():
    with pytest.raises(PackgenError) as problem:
        lowered(triangle(answer="1 / (a - a)"))
    assert problem.value.diagnostics[0].place is not None
    assert "divides by zero" not in str(problem.value) or problem.value.diagnostics[0].hint


@given(st.decimals("-99999", "99999", places=4), st.integers(1, 6))
def test_significant_figures(value, figures):
    exact = Fraction(value)
    near, places = to_figures(exact, figures)
    digits = written(near, places).lstrip("\u2212").replace(".", "").lstrip("0")
    assert abs(near - exact) * 2 <= abs(exact) * Fraction(10) ** (1 - figures)
    assert not exact or len(digits) >= figures
    assert places_of(near) is not None


def test_units_of_money_stand_before_and_signs_stand_close():
    assert with_unit(written(Fraction(-5)), "£") == "\u2212£5"
    assert with_unit("40", "°") == "40°"


@pytest.mark.parametrize(
    ("stem", "printed"),
    [
        ("{a} − {b} + {a}", "2 − (−3) + 2"),
        ("{b}² or {b} and -{b}", "(−3)² or −3 and -(−3)"),
        ("x = {b}, from {b} to {a}", "x = −3, from −3 to 2"),
    ],
)
def test_numbers_below_zero_stand_in_brackets_after_a_sign_and_below_a_power(stem, printed):
    assert filled(stem, {"a": Fraction(2), "b": Fraction(-3)}) == printed


def test_numbers_below_zero_stand_in_brackets_in_formulas():
    numbers = {"a": Fraction(2), "b": Fraction(-3)}
    assert (
        filled(r"$a \times {b}$, ${b}^2$, $\frac{b}{a}$", numbers) == r"$a \times {(-3)}$, ${(-3)}^2$, $\frac{-3}{2}$"
    )
