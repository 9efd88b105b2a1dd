"""Tables as galleys: heads that are repeated, rows that stay together, widths."""

from __future__ import annotations

import pytest
from house import LINES, MM, at, document, drawn, galley, para, prompt, question, roles, typesetter, worksheet

from packgen.model.document import (
    Cell,
    Column,
    Columns,
    Group,
    Table,
)
from packgen.model.galley import ARTIFACT, Glyphs, Line


def test_table_rows_are_atoms_with_a_repeated_head():
    rows = tuple((Cell((para(str(n)),)), Cell(())) for n in range(3))
    found = galley(Table((Column(), Column()), (Cell((para("Head"),)), Cell(())), rows))
    assert len(found.atoms) == 3
    assert [atom.carry is not None for atom in found.atoms] == [False, True, True]
    carry = found.atoms[1].carry
    assert carry is not None
    assert {run.tag for run in carry.runs} == {ARTIFACT}
    assert any(isinstance(op, Glyphs) and op.text == "Head" for run in carry.runs for op in run.ops)


@pytest.mark.parametrize("lines", [*range(5, 60, 3), 140])
def test_rows_have_room_for_the_head_that_is_repeated_above_them(lines):
    words = "timber " * 5 * lines
    rows = tuple((Cell((para(words),)), Cell(())) for _ in range(5))
    table = Table((Column(), Column(60)), (Cell((para("Head"),)), Cell(())), rows)
    layout = worksheet()
    room = (layout.size()[1] - layout.templates["body"].top - layout.templates["body"].bottom) * MM
    for blocks in (table, question(prompt(), table, LINES), Group((para("One."), table))):
        for atom in typesetter().set(document(blocks))[0].atoms:
            if atom.carry is not None:
                assert atom.head.height + atom.carry.height <= room


def test_a_table_without_a_head_has_its_upper_rule_on_every_page():
    rows = tuple((Cell((para(str(n)),)), Cell(())) for n in range(3))
    for boxed in (False, True):
        first, *later = galley(Table((Column(), Column()), (), rows, boxed=boxed)).atoms
        top = [op for run in first.head.runs for op in run.ops if isinstance(op, Line) and op.y1 == op.y2 == 0]
        for atom in later:
            assert atom.carry is not None
            assert [op for run in atom.carry.runs for op in run.ops] == top


def test_a_tables_structure():
    table = Table((Column(), Column()), (Cell((para("H"),)), Cell(())), ((Cell((para("r"),), header=True), Cell(())),))
    found = galley(table)
    assert roles(found) == [
        ("Table", ""),
        ("TR", "Table"),
        ("TH", "TR"),
        ("P", "TH"),
        ("TH", "TR"),
        ("TR", "Table"),
        ("TH", "TR"),
        ("P", "TH"),
        ("TD", "TR"),
    ]
    assert [tag.scope for tag in found.tags if tag.role == "TH"] == ["Column", "Column", "Row"]


def test_a_table_too_wide_is_narrowed_and_told():
    setter = typesetter()
    (found,) = setter.set(document(Table((Column(150), Column(150)), (), ((Cell((para("a"),)), Cell((para("b"),))),))))
    assert [problem.rule for problem in setter.diagnostics] == ["too-wide"]
    assert max(op.x2 for _, _, op, _ in drawn(found) if isinstance(op, Line)) == pytest.approx(194 * MM)


def test_short_rows_and_empty_tables():
    assert galley(Table((), (), ())).atoms == ()
    assert galley(Table((Column(),), (), ())).atoms == ()
    assert len(galley(Table((Column(), Column()), (Cell((para("H"),)),), ())).atoms) == 1


def test_a_column_is_wide_enough_for_its_longest_word_if_another_can_spare_it():
    words = ("Question", "Mark", "Question", "Mark")
    table = Table((Column(),) * 4, tuple(Cell((para(word),)) for word in words), (), style="body", boxed=True)
    found = galley(Columns((89, 89), ((para("x"),), (table,)), 0.0))
    assert "Question" in [op.text for _, _, op, _ in drawn(found) if isinstance(op, Glyphs)]


def test_a_totals_row_stays_with_the_row_above():
    rows = tuple((Cell((para(str(n)),)),) for n in range(4))
    assert len(galley(Table((Column(),), (), rows, total=1)).atoms) == 3


def test_two_rows_of_totals_have_one_strong_rule_and_stay_with_the_row_above():
    rows = tuple((Cell((para(str(n)),)),) for n in range(4))
    found = galley(Table((Column(),), (), rows, total=2))
    assert len(found.atoms) == 2
    assert [op.width for _, _, op, _ in drawn(found) if isinstance(op, Line)].count(1.25) == 1


def test_columns_that_hold_numbers_leave_room_to_those_that_hold_words():
    head = (Cell((para("Volts"),)), Cell((para("Amperes"),)), Cell((para("What was seen"),)))
    long = "The lamp glowed, at first as a dull red and then, as the current grew, in a bright white light."
    row = (Cell((para("2"),)), Cell((para("0.1"),)), Cell((para(long),)))
    found = galley(Table((Column(),) * 3, head, (row,)))
    assert at(found, "Amperes") - at(found, "Volts") < 30 * MM
    even = galley(Table((Column(),) * 3, head, ()))
    assert at(even, "Amperes") - at(even, "Volts") == pytest.approx(178 * MM / 3)
