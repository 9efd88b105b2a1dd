"""A graph of time to plot events on: a bank of lettered events, an axis of years, a scale of heights."""

from __future__ import annotations

from packgen.assemble.letters import letter
from packgen.compose.room import Room
from packgen.compose.timeline_axis import Axis, axis_for
from packgen.compose.timeline_drawing import enlarged, year_words
from packgen.compose.wording import Wording
from packgen.compose.words import one_run
from packgen.model.document import Bank, Block, Choice, Figure, LineBreak, Paragraph, Text
from packgen.model.drawing import Drawing, Shape, Stroke, Words
from packgen.model.response import Graph

STEP = 8.0
LEAST_STEP = 4.5
"""Less room than this a number beside its line can't have."""
SCALE_WIDTH = 10.0
TO_NUMBER = 2.5
LABEL = 6.0
YEARS_BELOW = 5.0
UP = 1.2
STRONG = 1.25
COLUMNS = 2
HALF_LABEL = 6.0


def blocks(response: Graph, room: Room, wording: Wording) -> tuple[Block, ...]:
    """The events with their dates, then the graph."""
    bank = Bank(
        tuple(
            Choice(letter(n), (Paragraph((*one_run(event.event), LineBreak(), Text(event.date))),))
            for n, event in enumerate(response.events)
        ),
        COLUMNS,
    )
    measure = room.measure / room.grow
    axis = axis_for(response.start, response.end, [event.at for event in response.events], measure - SCALE_WIDTH)
    alt = wording.say(
        "graph_alt", start=axis.start, end=axis.end - 1, low=_signed(response.low), high=_signed(response.high)
    )
    drawing = _drawing(response, axis, measure, room.tallest / room.grow, alt, wording)
    return bank, Figure(enlarged(drawing, room.grow), alt)


def _drawing(response: Graph, axis: Axis, measure: float, tallest: float, alt: str, wording: Wording) -> Drawing:
    """The graph, `measure` mm wide; its steps are lower where it would be higher than `tallest` mm."""
    steps = response.high - response.low
    top = LABEL if response.top else 2.0
    around = top + YEARS_BELOW + (LABEL if response.bottom else 0.0)
    step = max(LEAST_STEP, min(STEP, (tallest - around) / steps))
    bottom = top + steps * step
    left, right = SCALE_WIDTH + axis.left, SCALE_WIDTH + axis.right
    zero = 0 if response.low < 0 < response.high else response.low
    shapes: list[Shape] = []
    for n in range(steps + 1):
        y = bottom - n * step
        shapes.append(Stroke(left, y, right, y, STRONG if response.low + n == zero else 0.5))
    shapes.append(Stroke(left, top, left, bottom, STRONG))
    for tick in axis.ticks():
        x = SCALE_WIDTH + tick.x
        shapes.append(Stroke(x, bottom, x, bottom + (1.6 if tick.strong else 0.9)))
    if response.top:
        shapes.append(Words(left, top - 2.4, right - left, (Text(response.top),), "small-bold"))
    for n in range(steps, -1, -1):
        y = bottom - n * step + UP
        shapes.append(Words(0.0, y, left - TO_NUMBER, (Text(_signed(response.low + n)),), "small-bold", "right"))
    for label in axis.labels():
        x, words = SCALE_WIDTH + label.x - HALF_LABEL, year_words(label.year, wording)
        shapes.append(Words(x, bottom + YEARS_BELOW, 2 * HALF_LABEL, (Text(words),), "small-bold", "centre"))
    height = bottom + YEARS_BELOW
    if response.bottom:
        height += LABEL
        shapes.append(Words(left, height, right - left, (Text(response.bottom),), "small-bold"))
    return Drawing(measure, height, tuple(shapes), alt)


def _signed(value: int) -> str:
    return f"{value:+d}".replace("-", "\u2212") if value else "0"
