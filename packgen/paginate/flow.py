"""A galley as the page breakers see it: whole thousandths of a point in flat lists.

Rounding is always up, so that what fits in thousandths fits in points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from packgen.model.galley import Atom, Fluid, Galley
from packgen.paginate.result import Frame

# A break before an atom of this penalty or more is made only where the two would not fit on one page.
KEEP: Final = 10_000
# Answer lines on either side of a cut, and the least `most` of a space that may be cut.
SIDE: Final = 3
CUTTABLE: Final = 2 * SIDE

Counts = Callable[[Atom, Fluid], int]


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
    """One galley, compiled.  All lists run parallel to its atoms; lengths are thousandths of a point.

    `glue[i]` is the white between atoms i - 1 and i, `first[i]` the least that must stand on the page of
    atom i's head (all of it, or the head and three lines), `whole[i]` all of it.  `room` is a page's height.
    """

    galley: int
    room: int
    atoms: tuple[Atom, ...]
    head: tuple[int, ...]
    glue: tuple[int, ...]
    carry: tuple[int, ...]
    pitch: tuple[int, ...]
    lines: tuple[int, ...]
    tail: tuple[int, ...]
    first: tuple[int, ...]
    whole: tuple[int, ...]

    def kept(self, atom: int) -> bool:
        """True if no page may start at `atom` where it and the one before fit on one page."""
        return self.atoms[atom].penalty >= KEEP and not self.atoms[atom].force

    def rest(self, at: Position) -> int:
        """The height of what is left of an atom after a cut."""
        return (self.lines[at.atom] - at.done) * self.pitch[at.atom] + self.tail[at.atom]

    def cut(self, at: Position, room: int) -> int:
        """How many lines in all are set when `room` is filled with lines from `at` on; 0 if it may not be cut there.

        `room` starts after the head (at.done == 0) or at a page's top.
        """
        lines, pitch = self.lines[at.atom], self.pitch[at.atom]
        if not cuttable(self.atoms[at.atom].fluid, lines) or pitch <= 0:
            return 0
        done = min(at.done + room // pitch, lines - SIDE)
        return done if done - at.done >= SIDE else 0


def authored(atom: Atom, fluid: Fluid) -> int:
    """The answer lines that an item asks for itself."""
    return fluid.n


def compiled(galley: Galley, number: int, frames: Mapping[str, Frame], counts: Counts = authored) -> Flow:
    """`galley`, the document's `number`-th, with answer lines as `counts` gives them."""
    atoms = galley.atoms
    head = tuple(thousandths(a.head.height) for a in atoms)
    pitch = tuple(thousandths(a.fluid.pitch) if a.fluid else 0 for a in atoms)
    lines = tuple(counts(a, a.fluid) if a.fluid else 0 for a in atoms)
    tail = tuple(thousandths(a.tail.height) if a.tail else 0 for a in atoms)
    glue = [0] * len(atoms)
    for i in range(1, len(atoms)):
        glue[i] = thousandths(max(atoms[i - 1].after, atoms[i].before))
    whole = tuple(h + n * p + t for h, n, p, t in zip(head, lines, pitch, tail, strict=True))
    first = tuple(
        head[i] + SIDE * pitch[i] if cuttable(atom.fluid, lines[i]) else whole[i] for i, atom in enumerate(atoms)
    )
    return Flow(
        galley=number,
        room=thousandths(frames[galley.template].height),  # what is as tall as the frame fits it
        atoms=atoms,
        head=head,
        glue=tuple(glue),
        carry=tuple(thousandths(a.carry.height) if a.carry else 0 for a in atoms),
        pitch=pitch,
        lines=lines,
        tail=tail,
        first=first,
        whole=whole,
    )


def cuttable(fluid: Fluid | None, lines: int) -> bool:
    """True if a space of `lines` lines may be cut at all."""
    return fluid is not None and fluid.most >= CUTTABLE and lines >= CUTTABLE


def thousandths(points: float) -> int:
    """Points as whole thousandths, rounded up (but not for a float's own inexactness)."""
    return math.ceil(round(points * 1000, 3))
