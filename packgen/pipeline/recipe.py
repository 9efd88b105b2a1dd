"""How a file is to be printed: paper, sheets, sides, what to do with them, for whom."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from packgen.model.galley import Printable
from packgen.model.layout import Layout, Paper
from packgen.pipeline.booklet import TWICE

NAMES: dict[Paper, str] = {"a3": "A3", "a4": "A4", "a5": "A5", "letter": "US letter"}


class Recipe(Struct, frozen=True):
    """How one file is printed.  `finish` is what is done with the sheets, or "" for nothing."""

    paper: str
    sheets: int
    sides: Literal["simplex", "duplex"]
    finish: str
    copies: str

    @property
    def text(self) -> str:
        """In one line: "2 sheets of A4, duplex, staple at top left; one for each pupil"."""
        sheets = f"{self.sheets} sheet{'s' if self.sheets > 1 else ''} of {self.paper}"
        sides = "duplex, flip on the short edge" if self.finish.startswith("fold") else self.sides
        return f"{', '.join(part for part in (sheets, sides, self.finish) if part)}; {self.copies}"


def recipe(printable: Printable, layout: Layout) -> Recipe:
    """How a document of `layout` is printed, imposed or not."""
    copies = "one for each pupil" if printable.audience == "pupils" else "one for the teacher"
    if printable.sides:
        sheets = len(printable.sides) // 2
        finish = "fold and staple twice on the fold" if sheets > 1 else "fold"
        return Recipe(TWICE[layout.paper][0], sheets, "duplex", finish, copies)
    pages = len(printable.sheets)
    both = layout.sides == "duplex" and pages > 1
    sheets = (pages + 1) // 2 if both else pages
    staple = "staple at top left" if sheets > 1 else ""
    if layout.up == "copies":
        staple = "cut in half" + (f", {staple}" if staple else "")
        copies = copies.replace("one for each pupil", "one for two pupils")
    return Recipe(NAMES[layout.paper], sheets, "duplex" if both else "simplex", staple, copies)
