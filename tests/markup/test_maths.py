"""Formulas between dollar signs: what is one, what it says, what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import Place
from packgen.markup.maths import BadFormulaError, spoken
from packgen.markup.reader import Reader
from packgen.model.document import Maths, Paragraph, plain_text


def formulas(md):
    reader = Reader()
    found = [node for block in reader.blocks(md) if isinstance(block, Paragraph) for node in block.inlines]
    assert reader.diagnostics == ()
    return [node.latex for node in found if isinstance(node, Maths)]


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"x^2+1", "x squared + 1".replace("+", "plus")),
        (r"\frac{1}{2}", "1 over 2"),
        (r"\frac{a+b}{2}", "the whole of a plus b, over 2"),
        (r"\sqrt{2}", "the square root of 2"),
        (r"a\ne b", "a is not equal to b"),
        (r"v_1", "v sub 1"),
        (r"\sum_{i=1}^{n} i", "the sum from i equals 1 to n i"),
    ],
)
def test_what_a_formula_says(latex, words):
    assert spoken(latex) == words


def test_formulas_are_told_from_money():
    assert formulas("Let $x$ be $y^2$.") == ["x", "y^2"]
    assert formulas("It costs $5 and then $6.") == []
    assert formulas(r"A plain \$x\$ here") == []
    assert formulas("$5 and $6 make $11") == formulas("$5/$6") == []
    assert formulas("$\\frac{a}{2}$ of 12") == ["\\frac{a}{2}"]
    assert plain_text(Reader().blocks("It costs $5 and then $6.")) == "It costs $5 and then $6."
    assert plain_text(Reader().blocks("Is $x^2$ even?")) == "Is x squared even?"


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\frac{1", "an opening brace { is not closed"),
        ("a}", "a closing brace } has no opening one"),
        (r"\foo{x}", r"there is no command \foo"),
        ("x^", "it can't be read"),
        (r"\frac{1}", "lacks a part"),
        ("x" * 501, "more than 500 characters"),
    ],
)
def test_what_is_wrong_with_a_formula_is_told_at_its_line(latex, why):
    reader = Reader()
    reader.blocks(f"One line.\nThen ${latex}$ here.", Place("bank.yaml", 7))
    (problem,) = reader.diagnostics
    assert problem.rule == "formula"
    assert why in problem.message
    assert problem.place == Place("bank.yaml", 8)
    assert problem.hint


@given(st.text(alphabet="ab1+-^_{}\\frac sqrt&$ ", max_size=30))
def test_any_words_between_the_signs_are_said_or_refused(latex):
    try:
        words = spoken(latex)
    except BadFormulaError as problem:
        words = str(problem)
    assert "\n" not in words
