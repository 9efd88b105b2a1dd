"""The key of every version as a table that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from packgen.compose.part_names import PartName, scheme_names
from packgen.export.format import Export
from packgen.model.form import Form, MarkedPart, Question
from packgen.model.marking import Key

HEAD = ("Version", "Question", "Part", "Item", "Answer", "Marks")
NO_KEY = "see mark scheme"
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for the system's old code page and spoils every accent."""

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def key_csv(forms: Sequence[Form]) -> bytes:
    """One row for each version and part that has marks, in print order; UTF-8 with a byte order mark.

    The answer is the short one of the key, and points to the mark scheme where there is none.  Marks include SPaG.
    No cell can be taken for a formula.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEAD)
    table.writerows([_cell(value) for value in row] for form in forms for row in _rows(form))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _rows(form: Form) -> Iterator[tuple[str, ...]]:
    for place, question in enumerate(form.questions, 1):
        names = scheme_names(question, place, decimal=form.decimal)
        for part in _marked(question):
            key = part.marking
            answer = key.short if isinstance(key, Key) and key.short else NO_KEY
            yield form.version, *_called(names[part.path]), question.paper.item, answer, str(part.marks + part.spag)


def _called(name: PartName) -> tuple[str, str]:
    """Question and part as the paper calls them: 2 and (b)(i), or 2 and 2.1."""
    if "." in name.full.split(" ")[0]:
        return name.full.partition(".")[0], name.full
    number, _, part = name.full.partition(" ")
    return number, part


def _marked(question: Question) -> Iterator[MarkedPart]:
    return (part for part in question.scheme.parts if part.marking is not None or part.marks or part.spag)


def _cell(value: str) -> str:
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


EXPORT = Export(
    name="key-csv",
    purpose="the key of every version, one row for each question or part",
    file="key.csv",
    audience="teachers",
    write=key_csv,
)
