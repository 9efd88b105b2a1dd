"""Where the lines of a paragraph end: least squared slack, set ragged right.

Pure numbers: a paragraph is a row of boxes, each with the white space that follows it
if the line goes on, and with what a line end after it costs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

NARROW: Final = 215.4  # points: 76 mm
SHORT_IN_NARROW: Final = 0.42
SHORT_IN_WIDE: Final = 0.20
SHORT_COST: Final = 4.0  # what a point missing from a short last line costs, against a point of slack elsewhere
ALONE: Final = 0.2  # a last line of one box costs as much as a line that lacks this share of the measure
_SLACK: Final = 0.01


class Measured(Struct, frozen=True):
    """A box's measures in points; `forced` ends the line after it, `cost` is added to a line's squared slack."""

    width: float
    space: float = 0.0
    forced: bool = False
    cost: float = 0.0


def break_lines(boxes: Sequence[Measured], measure: float) -> list[int]:
    """The index after each line's last box.

    No more lines than needed; among those the least sum of squared slack over all lines but the last, which costs
    more if it is short (under 42 % of a column narrower than 76 mm, 20 % of a wider one) and if it is a single box.
    A box wider than `measure` stands on a line of its own.
    """
    ends: list[int] = []
    start = 0
    for i, box in enumerate(boxes):
        if box.forced or i == len(boxes) - 1:
            ends.extend(_break_stretch(boxes, start, i + 1, measure))
            start = i + 1
    return ends


def _break_stretch(boxes: Sequence[Measured], start: int, stop: int, measure: float) -> list[int]:
    limit = measure + _SLACK
    offsets = [0.0]  # from the first box's left edge to each box's left edge, all on one line
    for box in boxes[start:stop]:
        offsets.append(offsets[-1] + box.width + box.space)
    n = stop - start
    if offsets[n] - boxes[stop - 1].space <= limit:
        return [stop]
    short = measure * (SHORT_IN_NARROW if measure < NARROW else SHORT_IN_WIDE)
    # By how many boxes stand before: the lines that they take, their cost, where the last of these lines begins.
    lines, costs, begins = [0], [0.0], [0]
    low = 0
    for end in range(1, n + 1):
        last = boxes[start + end - 1]
        right = offsets[end] - last.space
        while low < end - 1 and right - offsets[low] > limit:
            low += 1
        # The earlier a line begins, the fewer lines stand above it: only those that begin as early as can be count.
        fewest, least, begin = lines[low], math.inf, low
        for first in range(low, end):
            if lines[first] != fewest:
                break
            width = right - offsets[first]
            cost = costs[first]
            if end < n:
                cost += (measure - width) ** 2 + last.cost
            else:
                cost += SHORT_COST * max(0.0, short - width) ** 2
                cost += (ALONE * measure) ** 2 if first == n - 1 else 0.0
            if cost <= least:
                least, begin = cost, first
        lines.append(fewest + 1)
        costs.append(least)
        begins.append(begin)
    ends: list[int] = []
    end = n
    while end:
        ends.append(start + end)
        end = begins[end]
    return ends[::-1]
