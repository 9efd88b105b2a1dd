"""How a file is to be printed: paper, sheets, sides, what to do with them, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

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


def recipe(
    layout: Layout, audience: str, pages: Sequence[int], folded: bool = False, copies_of_a_class: bool = False
) -> Recipe:
    """How a file of `layout` is printed; `pages` are those of each copy that it holds, `folded` if it is imposed.

    Where they are `copies_of_a_class` all that are needed are there.
    """
    copies = "one for each pupil" if audience == "pupils" else "one for the teacher"
    merged = len(pages) > 1
    if merged:
        copies = f"{len(pages)} copies in one file"
    elif copies_of_a_class:
        copies = "1 copy"
    if folded:
        sheets = [-(-count // 4) for count in pages]
        finish = "fold and staple twice on the fold" if max(sheets) > 1 else "fold"
        return Recipe(TWICE[layout.paper][0], sum(sheets), "duplex", f"{finish}{_each(merged)}", copies)
    sides = [-(-count // 2) if layout.up == "pages" else count for count in pages]
    both = layout.sides == "duplex" and (merged or max(sides) > 1)
    sheets = [(count + 1) // 2 if both else count for count in sides]
    staple = f"staple{_each(merged)} at top left" if max(sheets) > 1 else ""
    if layout.up in ("copies", "quarters"):
        cut, pupils = ("in half", "two") if layout.up == "copies" else ("in four", "four")
        staple = f"cut {cut}" + (f", {staple}" if staple else "")
        copies = copies.replace("one for each pupil", f"one for {pupils} pupils")
    return Recipe(NAMES[layout.paper], sum(sheets), "duplex" if both else "simplex", staple, copies)


def _each(merged: bool) -> str:
    return " each copy" if merged else ""
