"""Formulas in a line: room for what rises and hangs, a tag of their own with what they say."""

from __future__ import annotations

from itertools import pairwise

from house import drawn, galley

from packgen.model.document import AnswerSpace, Choice, Choices, Maths, Paragraph, Text
from packgen.model.galley import Glyphs, Line, Outline
from packgen.typeset.maths import set_formula

HALF = Maths(r"\frac{1}{2}", "1 over 2")
PLAIN = Paragraph((Text("Words before and words after."),))


def outlines(found):
    return [op for atom in found.atoms for run in atom.head.runs for op in run.ops if isinstance(op, Outline)]


def test_a_formula_is_outlines_in_an_element_of_its_own_that_speaks():
    found = galley(Paragraph((Text("What is "), HALF, Text("?"))))
    assert len(outlines(found)) == 2
    assert [(tag.role, tag.alt) for tag in found.tags if tag.role == "Formula"] == [("Formula", "1 over 2")]


def test_a_tall_formula_has_room_above_and_below():
    tall = Maths(r"\begin{pmatrix}1\\2\\3\end{pmatrix}", "a column")
    plain, with_it = galley(PLAIN), galley(Paragraph((tall,)))
    formula = set_formula(tall.latex, tall.alt, 12.0)
    assert sum(atom.head.height for atom in with_it.atoms) > formula.up + formula.down - 4
    assert sum(atom.head.height for atom in plain.atoms) < 15


def test_lines_with_fractions_do_not_touch():
    found = galley(Paragraph(tuple(node for _ in range(30) for node in (HALF, Text(" and then ")))))
    rows = sorted({round(op.y, 2) for op in outlines(found)})
    formula = set_formula(HALF.latex, HALF.alt, 12.0)
    assert len(found.atoms) > 1 or len(rows) > 1
    assert all(b - a >= formula.up + formula.down for a, b in pairwise(rows))


def test_in_larger_print_a_fraction_is_as_large_as_the_text():
    small, large = set_formula(HALF.latex, HALF.alt, 12.0), set_formula(HALF.latex, HALF.alt, 18.0)
    digit = set_formula("2", "2", 18.0)
    assert large.width >= digit.width
    assert large.up + large.down > 1.6 * (small.up + small.down)


def test_a_larger_size_is_larger():
    small, large = set_formula("x", "x", 12.0), set_formula("x", "x", 24.0)
    assert 1.7 < large.width / small.width < 2.2


def test_options_side_by_side_stand_on_one_line():
    tall = Maths(r"\frac{\frac{1}{2}}{\frac{3}{4}}", "a half over three quarters")
    options = ((Paragraph((tall,)),), (Paragraph((Text("plain"),)),))
    found = galley(Choices(tuple(Choice("AB"[n], blocks) for n, blocks in enumerate(options)), columns=2))
    (plain,) = (op.y for _, _, op, _ in drawn(found) if isinstance(op, Glyphs) and op.text == "plain")
    letters = {op.y for _, _, op, _ in drawn(found) if isinstance(op, Glyphs) and op.text.strip() in ("A", "B")}
    assert letters == {plain}


def test_an_answer_with_a_tall_formula_stands_above_its_rule():
    tall = Maths(r"\begin{pmatrix}1\\2\\3\end{pmatrix}", "a column")
    found = galley(AnswerSpace(1, 1, 1, "Answer", words=(tall,)), AnswerSpace(1, 1, 1, "Answer", words=(Text("x"),)))
    formula = set_formula(tall.latex, tall.alt, 12.0)
    rules = [y + op.y1 for _, y, op, _ in drawn(found) if isinstance(op, Line)]
    baseline = next(y + op.y for _, y, op, _ in drawn(found) if isinstance(op, Outline))
    assert baseline + formula.down < rules[0]
