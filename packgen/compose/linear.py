"""A document in one column: what stands side by side set below one another, wide tables as lists.

Views compose as if there were room; a layout in large type says that there is not.  Words and order stay.
"""

from __future__ import annotations

from msgspec.structs import replace

from packgen.compose.choosing import letter_boxes
from packgen.compose.wording import worded
from packgen.model.document import (
    Blank,
    BlankSpace,
    Block,
    Cell,
    Choices,
    Columns,
    Document,
    Emphasis,
    Entry,
    Figure,
    Group,
    Inline,
    LineBreak,
    ListBlock,
    Pairs,
    Panel,
    Panels,
    Paragraph,
    Prompt,
    Question,
    RichText,
    Skip,
    Source,
    Strong,
    Sub,
    Super,
    Table,
    Text,
    WriteIn,
    WriteInField,
    plain_text,
)
from packgen.model.layout import Layout

LARGEST_CELL = 10.5  # mm, a cell for one figure in large handwriting
TALLEST = 150.0  # mm, a box to write in that still has its question above it
LEAST_BOX = 14.0
WIDEST_GAP = 60.0  # mm, in a line of a text
APART = (Skip(2.0),)


def linear(document: Document, layout: Layout) -> Document:
    """`document` as `layout` has it: its number line, columns, widest table and room to write."""
    if not (layout.one_column or layout.most_columns or layout.question.number == "own-line" or layout.writing > 1):
        return document
    hand = _Linear(layout)
    sections = tuple(replace(section, blocks=hand.blocks(section.blocks)) for section in document.sections)
    return replace(document, sections=sections)


class _Linear:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.wording = worded(layout)

    def blocks(self, blocks: RichText) -> RichText:
        """All of `blocks`, laid out again."""
        return tuple(new for block in blocks for new in self.block(block))

    def block(self, block: Block) -> RichText:
        """What stands in place of one block."""
        match block:
            case Question():
                return (replace(block, children=self.blocks(block.children)),)
            case Group():
                keep = block.keep and not (self.layout.one_column and _large(block))
                return (Group(self.blocks(block.children), keep),)
            case Prompt():
                return (replace(block, number=self.number(block.number), stem=self.blocks(block.stem)),)
            case Source():
                return (replace(block, body=self.blocks(block.body)),)
            case ListBlock():
                return (replace(block, items=tuple(map(self.blocks, block.items))),)
            case Pairs():
                return self.block(letter_boxes(block, self.wording)) if self.layout.one_column else (block,)
            case Choices():
                options = tuple(replace(option, blocks=self.blocks(option.blocks)) for option in block.options)
                return (replace(block, options=options, columns=1 if self.layout.one_column else block.columns),)
            case Columns():
                columns = tuple(map(self.blocks, block.columns))
                if self.layout.one_column and not any(block.widths):
                    return tuple(
                        each for n, column in enumerate(columns) for each in ((*APART, *column) if n else column)
                    )
                return (replace(block, columns=columns),)
            case Panels():
                if self.layout.one_column:
                    return tuple(each for panel in block.panels for each in self.panel(panel))
                return (block,)
            case Table():
                return self.table(block)
            case WriteIn():
                return self.write_in(block)
            case Paragraph():
                return (replace(block, inlines=self.inlines(block.inlines)),)
            case BlankSpace():
                return (replace(block, height=self.enlarged(block.height)),)
            case _:
                return (block,)

    def panel(self, panel: Panel) -> RichText:
        """A panel's entries below one another under its heading, each with its label on a line above its words."""
        style = "section" if "section" in self.layout.styles else panel.heading.style
        out: list[Block] = [replace(panel.heading, style=style)] if panel.entries else []
        for n, entry in enumerate(panel.entries):
            out += APART if n else ()
            out.append(Group(self.blocks(_with_label(entry))))
        return tuple(out)

    def number(self, number: str) -> str:
        """A question's number as its prompt shows it."""
        if number and self.layout.question.number == "own-line":
            return self.wording.say("question", n=number)
        return number

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The same with gaps as wide as the layout's handwriting needs."""
        return tuple(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Blank():
                return replace(inline, width=min(inline.width * self.layout.writing, WIDEST_GAP))
            case Strong() | Emphasis() | Sub() | Super():
                return replace(inline, children=self.inlines(inline.children))
            case _:
                return inline

    def enlarged(self, height: float) -> float:
        """The height of a box to write in, in mm."""
        return max(height, min(height * self.layout.writing, TALLEST))

    # --- fields to fill in -------------------------------------------------------------

    def write_in(self, row: WriteIn) -> RichText:
        """Each field on a row of its own, its rule right after its label and as long as the line."""
        if not self.layout.one_column:
            return (row,)
        return tuple(replace(row, fields=(self.field(field),)) for field in row.fields)

    def field(self, field: WriteInField) -> WriteInField:
        wide = max(field.cell_w, min(field.cell_w * self.layout.writing, LARGEST_CELL))
        return replace(field, start=0.0, end=1.0, cell_w=wide, cell_h=field.cell_h * wide / field.cell_w)

    # --- tables ------------------------------------------------------------------------

    def table(self, table: Table) -> RichText:
        """The table with room to write, or a list for each of its rows if it has too many columns."""
        if not 0 < self.layout.most_columns < len(table.columns):
            grey = 0.0 if self.layout.one_column else 1.0
            rows = tuple(
                tuple(replace(cell, blocks=self.blocks(cell.blocks), shade=grey * cell.shade) for cell in row)
                for row in table.rows
            )
            tall = self.enlarged(table.least_height) if table.least_height else 0.0
            return (replace(table, rows=rows, least_height=tall),)
        heads = tuple(plain_text(cell.blocks) for cell in table.header)
        return tuple(Group(self.row(row, heads, table.least_height)) for row in table.rows)

    def row(self, row: tuple[Cell, ...], heads: tuple[str, ...], height: float) -> RichText:
        """A row under its first cell: every other cell with its column's head; boxes for cells to write in."""
        padded = heads + ("",) * (len(row) - len(heads))
        first, *others = zip(padded, row, strict=False)
        title = plain_text(first[1].blocks)
        bold = any(cell.blocks for _, cell in others)
        out: list[Block] = []
        items: list[RichText] = []
        if title:
            words = Paragraph(_labelled(first[0], (Text(title),)))
            out.append(Paragraph((Strong(words.inlines),)) if bold or height else words)
        for head, cell in others if title else zip(padded, row, strict=False):
            if cell.blocks:
                items.append(_headed(head, self.blocks(cell.blocks)))
            elif height or head:
                out += _listed(items)
                items = []
                box = max(LEAST_BOX, self.enlarged(height))
                out.append(BlankSpace(box, head, ", ".join(filter(None, (head, title)))))
        return (*out, *_listed(items))


def _large(group: Group) -> bool:
    """True for a group of several tables and pictures: in large type one page seldom holds them all."""
    return sum(isinstance(child, Table | Figure | Group) for child in group.children) > 1


def _listed(items: list[RichText]) -> RichText:
    return (ListBlock(tuple(items)),) if items else ()


def _labelled(head: str, words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Text(f"{head}: "), *words) if head else words


def _with_label(entry: Entry) -> RichText:
    """An entry's blocks, its label in bold on a line above the words of the first."""
    if not entry.label:
        return entry.blocks
    label = Strong(entry.label)
    if entry.blocks and isinstance(first := entry.blocks[0], Paragraph):
        return (replace(first, inlines=(label, LineBreak(), *first.inlines)), *entry.blocks[1:])
    return (Paragraph((label,)), *entry.blocks)


def _headed(head: str, blocks: RichText) -> RichText:
    """A cell's blocks after its column's head in bold."""
    if not head:
        return blocks
    label = Strong((Text(f"{head}:"),))
    if blocks and isinstance(blocks[0], Paragraph):
        return (replace(blocks[0], inlines=(label, Text(" "), *blocks[0].inlines)), *blocks[1:])
    return (Paragraph((label,)), *blocks)
