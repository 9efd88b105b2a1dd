"""A layout made ready for the photocopier: two pages side by side on a sheet, black on white alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import structs

from packgen.model.layout import Furniture, Layout, Style, Template

BLACK, WHITE = "#000000", "#ffffff"
NARROW = 180.0  # mm: narrower pages have narrower margins
MARGIN = 12.0  # mm, of such a page
CLOSEST = 10.0  # mm from an edge, what a printer still draws
NUMBERS = 8.0  # mm, the column of numbers on such a page
SHORTEST = 30  # characters a line, the least that reads as lines
CHARACTER = 0.5  # em, about the width of one
MM_PER_POINT = 25.4 / 72


def mono(layout: Layout) -> Layout:
    """`layout` without a colour or a grey: what is filled is outlined, grounds are the paper's own."""
    return structs.replace(
        layout,
        mono=True,
        background=None,
        tint=WHITE,
        styles={name: structs.replace(style, colour=BLACK) for name, style in layout.styles.items()},
        templates={
            name: structs.replace(
                template, furniture=tuple(structs.replace(piece, colour=BLACK) for piece in template.furniture)
            )
            for name, template in layout.templates.items()
        },
    )


def two_up(layout: Layout, up: Literal["copies", "pages"]) -> Layout:
    """Two pages of `layout` beside each other on its paper, set for half a sheet and never made smaller.

    On a narrow page the margins and the column of numbers shrink; sizes of type and distances stay.
    """
    half = structs.replace(layout, up=up)
    if layout.up != "single" or half.size()[0] >= NARROW:
        return half
    body, look = layout.templates.get("body", Template()), layout.question
    left = max(0.0, min(body.left - MARGIN, min(_lefts(layout)) - CLOSEST))
    right = max(0.0, min(look.right - MARGIN, min(_rights(layout)) - CLOSEST))
    numbers = max(0.0, look.text_x - look.number_x - NUMBERS) if look.number == "plain" else 0.0

    def x1(mm: float) -> float:
        """Where what stood `mm` from the left edge stands now."""
        return mm - left - (numbers if mm >= look.text_x else 0.0)

    def x2(mm: float) -> float:
        return mm - right

    def moved(piece: Furniture) -> Furniture:
        return structs.replace(
            piece,
            x1=None if piece.x1 is None else x1(piece.x1),
            x2=None if piece.x2 is None else x2(piece.x2),
        )

    templates = {
        name: structs.replace(
            template,
            left=x1(template.left),
            right=x2(template.right),
            furniture=tuple(moved(piece) for piece in template.furniture),
        )
        for name, template in layout.templates.items()
    }
    question = structs.replace(
        look,
        number_x=x1(look.number_x),
        part_x=x1(look.part_x),
        text_x=x1(look.text_x),
        part_text_x=x1(look.part_text_x),
        stem_end=x2(look.stem_end),
        right=x2(look.right),
    )
    answer = structs.replace(layout.answer, x1=x1(layout.answer.x1), x2=x2(layout.answer.x2))
    source = structs.replace(layout.source, x1=x1(layout.source.x1), x2=x2(layout.source.x2))
    most = 2 * layout.most_pages  # half a sheet holds about half as much
    return structs.replace(half, most_pages=most, templates=templates, question=question, answer=answer, source=source)


def fewer_up(layout: Layout) -> Layout | None:
    """`layout` with half as many copies to a sheet, each with twice the room; None if a page fills the sheet."""
    if layout.up == "quarters":
        return structs.replace(layout, up="copies")
    return structs.replace(layout, up="single") if layout.up == "copies" else None


def unreadable(layout: Layout) -> str:
    """Why pages of this size can't be read or written on, or "" if they can."""
    width, height = layout.size()
    body = layout.styles.get("body", Style())
    character = (CHARACTER + body.letter_spacing) * body.size * MM_PER_POINT
    line = int((width - layout.question.text_x - layout.question.stem_end) / character)
    if line < SHORTEST:
        return f"a page of {width:g} x {height:g} mm has room for about {max(0, line)} characters a line"
    return ""


def _lefts(layout: Layout) -> Iterator[float]:
    """How far from the left edge anything begins, in mm."""
    yield from (layout.question.number_x, layout.answer.x1, layout.source.x1)
    for template in layout.templates.values():
        yield template.left
        yield from (piece.x1 for piece in template.furniture if piece.x1 is not None)


def _rights(layout: Layout) -> Iterator[float]:
    yield from (layout.question.right, layout.answer.x2, layout.source.x2)
    for template in layout.templates.values():
        yield template.right
        yield from (piece.x2 for piece in template.furniture if piece.x2 is not None)
