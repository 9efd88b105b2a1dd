"""Stretches of pages, encoded and compressed once: what a block draws on a page, wherever on it that comes to stand.

A stretch starts and ends with the pen where it was, so that only the move to its place stands outside it.  What changes
from page to page are the numbers of its marks; they count from the first, of which there are few.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from packgen.model.galley import ARTIFACT, Op, Piece, Placed, Raster, Run
from packgen.write.pdf_draw import Box, Encoder, Stamp
from packgen.write.pdf_flate import Packed, packed, stored
from packgen.write.pdf_forms import Shape
from packgen.write.pdf_objects import number

_MOST: Final = 4000
Stretch = Sequence[Placed]
"""Pieces that follow one another on a page, their tags counted from the same base of the same galley."""


class Chunk:
    """A stretch, encoded.

    `marks` are the tags of its marks in order, counted from its base; `figures` (tag, box) of what is drawn in figures,
    y upwards from the stretch's corner.
    """

    __slots__ = ("_content", "_packed", "_source", "faces", "figures", "marks", "pictures")

    def __init__(
        self,
        source: tuple[object, ...],
        content: tuple[bytes, ...],
        marks: tuple[int, ...],
        figures: tuple[tuple[int, Box], ...],
        faces: frozenset[str],
        pictures: tuple[Raster, ...],
    ) -> None:
        self._source = source  # what a chunk is known by, by identity, must stay
        self._content, self.marks, self.figures, self.faces, self.pictures = content, marks, figures, faces, pictures
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
        self._known: dict[tuple[int, ...], Chunk] = {}
        self._last_tags: dict[int, tuple[Piece, int]] = {}
        self._decorations: dict[tuple[int, int, int], tuple[tuple[Op, ...], Packed, Stamp]] = {}

    def chunk(self, stretch: Stretch, shapes: Sequence[Shape], bases: Sequence[int], part: int) -> Chunk:
        """The stretch that begins in the part with that index among `shapes`, whose tags begin at `bases`."""
        first = stretch[0]
        x, y = first.x, first.y
        key: list[int] = []
        last = 0
        for placed in stretch:
            piece = placed.piece
            key += (id(piece), round((placed.x - x) * 1000), round((placed.y - y) * 1000))
            tag = self._last_tag(piece)
            if tag > last:
                last = tag
        end = bisect_right(bases, bases[part] + last) if last >= len(shapes[part].tags) else part + 1
        key += map(id, shapes[part:end])
        known = self._known.get(tuple(key))
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[tuple(key)] = self._made(stretch, shapes[part:end], bases[part:end])
        return known

    def decoration(self, run: Run, x: float, y: float) -> tuple[Packed, Stamp]:
        """A run of furniture with its piece's corner at `x`, `y` on the page, y upwards, and what it draws."""
        key = (id(run.ops), round(x * 1000), round(y * 1000))
        known = self._decorations.get(key)
        if known is None:
            if len(self._decorations) >= _MOST:
                self._decorations.clear()
            stamp = self._encoder.stamp(run)
            content = b"q\n%s/Artifact BMC\n%sEMC\nQ\n" % (_move(*key[1:]), stamp.content)
            known = self._decorations[key] = (run.ops, packed(content), stamp)
        return known[1:]

    def _last_tag(self, piece: Piece) -> int:
        """The largest tag of a piece's runs."""
        known = self._last_tags.get(id(piece))
        if known is None:
            if len(self._last_tags) >= _MOST:
                self._last_tags.clear()
            known = self._last_tags[id(piece)] = (piece, max((run.tag for run in piece.runs), default=ARTIFACT))
        return known[1]

    def _made(self, stretch: Stretch, shapes: Sequence[Shape], bases: Sequence[int]) -> Chunk:
        """Encode a stretch: each piece moved to its place, all that follows one another in an element marked once."""
        roles = _Roles(shapes, bases)
        gaps: list[bytes] = []
        out: list[bytes] = []
        marks: list[int] = []
        figures: list[tuple[int, Box]] = []
        faces: set[str] = set()
        pictures: list[Raster] = []
        across = down = 0
        here: int | None = None
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
                        out.append(b"/Artifact BMC\n")
                    else:
                        out.append(roles.name(here) + b"<</MCID ")
                        gaps.append(b"".join(out))
                        out = [b">>BDC\n"]
                        marks.append(here)
                out.append(stamp.content)
                if here != ARTIFACT and roles.drawn(here):
                    box = self._encoder.box(run)
                    if box is not None:
                        left, top = x / 1000, y / 1000
                        figures.append((here, (left + box[0], top - box[3], left + box[2], top - box[1])))
        if here is not None:
            out.append(b"EMC\n")
        out.append(b"Q\n")
        source = (*(placed.piece for placed in stretch), *shapes)
        content = (*gaps, b"".join(out))
        return Chunk(source, content, tuple(marks), tuple(figures), frozenset(faces), tuple(pictures))


class _Roles:
    """The names of tags counted from the base of the first of some parts, whichever part they belong to."""

    def __init__(self, shapes: Sequence[Shape], bases: Sequence[int]) -> None:
        self._shapes, self._bases, self._base = shapes, bases, bases[0]

    def name(self, tag: int) -> bytes:
        shape, local = self._find(tag)
        return shape.roles[local]

    def drawn(self, tag: int) -> bool:
        """True if the tag is a figure or stands in one."""
        shape, local = self._find(tag)
        return local in shape.figures

    def _find(self, tag: int) -> tuple[Shape, int]:
        n = bisect_right(self._bases, self._base + tag) - 1
        return self._shapes[n], self._base + tag - self._bases[n]


def moved(x: float, y: float) -> Packed:
    """What opens a stretch: the pen kept, then moved to its corner; y upwards, points."""
    return _moved(round(x * 1000), round(y * 1000))


@lru_cache(maxsize=_MOST)
def _moved(x: int, y: int) -> Packed:
    return stored(b"q\n" + _move(x, y))


def _move(dx: int, dy: int) -> bytes:
    """The operator that moves the origin by thousandths of a point."""
    return b"1 0 0 1 %s %s cm\n" % (number(dx / 1000), number(dy / 1000))
