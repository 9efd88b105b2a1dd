"""A timeline's shapes: axis, ticks, years, leaders, boxes and what stands in them.

Every box of a drawing has the same size.  Texts come in the order of the dates, after the years.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from packgen.compose.timeline_axis import YEAR_LABEL, Axis
from packgen.compose.timeline_places import Leader, Place, columns_for, even_lefts, even_rows, leaders, slot_width
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines, estimated_width, one_run
from packgen.model.document import Text, plain_text
from packgen.model.drawing import Dot, Drawing, Frame, Polygon, Shape, Stroke, Words
from packgen.model.response import Slot

PADDING = 3.0
BASELINE = 5.3
LINE = 6.0
LEADING = 4.6
UNDER = 0.6
RULE_UP = 0.3
SLOT_HEIGHT = 20.0
LETTER_HEIGHT = 14.0
ROW_GAP = 3.0
ABOVE, BELOW = 6.0, 10.0
FIRST_LEVEL_ABOVE, FIRST_LEVEL_BELOW, LEVEL = 3.0, 7.0, 1.3
LABEL_BASELINE = 4.9
ROOM_TO_WRITE = 32.0
MOST_ROWS = 6
STRONG = 1.25


def draw(
    axis: Axis,
    slots: Sequence[Slot],
    placed: Sequence[Place],
    measure: float,
    wording: Wording,
    *,
    jumbled: bool,
    alt: str,
) -> Drawing:
    """The axis with a box for each of `slots` (dated, ascending) at its place."""
    xs = [axis.x(slot.at or 0.0) for slot in slots]
    lines = leaders(xs, placed, measure)
    height = _slot_height(slots, slot_width(measure) - 2 * PADDING, jumbled)
    above, below = _channel(lines, placed, above=True), _channel(lines, placed, above=False)
    axis_y, bottom = _extent(placed, above, below, height)
    tops = [_top(place, axis_y, above, below, height) for place in placed]
    shapes = _axis(
        axis, axis_y, wording, [*(_leader(*each, axis_y, height) for each in zip(lines, placed, tops, strict=True))]
    )
    for slot, place, top in zip(slots, placed, tops, strict=True):
        shapes += _box(slot, place.left, top, slot_width(measure), height, wording, jumbled)
    shapes += [Dot(x, axis_y, 0.9) for x in xs]
    return Drawing(measure, bottom, tuple(shapes), alt)


def boxes_fit(count: int, measure: float, tallest: float) -> bool:
    """True if `count` empty boxes stand around an axis of `measure` mm in a drawing of at most `tallest` mm."""
    rows = sum(map(len, even_rows(count, columns_for(measure))))
    return 0 < rows <= MOST_ROWS and rows * (SLOT_HEIGHT + ROW_GAP) + ABOVE + BELOW <= tallest


def draw_empty(
    axis: Axis, count: int, measure: float, wording: Wording, alt: str, tallest: float = math.inf
) -> Drawing:
    """The axis with `count` empty boxes for pupils to fill and join to it; only room to write if they are too many.

    They are too many, too, where the drawing would be more than `tallest` mm high.
    """
    above, below = even_rows(count, columns_for(measure))
    if not boxes_fit(count, measure, tallest):
        return Drawing(measure, 2 * ROOM_TO_WRITE + ABOVE, tuple(_axis(axis, ROOM_TO_WRITE, wording, [])), alt)
    pitch = SLOT_HEIGHT + ROW_GAP
    axis_y = len(above) * pitch - ROW_GAP + BELOW
    shapes = _axis(axis, axis_y, wording, [])
    tops = [n * pitch for n in range(len(above))] + [axis_y + BELOW + n * pitch for n in range(len(below))]
    for top, row in zip(tops, (*above, *below), strict=True):
        for left in even_lefts(row, measure):
            shapes += _box(Slot(None, "", ()), left, top, slot_width(measure), SLOT_HEIGHT, wording, jumbled=False)
    bottom = tops[-1] + SLOT_HEIGHT if below else axis_y + ABOVE
    return Drawing(measure, bottom, tuple(shapes), alt)


def enlarged(drawing: Drawing, by: float) -> Drawing:
    """The drawing `by` times as large, its lines no heavier; its text is as large as its styles are."""
    if by == 1.0:
        return drawing
    shapes = tuple(_enlarged(shape, by) for shape in drawing.shapes)
    return Drawing(drawing.width * by, drawing.height * by, shapes, drawing.alt)


def _enlarged(shape: Shape, by: float) -> Shape:
    match shape:
        case Stroke(x1, y1, x2, y2):
            return replace(shape, x1=x1 * by, y1=y1 * by, x2=x2 * by, y2=y2 * by)
        case Frame(x, y, w, h, radius=radius):
            return replace(shape, x=x * by, y=y * by, w=w * by, h=h * by, radius=radius * by)
        case Dot(x, y, r):
            return replace(shape, x=x * by, y=y * by, r=r * by)
        case Polygon(points):
            return replace(shape, points=tuple((x * by, y * by) for x, y in points))
        case Words(x, y, w):
            return replace(shape, x=x * by, y=y * by, w=w * by)
        case _:
            assert_never(shape)


def _extent(placed: Sequence[Place], above: float, below: float, height: float) -> tuple[float, float]:
    """Where the axis lies and where the drawing ends, with channels of `above` and `below` mm beside the axis."""
    rows = height + ROW_GAP
    axis_y = _rows(placed, above=True) * rows - ROW_GAP + above if above else 1.6
    return axis_y, axis_y + (_rows(placed, above=False) * rows - ROW_GAP + below if below else ABOVE)


def _rows(placed: Sequence[Place], above: bool) -> int:
    side = [place for place in placed if place.above is above]
    return 2 if any(place.outer for place in side) else 1 if side else 0


def _channel(lines: Sequence[Leader], placed: Sequence[Place], above: bool) -> float:
    """The height in mm between the axis and the nearest row of boxes, 0 where there is none."""
    side = [line for line, place in zip(lines, placed, strict=True) if place.above is above]
    if not side:
        return 0.0
    least, first = (ABOVE, FIRST_LEVEL_ABOVE) if above else (BELOW, FIRST_LEVEL_BELOW)
    levels = [line.level for line in side if line.bent]
    return max(least, first + LEVEL * (max(levels) + 1)) if levels else least


def _top(place: Place, axis_y: float, above: float, below: float, height: float) -> float:
    out = height + ROW_GAP if place.outer else 0.0
    return axis_y - above - height - out if place.above else axis_y + below + out


def _leader(line: Leader, place: Place, top: float, axis_y: float, height: float) -> tuple[Stroke, ...]:
    end = top + height if place.above else top
    if not line.bent:
        return (Stroke(line.x, axis_y, line.x, end),)
    out = FIRST_LEVEL_ABOVE if place.above else -FIRST_LEVEL_BELOW
    step = LEVEL if place.above else -LEVEL
    turn = axis_y - out - step * line.level
    return (
        Stroke(line.x, axis_y, line.x, turn),
        Stroke(line.x, turn, line.to, turn),
        Stroke(line.to, turn, line.to, end),
    )


def _axis(axis: Axis, y: float, wording: Wording, lines: list[tuple[Stroke, ...]]) -> list[Shape]:
    shapes: list[Shape] = [Stroke(axis.left, y, axis.right, y, STRONG)]
    shapes += [
        Stroke(tick.x, y - 1.6 if tick.strong else y, tick.x, y + (1.6 if tick.strong else 0.9))
        for tick in axis.ticks()
    ]
    shapes += [stroke for line in lines for stroke in line]
    downward = [stroke.x1 for line in lines for stroke in line[:1] if stroke.y2 > stroke.y1]
    for label in axis.labels():
        if any(abs(label.x - x) < YEAR_LABEL / 2 for x in downward):
            shapes.append(Frame(label.x - YEAR_LABEL / 2, y + 1.9, YEAR_LABEL, 3.6, 0.0, 1.0))
    shapes += [
        Words(label.x - 6.0, y + LABEL_BASELINE, 12.0, (Text(year_words(label.year, wording)),), "small-bold", "centre")
        for label in axis.labels()
    ]
    return shapes


def year_words(year: int, wording: Wording) -> str:
    """A year as an axis shows it: "1924", "44 BC"."""
    return str(year) if year > 0 else wording.say("year_bc", year=1 - year)


def _slot_height(slots: Sequence[Slot], width: float, jumbled: bool) -> float:
    """Room for the longest event and date, in mm; `SLOT_HEIGHT` where they are short."""
    extra = max((_date_lines(slot, width) - 1 for slot in slots), default=0) * LEADING
    longest = max((estimated_lines(plain_text(slot.event), width) for slot in slots if slot.event), default=0)
    least = LETTER_HEIGHT if jumbled else SLOT_HEIGHT
    return max(least, BASELINE + LINE + LEADING * (longest - 1) + PADDING + 0.7) + extra


def _date_lines(slot: Slot, width: float) -> int:
    return estimated_lines(slot.date, width, bold=True) if slot.date else 1


def _box(
    slot: Slot, left: float, top: float, width: float, height: float, wording: Wording, jumbled: bool
) -> list[Shape]:
    x, inner = left + PADDING, width - 2 * PADDING
    shapes: list[Shape] = [Frame(left, top, width, height)]
    y = top + BASELINE
    if slot.date:
        shapes.append(Words(x, y, inner, (Text(slot.date),), "small-bold"))
        y += LEADING * (_date_lines(slot, inner) - 1)
    else:
        shapes += _labelled_rule(wording.say("timeline_date"), x, y, inner)
    y += LINE
    if slot.event:
        shapes.append(Words(x, y, inner, one_run(slot.event), "small"))
    elif jumbled:
        shapes += _labelled_rule(wording.say("timeline_letter"), x, y, inner)
    else:
        y -= RULE_UP
        while y + PADDING <= top + height + 0.01:
            shapes.append(Stroke(x, y, x + inner, y))
            y += LINE
    return shapes


def _labelled_rule(label: str, x: float, y: float, width: float) -> list[Shape]:
    start = x + estimated_width(label, bold=True) + 2.0
    return [
        Words(x, y, width, (Text(label),), "small-bold"),
        Stroke(start, y + UNDER, max(start + 5.0, x + width), y + UNDER),
    ]
