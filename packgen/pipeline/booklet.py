"""Pages imposed for a booklet: two to a side of paper of twice the size, printed on both sides, folded once.

The outermost sheet has the last page beside the first, and behind them the second beside the last but one.  Folded
sheets that lie inside others stand out at the open edge, so each sheet's pages are moved a little nearer the fold than
those of the sheet around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from packgen.model.galley import Printable, Sheet, Side
from packgen.model.layout import Layout, Paper

MM = 72 / 25.4
CREEP = 0.1  # mm that a sheet's pages stand nearer the fold than those of the sheet around it
MOST_CREEP = 2.0  # mm: no more of the inner margin is given up, however many sheets there are
LEAST = 2
TWICE: dict[Paper, tuple[str, float, float]] = {
    "a4": ("A3", 420.0, 297.0),
    "a5": ("A4", 297.0, 210.0),
    "letter": ("11 x 17 in", 431.8, 279.4),
}
"""The paper that pages of a size are printed on, width and height in mm, on its side."""


def unfit(layout: Layout, pages: int) -> str:
    """Why a document of so many pages makes no booklet, or "" if it does."""
    if layout.up != "single":
        return "its sheets are cut or hold two pages already"
    if layout.landscape:
        return "its pages are wider than they are high"
    if layout.paper not in TWICE:
        return f"there is no paper of twice the size of {layout.paper.upper()}"
    return "it has one page" if pages < LEAST else ""


def imposed(printable: Printable, blank: Sheet, layout: Layout) -> Printable:
    """The document as a booklet, ended with as many `blank` pages as its last sheet has room for."""
    pages = (*printable.sheets, *[blank] * (-len(printable.sheets) % 4))
    _, width, height = TWICE[layout.paper]
    sides = _sides(len(pages), layout.size()[0], width, height)
    return structs.replace(printable, sheets=pages, sides=tuple(sides))


def _sides(pages: int, wide: float, width: float, height: float) -> Sequence[Side]:
    """Front and back of every sheet from the outermost inwards; lengths in mm."""
    sides: list[Side] = []
    for sheet in range(pages // 4):
        creep = min(sheet * CREEP, MOST_CREEP)
        left, right = (width / 2 - wide + creep) * MM, (width / 2 - creep) * MM
        first, last = 2 * sheet, pages - 1 - 2 * sheet
        for pair in ((last, first), (first + 1, last - 1)):
            sides.append(Side(width * MM, height * MM, ((pair[0], left), (pair[1], right))))
    return sides
