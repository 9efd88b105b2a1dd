"""What the pages of a run will draw, gathered before any is written: the characters of each face, and the pictures."""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Final

from packgen.model.galley import Galley, Glyphs, Op, Piece, Placed, Raster

# What may name a version, a question or an option in furniture and labels.
LABELS: Final = string.ascii_uppercase + string.digits
# Operators and pieces that are known to have been gathered.
_MOST: Final = 20_000


class Ink:
    """The characters that some documents draw in each face, and their pictures."""

    def __init__(self) -> None:
        self.characters: dict[str, set[str]] = {}
        self.pictures: dict[tuple[str, str], Raster] = {}
        self.furniture_faces: set[str] = set()
        self._seen: dict[int, tuple[Op, ...]] = {}
        self._pieces: dict[int, Piece] = {}
        self._furniture: dict[int, Placed] = {}

    def galleys(self, galleys: Iterable[Galley]) -> None:
        """All that stands in `galleys`: whatever page it comes to stand on, it is drawn."""
        for galley in galleys:
            for atom in galley.atoms:
                self._piece(atom.head)
                if atom.fluid is not None:
                    self._piece(atom.fluid.rule)
                if atom.tail is not None:
                    self._piece(atom.tail)
                if atom.carry is not None:
                    self._piece(atom.carry)

    def furniture(self, placed: Iterable[Placed]) -> None:
        """The furniture of a page."""
        for each in placed:
            if id(each) in self._furniture:
                continue
            if len(self._furniture) >= _MOST:
                self._furniture.clear()
            self._furniture[id(each)] = each
            for run in each.piece.runs:
                if id(run.ops) not in self._seen:
                    self.furniture_faces |= {op.face for op in run.ops if isinstance(op, Glyphs)}
                    self._ops(run.ops)

    def add(self, other: Ink) -> None:
        """All that `other` gathered."""
        for face, characters in other.characters.items():
            self.characters.setdefault(face, set()).update(characters)
        self.pictures |= other.pictures
        self.furniture_faces |= other.furniture_faces

    def _piece(self, piece: Piece) -> None:
        if id(piece) in self._pieces:
            return
        if len(self._pieces) >= _MOST:
            self._pieces.clear()
        self._pieces[id(piece)] = piece
        for run in piece.runs:
            if id(run.ops) not in self._seen:
                self._ops(run.ops)

    def _ops(self, ops: tuple[Op, ...]) -> None:
        if len(self._seen) >= _MOST:
            self._seen.clear()
        self._seen[id(ops)] = ops
        for op in ops:
            if isinstance(op, Glyphs):
                self.characters.setdefault(op.face, set()).update(op.text)
            elif isinstance(op, Raster):
                self.pictures.setdefault((op.path, op.digest), op)
