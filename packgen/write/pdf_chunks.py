"""Stretches of pages, encoded and compressed once: what a block draws on a page, wherever on it that comes to stand.

A stretch starts and ends with the pen where it was, so that only the move to its place stands outside it.  What changes
from page to page are the numbers of its marks; they count from the first, of which there are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from packgen.model.galley import ARTIFACT, Op, Piece, Placed, Raster, Run
from packgen.write.pdf_draw import Box, Encoder, Stamp
from packgen.write.pdf_flate import Packed, packed, stored
from packgen.write.pdf_forms import Parts, Shape
from packgen.write.pdf_objects import number

_MOST: Final = 4000
Stretch = Sequence[Placed]
"""Pieces that follow one another on a page, their tags counted from the same base of the same galley."""


class Chunk:
    """A stretch, encoded.

    `marks` are the tags of its marks in order, counted from its base, `last` the largest of them; `figures` (tag, box)
    of what is drawn in figures, y upwards from the stretch's corner.
    """

    __slots__ = ("_content", "_packed", "faces", "figures", "last", "marks", "pictures")

    def __init__(
        self,
        content: tuple[bytes, ...],
        marks: tuple[int, ...],
        figures: tuple[tuple[int, Box], ...],
        faces: frozenset[str],
        pictures: tuple[Raster, ...],
    ) -> None:
        self._content, self.marks, self.figures, self.faces, self.pictures = content, marks, figures, faces, pictures
        self.last = max(marks, default=0)
        self._packed: dict[int, Packed] = {}

    def packed(self, first: int) -> Packed:
        """The stretch with its marks numbered from `first`."""
        found = self._packed.get(first)
        if found is None:
            out = [self._content[0]]
            for n, part in enumerate(self._content[1:], first):
                out.append(b"%d" % n)
                out.append(part)
            found = self._packed[first] = packed(b"".join(out))
        return found


class Chunks:
    """The stretches of a run's pages."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        # By the identity of what makes them up, which stands beside them and so stays what it is.
        self._by_pieces: dict[tuple[int, ...], tuple[Shape, list[Piece], Chunk]] = {}
        self._by_operators: dict[tuple[int, ...], tuple[tuple[Shape | Piece, ...], Chunk]] = {}
        self._decorations: dict[tuple[int, float, float], tuple[tuple[Op, ...], Packed, Stamp]] = {}

    def chunk(self, stretch: Stretch, base: int, parts: Parts, part: int) -> Chunk:
        """The stretch whose tags are counted from `base`, which belongs to the part of that index."""
        first = stretch[0]
        shape, offset = parts.shapes[part], base - parts.bases[part]
        key: tuple[int, ...] = (id(shape), offset, id(first.piece))
        if len(stretch) > 1:
            more: list[int] = []
            for placed in stretch[1:]:
                across, down = placed.x - first.x, placed.y - first.y
                more += (id(placed.piece), round(across * 1000), round(down * 1000))
            key += tuple(more)
        known = self._by_pieces.get(key)
        if known is None:
            chunk = self._alike(stretch, base, parts, part)
            if offset + chunk.last >= len(shape.tags):
                return chunk  # it goes on in other parts, of which its pieces know nothing
            if len(self._by_pieces) >= _MOST:
                self._by_pieces.clear()
            known = self._by_pieces[key] = (shape, [placed.piece for placed in stretch], chunk)
        return known[2]

    def _alike(self, stretch: Stretch, base: int, parts: Parts, part: int) -> Chunk:
        """What was made of the same operators with the same tags: pieces are made anew around them."""
        x, y = stretch[0].x, stretch[0].y
        key = [base - parts.bases[part]]
        last = 0
        for placed in stretch:
            key += (round((placed.x - x) * 1000), round((placed.y - y) * 1000))
            for run in placed.piece.runs:
                tag = run.tag
                key += (tag, id(run.ops))
                if tag > last:
                    last = tag
        shapes = parts.shapes[part : parts.holding(base + last) + 1]
        key += map(id, shapes)
        known = self._by_operators.get(tuple(key))
        if known is None:
            if len(self._by_operators) >= _MOST:
                self._by_operators.clear()
            source: tuple[Shape | Piece, ...] = (*shapes, *(placed.piece for placed in stretch))
            known = self._by_operators[tuple(key)] = (source, self._made(stretch, base, parts, part))
        return known[1]

    def decoration(self, run: Run, x: float, y: float) -> tuple[Packed, Stamp]:
        """A run of furniture with its piece's corner at `x`, `y` on the page, y upwards, and what it draws."""
        key = (id(run.ops), x, y)
        known = self._decorations.get(key)
        if known is None:
            if len(self._decorations) >= _MOST:
                self._decorations.clear()
            stamp = self._encoder.stamp(run)
            content = b"q\n%s/Artifact BMC\n%sEMC\nQ\n" % (_move(round(x * 1000), round(y * 1000)), stamp.content)
            known = self._decorations[key] = (run.ops, packed(content), stamp)
        return known[1], known[2]

    def _made(self, stretch: Stretch, base: int, parts: Parts, part: int) -> Chunk:
        """Encode a stretch: each piece moved to its place, all that follows one another in an element marked once."""
        gaps: list[bytes] = []
        out: list[bytes] = []
        marks: list[int] = []
        figures: list[tuple[int, Box]] = []
        faces: set[str] = set()
        pictures: list[Raster] = []
        across = down = 0
        here: int | None = None
        in_figure = False
        shape, offset = parts.shapes[part], base - parts.bases[part]
        for placed in stretch:
            x, y = round((placed.x - stretch[0].x) * 1000), round((stretch[0].y - placed.y) * 1000)
            for run in placed.piece.runs:
                stamp = self._encoder.stamp(run)
                if not stamp.content:
                    continue
                faces |= stamp.faces
                pictures += stamp.pictures
                if run.tag != here and here is not None:
                    out.append(b"EMC\n")
                if x != across or y != down:
                    out.append(_move(x - across, y - down))
                    across, down = x, y
                if run.tag != here:
                    here = run.tag
                    if here == ARTIFACT:
                        in_figure = False
                        out.append(b"/Artifact BMC\n")
                    else:
                        if not 0 <= offset + here < len(shape.tags):
                            part = parts.holding(base + here)
                            shape, offset = parts.shapes[part], base - parts.bases[part]
                        local = offset + here
                        in_figure = local in shape.figures
                        out.append(shape.roles[local] + b"<</MCID ")
                        gaps.append(b"".join(out))
                        out = [b">>BDC\n"]
                        marks.append(here)
                out.append(stamp.content)
                if in_figure:
                    box = self._encoder.box(run)
                    if box is not None:
                        left, top = x / 1000, y / 1000
                        figures.append((here, (left + box[0], top - box[3], left + box[2], top - box[1])))
        if here is not None:
            out.append(b"EMC\n")
        out.append(b"Q\n")
        content = (*gaps, b"".join(out))
        return Chunk(content, tuple(marks), tuple(figures), frozenset(faces), tuple(pictures))


@lru_cache(maxsize=_MOST)
def moved(x: float, y: float) -> Packed:
    """What opens a stretch: the pen kept, then moved to its corner; y upwards, points."""
    return stored(b"q\n" + _move(round(x * 1000), round(y * 1000)))


def _move(dx: int, dy: int) -> bytes:
    """The operator that moves the origin by thousandths of a point."""
    return b"1 0 0 1 %s %s cm\n" % (number(dx / 1000), number(dy / 1000))
