"""Sums in calculations: exact, bounded, and nothing but sums."""

from __future__ import annotations

import string
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from packgen.kinds.expressions import LARGEST, BadExpressionError, expression, rounded, worked_out

A = {"a": Fraction(6), "b": Fraction(4)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a * b / 2", 12),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("-(a - b) ** 2", -4),
        ("2 ** -2", Fraction(1, 4)),
        ("round(2.5) + round(-2.5) + round(0.125, 2)", Fraction(13, 100)),
        ("round(1250, -2)", 1300),
        ("sqrt(a ** 2 + 8 ** 2)", 10),
        ("(" * 90 + "1" + ")" * 90, 1),
        ("sqrt(2.25)", Fraction(3, 2)),
        ("max(a, b, 9) - min(a, b) + abs(b - a)", 7),
        (" 100 * (a - b) / b ", 50),
        ("a × b ÷ 2 − 1", 11),
    ],
)
def test_sums_are_worked_out_exactly(text, value):
    assert worked_out(text, A) == value


def test_roots_and_pi_are_as_near_as_makes_no_difference():
    assert float(worked_out("pi * sqrt(2)", {})) == pytest.approx(4.442882938)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9**9**9", "too large"),
        ("(9**20)**20", "too large"),
        ("1e308 * 10", "too large"),
        ("1e999", "too large"),
        ("a / (b - 4)", "divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("sqrt(b - a)", "square root of a negative"),
        ("c + 1", 'no value "c"'),
        ("a ^ 2", "^ is not"),
        ("2 ** 0.5", "whole number"),
        ("round(a, 99)", "places"),
        ("round()", "given 0 numbers"),
        ("-" * 100 + "1", "nested too deeply"),
        ("+".join(["1"] * 100), "nested too deeply"),
        ("1 +" * 200, "more than 200 characters"),
        ("", "can't be read"),
        ("a b", "can't be read"),
        ("\0", "can't be read"),
        ("exit()", "there is no exit"),
        ("__import__('os').system('x')", "no sum"),
        ("(1).__class__", "no sum"),
        ("[a for a in (1, 2)]", "no sum"),
        ("lambda: 1", "no sum"),
        ("a if b else 1", "no sum"),
        ("a < b", "no sum"),
        ("True", "no sum"),
        ("'x' * 9", "no sum"),
        ("1j", "no sum"),
        ("max(*a, b)", "no sum"),
        ("round(a, ndigits=1)", "no round"),
        ("f'{a}'", "no sum"),
        ("(a := 5)", "no sum"),
        ("a @ b", "no sum"),
        ("a // b", "no sum"),
        ("a << 99", "no sum"),
    ],
)
def test_what_is_no_sum_is_refused(text, said):
    with pytest.raises(BadExpressionError) as problem:
        worked_out(text, A)
    assert said in str(problem.value)
    assert problem.value.hint


PIECES = st.sampled_from(
    ["a", "b", "9", "0", "0.5", "1e9", "+", "-", "*", "**", "/", "(", ")", ",", "round(", "sqrt(", "max(", "pi", "["]
)


@given(st.one_of(st.text(string.printable, max_size=60), st.lists(PIECES, max_size=40).map(" ".join)))
@example("9**9**9")
def test_any_text_is_a_bounded_number_or_a_plain_refusal(text):
    try:
        value = worked_out(text, A)
    except BadExpressionError:
        return
    assert isinstance(value, Fraction)
    assert abs(value) <= LARGEST
    assert expression(text)[1] <= set(A)


@given(st.decimals(-(10**6), 10**6, places=3), st.integers(-2, 3))
def test_halves_are_rounded_away_from_zero(value, places):
    exact = Fraction(value)
    near = rounded(exact, places)
    assert abs(near - exact) <= Fraction(1, 2) / Fraction(10) ** places
    assert rounded(-exact, places) == -near
    assert near * Fraction(10) ** places % 1 == 0


@pytest.mark.parametrize(
    ("text", "hint"),
    [("3a", "3 * a"), ("2(a + b)", "3 * (a + b)"), ("3,5", "3.5"), ("a^2", "a ** 2"), ("a b", "use numbers")],
)
def test_what_people_write_in_its_stead_has_a_hint_of_its_own(text, hint):
    with pytest.raises(BadExpressionError) as problem:
        expression(text)
    assert hint in problem.value.hint
