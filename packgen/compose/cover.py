"""An exam's cover: what the paper is, who writes it, what they need to know, and a grid for the marker."""

from __future__ import annotations

import math

from msgspec import Struct, structs

from packgen.compose.cover_boxes import candidate_boxes, must_have
from packgen.compose.paper_options import PaperOptions
from packgen.compose.part_names import question_name
from packgen.compose.view import Meta, SourcePlan
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Group,
    Heading,
    Inline,
    ListBlock,
    PageBreak,
    Paragraph,
    RuleLine,
    Skip,
    Strong,
    Table,
    Text,
    WriteIn,
    WriteInField,
    plain_text,
)
from packgen.model.form import PupilForm
from packgen.model.layout import Layout

CENTRE_CELLS, CANDIDATE_CELLS, CELL = 5, 4, 7.0
WRITE_FROM = 34.0
GRID_PAIR = 52.0
GRID_FROM = 162.0
GRID_ROWS = ((8.4, "body"), (7.2, "small"))
BETWEEN_ROWS = 0.2
PAIRS_BESIDE, PAIRS_ALONE = 2, 4
GRID_HEAD = 8.0
BULLET, NOTE_SIZE, NOTE_LINE, BETWEEN_NOTES, NOTE_HEAD = 4.3, 12.0, 5.3, 1.06, 9.5
LOGO = 30.0
GUTTER = 14.0
ABOVE_OCCASION = 7.5
ABOVE_NOTES = 5.0
NARROW = 140.0


def cover(
    form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan, wording: Wording, options: PaperOptions
) -> tuple[Block, ...]:
    """The blocks of the cover, as the layout's `cover_blocks` order them; nothing is printed for what is not known."""
    template = layout.templates["cover"]
    measure = layout.size()[0] - template.left - template.right
    out: list[Block] = []
    for name in options.cover_blocks:
        if name == "title":
            out += _names(meta, wording)
        elif name == "occasion":
            out += _occasion(meta, wording)
        elif name in ("candidate-lines", "candidate-boxes") and options.candidate_lines:
            boxed = name == "candidate-boxes" and not layout.one_column
            out += [candidate_boxes(measure, meta, wording)] if boxed else _candidate(measure, wording)
        elif name == "must-have":
            needed = structs.replace(options, cover_groups=("materials",))
            boxed = not layout.one_column
            out += (
                must_have(measure, form.total(), plan, wording)
                if boxed
                else _notes(form, layout, plan, wording, needed)
            )
        elif name == "rule":
            out += [Skip(ABOVE_NOTES), RuleLine(strong=True)]
        elif name == "notes":
            out += _notes_and_grid(form, layout, measure, plan, wording, options)
    return tuple(out)


def _notes_and_grid(
    form: PupilForm, layout: Layout, measure: float, plan: SourcePlan, wording: Wording, options: PaperOptions
) -> tuple[Block, ...]:
    """The groups of notes; the marker's grid beside them, below them on narrow paper, overleaf if it is long.

    A grid that is too long for a page is left out.
    """
    notes = _notes(form, layout, plan, wording, options)
    if not options.marker_grid:
        return notes
    head = Paragraph((Text(wording.say("marker_head")),), "cover-head")
    if measure < NARROW:
        return (*notes, Group((head, _grid(form, _GridShape(2, *GRID_ROWS[0]), wording))))
    template = layout.templates["cover"]
    room = layout.size()[1] - template.bottom - GRID_FROM
    shape = _shape(form, room, PAIRS_BESIDE)
    if shape is None:
        shape = _shape(form, layout.size()[1] - template.bottom - template.top - GRID_HEAD, PAIRS_ALONE)
        return (*notes, PageBreak(), head, _grid(form, shape, wording)) if shape else notes
    width = min(GRID_PAIR * shape.pairs, measure / 2)
    notes = _fitting(notes, measure - width - GUTTER, room + GRID_HEAD)
    return (Columns((0.0, width), (notes, (head, _grid(form, shape, wording))), GUTTER),)


def _names(meta: Meta, wording: Wording) -> tuple[Block, ...]:
    """The subject in large letters over the title and the unit; the title itself where no subject is known."""
    lines: list[Block] = [Heading(1, wording.inlines(meta.subject or meta.title), "display")]
    if meta.subject:
        lines.append(Paragraph(wording.inlines(meta.title), "title-light"))
    if meta.unit:
        lines.append(Paragraph(wording.inlines(meta.unit), "subtitle"))
    if meta.logo is None:
        return tuple(lines)
    return (Columns((0.0, LOGO), (tuple(lines), (Figure(meta.logo, meta.school),))),)


def _occasion(meta: Meta, wording: Wording) -> list[Block]:
    """Date and time allowed between two rules."""
    date = wording.day(meta.date) if meta.date else ""
    time = wording.say("time_allowed", time=wording.duration(meta.minutes)) if meta.minutes else ""
    if not date and not time:
        return [Skip(ABOVE_OCCASION)]
    day, length = Paragraph((Text(date),), "label"), Paragraph((Text(time),), "label-right")
    row = Columns((0.0, 0.0), ((day,), (length,))) if date and time else (day if date else length)
    return [Skip(ABOVE_OCCASION), RuleLine(), row, RuleLine()]


def _candidate(measure: float, wording: Wording) -> list[Block]:
    """Cells for numbers, side by side where there is room, and lines for names."""
    start = WRITE_FROM / measure
    cells = CANDIDATE_CELLS * CELL / measure
    narrow = measure < NARROW
    end = start + cells if narrow else 1.0
    centre = WriteInField(
        wording.say("centre_number"), start + CENTRE_CELLS * CELL / measure, start, CENTRE_CELLS, CELL
    )
    candidate = WriteInField(wording.say("candidate_number"), end, end - cells, CANDIDATE_CELLS, CELL)
    numbers = [WriteIn(row, "cover-line") for row in (((centre,), (candidate,)) if narrow else ((centre, candidate),))]
    lines = [
        WriteIn((WriteInField(wording.say(key), 1.0, start),), "cover-line")
        for key in ("surname", "forenames", "signature")
    ]
    return [*numbers, *lines]


def _notes(
    form: PupilForm, layout: Layout, plan: SourcePlan, wording: Wording, options: PaperOptions
) -> tuple[Group, ...]:
    spag = sum(question.spag for question in form.questions)
    values = {"total": form.total(), "spag": spag, "questions": len(form.questions)}
    out: list[Group] = []
    for name in options.cover_groups:
        entries = [*wording.entries(name, **values)]
        if name == "materials" and plan.insert:
            entries += wording.entries("materials_booklet", **values)
        if name == "information" and spag:
            entries += wording.entries("information_spag", **values)
        if entries:
            head = Paragraph((Text(wording.say(f"{name}_head")),), "cover-head")
            notes = ListBlock(tuple((Paragraph(entry),) for entry in entries))
            out.append(Group((head, notes), keep=not layout.one_column))  # large type fills its pages
    return tuple(out)


def _fitting(groups: tuple[Group, ...], width: float, room: float) -> tuple[Group, ...]:
    """The groups of notes that fit `room` mm of a page that is shorter than A4, the first ones; always one."""
    used = 0.0
    for n, group in enumerate(groups):
        entries = [item for block in group.children if isinstance(block, ListBlock) for item in block.items]
        lines = sum(estimated_lines(plain_text(entry), width - BULLET, NOTE_SIZE) for entry in entries)
        used += NOTE_HEAD + lines * NOTE_LINE + len(entries) * BETWEEN_NOTES
        if n and used > room:
            return groups[:n]
    return groups


class _GridShape(Struct, frozen=True):
    """How many pairs of columns the marker's grid has, the least height of its rows (mm) and their style."""

    pairs: int
    row: float
    style: str


def _shape(form: PupilForm, room: float, most: int) -> _GridShape | None:
    """The roomiest grid that fits `room` mm with its head and its total in at most so many pairs of columns, if any."""
    for row, style in GRID_ROWS:
        rows = max(1, int(room / (row + BETWEEN_ROWS)) - 2)
        pairs = math.ceil(len(form.questions) / rows) or 1
        if pairs <= most:
            return _GridShape(pairs, row, style)
    return None


def _grid(form: PupilForm, shape: _GridShape, wording: Wording) -> Block:
    """Question and mark, in pairs of columns; the total in the last row."""
    pairs = shape.pairs
    count = math.ceil(len(form.questions) / pairs)

    def cell(text: str, bold: bool = False) -> Cell:
        words: tuple[Inline, ...] = (Text(text),)
        return Cell((Paragraph((Strong(words),) if bold else words, shape.style),))

    rows: list[tuple[Cell, ...]] = []
    for n in range(count):
        row: list[Cell] = []
        for start in range(n, count * pairs, count):
            if start < len(form.questions):
                question = form.questions[start]
                called = question_name(question, start + 1, decimal=form.decimal)
                row += [cell(called), cell(wording.say("out_of", n=question.marks + question.spag))]
            else:
                row += [Cell(()), Cell(())]
        rows.append(tuple(row))
    blank = [Cell(())] * (2 * pairs - 2)
    rows.append((cell(wording.say("total"), True), *blank, cell(wording.say("out_of", n=form.total()), True)))
    head = (cell(wording.say("grid_question"), True), cell(wording.say("grid_mark"), True)) * pairs
    columns = (Column(), Column(align="right")) * pairs
    header = tuple(Cell(each.blocks, header=True) for each in head)
    return Table(columns, header, tuple(rows), shape.style, boxed=True, total=1, least_height=shape.row)
