"""A source in the middle of its question, with boxes to write in around it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from packgen.model.document import Annotation, BlankSpace
from packgen.model.galley import Atom, Piece, Run, Tag
from packgen.typeset.answers import set_blank_space
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.pieces import Setting, lowered, renumbered, solid, together
from packgen.typeset.source import set_source

MARGIN: Final = 38 * MM
GAP: Final = 3 * MM
BELOW: Final = 32 * MM
LEAST_BETWEEN: Final = 24 * MM


def set_annotation(desk: Desk, block: Annotation, strip: Strip) -> Setting:
    """One atom: the source, boxes at its left and right in turn, read row by row, an odd one below.

    Below a source that is shorter than its sides the odd box stands between them; else such a source stands halfway.
    What no page can hold becomes the source in its usual box with the boxes below one another.
    """
    source = set_source(desk, block.source, strip.part(strip.x + MARGIN + GAP, strip.right - MARGIN - GAP))
    middle = solid(source.atoms).head
    odd = len(block.boxes) % 2
    half = (len(block.boxes) - odd) // 2
    least = half * block.boxes[0].height * MM + (half - 1) * GAP if half else 0.0
    height = max(middle.height, least)
    between = height - middle.height - GAP
    inside = bool(odd) and between >= LEAST_BETWEEN
    total = height + (GAP + BELOW if odd and not inside else 0.0)
    if strip.height and total > strip.height:
        return desk.flow((block.source, *block.boxes), strip)
    tags: list[Tag] = list(source.tags)
    runs: list[Run] = list(lowered(middle, 0.0 if inside else (height - middle.height) / 2))
    sides = (strip.part(strip.x, strip.x + MARGIN), strip.part(strip.right - MARGIN, strip.right))
    tall = (height - (half - 1) * GAP) / half if half else 0.0
    for n, box in enumerate(block.boxes[: 2 * half]):
        _add(desk, box, sides[n % 2], tall, n // 2 * (tall + GAP), tags, runs)
    if inside:
        below = strip.part(strip.x + MARGIN + GAP, strip.right - MARGIN - GAP)
        _add(desk, block.boxes[-1], below, between, middle.height + GAP, tags, runs)
    elif odd:
        _add(desk, block.boxes[-1], strip.part(strip.x, strip.right), BELOW, height + GAP, tags, runs)
    space = desk.layout.question.stem_to_space
    atom = Atom(Piece(total, together(runs)), before=space, after=space, shows=(block.source.stimulus,))
    return Setting(tuple(tags), (atom,))


def _add(desk: Desk, box: BlankSpace, strip: Strip, tall: float, y: float, tags: list[Tag], runs: list[Run]) -> None:
    """A box of `tall` points at `y`."""
    setting = renumbered(set_blank_space(desk, replace(box, height=tall / MM), strip), len(tags))
    tags.extend(setting.tags)
    runs.extend(lowered(solid(setting.atoms).head, y))
