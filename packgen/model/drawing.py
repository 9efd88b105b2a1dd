"""Drawings: lines, boxes, dots and text frames in millimetres from the drawing's top left.

Kinds and views draw with these and know nothing of fonts or PDF.  A drawing's
`alt` says what it shows; its text frames are real, tagged text, everything else
is decoration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from packgen.model.document import Inline

Align = Literal["left", "centre", "right"]


class Stroke(Struct, frozen=True, tag="stroke"):
    """A straight line; `width` in points, `dash` on/off lengths in points (0 on = round dots)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    dash: tuple[float, ...] = ()


class Frame(Struct, frozen=True, tag="frame"):
    """A rectangle with an outline (`width` points, 0 for none) and an optional grey fill (0 black - 1 white)."""

    x: float
    y: float
    w: float
    h: float
    width: float = 0.5
    fill: float | None = None
    radius: float = 0.0


class Dot(Struct, frozen=True, tag="dot"):
    """A disc of radius `r` mm, filled black or drawn as a ring."""

    x: float
    y: float
    r: float
    filled: bool = True


class Polygon(Struct, frozen=True, tag="polygon"):
    """A closed shape through `points`, filled black or outlined."""

    points: tuple[tuple[float, float], ...]
    filled: bool = False


class Words(Struct, frozen=True, tag="words"):
    """Text in a frame `w` mm wide whose first baseline lies at `y`; `style` names a layout style."""

    x: float
    y: float
    w: float
    inlines: tuple[Inline, ...]
    style: str = "small"
    align: Align = "left"


Shape = Stroke | Frame | Dot | Polygon | Words


class Drawing(Struct, frozen=True, tag="drawing"):
    """Shapes in reading order on a `width` x `height` mm field."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str = ""
