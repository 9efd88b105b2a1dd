"""The key of every version as a table that spreadsheets open."""

from __future__ import annotations

from packgen.export.format import Export
from packgen.export.questions import NO_KEY, marked
from packgen.export.table import as_csv
from packgen.model.handout import Handout

HEAD = ("Version", "Question", "Part", "Item", "Answer", "Marks")


def key_csv(handout: Handout) -> bytes:
    """One row for each version and part that has marks, in print order; UTF-8 with a byte order mark.

    The answer is the short one of the key, and points to the mark scheme where there is none.  Marks include SPaG.
    No cell can be taken for a formula.
    """
    rows = [
        (form.version, each.question, each.part, each.item, each.answer or NO_KEY, str(each.most))
        for form in handout.forms
        for each in marked(form)
    ]
    return as_csv([HEAD, *rows])


EXPORT = Export(
    name="key-csv",
    purpose="the key of every version, one row for each question or part",
    file="key.csv",
    audience="teachers",
    write=key_csv,
)
