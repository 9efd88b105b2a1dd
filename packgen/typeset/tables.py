"""Tables: ruled rows without outer sides, or boxed ones with dividers; each row an atom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Final

from msgspec.structs import replace

from packgen.diagnostics import warning
from packgen.model.document import Cell, Paragraph, Table
from packgen.model.galley import ARTIFACT, Atom, Line, Op, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, SLACK, Strip
from packgen.typeset.inline import boxes
from packgen.typeset.pieces import (
    EMPTY,
    OUTSIDE,
    Setting,
    as_artifact,
    lowered,
    merged,
    renumbered,
    shifted,
    solid,
    together,
)

SIDE: Final = 2.4 * MM
ABOVE: Final = 2.8 * MM  # above caps, below the last baseline, and at the sides of a boxed table
ROUNDED: Final = 0.05  # points that sums of heights may be out by
SPACE: Final = 13.5  # points above and below a table
FEW_ROWS: Final = 4
LONE_ROW: Final = 100  # the price of a page that ends with the first row or before the last one


class _Row:
    """A row being set: its cells' runs, its rules and its height."""

    def __init__(self, desk: Desk, table: Table, edges: tuple[float, ...], strip: Strip) -> None:
        self.desk, self.table, self.edges, self.strip = desk, table, edges, strip
        self.tags: list[Tag] = [Tag("Table", OUTSIDE)]
        # One object for all tables whose rows are set alike.
        self.alike = desk.kept(("rows", edges, table.columns, table.style, table.boxed, strip), object)

    def set(
        self, cells: tuple[Cell, ...], least: float = 0.0, head: bool = False, first: bool = False, total: bool = False
    ) -> Piece:
        """A row, at least that high, with its tint and rules; tags are added as they come."""
        row = len(self.tags)
        where = (self.alike, row, least, head, first, total)
        tags, piece = self.desk.same(cells, where, lambda: self._ruled(cells, *where[1:]))
        self.tags.extend(tags)
        return piece

    def height(self, cells: tuple[Cell, ...], head: bool = False) -> float:
        """The height of a row's content with its padding, before it shares what is left of the page."""
        return self._row(cells, head)[0]

    def _ruled(
        self, cells: tuple[Cell, ...], row: int, least: float, head: bool, first: bool, total: bool
    ) -> tuple[tuple[Tag, ...], Piece]:
        """A row whose tags begin with the one numbered `row`."""
        height, tags, runs = self._row(cells, head)
        height = max(height, least)
        shades = tuple(cell.shade for cell in cells) if any(cell.shade for cell in cells) and not head else ()
        look = (self.edges, height, first, head, total, shades)
        rules = self.desk.kept(("rules", self.alike, *look), partial(_rules, self.desk, self.table, *look))
        moved = [Run(run.tag if run.tag == ARTIFACT else run.tag + row, run.ops) for run in runs]
        return shifted(tags, row, 0), Piece(height, together((Run(ARTIFACT, rules), *moved)))

    def _row(self, cells: tuple[Cell, ...], head: bool) -> tuple[float, tuple[Tag, ...], tuple[Run, ...]]:
        key = (self.alike, head)
        return self.desk.same(cells, key, lambda: self.desk.kept((*key, cells), lambda: self._made(cells, head)))

    def _made(self, cells: tuple[Cell, ...], head: bool) -> tuple[float, tuple[Tag, ...], tuple[Run, ...]]:
        """A row's height, its tags and its runs, numbered from its own TR."""
        tags: list[Tag] = [Tag("TR", OUTSIDE)]
        look = self.desk.look(self.table.style)
        above = ABOVE * look.grown
        side = above if self.table.boxed else SIDE * look.grown
        tallest = 0.0
        runs: list[Run] = []
        for n, column in enumerate(self.table.columns):
            cell = cells[n] if n < len(cells) else Cell(())
            heads = head or cell.header
            own = len(tags)
            scope = "Column" if head else "Row" if heads else ""
            tags.append(Tag("TH" if heads else "TD", 0, scope=scope))
            inner = self.strip.part(
                self.edges[n] + side,
                max(self.edges[n + 1] - side, self.edges[n] + side + 1),
                style=self.table.style,
                bold=heads,
                align=column.align,
            )
            content = renumbered(self.desk.flow(cell.blocks, inner), own + 1, own)
            tags.extend(content.tags)
            piece = solid(content.atoms).head
            runs.extend(lowered(piece, above))
            tallest = max(tallest, piece.height)
        return max(tallest, look.cap) + 2 * above, tuple(tags), tuple(runs)


def set_table(desk: Desk, table: Table, strip: Strip) -> Setting:
    """The header row stays with the first row and is repeated, as decoration, at the top of a later page.

    A box around blocks (one column, no header) that no page can hold is left out, so that pages can end inside.
    """
    if not table.columns:
        return EMPTY
    left = strip.x if table.indent or strip.nested else strip.outer
    edges = _edges(desk, table, left, strip.right)
    setter = _Row(desk, table, edges, strip)
    atoms: list[Atom] = []
    head: Piece | None = None
    if table.header:
        head = setter.set(table.header, head=True, first=True)
    least = table.least_height * MM
    if table.fill and strip.height and table.rows:
        tall = [setter.height(cells) for cells in table.rows]
        room = strip.height - SPACE - ROUNDED - (head.height if head else 0.0)
        least = max(least, _share(tall, room))
    above = _above(desk, edges, head) if len(table.rows) > 1 else None
    for n, cells in enumerate(table.rows):
        if len(table.columns) == 1 and head is None and 0 < strip.height < setter.height(cells):
            return desk.flow(tuple(block for row in table.rows for cell in row for block in cell.blocks), strip)
        total = 0 < table.total == len(table.rows) - n
        piece = setter.set(cells, least, first=not n and head is None, total=total)
        repeated = above if n else None
        if repeated and 0 < strip.height < repeated.height + piece.height:
            repeated = None  # a row that fills a page does without
        atoms.append(Atom(piece, carry=repeated))
    if len(atoms) >= FEW_ROWS:
        # A row by itself at either side of a page's end looks like a slip.
        for n in (1, len(atoms) - 1):
            atoms[n] = replace(atoms[n], penalty=LONE_ROW)
    for _ in range(min(table.total, len(atoms) - 1)):
        atoms[-2:] = [merged(atoms[-2], atoms[-1])]
    if head is not None:
        top = Atom(head)
        atoms[:1] = [merged(top, atoms[0])] if atoms else [top]
    if not atoms:
        return EMPTY
    atoms[0] = Atom(atoms[0].head, before=SPACE, after=atoms[0].after)
    last = atoms[-1]
    atoms[-1] = replace(last, after=SPACE)
    return Setting(tuple(setter.tags), tuple(atoms))


def _above(desk: Desk, edges: tuple[float, ...], head: Piece | None) -> Piece:
    """What stands above a row that begins a page: the header, else the table's upper rule."""
    if head is not None:
        return desk.same(head, ("above",), partial(as_artifact, head))
    line = Line(edges[0], 0.0, edges[-1], 0.0, desk.layout.hair)
    return desk.kept(("above", edges), lambda: Piece(0.0, (Run(ARTIFACT, (line,)),)))


def _share(tall: Sequence[float], room: float) -> float:
    """The least height that makes rows of these heights fill `room` together; 0 if they are too tall as it is."""
    left, free = room, sorted(tall, reverse=True)
    while free and free[0] > left / len(free):
        left -= free.pop(0)
    return max(0.0, left / len(free)) if free else 0.0


def _edges(desk: Desk, table: Table, left: float, right: float) -> tuple[float, ...]:
    """x of each column's left edge and of the last one's right edge."""
    room = right - left
    given = [column.width * MM for column in table.columns]
    fixed = sum(given)
    shares = sum(1 for width in given if width <= 0)
    if fixed > room + SLACK:
        desk.tell(
            warning(
                "too-wide",
                f"a table in {desk.where or 'the page'} is {(fixed - room) / MM:.0f} mm too wide; it was made narrower",
                "give its columns smaller widths, or none",
            )
        )
    least, wanted = _needs(desk, table)
    spare = max(room - fixed, room * shares / (2 * len(given)))
    dealt = iter(_dealt(spare, [want for want, width in zip(wanted, given, strict=True) if width <= 0]))
    widths = [width if width > 0 else next(dealt) for width in given]
    total = sum(widths)
    if total > room:
        widths = [width * room / total for width in widths]
    edges = [left]
    for width in _widened(widths, least):
        edges.append(edges[-1] + width)
    return tuple(edges)


def _dealt(room: float, wanted: Sequence[float]) -> list[float]:
    """`room` dealt out to columns: equal shares if all can be content, else less to those that want less."""
    share = room / len(wanted) if wanted else 0.0
    if all(want <= share for want in wanted):
        return [share] * len(wanted)
    if sum(wanted) <= room:
        return [want + (room - sum(wanted)) / len(wanted) for want in wanted]
    out = [0.0] * len(wanted)
    for done, n in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        out[n] = min(wanted[n], room / (len(wanted) - done))
        room -= out[n]
    return out


def _widened(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Columns widened to their least where the others can spare it, each in proportion to what it has to spare."""
    lacking = sum(max(0.0, low - width) for width, low in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - low) for width, low in zip(widths, least, strict=True))
    if not lacking or spare < lacking:
        return list(widths)
    return [
        low if width < low else width - (width - low) * lacking / spare
        for width, low in zip(widths, least, strict=True)
    ]


def _needs(desk: Desk, table: Table) -> tuple[list[float], list[float]]:
    """What each column needs for its longest word, and for its longest paragraph on one line."""
    least, wanted = [0.0] * len(table.columns), [0.0] * len(table.columns)
    for n, cells in enumerate((table.header, *table.rows)):
        where = ("needs", table.style, not n)
        needs = desk.same(cells, where, partial(_row_needs, desk, cells, table.style, head=not n))
        for column, (word, line) in zip(range(len(least)), needs, strict=False):
            least[column], wanted[column] = max(least[column], word), max(wanted[column], line)
    side = 2 * (ABOVE if table.boxed else SIDE) * desk.look(table.style).grown + SLACK
    return [width + side for width in least], [width + side for width in wanted]


def _row_needs(desk: Desk, cells: tuple[Cell, ...], usual: str, head: bool) -> list[tuple[float, float]]:
    """The same of each cell of a row; what is no paragraph wants all the room there is."""
    out: list[tuple[float, float]] = []
    for cell in cells:
        bold = head or cell.header
        word = line = 0.0
        for block in cell.blocks:
            if not isinstance(block, Paragraph):
                line = math.inf
                continue
            style = usual if block.style == "body" else block.style
            need = desk.kept(("needs", block.inlines, style, bold), partial(_need, desk, block, style, bold))
            word, line = max(word, need[0]), max(line, need[1])
        out.append((word, line))
    return out


def _need(desk: Desk, block: Paragraph, style: str, bold: bool) -> tuple[float, float]:
    """The widths of a paragraph's longest word, and of its longest line if only forced ends end it."""
    found = [box.measured for box in boxes(desk, block.inlines, desk.look(style, bold=bold))]
    longest = line = 0.0
    for box in found:
        longest = max(longest, line + box.width)
        line = 0.0 if box.forced else line + box.width + box.space
    return max((box.width for box in found), default=0.0), longest


def _grey(shade: float) -> str:
    """A share of black as a colour."""
    level = round(255 * (1.0 - min(1.0, shade)))
    return f"#{level:02x}{level:02x}{level:02x}"


def _rules(
    desk: Desk,
    table: Table,
    edges: tuple[float, ...],
    height: float,
    first: bool,
    header: bool,
    total: bool,
    shades: tuple[float, ...],
) -> tuple[Op, ...]:
    """A row's tints and rules: its lower rule always, the upper one where no row above drew it."""
    layout = desk.layout
    left, right = edges[0], edges[-1]
    drawn: list[Op] = [
        Rect(x, 0.0, edges[n + 1] - x, height, 0.0, fill=_grey(shade))
        for n, (x, shade) in enumerate(zip(edges, shades, strict=False))
        if shade > 0
    ]
    if header and not table.boxed:
        drawn.append(Rect(left, 0.0, right - left, height, 0.0, fill=layout.tint))
    if (first and (table.boxed or not header)) or total:
        drawn.append(Line(left, 0.0, right, 0.0, layout.strong if total else layout.hair))
    weight = layout.strong if header and not table.boxed else layout.hair
    drawn.append(Line(left, height, right, height, weight))
    for n, x in enumerate(edges):
        between = 0 < n < len(table.columns) and table.columns[n].rule_before
        if table.boxed or between:
            drawn.append(Line(x, 0.0, x, height, layout.hair))
    return tuple(drawn)
