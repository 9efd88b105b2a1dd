"""The room that drawings have on a page, and how much larger they are for larger text."""

from __future__ import annotations

import math

from msgspec import Struct

from packgen.model.layout import Style

DRAWN_FOR = (10.0, 13.0)
LETTER_WIDTH = 0.5


class Room(Struct, frozen=True):
    """Where timelines stand: `measure` and `tallest` mm, and how much larger than in `DRAWN_FOR` their text is set."""

    measure: float
    tallest: float = math.inf
    grow: float = 1.0


def growth(style: Style) -> float:
    """How much larger a drawing must be for text of that style to have the room that drawings give to `DRAWN_FOR`."""
    size, leading = DRAWN_FOR
    return max(1.0, style.leading / leading, style.size / size * (1 + style.letter_spacing / LETTER_WIDTH))
