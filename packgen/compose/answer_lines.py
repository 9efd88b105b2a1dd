"""How many ruled lines a layout prints for what an author or a board asks."""

from __future__ import annotations

import math

from packgen.model.response import AnswerLines

LEAST_FOR_TWO_MARKS = 3


def capped(
    spaces: tuple[AnswerLines, ...], marks: int, per_mark: float, most: int, keep: int = LEAST_FOR_TWO_MARKS
) -> tuple[AnswerLines, ...]:
    """`spaces` of one part with at most `per_mark` lines a mark and `most` in all (0 = no such cap).

    Spaces keep their proportions.  A space worth two marks or more keeps `keep` lines if it had them.
    """
    asked = sum(space.lines for space in spaces)
    room = min(math.ceil(per_mark * marks) if per_mark else asked, most or asked)
    if room >= asked or not asked:
        return spaces
    floor = max(1, keep) if marks >= 2 * len(spaces) else 1
    return tuple(_shrunk(space, max(floor, round(space.lines * room / asked))) for space in spaces)


def _shrunk(space: AnswerLines, lines: int) -> AnswerLines:
    """`space` with `lines` lines, of which a third may go where that saves a page, and no more than it asked for."""
    if lines >= space.lines:
        return space
    least = min(lines, max(LEAST_FOR_TWO_MARKS, math.ceil(lines * 2 / 3)))
    return AnswerLines(lines, least, space.lines, space.label)
