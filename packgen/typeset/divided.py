"""What no page holds, cut where nothing is drawn: a stem of sixty lines, a source that is one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from msgspec.structs import replace

from packgen.model.galley import Atom, Disc, Glyphs, Line, Op, Outline, Piece, Raster, Rect, Run, Shape
from packgen.typeset.geometry import SLACK
from packgen.typeset.pieces import moved, together

KEPT: Final = 10_000  # the price of a page's end that need not be
CAP, FOOT = 0.7, 0.25  # of a size of type: what stands above a baseline and what hangs below it
FEWEST: Final = 3  # cuts that are left below a page's end, so that no line stands overleaf alone


def divided(atom: Atom, tallest: float) -> tuple[Atom, ...]:
    """`atom` in as few as pages of `tallest` points need; as it is if one page holds it or there is nowhere to cut."""
    piece = atom.head
    if not 0 < tallest < piece.height - SLACK:
        return (atom,)
    ends = _ends(piece, tallest)
    if not ends:
        return (atom,)
    pieces: list[tuple[float, Piece]] = []
    for top, bottom in zip((0.0, *(top for _, top in ends)), (*(end for end, _ in ends), piece.height), strict=True):
        white = top - ends[len(pieces) - 1][0] if pieces else atom.before
        pieces.append((white, _between(piece, top, bottom)))
    atoms = [replace(atom, head=pieces[0][1], after=0.0, fluid=None, tail=None, carry=None)]
    for white, part in pieces[1:]:
        later = replace(atom, head=part, before=white, after=0.0, penalty=KEPT, force="", carry=None)
        atoms.append(replace(later, fluid=None, tail=None, shows=(), uses=(), opens=False, part=""))
    atoms[-1] = replace(atoms[-1], after=atom.after, fluid=atom.fluid, tail=atom.tail)
    return tuple(atoms)


def _ends(piece: Piece, tallest: float) -> list[tuple[float, float]]:
    """Where pages end in a piece and where the next ones begin; none if some of it can't be cut to fit one."""
    gaps = list(_gaps(piece))
    out: list[tuple[float, float]] = []
    start = 0.0
    while piece.height - start > tallest - SLACK:
        able = [n for n, (end, _) in enumerate(gaps) if start < end <= start + tallest - SLACK]
        if not able:
            return []
        kept = [n for n in able if len(gaps) - n >= FEWEST]
        end, start = gaps[(kept or able)[-1]]
        out.append((end, start))
    return out


def _gaps(piece: Piece) -> Iterator[tuple[float, float]]:
    """Stretches of a piece that nothing reaches into: the last baseline above, and the top of what stands below."""
    spans = sorted(_reach(op) for run in piece.runs for op in run.ops)
    reached, foot = 0.0, 0.0
    for top, bottom, below in spans:
        if reached and top > reached:
            yield foot, top
        reached, foot = max(reached, below), max(foot, bottom)


def _reach(op: Op) -> tuple[float, float, float]:
    """Top, bottom as the piece counts it (a baseline), and how far the ink may hang below that."""
    match op:
        case Glyphs(_, y, _, size, rotate=rotate):
            high = 0.0 if rotate else y - CAP * size
            return high, y, y + FOOT * size
        case Line(_, y1, _, y2):
            return min(y1, y2), max(y1, y2), max(y1, y2)
        case Rect() | Raster():
            return op.y, op.y + op.h, op.y + op.h
        case Disc(_, y, r):
            return y - r, y + r, y + r
        case Shape(points):
            ys = [y for _, y in points]
            return min(ys), max(ys), max(ys)
        case Outline():
            ys = [op.y + y for contour in op.contours for y in contour[1::2]]
            return min(ys, default=op.y), max(op.y, max(ys, default=op.y)), max(ys, default=op.y)
        case _:
            assert_never(op)


def _between(piece: Piece, top: float, bottom: float) -> Piece:
    """What of a piece stands from `top` to `bottom`."""

    def inside(ops: Sequence[Op]) -> tuple[Op, ...]:
        return moved([op for op in ops if top - SLACK <= _reach(op)[1] <= bottom + SLACK], 0.0, -top)

    return Piece(bottom - top, together(Run(run.tag, inside(run.ops)) for run in piece.runs))
