"""Operators to PDF content.  Every run is encoded once for a frozen set of fonts, and stamped often.

A run's content starts and ends in one known state: black, butt caps, no dash, no letter spacing.  Only the
line width and the font are set wherever they are used, so runs can follow one another without saving
and restoring.  Angles are degrees, anticlockwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, assert_never

from msgspec import Struct

from packgen.model.galley import Disc, Glyphs, Line, Op, Outline, Raster, Rect, Run, Shape
from packgen.typeset.faces import WORD_SPACES, SubsetFont, Subsets
from packgen.write.pdf_objects import number

_BLACK: Final = "#000000"
_KAPPA: Final = 0.5523
# Runs that are kept encoded: a few hundred pages of them.
_MOST: Final = 20_000
Box = tuple[float, float, float, float]


class _Codes(dict[str, str]):
    """A character's code as it stands in a string: two Latin-1 characters, those that need it escaped.

    A character outside the frozen subset is a bug, not a blank.
    """

    def __init__(self, face: str, font: SubsetFont) -> None:
        super().__init__({c: "".join(map(_byte, divmod(code, 256))) for c, code in font.codes.items()})
        self.face = face

    def shown(self, text: str) -> str:
        """The codes of all its characters."""
        return "".join(map(self.__getitem__, text))

    def __missing__(self, character: str) -> str:
        raise ValueError(f"U+{ord(character):04X} was not frozen into {self.face}")


def _byte(value: int) -> str:
    return {"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"}.get(chr(value), chr(value))


class Stamp(Struct, frozen=True):
    """A run's content, y measured upwards from its piece's top, and the faces and pictures that it names."""

    content: bytes
    faces: frozenset[str]
    pictures: tuple[Raster, ...]


class Encoder:
    """Encodes runs for one set of subsets; `fonts` and `image_name` name what the content refers to."""

    def __init__(self, subsets: Subsets) -> None:
        self.fonts = {face: b"/F%d" % n for n, face in enumerate(sorted(subsets.fonts), 1)}
        self._codes = {face: _Codes(face, font) for face, font in subsets.fonts.items()}
        self._subsets = subsets
        # By the identity of a run's operators, which stay the same objects wherever the run's tag is renumbered.
        self._stamps: dict[int, tuple[tuple[Op, ...], Stamp]] = {}
        self._boxes: dict[int, tuple[tuple[Op, ...], Box | None]] = {}

    def stamp(self, run: Run) -> Stamp:
        """What a run draws."""
        known = self._stamps.get(id(run.ops))
        if known is None:
            if len(self._stamps) >= _MOST:
                self._stamps.clear()
                self._boxes.clear()
            known = self._stamps[id(run.ops)] = (run.ops, self._encoded(run.ops))
        return known[1]

    def box(self, run: Run) -> Box | None:
        """The box around what a run draws: left, top, right, bottom, y downwards from its piece's top."""
        known = self._boxes.get(id(run.ops))
        if known is None:
            boxes = [self._op_box(op) for op in run.ops]
            known = self._boxes[id(run.ops)] = (run.ops, around(boxes) if boxes else None)
        return known[1]

    def _encoded(self, ops: Sequence[Op]) -> Stamp:
        out: list[bytes] = []
        faces: set[str] = set()
        pictures: list[Raster] = []
        colour = ""
        font = b""
        writing = False
        for op in ops:
            if isinstance(op, Glyphs):
                if not op.text:
                    continue
                faces.add(op.face)
                if writing and op.colour != colour:
                    out.append(_unwrite(colour))
                    writing = False
                if not writing:
                    colour, writing = op.colour, True
                    out.append((b"" if colour == _BLACK else _paint(colour) + b"\n") + b"BT\n")
                wanted = b"%s %s Tf " % (self.fonts[op.face], number(op.size))
                out.append((wanted if wanted != font else b"") + self._glyphs(op))
                font = wanted
                continue
            if writing:
                out.append(_unwrite(colour))
                writing = False
            if isinstance(op, Raster):
                pictures.append(op)
            out.append(_drawn(op))
        if writing:
            out.append(_unwrite(colour))
        return Stamp(b"".join(out), frozenset(faces), tuple(pictures))

    def _glyphs(self, op: Glyphs) -> bytes:
        codes = self._codes[op.face]
        spaced = op.word_spacing and any(c in op.text for c in WORD_SPACES)
        shown = self._spaced(op, codes) if spaced else f"({codes.shown(op.text)})Tj".encode("latin-1")
        if op.spacing:
            shown = b"%s Tc %s 0 Tc" % (number(op.spacing), shown)
        if op.rotate:
            return b"%s Tm %s\n" % (_turned(op), shown)
        return b"1 0 0 1 %s %s Tm %s\n" % (number(op.x), number(-op.y), shown)

    def _spaced(self, op: Glyphs, codes: _Codes) -> bytes:
        """Two-byte codes know no word spacing: the pen is moved after each space."""
        move = number(-1000 * op.word_spacing / op.size).decode()
        out: list[str] = []
        word = ""
        for character in op.text:
            word += codes[character]
            if character in WORD_SPACES:
                out.append(f"({word}){move}")
                word = ""
        return f"[{''.join(out)}{f'({word})' if word else ''}]TJ".encode("latin-1")

    def _op_box(self, op: Op) -> Box:
        if isinstance(op, Glyphs):
            font = self._subsets.fonts[op.face]
            length = sum(font.widths[font.codes[c]] for c in op.text) / 1000 * op.size + op.spacing * len(op.text)
            length += op.word_spacing * sum(op.text.count(c) for c in WORD_SPACES)
            up, down = font.metrics.ascent * op.size, -font.metrics.descent * op.size
            turn = math.radians(op.rotate)
            along, across = (math.cos(turn), -math.sin(turn)), (-math.sin(turn), -math.cos(turn))
            corners = [
                (op.x + a * along[0] + b * across[0], op.y + a * along[1] + b * across[1])
                for a in (0.0, length)
                for b in (up, -down)
            ]
            return _around(corners)
        if isinstance(op, Line):
            return _around([(op.x1, op.y1), (op.x2, op.y2)], op.width / 2)
        if isinstance(op, Rect):
            return _around([(op.x, op.y), (op.x + op.w, op.y + op.h)], op.width / 2)
        if isinstance(op, Disc):
            return (op.x - op.r, op.y - op.r, op.x + op.r, op.y + op.r)
        if isinstance(op, Shape):
            return _around(op.points)
        if isinstance(op, Outline):
            points = [(op.x + c[k], op.y + c[k + 1]) for c in op.contours for k in range(0, len(c), 2)]
            return _around(points or [(op.x, op.y)])
        if isinstance(op, Raster):
            return (op.x, op.y, op.x + op.w, op.y + op.h)
        assert_never(op)


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there is at least one."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def _around(points: Iterable[tuple[float, float]], more: float = 0.0) -> Box:
    xs, ys = zip(*points, strict=True)
    return (min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more)


def _turned(op: Glyphs) -> bytes:
    turn = math.radians(op.rotate)
    cos, sin = f"{math.cos(turn):.6f}".encode(), f"{math.sin(turn):.6f}".encode()
    minus = f"{-math.sin(turn):.6f}".encode()
    return b"%s %s %s %s %s %s" % (cos, sin, minus, cos, number(op.x), number(-op.y))


def _unwrite(colour: str) -> bytes:
    return b"ET\n" if colour == _BLACK else b"ET\n0 g\n"


def _contour(op: Outline, contour: tuple[float, ...]) -> bytes:
    """A closed contour: a move, then curves."""
    points = [b"%s %s" % (number(op.x + contour[k]), number(-op.y - contour[k + 1])) for k in range(0, len(contour), 2)]
    curves = [b"%s %s %s c " % tuple(points[k : k + 3]) for k in range(1, len(points), 3)]
    return points[0] + b" m " + b"".join(curves) + b"h "


def _drawn(op: Line | Rect | Disc | Shape | Outline | Raster) -> bytes:
    if isinstance(op, Line):
        path = b"%s %s m %s %s l" % (number(op.x1), number(-op.y1), number(op.x2), number(-op.y2))
        return _stroked(path, op.width, op.colour, op.dash, op.round)
    if isinstance(op, Rect):
        return _filled(_rectangle(op), op.fill, op.width, op.colour)
    if isinstance(op, Disc):
        path = _circle(op.x, -op.y, op.r)
        return _filled(path, op.fill, 0.0 if op.fill else op.width, _BLACK)
    if isinstance(op, Shape):
        first, *rest = [b"%s %s" % (number(x), number(-y)) for x, y in op.points]
        path = first + b" m " + b"".join(point + b" l " for point in rest) + b"h"
        return _filled(path, op.fill, 0.0 if op.fill else op.width, op.colour)
    if isinstance(op, Outline):
        return _filled(b"".join(_contour(op, contour) for contour in op.contours), op.fill, 0.0, _BLACK)
    if isinstance(op, Raster):
        return b"q %s 0 0 %s %s %s cm %s Do Q\n" % (
            number(op.w),
            number(op.h),
            number(op.x),
            number(-op.y - op.h),
            image_name(op.digest),
        )
    assert_never(op)


def image_name(digest: str) -> bytes:
    """The resource name of an image."""
    return b"/I" + "".join(c for c in digest if c.isalnum())[:20].encode("ascii", "ignore")


def _stroked(path: bytes, width: float, colour: str, dash: tuple[float, ...] = (), rounded: bool = False) -> bytes:
    before, after = b"%s w " % number(width), b""
    if colour != _BLACK:
        before, after = before + _paint(colour, stroke=True) + b" ", b" 0 G"
    if dash:
        before, after = before + b"[%s] 0 d " % b" ".join(map(number, dash)), after + b" [] 0 d"
    if rounded:
        before, after = before + b"1 J ", after + b" 0 J"
    return before + path + b" S" + after + b"\n"


def _filled(path: bytes, fill: str, width: float, colour: str) -> bytes:
    out = b""
    if fill:
        black = fill == _BLACK
        out = path + b" f\n" if black else _paint(fill) + b" " + path + b" f 0 g\n"
    if width > 0:
        out += _stroked(path, width, colour)
    return out


def _rectangle(op: Rect) -> bytes:
    if op.radius > 0:
        return _rounded(op.x, -op.y - op.h, op.w, op.h, min(op.radius, op.w / 2, op.h / 2))
    return b"%s %s %s %s re" % (number(op.x), number(-op.y - op.h), number(op.w), number(op.h))


def _circle(x: float, y: float, r: float) -> bytes:
    """A circle around x, y, y upwards."""
    k = _KAPPA * r
    left, right, top, bottom = x - r, x + r, y + r, y - r
    curves = (
        (right, y + k, x + k, top, x, top),
        (x - k, top, left, y + k, left, y),
        (left, y - k, x - k, bottom, x, bottom),
        (x + k, bottom, right, y - k, right, y),
    )
    start = b"%s %s m " % (number(right), number(y))
    return start + b" ".join(b" ".join(map(number, curve)) + b" c" for curve in curves) + b" h"


def _rounded(x: float, y: float, w: float, h: float, r: float) -> bytes:
    """A rectangle with round corners, y upwards."""
    k = r * (1 - _KAPPA)

    def points(*values: float) -> bytes:
        return b" ".join(map(number, values))

    right, top = x + w, y + h
    return b" ".join(
        (
            points(x + r, y) + b" m",
            points(right - r, y) + b" l",
            points(right - k, y, right, y + k, right, y + r) + b" c",
            points(right, top - r) + b" l",
            points(right, top - k, right - k, top, right - r, top) + b" c",
            points(x + r, top) + b" l",
            points(x + k, top, x, top - k, x, top - r) + b" c",
            points(x, y + r) + b" l",
            points(x, y + k, x + k, y, x + r, y) + b" c h",
        )
    )


def _paint(colour: str, stroke: bool = False) -> bytes:
    """The operator that sets "#rrggbb", as grey where it is grey."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    if channels[0] == channels[1] == channels[2]:
        return number(channels[0]) + (b" G" if stroke else b" g")
    return b" ".join(map(number, channels)) + (b" RG" if stroke else b" rg")
