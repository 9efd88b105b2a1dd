"""Pages to sheets of paper: moved aside on left-hand pages, two beside each other where a layout prints so."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from packgen.model.galley import ARTIFACT, Piece, Placed, Rect, Run, Sheet
from packgen.model.layout import Layout, Template

MM = 72 / 25.4
WHITE = "#ffffff"


class Leaf(Struct, frozen=True):
    """One page: what is read on it, and its furniture."""

    placed: tuple[Placed, ...]
    furniture: tuple[Placed, ...]


def beside_spine(placed: tuple[Placed, ...], template: Template, right_hand: bool) -> tuple[Placed, ...]:
    """What stands on a page, in the template's frame as it lies on a page of that side."""
    if right_hand or not template.mirror:
        return placed
    return shifted(placed, (template.right - template.left) * MM)


def shifted(placed: Sequence[Placed], dx: float, dy: float = 0.0) -> tuple[Placed, ...]:
    """The same, `dx` points further right and `dy` further down."""
    if not (dx or dy):
        return tuple(placed)
    return tuple(structs.replace(each, x=each.x + dx, y=each.y + dy) for each in placed)


def sheets(leaves: Sequence[Leaf], layout: Layout, cut: tuple[Placed, ...]) -> tuple[Sheet, ...]:
    """A sheet for each leaf, or for two beside each other.

    All copies but the first are decoration, so that it is read once; `cut` is drawn where they are cut apart.
    """
    ground = _ground(layout)
    return tuple(structs.replace(sheet, placed=(*ground, *sheet.placed)) for sheet in _laid(leaves, layout, cut))


def _ground(layout: Layout) -> tuple[Placed, ...]:
    """The colour of the whole sheet, under all else; white is the paper's own."""
    if layout.background is None or layout.background == WHITE:
        return ()
    width, height = (length * MM for length in layout.sheet())
    ground = Rect(0.0, 0.0, width, height, 0.0, fill=layout.background)
    return (Placed(0, 0.0, Piece(height, (Run(ARTIFACT, (ground,)),))),)


def _laid(leaves: Sequence[Leaf], layout: Layout, cut: tuple[Placed, ...]) -> tuple[Sheet, ...]:
    width, height = (length * MM for length in layout.sheet())
    if layout.up == "single":
        return tuple(Sheet(width, height, leaf.placed, leaf.furniture) for leaf in leaves)
    half = width / 2
    if layout.up in ("copies", "quarters"):
        places = [(half, 0.0)]
        if layout.up == "quarters":
            places += [(0.0, height / 2), (half, height / 2)]
        return tuple(Sheet(width, height, leaf.placed, (*_copied(leaf, places), *cut)) for leaf in leaves)
    out: list[Sheet] = []
    for first, *second in (leaves[n : n + 2] for n in range(0, len(leaves), 2)):
        placed, furniture = first.placed, first.furniture
        for leaf in second:
            placed += shifted(leaf.placed, half)
            furniture += shifted(leaf.furniture, half)
        out.append(Sheet(width, height, placed, furniture))
    return tuple(out)


def _copied(leaf: Leaf, places: Sequence[tuple[float, float]]) -> tuple[Placed, ...]:
    """A page's furniture, and all of the page once more at each of `places`."""
    again = (shifted((*leaf.furniture, *leaf.placed), dx, dy) for dx, dy in places)
    return (*leaf.furniture, *(placed for copy in again for placed in copy))


def on_sheets(
    outline: Sequence[tuple[int, str, int, float]], layout: Layout
) -> tuple[tuple[int, str, int, float], ...]:
    """Outline entries with the sheet that each page is on in place of the page."""
    if layout.up != "pages":
        return tuple(outline)
    return tuple((level, title, page // 2, y) for level, title, page, y in outline)
