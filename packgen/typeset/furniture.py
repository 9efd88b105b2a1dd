"""A page's furniture, drawn: head and foot lines, rules, frames, words along the edge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, assert_never

from msgspec.structs import replace

from packgen.model.galley import ARTIFACT, Disc, Glyphs, Line, Op, Piece, Placed, Raster, Rect, Run, Shape
from packgen.model.layout import Furniture, FurnitureLine, Span, Template
from packgen.typeset.desk import Desk
from packgen.typeset.figures import file_picture
from packgen.typeset.geometry import MM, SLACK

NO_GALLEY: Final = -1
TRIANGLE_WIDTH: Final = 2.6 * MM
TRIANGLE_HEIGHT: Final = 2.8 * MM
BEFORE_TRIANGLE: Final = 1.5 * MM
APART: Final = 4 * MM  # between words at the left and what stands right of them
CUT: Final = "…"
IN_BOX: Final = 3 * MM  # from a box's sides to words in it
SPINE_WORDS: Final = 14.4  # mm from the edge
EDGE_OF_PAPER: Final = 4 * MM  # where a cut line begins and ends
SCISSORS: Final = 10.5
AFTER_SCISSORS: Final = 3.0
CUT_DASH: Final = (3.0, 3.0)


def set_furniture(
    desk: Desk, template: Template, lines: Sequence[FurnitureLine], right_hand: bool = True
) -> tuple[Placed, ...]:
    """One piece that covers the page, a run for each line that draws something; or nothing.

    On a left-hand page of a template that mirrors, what is measured from the left edge is measured from the right.
    """
    setter = _Furniture(desk, template, mirrored=template.mirror and not right_hand)
    where = (template.left, template.right, setter.mirrored)
    # Equal lines have the same operators, which are encoded once.
    drawn = [desk.kept((*where, line), partial(setter.drawn, line)) for line in lines]
    runs = [Run(ARTIFACT, ops) for ops in drawn if ops]
    return (Placed(NO_GALLEY, 0.0, Piece(setter.height, tuple(runs))),) if runs else ()


def cut_line(desk: Desk) -> tuple[Placed, ...]:
    """A dashed line down the middle of the sheet, with scissors at its head; for quarters one across it too."""
    width, height = (length * MM for length in desk.layout.sheet())
    x = width / 2
    top = EDGE_OF_PAPER + SCISSORS
    line = Line(x, top + AFTER_SCISSORS, x, height - EDGE_OF_PAPER, desk.layout.hair, dash=CUT_DASH)
    across: tuple[Op, ...] = ()
    if desk.layout.up == "quarters":
        y = height / 2
        across = (Line(EDGE_OF_PAPER, y, width - EDGE_OF_PAPER, y, desk.layout.hair, dash=CUT_DASH),)
    ops = (line, *across, *_scissors(x, EDGE_OF_PAPER))
    return (Placed(NO_GALLEY, 0.0, Piece(height, (Run(ARTIFACT, ops),))),)


def _scissors(x: float, y: float) -> tuple[Op, ...]:
    """A pair of scissors that cuts downwards, its tips `SCISSORS` points below its handles."""
    ring, apart, foot = 0.17 * SCISSORS, 0.22 * SCISSORS, y + SCISSORS
    handles = (Disc(x - apart, y + ring, ring, ""), Disc(x + apart, y + ring, ring, ""))
    near, far = 0.1 * SCISSORS, 0.2 * SCISSORS
    blades = (
        Line(x - near, y + 2 * ring - 0.3, x + far, foot, 0.9),
        Line(x + near, y + 2 * ring - 0.3, x - far, foot, 0.9),
    )
    return (*handles, *blades)


class _Furniture:
    def __init__(self, desk: Desk, template: Template, mirrored: bool) -> None:
        self.desk = desk
        self.template = template
        self.mirrored = mirrored
        width, height = desk.layout.size()
        self.width, self.height = width * MM, height * MM

    def drawn(self, line: FurnitureLine) -> tuple[Op, ...]:
        """The operators of one line, never to be changed."""
        return tuple(self.line(line))

    def line(self, line: FurnitureLine) -> list[Op]:
        """The operators of one line, in points from the page's top left corner."""
        piece = line.piece
        match piece.kind:
            case "rule":
                return [self._rule(piece)]
            case "box":
                return self._box(line)
            case "text":
                return self._text(line)
            case "turn-over":
                return self._turn_over(line)
            case "vertical":
                return self._vertical(line)
            case "image":
                return self._image(piece)
            case "qr":
                return self._qr(line)
            case _:
                assert_never(piece.kind)

    def _x(self, piece: Furniture) -> tuple[float, float]:
        left = self.template.left if piece.x1 is None else piece.x1
        right = self.template.right if piece.x2 is None else piece.x2
        if self.mirrored:
            left, right = right, left
        return left * MM, self.width - right * MM

    def _at(self, piece: Furniture) -> float:
        return self._y(piece, piece.at) if piece.share is None else self.height * piece.share

    def _y(self, piece: Furniture, mm: float) -> float:
        return mm * MM if piece.edge == "top" else self.height - mm * MM

    def _weight(self, piece: Furniture) -> float:
        if piece.width is not None:
            return piece.width
        return self.desk.layout.strong if piece.strong else self.desk.layout.hair

    def _rule(self, piece: Furniture) -> Op:
        x1, x2 = self._x(piece)
        y = self._at(piece)
        return Line(x1, y, x2, y, self._weight(piece), piece.colour)

    def _box(self, line: FurnitureLine) -> list[Op]:
        """A box; words in it stand halfway up, away from its sides."""
        piece = line.piece
        x1, x2 = self._x(piece)
        if piece.wide:
            x1 = x2 - piece.wide * MM
        end = self._y(piece, piece.to) if piece.bottom is None else self.height - piece.bottom * MM
        top, bottom = sorted((self._at(piece), end))
        box = Rect(x1, top, x2 - x1, bottom - top, self._weight(piece), piece.colour, radius=piece.radius * MM)
        styles = [self.desk.look(span.style) for span in (*line.left, *line.centre, *line.right)]
        if not styles:
            return [box]
        y = (top + bottom + max(look.cap for look in styles)) / 2
        return [box, *self._row(line, x1 + IN_BOX, x2 - IN_BOX, y)]

    def _row(self, line: FurnitureLine, x1: float, x2: float, y: float) -> list[Op]:
        """Words at the left, in the middle and at the right; those at the left are cut where they would meet others."""
        out: list[Op] = []
        right, end = x2, x2
        if line.right:
            right = x2 - self._wide(line.right)
            end = right - APART
        middle = (x1 + x2 - self._wide(line.centre)) / 2 if line.centre else end
        if line.left:
            left = self._cut(line.left, (min(end, middle - APART) if line.centre else end) - x1)
            out += self._spans(left, x1, y)
        if line.centre:
            out += self._spans(line.centre, middle, y)
        if line.right:
            out += self._spans(line.right, right, y)
        return out

    def _cut(self, spans: Sequence[Span], room: float) -> list[Span]:
        """Spans that fit `room`: the longest loses its last words, at need all of them."""
        out = list(spans)
        while out and self._wide(out) > room + SLACK:
            n = max(range(len(out)), key=lambda k: self._wide(out[k : k + 1]))
            words = out[n].text.removesuffix(CUT)
            shorter = (words.rpartition(" ")[0] or words[:-1]).rstrip(" ,;:–")
            if shorter:
                out[n] = replace(out[n], text=f"{shorter}{CUT}")
            else:
                del out[n]
        return out

    def _text(self, line: FurnitureLine) -> list[Op]:
        x1, x2 = self._x(line.piece)
        return self._row(line, x1, x2, self._at(line.piece))

    def _wide(self, spans: Sequence[Span]) -> float:
        words = sum([self.desk.width(span.text, self.desk.look(span.style)) for span in spans])
        return words + sum([span.gap * MM for span in spans[:-1]])

    def _spans(self, spans: Sequence[Span], x: float, y: float) -> list[Glyphs]:
        """Spans after one another from `x`, each `gap` from the next."""
        out: list[Glyphs] = []
        for n, span in enumerate(spans, 1):
            look = self.desk.look(span.style)
            out.extend(self.desk.label(span.text, look, x, y))
            if n < len(spans):
                x += self.desk.width(span.text, look) + span.gap * MM
        return out

    def _turn_over(self, line: FurnitureLine) -> list[Op]:
        """Words at the right edge with a triangle that points on."""
        _, x2 = self._x(line.piece)
        y = self._at(line.piece)
        spans = line.right or line.left or line.centre
        cap = self.desk.look(spans[-1].style).cap if spans else TRIANGLE_HEIGHT
        grown = max(1.0, cap / TRIANGLE_HEIGHT)
        left = x2 - TRIANGLE_WIDTH * grown
        middle = y - cap / 2
        top, bottom = middle - TRIANGLE_HEIGHT * grown / 2, middle + TRIANGLE_HEIGHT * grown / 2
        out: list[Op] = [*self._spans(spans, left - BEFORE_TRIANGLE - self._wide(spans), y)]
        out.append(Shape(((left, top), (x2, middle), (left, bottom)), 0.0, fill=line.piece.colour))
        return out

    def _vertical(self, line: FurnitureLine) -> list[Op]:
        """Words that read upwards, their middle at `at`, on a right-hand page `x1` from the left edge."""
        spans = line.left or line.centre or line.right
        x = (SPINE_WORDS if line.piece.x1 is None else line.piece.x1) * MM
        if self.mirrored:
            # Words stand to the left of their baseline: on both sides they are as far from the spine's edge.
            x = self.width - x + max((self.desk.look(span.style).cap for span in spans), default=0.0)
        y = self._at(line.piece) + self._wide(spans) / 2
        out: list[Op] = []
        for op in self._spans(spans, 0.0, 0.0):
            out.append(
                Glyphs(x, y - op.x, op.face, op.size, op.text, op.colour, op.spacing, op.word_spacing, rotate=90.0)
            )
        return out

    def _qr(self, line: FurnitureLine) -> list[Op]:
        """A square code of the line's words between `at` and `to`, at the left or, without `x1`, the right edge."""
        from packgen.typeset.qr import square_code

        piece = line.piece
        words = "".join(span.text for span in (*line.left, *line.centre, *line.right))
        top, bottom = sorted((self._y(piece, piece.at), self._y(piece, piece.to)))
        x1, x2 = self._x(piece)
        x = x1 if piece.x1 is not None else x2 - (bottom - top)
        rows = square_code(words)
        side = (bottom - top) / len(rows)
        return [
            Rect(x + start * side, top + n * side, length * side, side, 0.0, fill=piece.colour)
            for n, row in enumerate(rows)
            for start, length in row
        ]

    def _image(self, piece: Furniture) -> list[Op]:
        """A picture from the layout's folder between `at` and `to`, at the left or, without `x1`, the right edge."""
        path = str(Path(self.desk.layout.folder) / piece.file)
        found = file_picture(self.desk, path)
        if found is None:
            return []
        wide, tall, digest = found
        top, bottom = sorted((self._at(piece), self._y(piece, piece.to)))
        x1, x2 = self._x(piece)
        height = bottom - top
        width = height * wide / tall
        if width > x2 - x1:
            width, height = x2 - x1, (x2 - x1) * tall / wide
        x = x1 if piece.x1 is not None else x2 - width
        return [Raster(x, top, width, height, path, digest, self.desk.layout.mono)]
