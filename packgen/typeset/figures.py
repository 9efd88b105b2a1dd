"""Figures: drawings in millimetres and pictures from a bank."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from packgen.diagnostics import error, warning
from packgen.model.document import Figure, Picture
from packgen.model.drawing import Dot, Drawing, Frame, Polygon, Stroke, Words
from packgen.model.galley import ARTIFACT, Atom, Disc, Line, Op, Piece, Raster, Rect, Run, Shape, Tag
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, SLACK, Strip
from packgen.typeset.pieces import EMPTY, OUTSIDE, Setting, lowered, renumbered, stacked, together
from packgen.typeset.text import paragraph, set_lines

TALLEST_PICTURE: Final = 120 * MM
DOTS_PER_INCH: Final = 150
CAPTION: Final = 14.5  # from a figure's lower edge to its caption's first baseline, points
RING: Final = 0.5
OUTLINE: Final = 0.5
DARK: Final = 0.35  # greys below are black in a copy
_ORIENTATION: Final = 0x0112  # the EXIF field
_ON_ITS_SIDE: Final = (5, 6, 7, 8)


def set_figure(desk: Desk, figure: Figure, strip: Strip) -> Setting:
    """One atom: the figure, named for the reader by its alt text, and its caption."""
    x, room = _place(figure, strip)
    if isinstance(figure.content, Picture):
        setting = _picture(desk, figure.content, figure.alt, x, room, desk.look("body", strip).grown)
    else:
        setting = _drawing(desk, figure.content, figure.alt or figure.content.alt, x, room, strip)
    if not setting.atoms:
        return EMPTY
    if figure.caption:
        look = desk.look("small", strip)
        caption = paragraph(set_lines(desk, figure.caption, look, x, room), look, alone=True)
        if caption.atoms:
            later = renumbered(caption, len(setting.tags))
            head = stacked(setting.atoms[0].head, max(CAPTION - look.cap, look.lead_in), later.atoms[0].head)
            setting = Setting(setting.tags + later.tags, (replace(setting.atoms[0], head=head),))
    space = desk.layout.question.stem_to_space
    return Setting(setting.tags, (replace(setting.atoms[0], before=space, after=space),))


def _place(figure: Figure, strip: Strip) -> tuple[float, float]:
    """x of the figure's left edge and the width it may have: the text's, or the frame's if it needs that."""
    if figure.content.width * MM > strip.width + SLACK and not strip.nested:
        return strip.outer, strip.right - strip.outer
    return strip.x, strip.width


# --- drawings ----------------------------------------------------------------------


class _Pen(Struct, frozen=True):
    """Millimetres of a drawing to points on the page, rules no thinner than `least` points, white as the `ground`.

    In `mono` what is grey becomes black, or white with an outline.
    """

    x: float
    scale: float
    least: float
    ground: str
    mono: bool

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.scale, y * self.scale


def _drawing(desk: Desk, drawing: Drawing, alt: str, x: float, room: float, strip: Strip) -> Setting:
    scale = MM
    if drawing.width * MM > room + SLACK:
        over = drawing.width - room / MM
        desk.tell(
            warning(
                "too-wide",
                f"a drawing in {desk.where or 'the page'} is {over:.0f} mm too wide; it was drawn smaller",
                "make it narrower, or choose a layout with a wider text column",
            )
        )
        scale = room / drawing.width
    pen = _Pen(x, scale, desk.layout.least_rule, desk.layout.background or "", desk.layout.mono)
    shapes = tuple(_shape(shape, pen) for shape in drawing.shapes if not isinstance(shape, Words))
    tags: list[Tag] = []
    runs: list[Run] = []
    if shapes and alt:
        tags.append(Tag("Figure", OUTSIDE, alt=alt))
        runs.append(Run(0, shapes))
    elif shapes:
        runs.append(Run(ARTIFACT, shapes))
    for words in drawing.shapes:
        if isinstance(words, Words):
            look = desk.look(words.style, strip)
            left, baseline = pen.at(words.x, words.y)
            look = replace(look, align=words.align)
            text = paragraph(set_lines(desk, words.inlines, look, left, words.w * scale), look, alone=True)
            for atom in renumbered(text, len(tags)).atoms:
                runs.extend(lowered(atom.head, baseline - look.cap))
            tags.extend(renumbered(text, len(tags)).tags)
    return Setting(tuple(tags), (Atom(Piece(drawing.height * scale, together(runs))),))


def _shape(shape: Stroke | Frame | Dot | Polygon, pen: _Pen) -> Op:
    match shape:
        case Stroke(x1, y1, x2, y2, width, dash):
            return Line(
                *pen.at(x1, y1), *pen.at(x2, y2), max(width, pen.least), dash=dash, round=bool(dash) and not dash[0]
            )
        case Frame(x, y, w, h, width, fill, radius):
            if pen.mono and fill is not None and 0 < fill < 1:
                fill, width = (0.0, width) if fill < DARK else (1.0, width or OUTLINE)
            grey = "" if fill is None else pen.ground if pen.ground and fill >= 1 else _grey(fill)
            weight = max(width, pen.least) if width else 0.0
            return Rect(*pen.at(x, y), w * pen.scale, h * pen.scale, weight, fill=grey, radius=radius * pen.scale)
        case Dot(x, y, r, filled):
            return Disc(*pen.at(x, y), r * pen.scale, "#000000" if filled else "", max(RING, pen.least))
        case Polygon(points, filled):
            weight = max(OUTLINE, pen.least)
            return Shape(tuple(pen.at(x, y) for x, y in points), weight, fill="#000000" if filled else "")
        case _:
            assert_never(shape)


def _grey(level: float) -> str:
    value = round(255 * min(1.0, max(0.0, level)))
    return f"#{value:02x}{value:02x}{value:02x}"


# --- pictures ----------------------------------------------------------------------


def _picture(desk: Desk, picture: Picture, alt: str, x: float, room: float, grown: float) -> Setting:
    """A picture, as much larger as the text is than usual, as far as there is room."""
    try:
        wide, tall = _pixels(picture.path, picture.digest)
    except (OSError, ValueError) as problem:
        _unreadable(desk, picture.path, problem)
        return EMPTY
    width = picture.width * MM if picture.width else wide * 72 / DOTS_PER_INCH
    height = width * tall / wide
    scale = min(grown, room / width, TALLEST_PICTURE / height)
    raster = Raster(x, 0.0, width * scale, height * scale, picture.path, picture.digest, desk.layout.mono)
    tags = (Tag("Figure", OUTSIDE, alt=alt),) if alt else ()
    return Setting(tags, (Atom(Piece(height * scale, (Run(0 if alt else ARTIFACT, (raster,)),))),))


def file_picture(desk: Desk, path: str) -> tuple[int, int, str] | None:
    """Width and height in pixels and the digest of a picture outside a bank; None, and a diagnostic, if unreadable."""
    try:
        digest = hashlib.blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
        return (*_pixels(path, digest), digest)
    except (OSError, ValueError) as problem:
        _unreadable(desk, path, problem)
        return None


def _unreadable(desk: Desk, path: str, problem: Exception) -> None:
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    desk.tell(error("bad-picture", f"{path}: this picture cannot be read ({reason})", "save it again as PNG or JPEG"))


@functools.lru_cache(maxsize=256)
def _pixels(path: str, digest: str) -> tuple[int, int]:
    """Width and height of an image file, as it is to be seen; raises OSError or ValueError for what is no picture.

    `digest` is there for the cache: the file may change while packgen runs.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            turned = image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
            wide, tall = image.size
    except (UnidentifiedImageError, SyntaxError, Image.DecompressionBombError) as problem:
        raise ValueError("it is neither PNG nor JPEG, or is damaged") from problem
    if not wide or not tall:
        raise ValueError("it has no size")
    return (tall, wide) if turned else (wide, tall)
