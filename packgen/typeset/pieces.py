"""Pieces and atoms: moving, stacking and joining what has been drawn.

A `Setting` is what a block becomes: its own tags, numbered from 0, and atoms whose runs name them.
Settings are joined by renumbering, so that a block set once serves every document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from packgen.model.galley import ARTIFACT, Atom, Glyphs, Line, Op, Piece, Run, Shape, Tag

OUTSIDE: Final = -1  # the parent of a setting's outermost tags


class Setting(Struct, frozen=True):
    """A block, set.  `outline` holds (level, title, index of the atom).

    `parts` are the tags of the blocks that it was joined from, as in `Galley`.
    """

    tags: tuple[Tag, ...] = ()
    atoms: tuple[Atom, ...] = ()
    outline: tuple[tuple[int, str, int], ...] = ()
    parts: tuple[tuple[int, tuple[Tag, ...]], ...] = ()


EMPTY: Final = Setting()
NOTHING: Final = Piece(0.0, ())
_MOST: Final = 10_000
# By the identity of the operators and how far they were lowered: what they were, which keeps it theirs, and are.
_LOWERED: Final[dict[tuple[int, float], tuple[tuple[Op, ...], tuple[Op, ...]]]] = {}


def moved(ops: Iterable[Op], dx: float, dy: float) -> tuple[Op, ...]:
    """The same operators elsewhere."""
    return tuple([_moved(op, dx, dy) for op in ops])


def _moved(op: Op, dx: float, dy: float) -> Op:
    # Asked of every operator: a match on the classes and their fields takes five times as long.
    if isinstance(op, Glyphs):
        return Glyphs(
            op.x + dx,
            op.y + dy,
            op.face,
            op.size,
            op.text,
            op.colour,
            op.spacing,
            op.word_spacing,
            op.rotate,
        )
    if isinstance(op, Line):
        return Line(op.x1 + dx, op.y1 + dy, op.x2 + dx, op.y2 + dy, op.width, op.colour, op.dash, op.round)
    if isinstance(op, Shape):
        return replace(op, points=tuple((x + dx, y + dy) for x, y in op.points))
    return replace(op, x=op.x + dx, y=op.y + dy)


def lowered(piece: Piece, dy: float) -> tuple[Run, ...]:
    """A piece's runs, `dy` points further down."""
    return piece.runs if not dy else tuple([Run(run.tag, _lowered(run.ops, dy)) for run in piece.runs])


def _lowered(ops: tuple[Op, ...], dy: float) -> tuple[Op, ...]:
    """The operators further down: the same object for the same ones, so that whoever encodes them does it once."""
    known = _LOWERED.get((id(ops), dy))
    if known is None:
        if len(_LOWERED) >= _MOST:
            _LOWERED.clear()
        known = _LOWERED[id(ops), dy] = (ops, moved(ops, 0.0, dy))
    return known[1]


def repeated(piece: Piece, first: float, pitch: float, times: int) -> tuple[Run, ...]:
    """A piece's runs `first` points further down, and again every `pitch` points."""
    lows = [first + n * pitch for n in range(times)]
    if len(piece.runs) == 1:
        (run,) = piece.runs
        return (Run(run.tag, tuple([_moved(op, 0.0, dy) for dy in lows for op in run.ops])),)
    return together([Run(run.tag, tuple([_moved(op, 0.0, dy) for op in run.ops])) for dy in lows for run in piece.runs])


def together(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one element that follow one another become one run."""
    out: list[Run] = []
    here: list[Op] = []
    for run in runs:
        if not out or out[-1].tag != run.tag:
            if not run.ops:
                continue
            if here:
                out[-1] = Run(out[-1].tag, tuple(here))
                here = []
            out.append(run)
        elif run.ops:
            here = here or list(out[-1].ops)
            here += run.ops
    if here:
        out[-1] = Run(out[-1].tag, tuple(here))
    return tuple(out)


def stacked(upper: Piece, gap: float, lower: Piece) -> Piece:
    """`lower` below `upper`, `gap` points between them."""
    dy = upper.height + gap
    return Piece(dy + lower.height, together(upper.runs + lowered(lower, dy)))


def as_artifact(piece: Piece) -> Piece:
    """The same drawing outside the structure tree."""
    return Piece(piece.height, together(Run(ARTIFACT, run.ops) for run in piece.runs))


def retagged(piece: Piece, offset: int) -> Piece:
    """The piece with its tags counted from `offset`."""
    return Piece(piece.height, tuple([Run(r.tag if r.tag == ARTIFACT else r.tag + offset, r.ops) for r in piece.runs]))


def rebased(atom: Atom, offset: int) -> Atom:
    """The atom with its tags counted from `offset`, all that it draws the same objects."""
    return replace(atom, base=atom.base + offset) if offset else atom


def settled(atom: Atom, offset: int = 0) -> Atom:
    """The atom with its tags counted from `offset`, written into its runs."""
    offset += atom.base
    if not offset and not atom.base:
        return atom
    fluid = atom.fluid
    return replace(
        atom,
        base=0,
        head=retagged(atom.head, offset),
        fluid=fluid and replace(fluid, rule=retagged(fluid.rule, offset)),
        tail=atom.tail and retagged(atom.tail, offset),
    )


def shifted(tags: tuple[Tag, ...], offset: int, parent: int = OUTSIDE) -> tuple[Tag, ...]:
    """Tags counted from `offset`, the outermost ones under `parent`."""
    return tuple([replace(t, parent=parent if t.parent == OUTSIDE else t.parent + offset) for t in tags])


def renumbered(setting: Setting, offset: int, parent: int = OUTSIDE) -> Setting:
    """The setting with its tags counted from `offset`, its outermost ones under `parent`."""
    if not offset and parent == OUTSIDE:
        return setting
    return Setting(
        shifted(setting.tags, offset, parent),
        tuple([settled(atom, offset) for atom in setting.atoms]),
        setting.outline,
    )


def wrapped(tag: Tag, setting: Setting) -> Setting:
    """The setting inside one more structure element."""
    inner = renumbered(setting, 1, 0)
    return Setting((tag, *inner.tags), inner.atoms, inner.outline)


def merged(upper: Atom, lower: Atom) -> Atom:
    """One atom of two: see `piled`."""
    return piled((upper, lower))


def piled(atoms: Sequence[Atom]) -> Atom:
    """One atom of all, of which there is one at least, the larger of their white spaces between any two.

    None but the last may have answer lines or a tail.
    """
    if len(atoms) == 1:
        return atoms[0]
    first, last = atoms[0], atoms[-1]
    runs, height, after = list(first.head.runs), first.head.height, first.after
    for n, atom in enumerate(atoms[1:], 1):
        if atom.base != first.base:
            atom = settled(atom, -first.base)
            if n == len(atoms) - 1:
                last = atom
        low = height + max(after, atom.before)
        runs += lowered(atom.head, low)
        height, after = low + atom.head.height, atom.after
    return Atom(
        head=Piece(height, together(runs)),
        before=first.before,
        after=after,
        penalty=first.penalty,
        force=first.force,
        fluid=last.fluid,
        tail=last.tail,
        carry=first.carry,
        shows=tuple([shown for atom in atoms for shown in atom.shows]),
        uses=tuple(dict.fromkeys([used for atom in atoms for used in atom.uses])),
        item=next((atom.item for atom in atoms if atom.item), ""),
        label=next((atom.label for atom in atoms if atom.label), ""),
        opens=any(atom.opens for atom in atoms),
        part=first.part,
        base=first.base,
    )


def whole(atom: Atom) -> Atom:
    """The atom with its answer lines drawn, as a piece that cannot be cut."""
    if atom.fluid is None and atom.tail is None:
        return atom
    piece = atom.head
    if atom.fluid is not None:
        for _ in range(atom.fluid.n):
            piece = stacked(piece, 0.0, atom.fluid.rule)
    if atom.tail is not None:
        piece = stacked(piece, 0.0, atom.tail)
    return replace(atom, head=piece, fluid=None, tail=None)


def solid(atoms: Sequence[Atom]) -> Atom:
    """All of them as one atom; an empty one of no height for none."""
    if not atoms:
        return Atom(NOTHING)
    return piled([whole(atom) for atom in atoms])
