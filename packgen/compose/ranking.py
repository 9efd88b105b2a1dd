"""A diamond of nine: statements to choose from, boxes to write their letters in, lines to justify the ranking."""

from __future__ import annotations

from packgen.assemble.letters import letter
from packgen.compose.wording import Wording
from packgen.model.document import Bank, Block, Choice, Figure, Text
from packgen.model.drawing import Drawing, Polygon, Shape, Stroke, Words
from packgen.model.response import Ranked

WIDE, TALL = 46.0, 31.0
SIDE = 3
LABEL = 6.0
COLUMNS = 2


def blocks(response: Ranked, measure: float, grow: float, wording: Wording) -> tuple[Block, ...]:
    """The statements in a bank, and the diamond below it in `measure` mm, `grow` times as large as usual if it fits."""
    bank = Bank(tuple(Choice(letter(n), text) for n, text in enumerate(response.statements)), COLUMNS)
    scale = min(grow, measure / (SIDE * WIDE))
    top, bottom = response.top or wording.say("diamond_top"), response.bottom or wording.say("diamond_bottom")
    return bank, diamond(measure, scale, grow, (top, bottom), wording.say("diamond_alt"))


def diamond(measure: float, scale: float, grow: float, ends: tuple[str, str], alt: str) -> Figure:
    """Nine equal boxes in rows of 1, 2, 3, 2 and 1: one outline and its dividers, no edge drawn twice."""
    half_w, half_h = SIDE * WIDE * scale / 2, SIDE * TALL * scale / 2
    middle, label = measure / 2, LABEL * grow
    above, below = label, label + 2 * half_h
    left, right, centre = (middle - half_w, above + half_h), (middle + half_w, above + half_h), above + half_h
    shapes: list[Shape] = [Polygon(((middle, above), right, (middle, below), left))]
    for n in range(1, SIDE):
        across, down = n * half_w / SIDE, n * half_h / SIDE
        shapes.append(Stroke(middle - across, above + down, right[0] - across, centre + down))
        shapes.append(Stroke(middle + across, above + down, left[0] + across, centre + down))
    shapes.append(Words(0.0, label - 2.0, measure, (Text(ends[0]),), "small-bold", "centre"))
    shapes.append(Words(0.0, below + label - 1.0, measure, (Text(ends[1]),), "small-bold", "centre"))
    return Figure(Drawing(measure, below + label, tuple(shapes), alt), alt)
