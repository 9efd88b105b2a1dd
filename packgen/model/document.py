"""What a view hands to the typesetter: a document of closed blocks and inlines.

Authored text becomes the same blocks (`RichText`).  Lengths are millimetres, type sizes
are named by a layout's styles.  Nothing here knows a kind of question.  Inlines stand in a module of their own and are
had from here.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from packgen.model.drawing import Align, Drawing
from packgen.model.inline import Blank as Blank
from packgen.model.inline import Emphasis as Emphasis
from packgen.model.inline import Inline as Inline
from packgen.model.inline import LineBreak as LineBreak
from packgen.model.inline import Maths as Maths
from packgen.model.inline import Reference as Reference
from packgen.model.inline import Strong as Strong
from packgen.model.inline import Sub as Sub
from packgen.model.inline import Super as Super
from packgen.model.inline import Text as Text
from packgen.model.inline import inline_text as inline_text

# --- blocks ------------------------------------------------------------------------


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """Running text in the style of that name."""

    inlines: tuple[Inline, ...]
    style: str = "body"


class Heading(Struct, frozen=True, tag="heading"):
    """A heading of structure `level` 1-6; `right` is set flush right on its last baseline.

    `rule` draws a strong rule beneath it, `hair` a thin one close by; `number` hangs at the layout's number column,
    `part` at its text column with the words further in.
    """

    level: int
    inlines: tuple[Inline, ...]
    style: str = "heading"
    right: tuple[Inline, ...] = ()
    right_style: str = "small"
    number: str = ""
    rule: bool = False
    part: str = ""
    hair: bool = False


class ListBlock(Struct, frozen=True, tag="list"):
    """Bulleted or numbered items, each a run of blocks; `mark` ("+") stands in place of the dot."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1
    style: str = "body"
    mark: str = ""


class Column(Struct, frozen=True, tag="column"):
    """A table column: `width` mm, or 0 for an equal share of what is left."""

    width: float = 0.0
    align: Align = "left"
    rule_before: bool = False


class Cell(Struct, frozen=True, tag="cell"):
    """One table cell; a `header` cell heads its row.  `shade` is the share of black behind it, 0 to 1."""

    blocks: tuple[Block, ...]
    header: bool = False
    shade: float = 0.0


class Table(Struct, frozen=True, tag="table"):
    """A table of PAGE.md's kind: ruled rows, no outer sides.

    `boxed` gives it an outer box and dividers instead (a marker's grid, a writing table).
    `least_height` (mm) is the least height of a body row, for rows that are written in.
    The last `total` rows sum up: a strong rule stands above them.  With `fill`, rows share what is left of the page.
    """

    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: str = "small"
    boxed: bool = False
    total: int = 0
    least_height: float = 0.0
    indent: bool = False
    fill: bool = False


class Picture(Struct, frozen=True, tag="picture"):
    """A raster image inside the bank, by absolute path and content hash; `width` mm, 0 = natural at 150 dpi."""

    path: str
    digest: str
    width: float = 0.0


class Figure(Struct, frozen=True, tag="figure"):
    """A picture or drawing with alt text and an optional caption."""

    content: Picture | Drawing
    alt: str
    caption: tuple[Inline, ...] = ()


class Source(Struct, frozen=True, tag="source"):
    """A boxed source or interpretation: label, provenance, body; one section, never broken.

    `stimulus` is its id: the page breaker keeps it in sight of the questions that use it.
    """

    stimulus: str
    label: str
    provenance: tuple[Inline, ...]
    body: tuple[Block, ...]
    credit: str = ""
    note: str = ""
    line_numbers: bool = False


class AnswerSpace(Struct, frozen=True, tag="answer"):
    """Ruled lines to write on: `lines` of them, `least` to `most` where the page needs it.

    `label` ("(a)", "Feature 1") stands on the first line, or above it if `label_above`; `unit` ("cm") at its end.
    With `kept` it stays on the page of the lines above it.
    `name` is what a screen reader hears.  `words` are written on the lines already, as many as they need: a
    teacher's copy.
    """

    lines: int
    least: int
    most: int
    name: str
    label: str = ""
    label_above: bool = False
    words: tuple[Inline, ...] = ()
    unit: str = ""
    kept: bool = False


class BlankSpace(Struct, frozen=True, tag="space"):
    """An empty box of `height` mm to plan or draw in, with a word or two in its corner."""

    height: float
    label: str
    name: str


class Annotation(Struct, frozen=True, tag="annotation"):
    """A source with boxes to write in at its sides and, if their number is odd, one below it."""

    source: Source
    boxes: tuple[BlankSpace, ...]


class Choice(Struct, frozen=True, tag="choice"):
    """One option as printed: its letter and text."""

    letter: str
    blocks: tuple[Block, ...]


class Choices(Struct, frozen=True, tag="choices"):
    """Options to tick or number, kept together; `columns` set them side by side, `box` is the side of a box in mm."""

    options: tuple[Choice, ...]
    columns: int = 1
    box: float = 4.2


class Bank(Struct, frozen=True, tag="bank"):
    """Words or phrases to choose from, in a box: in `columns` that are read down, fewer where they are too long.

    A choice without a letter is a plain word.
    """

    choices: tuple[Choice, ...]
    columns: int = 4


class Pairs(Struct, frozen=True, tag="pairs"):
    """Two lists side by side, `gap` mm apart, with a dot at each entry to draw lines between."""

    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    gap: float = 50.0


class Box(Struct, frozen=True, tag="box"):
    """An empty box in a table's cell for a tick or a letter: `width` x `height` mm, centred on the caps."""

    width: float = 4.2
    height: float = 4.2


class Prompt(Struct, frozen=True, tag="prompt"):
    """What is asked, kept together: number, part, stem, marks tag.

    `number` ("3"), `part` ("(a)") and `subpart` ("(i)") hang in the layout's columns; each may be empty.
    `uses` are stimuli that this prompt needs in sight; its question's first prompt needs the question's.  `path`
    ("(b)(i)") tells it from the other prompts of its question.
    """

    number: str
    part: str
    stem: tuple[Block, ...]
    marks: str = ""
    uses: tuple[str, ...] = ()
    subpart: str = ""
    path: str = ""


class Question(Struct, frozen=True, tag="question"):
    """One question, a section of the structure tree.

    `uses` are the stimuli that must be in sight; `label` ("Question 3") names it in messages
    and in "continues on the next page".
    """

    item: str
    label: str
    uses: tuple[str, ...]
    children: tuple[Block, ...]


class Group(Struct, frozen=True, tag="group"):
    """Blocks that stand together; `keep` forbids a page break inside."""

    children: tuple[Block, ...]
    keep: bool = True


class Columns(Struct, frozen=True, tag="columns"):
    """Blocks side by side, `gutter` mm apart, never broken; `rule` draws a hair line between.

    `widths` are mm; a 0 takes an equal share of what is left.
    """

    widths: tuple[float, ...]
    columns: tuple[tuple[Block, ...], ...]
    gutter: float = 6.0
    rule: bool = False


class Entry(Struct, frozen=True):
    """One entry of a panel, never cut; `label` (a date) hangs at its left."""

    blocks: tuple[Block, ...]
    label: tuple[Inline, ...] = ()


class Panel(Struct, frozen=True):
    """Entries under a heading, for a column that is `width` mm wide if all panels have one of their own.

    Hair rules stand between entries if `ruled`.  `axis` mm are kept for the entries' labels, and a line with a dot
    for each entry runs after them.
    """

    heading: Heading
    entries: tuple[Entry, ...]
    width: float
    ruled: bool = False
    axis: float = 0.0


class Panels(Struct, frozen=True, tag="panels"):
    """Panels in at most `columns` columns that fill the rest of the page and all end together.

    Each panel has a column of its own where that suits its length, else panels share one or run on into the next.
    Entries share the spare height.  What one page can't hold goes on overleaf in the same way.
    """

    panels: tuple[Panel, ...]
    columns: int = 4
    gutter: float = 6.0


class WriteIn(Struct, frozen=True, tag="writein"):
    """A row of labelled rules to write on (name, class, date).

    `fields` are (label, end as a fraction of the measure); `cells` > 0 draws that many boxes instead.  With `indent`
    the row begins where stems do.
    """

    fields: tuple[WriteInField, ...]
    style: str = "small"
    indent: bool = False


class WriteInField(Struct, frozen=True, tag="field"):
    """One label and the rule (or `cells` boxes of `cell_w` x `cell_h` mm) after it.

    The rule begins at `start` (fraction of the measure; 0 = right after the label) and ends at `end`.
    """

    label: str
    end: float
    start: float = 0.0
    cells: int = 0
    cell_w: float = 7.0
    cell_h: float = 8.0
    value: str = ""


class RuleLine(Struct, frozen=True, tag="rule"):
    """A rule across the measure, `strong` or hair."""

    strong: bool = False


class Skip(Struct, frozen=True, tag="skip"):
    """White space of `height` mm that vanishes at a page's top."""

    height: float


class PageBreak(Struct, frozen=True, tag="page"):
    """A new page; `side` asks for a left- or right-hand one."""

    side: Literal["any", "left", "right"] = "any"


Block = (
    Paragraph
    | Heading
    | ListBlock
    | Table
    | Figure
    | Source
    | AnswerSpace
    | BlankSpace
    | Annotation
    | Choices
    | Bank
    | Pairs
    | Box
    | Prompt
    | Question
    | Group
    | Columns
    | Panels
    | WriteIn
    | RuleLine
    | Skip
    | PageBreak
)

RichText = tuple[Block, ...]


class Section(Struct, frozen=True):
    """Blocks that run through pages of one of the layout's templates ("cover", "body", ...)."""

    template: str
    blocks: tuple[Block, ...]


class Document(Struct, frozen=True):
    """A whole document, before any page exists.

    `fields` are plain strings that furniture may name (title, subject, unit, code, topic, version, ...).
    `audience` chooses the font subset and tells a pupil's file from a teacher's.
    """

    title: str
    lang: str
    audience: Literal["pupils", "teachers"]
    sections: tuple[Section, ...]
    fields: dict[str, str]
    author: str = ""
    subject: str = ""


def plain_text(blocks: RichText) -> str:
    """The words of authored blocks without markup, one space between blocks."""
    out: list[str] = []
    for node in blocks:
        if isinstance(node, Paragraph | Heading):
            out.append(inline_text(node.inlines))
        elif isinstance(node, ListBlock):
            out.extend(plain_text(item) for item in node.items)
        elif isinstance(node, Table):
            out.extend(plain_text(cell.blocks) for row in (node.header, *node.rows) for cell in row)
        elif isinstance(node, Figure):
            out.append(node.alt)
    return " ".join(" ".join(out).split())
