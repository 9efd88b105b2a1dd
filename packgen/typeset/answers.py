"""Spaces to write in: ruled lines, boxes, and rows of labelled rules."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from packgen.model.document import AnswerSpace, BlankSpace, Box, Text, WriteIn, WriteInField
from packgen.model.galley import ARTIFACT, Atom, Fluid, Glyphs, Line, Op, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.pieces import EMPTY, NOTHING, OUTSIDE, Setting, lowered, renumbered, together
from packgen.typeset.text import Writer, paragraph, set_lines

DOT: Final = 1.2  # points across
DOT_PITCH: Final = 2.8
ON_RULE: Final = 0.6 * MM  # from a label's baseline to the rule it stands on
ANSWER_ON_RULE: Final = 1.6 * MM  # from a written answer's baseline to its rule
ABOVE_ANSWER = 4.0  # the least between what stands above and a tall formula of an answer, points
LABEL_ABOVE: Final = 5.5  # points, more than a line, above a label that stands over its lines
AFTER_WORD: Final = 2 * MM
BETWEEN_FIELDS: Final = 4 * MM
FIELD_PITCH: Final = 13.5 * MM


def rule_span(desk: Desk, strip: Strip) -> tuple[float, float]:
    """x of the ends of answer rules: the layout's, or the strip's in a cell or column."""
    look = desk.layout.answer
    if strip.nested:
        return strip.x, strip.right
    return strip.from_left(look.x1), strip.from_right(look.x2)


def set_answer(desk: Desk, block: AnswerSpace, strip: Strip) -> Setting:
    """Ruled lines; one Figure named once for the reader, after the label."""
    if block.words:
        return _written(desk, block, strip)
    if block.lines < 1:
        return EMPTY
    look = desk.layout.answer
    body = desk.look("body", strip)
    x1, x2 = rule_span(desk, strip)
    label: Setting = EMPTY
    head, before = NOTHING, 0.0
    if block.label and block.label_above:
        label = paragraph(set_lines(desk, (Text(block.label),), body, x1, x2 - x1), body, alone=True)
        head, before = label.atoms[0].head, body.lead_in + LABEL_ABOVE
    elif block.label:
        ops = desk.label(block.label, body, x1, look.pitch - ON_RULE)
        label = Setting((Tag("P", OUTSIDE),))
        head = Piece(0.0, (Run(0, ops),))
        x1 += max(look.label_indent * MM, desk.width(block.label, body) + AFTER_WORD)
    if block.unit:
        ops = desk.label(block.unit, body, x2, look.pitch - ON_RULE, "right")
        runs = (*head.runs, Run(len(label.tags), ops))
        label, head = replace(label, tags=(*label.tags, Tag("P", OUTSIDE))), Piece(head.height, runs)
        x2 -= desk.width(block.unit, body) + AFTER_WORD
    if look.dots:
        rule = Line(x1 + DOT / 2, look.pitch, x2, look.pitch, DOT, dash=(0.0, DOT_PITCH), round=True)
    else:
        rule = Line(x1, look.pitch, x2, look.pitch, look.weight)
    fluid = Fluid(
        n=block.lines,
        least=min(block.least, block.lines) if block.least else block.lines,
        most=max(block.most, block.lines),
        pitch=look.pitch,
        rule=Piece(look.pitch, (Run(len(label.tags), (rule,)),)),
    )
    after = _below_rules(desk, body)
    tags = (*label.tags, Tag("Figure", OUTSIDE, alt=block.name))
    return Setting(tags, (Atom(head, before=before, after=after, fluid=fluid),))


def _below_rules(desk: Desk, body: Look) -> float:
    """The white space below answer rules.

    What follows the last one stands one pitch below it, but never further than the layout's own distances.
    """
    after = min(desk.layout.answer.pitch, desk.layout.question.gap_after) - body.cap
    return max(0.0, min(after, desk.layout.source.before) if desk.layout.source.before else after)


def _written(desk: Desk, block: AnswerSpace, strip: Strip) -> Setting:
    """Words on rules, one line on each, in one atom; what a formula hangs stands above its rule."""
    answer = desk.layout.answer
    x1, x2 = rule_span(desk, strip)
    look = desk.look("answer" if desk.has_style("answer") else "body", strip)
    lines = set_lines(desk, block.words, look, x1, x2 - x1)
    writer = Writer(Tag("P", OUTSIDE))
    runs: list[Run] = []
    above = ANSWER_ON_RULE + lines.depth
    y = 0.0
    for n, line in enumerate(lines.lines):
        y += max(answer.pitch, above + (lines.leading if n else lines.cap + ABOVE_ANSWER))
        rule = Line(x1, y, x2, y, answer.weight)
        runs += [Run(ARTIFACT, (rule,)), *writer.runs(line, y - above)]
    piece = Piece(y, together(runs))
    return Setting(tuple(writer.tags), (Atom(piece, after=_below_rules(desk, desk.look("body", strip))),))


def set_blank_space(desk: Desk, block: BlankSpace, strip: Strip) -> Setting:
    """An empty box named for the reader, a word or two in its corner."""
    x1, x2 = rule_span(desk, strip)
    height = block.height * MM
    box = Rect(x1, 0.0, x2 - x1, height, desk.layout.hair)
    runs = [Run(0, (box,))]
    tags = [Tag("Figure", OUTSIDE, alt=block.name)]
    if block.label:
        padding = desk.layout.source.padding * MM
        small = desk.look("small", strip)
        lines = set_lines(desk, (Text(block.label),), small, x1 + padding, x2 - x1 - 2 * padding)
        words = renumbered(paragraph(lines, small, alone=True), 1)
        tags.extend(words.tags)
        for atom in words.atoms:
            runs.extend(lowered(atom.head, padding))
    space = desk.layout.question.stem_to_space
    return Setting(tuple(tags), (Atom(Piece(height, tuple(runs)), before=space, after=space),))


def set_box(desk: Desk, block: Box, strip: Strip) -> Setting:
    """An empty box, decoration: what it is for is said by its column's head.  It reaches above and below its line."""
    look = desk.look("body", strip)
    wide, tall = block.width * MM * look.grown, block.height * MM * look.grown
    x = strip.x
    if look.align != "left":
        x += (strip.width - wide) / (1 if look.align == "right" else 2)
    box = Rect(x, (look.cap - tall) / 2, wide, tall, desk.layout.hair)
    return Setting((), (Atom(Piece(look.cap, (Run(ARTIFACT, (box,)),))),))


def set_write_in(desk: Desk, block: WriteIn, strip: Strip) -> Setting:
    """A row of labelled rules or cells, each label a paragraph of its own."""
    look = desk.look(block.style, strip)
    tall = max((field.cell_h * MM for field in block.fields if field.cells), default=0.0)
    baseline = look.cap + max(0.0, (tall - look.cap) / 2)
    height = max(baseline + ON_RULE, tall)
    drawn: list[Op] = []
    runs: list[Run] = []
    if block.indent:
        strip = replace(strip, outer=strip.x)
    edge = strip.outer
    for n, field in enumerate(block.fields):
        words, lines, edge = _field(desk, field, look, strip, edge, n == 0, baseline)
        drawn.extend(lines)
        runs.append(Run(n, words))
    tags = tuple(Tag("P", OUTSIDE) for _ in block.fields)
    piece = Piece(height, together((Run(ARTIFACT, tuple(drawn)), *runs)))
    least = desk.layout.question.stem_to_space if tall else look.lead_in
    before, after = max(look.style.before, least), max(look.style.after, least)
    return Setting(tags, (Atom(piece, before=before, after=after),))


def _field(
    desk: Desk, field: WriteInField, look: Look, strip: Strip, edge: float, first: bool, baseline: float
) -> tuple[tuple[Glyphs, ...], list[Op], float]:
    """A field's words, its rules or cells, and the x where it ends; `edge` is where the one before it ended."""
    measure = strip.right - strip.outer
    x = edge if first else edge + BETWEEN_FIELDS
    end = strip.outer + field.end * measure
    wide = desk.width(field.label, look)
    cells = field.cells * field.cell_w * MM
    if field.start:
        start = strip.outer + field.start * measure
        x = x if first else max(x, start - AFTER_WORD - wide)
    elif cells and not first:
        # A label that is too long pushes its cells on, rather than being struck by them.
        start = max(end - cells, x + wide + AFTER_WORD)
        x = start - AFTER_WORD - wide
    else:
        start = x + wide + (AFTER_WORD if field.label else 0.0)
    words = desk.label(field.label, look, x, baseline)
    if field.value:
        words += desk.label(f" {field.value}", look, start, baseline)
    if not field.cells:
        y = baseline + ON_RULE
        return words, [Line(start, y, max(start, end), y, desk.layout.hair)], end
    tall = field.cell_h * MM
    top = baseline - look.cap / 2 - tall / 2
    drawn: list[Op] = [Rect(start, top, cells, tall, desk.layout.hair)]
    for n in range(1, field.cells):
        at = start + n * field.cell_w * MM
        drawn.append(Line(at, top, at, top + tall, desk.layout.hair))
    return words, drawn, start + cells
