"""Where the boxes of a timeline stand, and how their leaders run.

Boxes fill a grid of equal columns on both sides of the axis.  Where one row a side is too few, an outer row
stands half a box aside, so that its leaders come up through the gaps of the inner row.  Boxes keep the order of
their dates on each side, so leaders never cross; which side and column each takes is found by dynamic programming over
the least bent and least crowded arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

GAP = 2.0
LEAST_WIDTH = 38.0
EDGE = 2.0
BEND = 3.0
THROUGH_LABEL = 6.0
OUTER = 5.0
BELOW = 0.01


class Place(Struct, frozen=True):
    """A box: above or below the axis, in the outer row or the inner, its left edge in mm."""

    above: bool
    outer: bool
    left: float


class Leader(Struct, frozen=True):
    """From the dot at `x` to `to` (mm) at its box; `level` counts bent leaders out from the axis, from 0."""

    x: float
    to: float
    level: int

    @property
    def bent(self) -> bool:
        """True if it is not one vertical line."""
        return abs(self.x - self.to) > 0.01


def columns_for(measure: float) -> int:
    """How many boxes stand side by side in `measure` mm."""
    return max(1, int((measure + GAP) // (LEAST_WIDTH + GAP)))


def slot_width(measure: float) -> float:
    """How wide each of them is, in mm: 40.5 in 168."""
    columns = columns_for(measure)
    return (measure - GAP * (columns - 1)) / columns


def places(xs: Sequence[float], measure: float, under_label: Callable[[float], bool]) -> tuple[Place, ...] | None:
    """A place for each dot at `xs` (mm, ascending), or None where there are more dots than places."""
    columns, pitch = columns_for(measure), slot_width(measure) + GAP
    inner = [(n * pitch, False) for n in range(columns)]
    both = sorted([*inner, *((left + pitch / 2, True) for left, _ in inner[:-1])])
    # The fewest rows that hold all boxes; a third row goes above, where it is read first.
    for above, below in ((inner, inner), (both, inner), (both, both)):
        if len(xs) <= len(above) + len(below):
            return _arranged(xs, above, below, measure, under_label)
    return None


def even_rows(count: int, columns: int) -> tuple[list[int], list[int]]:
    """How many of `count` boxes stand in each row above and below the axis; those of one row all above."""
    above = count if count <= columns else -(-count // 2)
    return _split(above, columns), _split(count - above, columns)


def _split(count: int, columns: int) -> list[int]:
    rows = -(-count // columns)
    return [count // rows + (n < count % rows) for n in range(rows)]


def even_lefts(count: int, measure: float) -> list[float]:
    """The left edges of a row's boxes: from edge to edge of the measure, one or two in the middle of their shares."""
    width = slot_width(measure)
    if count < 3:
        return [(n + 0.5) * measure / count - width / 2 for n in range(count)]
    return [n * (measure - width) / (count - 1) for n in range(count)]


def _arranged(
    xs: Sequence[float],
    upper: Sequence[tuple[float, bool]],
    lower: Sequence[tuple[float, bool]],
    measure: float,
    under_label: Callable[[float], bool],
) -> tuple[Place, ...]:
    """The cheapest places among (left edge, is outer) of the two sides; a state is how many of each are used up."""
    best: dict[tuple[int, int], tuple[float, tuple[Place, ...]]] = {(0, 0): (0.0, ())}
    for done, x in enumerate(xs):
        left_over = len(xs) - done - 1
        following: dict[tuple[int, int], tuple[float, tuple[Place, ...]]] = {}
        for (above, below), (cost, chosen) in best.items():
            for is_above, line, first in ((True, upper, above), (False, lower, below)):
                for n in range(first, len(line)):
                    state = (n + 1, below) if is_above else (above, n + 1)
                    if len(upper) + len(lower) - sum(state) < left_over:
                        break
                    left, outer = line[n]
                    place = Place(is_above, outer, left)
                    total = cost + _cost(x, place, measure, under_label)
                    if state not in following or total < following[state][0]:
                        following[state] = (total, (*chosen, place))
        best = following
    return min(best.values(), key=lambda found: found[0])[1]


def leaders(xs: Sequence[float], placed: Sequence[Place], measure: float) -> tuple[Leader, ...]:
    """The leader of each dot, bent ones on levels of their own where they would meet."""
    ends = [_end(x, place, measure) for x, place in zip(xs, placed, strict=True)]
    levels = [0] * len(xs)
    for above in (True, False):
        side = [n for n, place in enumerate(placed) if place.above is above]
        for left, here in pairwise(side):
            if ends[here] < xs[here] and ends[left] < xs[left] and ends[here] <= xs[left] + 1:
                levels[here] = levels[left] + 1
        for here, right in reversed(list(pairwise(side))):
            if ends[here] > xs[here] and ends[right] > xs[right] and ends[here] >= xs[right] - 1:
                levels[here] = levels[right] + 1
    return tuple(Leader(x, end, level) for x, end, level in zip(xs, ends, levels, strict=True))


def _end(x: float, place: Place, measure: float) -> float:
    """Where the leader meets its box: above its dot if the box spans it, else as near as it may."""
    width = slot_width(measure)
    if place.outer:
        return place.left + width / 2
    return min(max(x, place.left + EDGE), place.left + width - EDGE)


def _cost(x: float, place: Place, measure: float, under_label: Callable[[float], bool]) -> float:
    aside = abs(_end(x, place, measure) - x)
    cost = aside + BEND if aside > 0.01 else 0.0
    if place.outer:
        cost += OUTER
    if not place.above:
        cost += THROUGH_LABEL if under_label(x) else BELOW
    return cost
