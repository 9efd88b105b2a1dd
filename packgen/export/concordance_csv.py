"""Which question of each version is which item of the bank."""

from __future__ import annotations

from packgen.export.format import Export
from packgen.export.questions import distinct, names_by_version
from packgen.export.table import as_csv
from packgen.model.handout import Handout


def concordance_csv(handout: Handout) -> bytes:
    """One row for each item and part, in the first version's order; a column for each version."""
    forms = handout.forms
    called = names_by_version(handout)
    head = ("Item", "Part", "Kind", "Topic", "Marks", *(f"Version {form.version}".strip() for form in forms))
    rows = [
        (
            each.item,
            "".join(f"({step})" for step in each.path),
            each.kind,
            each.topic,
            str(each.most),
            *(called.get((form.version, each.item, each.path), "") for form in forms),
        )
        for each in distinct(handout)
    ]
    return as_csv([head, *rows])


EXPORT = Export(
    name="concordance-csv",
    purpose="which question of each version is which item of the bank",
    file="concordance.csv",
    audience="teachers",
    write=concordance_csv,
    wanted=lambda handout: len(handout.forms) > 1,
)
