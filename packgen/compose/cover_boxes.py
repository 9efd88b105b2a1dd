"""The boxes of an exam's cover: names and numbers to fill in, what to bring, the total."""

from __future__ import annotations

from packgen.compose.view import Meta, SourcePlan
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines
from packgen.model.document import Block, Figure, Inline, Skip, Text, inline_text
from packgen.model.drawing import Align, Drawing, Frame, Shape, Stroke, Words

NAME_HEIGHT, NAME_GUTTER = 13.0, 4.0
NAME_TOP = 5.4
CELL, CENTRE_CELLS, CANDIDATE_CELLS = 9.0, 5, 4
BETWEEN_NUMBERS = 10.0
NUMBER_LABEL = 6.9  # from the name boxes' foot to the baseline of what heads the cells
CELLS_TOP = 9.3
INSIDE = 2.6  # from a name box's corner to its label

TALL, TOTAL_WIDTH = 21.0, 50.0
PADDING, HEAD_BASELINE, LINE = 4.0, 6.6, 6.0
RULE_WIDTH, MARK_BASELINE = 22.0, 16.8
ABOVE_BOXES = 2.6


def candidate_boxes(measure: float, meta: Meta, wording: Wording) -> Block:
    """Boxes for the names, cells for the numbers, the school beside them."""
    say = wording.say
    half = (measure - NAME_GUTTER) / 2
    shapes: list[Shape] = [_words(0.0, 2.33, measure, say("write_name"), "small")]
    for x, key in ((0.0, "surname"), (half + NAME_GUTTER, "forenames")):
        shapes.append(Frame(x, NAME_TOP, half, NAME_HEIGHT))
        shapes.append(_words(x + INSIDE, NAME_TOP + 4.0, half - 2 * INSIDE, say(key), "furniture"))
    foot = NAME_TOP + NAME_HEIGHT
    top = foot + CELLS_TOP
    x = 0.0
    for key, count in (("centre_number", CENTRE_CELLS), ("candidate_number", CANDIDATE_CELLS)):
        shapes.append(_words(x, foot + NUMBER_LABEL, count * CELL + BETWEEN_NUMBERS, say(key), "small"))
        shapes.append(Frame(x, top, count * CELL, CELL))
        shapes += [Stroke(x + n * CELL, top, x + n * CELL, top + CELL) for n in range(1, count)]
        x += count * CELL + BETWEEN_NUMBERS
    lines = [line for line in ((meta.school, "label"), (say("kind"), "body")) if line[0]]
    for n, (text, style) in enumerate(reversed(lines)):
        shapes.append(_words(x, top + CELL - 0.8 - n * LINE, measure - x, text, style, "right"))
    return Figure(Drawing(measure, top + CELL, tuple(shapes)), "")


def must_have(measure: float, total: int, plan: SourcePlan, wording: Wording) -> tuple[Block, ...]:
    """What to have for the paper, and a box for the total."""
    entries = [*wording.entries("must_have"), *(wording.entries("must_have_booklet") if plan.insert else ())]
    wide = measure - TOTAL_WIDTH - NAME_GUTTER
    inner = wide - 2 * PADDING
    shapes: list[Shape] = [_words(PADDING, HEAD_BASELINE, inner, wording.say("must_have_head"), "label")]
    y = HEAD_BASELINE + LINE + 0.4
    for entry in entries:
        shapes.append(Words(PADDING, y, inner, entry, "body"))
        y += LINE * estimated_lines(inline_text(entry), inner, 12.0)
    tall = max(TALL, y - LINE + PADDING)
    left = wide + NAME_GUTTER
    shapes += [
        Frame(0.0, 0.0, wide, tall),
        Frame(left, 0.0, TOTAL_WIDTH, tall),
        _words(left + PADDING, HEAD_BASELINE, TOTAL_WIDTH - 2 * PADDING, wording.say("total_head"), "label"),
        Stroke(left + PADDING, MARK_BASELINE + 0.6, left + PADDING + RULE_WIDTH, MARK_BASELINE + 0.6),
    ]
    out_of = wording.say("out_of", n=total)
    shapes.append(_words(left + PADDING, MARK_BASELINE, TOTAL_WIDTH - 2 * PADDING, out_of, "body", "right"))
    return (Skip(ABOVE_BOXES), Figure(Drawing(measure, tall, tuple(shapes)), ""))


def _words(x: float, y: float, w: float, text: str, style: str, align: Align = "left") -> Words:
    words: tuple[Inline, ...] = (Text(text),)
    return Words(x, y, w, words, style, align)
