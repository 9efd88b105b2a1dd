"""key.csv: what a spreadsheet reads out of it."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from packgen import registry
from packgen.export.key_csv import EXPORT, key_csv
from packgen.model.form import Form, MarkedPart, PaperPart, PaperQuestion, Question, QuestionScheme
from packgen.model.handout import Handout
from packgen.model.marking import Key, LevelsOfResponse, Marking


def question(id: str, *parts: tuple[tuple[str, ...], Marking | None, int, int]) -> Question:
    paper = tuple(PaperPart(path, (), None, marks, spag) for path, _, marks, spag in parts)
    marks, spag = sum(p.marks for p in paper), sum(p.spag for p in paper)
    marked = tuple(MarkedPart(path, marking, {}, marks, spag) for path, marking, marks, spag in parts)
    return Question(PaperQuestion(id, "k", "1", (), (), paper, marks, spag), QuestionScheme(id, marked))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def key(short: str) -> Key:
    return Key((), short)


LEVELS = LevelsOfResponse("r", (), ())


def test_one_row_for_each_version_and_part():
    one = question("who", ((), key("B"), 1, 0))
    two = question("essay", (("a",), None, 0, 0), (("a", "i"), key("1924"), 2, 0), (("b",), LEVELS, 16, 4))
    rows = read(
        key_csv(
            Handout(
                forms=(
                    Form("A", (one, two), ()),
                    Form("B", (two, one), ()),
                )
            )
        )
    )
    assert rows == [
        ["Version", "Question", "Part", "Item", "Answer", "Marks"],
        ["A", "1", "", "who", "B", "1"],
        ["A", "2", "(a)(i)", "essay", "1924", "2"],
        ["A", "2", "(b)", "essay", "see mark scheme", "20"],
        ["B", "1", "(a)(i)", "essay", "1924", "2"],
        ["B", "1", "(b)", "essay", "see mark scheme", "20"],
        ["B", "2", "", "who", "B", "1"],
    ]


def test_excel_is_told_that_it_is_utf_8():
    assert key_csv(Handout(forms=(Form("", (question("a", ((), key("Сталин"), 1, 0)),), ()),))).startswith(
        b"\xef\xbb\xbfVersion,"
    )


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_no_answer_becomes_a_formula_and_none_ends_in_a_space(short):
    cell = read(key_csv(Handout(forms=(Form("A", (question("a", ((), key(short), 1, 0)),), ()),))))[1][4]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", " "))
    assert cell == cell.strip()


def test_a_formula_stays_readable():
    data = key_csv(Handout(forms=(Form("A", (question("a", ((), key('=HYPERLINK("x")'), 1, 0)),), ()),)))
    assert read(data)[1][4] == '\'=HYPERLINK("x")'


def test_it_is_found_by_its_name():
    assert registry.get("export", "key-csv") is EXPORT
    assert "key-csv" in registry.names("export")
    assert EXPORT.audience == "teachers"
