"""A galley as the page breakers see it: whole thousandths of a point in flat tuples.

Rounding is always up, so that what fits in thousandths fits in points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import floor
from operator import add
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from packgen.model.galley import Atom, Fluid, Galley
from packgen.paginate.result import Frame

# A break before an atom of this penalty or more is made only where the two would not fit on one page.
KEEP: Final = 10_000
# Answer lines on either side of a cut, and the least `most` of a space that may be cut.
SIDE: Final = 3
CUTTABLE: Final = 2 * SIDE
# What is closer to a whole thousandth than this counts as one: a float's own inexactness.
_INEXACT: Final = 0.0005

Counts = Callable[[Atom, Fluid], int]
# An item to the lines of its spaces, in order.
Lines = dict[str, tuple[int, ...]]
# (item, space) to a number of lines.
Spaces = dict[tuple[str, int], int]


class Position(Struct, frozen=True, order=True):
    """A place to break: before `atom`, or inside it after `done` > 0 of its answer lines."""

    atom: int
    done: int = 0


class Span(Struct, frozen=True):
    """What one page holds of a galley, from `start` up to `end`; a blank page starts where it ends."""

    galley: int
    start: Position
    end: Position
    blank: bool = False


class Flow(Struct, frozen=True):
    """One galley, compiled: all that says where its pages may end, so that equal flows are broken alike.

    All tuples run parallel to the galley's atoms; lengths are thousandths of a point.  `room` is a page's height,
    `glue[i]` the white between atoms i - 1 and i.  `question[i]` counts the atoms of the question that opens at
    atom i, 0 if none does.  Of the last four, which hang on the answer lines, `first[i]` is the least that must stand
    on the page of atom i's head (all of it, or the head and three lines), `whole[i]` all of it.
    """

    galley: int
    room: int
    head: tuple[int, ...]
    glue: tuple[int, ...]
    carry: tuple[int, ...]
    pitch: tuple[int, ...]
    tail: tuple[int, ...]
    penalty: tuple[int, ...]
    force: tuple[str, ...]
    shows: tuple[tuple[str, ...], ...]
    uses: tuple[tuple[str, ...], ...]
    question: tuple[int, ...]
    lines: tuple[int, ...] = ()
    cuttable: tuple[bool, ...] = ()
    first: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()


def authored(atom: Atom, fluid: Fluid) -> int:
    """The answer lines that an item asks for itself."""
    return fluid.n


def compiled(galley: Galley, number: int, frames: Mapping[str, Frame], counts: Counts = authored) -> Flow:
    """`galley`, the document's `number`-th, with answer lines as `counts` gives them."""
    atoms = galley.atoms
    flow = Flow(
        galley=number,
        room=thousandths(frames[galley.template].height),  # what is as tall as the frame fits it
        head=tuple([thousandths(a.head.height) for a in atoms]),
        glue=(0, *[thousandths(a.after if a.after > b.before else b.before) for a, b in pairwise(atoms)])[: len(atoms)],
        carry=tuple([thousandths(a.carry.height) if a.carry else 0 for a in atoms]),
        pitch=tuple([thousandths(a.fluid.pitch) if a.fluid else 0 for a in atoms]),
        tail=tuple([thousandths(a.tail.height) if a.tail else 0 for a in atoms]),
        penalty=tuple([a.penalty for a in atoms]),
        force=tuple([a.force for a in atoms]),
        shows=tuple([a.shows for a in atoms]),
        uses=tuple([a.uses for a in atoms]),
        question=_questions(atoms),
    )
    return lined(flow, atoms, counts)


def _questions(atoms: Sequence[Atom]) -> tuple[int, ...]:
    """Of each atom that opens a question: how many atoms the question has."""
    out = [0] * len(atoms)
    start, name = -1, ("", "")
    for n, atom in enumerate(atoms):
        if atom.opens:
            start, name = n, (atom.label, atom.item)
        elif (atom.label, atom.item) != name:
            start = -1
        if start >= 0:
            out[start] += 1
    return tuple(out)


def lined(flow: Flow, atoms: Sequence[Atom], counts: Counts) -> Flow:
    """`flow`, which is that of `atoms`, with answer lines as `counts` gives them."""
    lines = [0] * len(atoms)
    cuttable = [False] * len(atoms)
    whole = list(map(add, flow.head, flow.tail))
    first = whole.copy()
    for i, atom in enumerate(atoms):
        if atom.fluid is not None:
            lines[i] = count = counts(atom, atom.fluid)
            pitch = flow.pitch[i]
            whole[i] += count * pitch
            cuttable[i] = atom.fluid.most >= CUTTABLE and count >= CUTTABLE and pitch > 0
            first[i] = flow.head[i] + SIDE * pitch if cuttable[i] else whole[i]
    return replace(flow, lines=tuple(lines), cuttable=tuple(cuttable), first=tuple(first), whole=tuple(whole))


def spaces(galleys: Sequence[Galley], flows: Sequence[Flow]) -> Spaces:
    """The answer lines of every space."""
    return {
        (atom.item, atom.fluid.space): count
        for galley, flow in zip(galleys, flows, strict=True)
        for atom, count in zip(galley.atoms, flow.lines, strict=True)
        if atom.fluid is not None
    }


def by_item(lines: Spaces) -> Lines:
    """Lines by (item, space), gathered by item."""
    out: dict[str, tuple[int, ...]] = {}
    for key in sorted(lines):
        out[key[0]] = (*out.get(key[0], ()), lines[key])
    return out


def too_tall(flows: Sequence[Flow]) -> list[tuple[int, int, int]]:
    """(galley, atom, by how much) for each atom whose least piece fits no page."""
    found = []
    for flow in flows:
        if not flow.head or max(flow.carry) + max(flow.whole) <= flow.room:
            continue
        for i, least in enumerate(map(add, flow.carry, flow.first)):
            last = SIDE * flow.pitch[i] + flow.tail[i] if flow.cuttable[i] else 0
            if least > flow.room or last > flow.room:
                found.append((flow.galley, i, max(least, last) - flow.room))
    return found


def thousandths(points: float) -> int:
    """Points as whole thousandths, rounded up (but not for a float's own inexactness)."""
    exact = points * 1000
    whole = floor(exact)
    return whole if exact - whole < _INEXACT else whole + 1
