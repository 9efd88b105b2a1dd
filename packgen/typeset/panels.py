"""Panels: entries in columns that fill a page and end together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from packgen.model.document import Entry, Panel, Panels, inline_text
from packgen.model.galley import ARTIFACT, Atom, Disc, Glyphs, Line, Piece, Run, Tag
from packgen.typeset.columns import Bin, Measure, arranged
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.heading import set_heading
from packgen.typeset.lists import first_baseline
from packgen.typeset.pieces import EMPTY, OUTSIDE, Setting, as_artifact, lowered, moved, renumbered, solid, together
from packgen.typeset.text import set_lines

RULED: Final = 10.0  # points at least between entries with a rule between them
PLAIN: Final = 8.0  # and without one
NEXT_PANEL: Final = 22.0  # above a heading that does not begin a column
WIDEST: Final = 112 * MM  # a column wider than that has lines that are too long
DOT: Final = 0.9 * MM
TO_DOT: Final = 3.5 * MM  # from an entry's words back to the middle of its dot
ROUNDED: Final = 0.05  # points that sums of heights may be out by
LABELLED: Final = 40  # characters of an entry that name it in messages


class _Made(Struct, frozen=True):
    """An entry set in a column from x = 0: its label's and its words' tags, the piece, its first baseline."""

    tags: tuple[Tag, ...]
    piece: Piece
    baseline: float


def set_panels(desk: Desk, block: Panels, strip: Strip, room: float) -> Setting:
    """An atom for each page: the first `room` points high (0 = as high as it must be), later ones as high as a page."""
    panels = [panel for panel in block.panels if panel.entries]
    tall = max(0.0, strip.height - ROUNDED)
    if not panels:
        return EMPTY
    setter = _Panels(desk, panels, strip, block.gutter * MM)
    least, most = setter.counts(block.columns)
    pages = arranged(
        panels=[len(panel.entries) for panel in panels],
        widths=lambda groups: setter.shared([max(panels[n].width for n in group) for group in groups]),
        equal=lambda count: setter.shared([1.0] * count),
        measure=setter.measure,
        columns=(least, most),
        rooms=(max(0.0, room - ROUNDED), tall),
    )
    return setter.drawn(pages)


class _Panels:
    def __init__(self, desk: Desk, panels: Sequence[Panel], strip: Strip, gutter: float) -> None:
        self.desk, self.panels, self.strip, self.gutter = desk, panels, strip, gutter
        self.entries = [(n, entry) for n, panel in enumerate(panels) for entry in panel.entries]
        self.tags: list[Tag] = []
        self.lists: dict[int, int] = {}

    # --- measuring ----------------------------------------------------------------------

    def counts(self, most: int) -> tuple[int, int]:
        """The least and the most columns: none is wider than can be read well."""
        room = self.strip.right - self.strip.outer
        least = 1
        while (room - (least - 1) * self.gutter) / least > WIDEST:
            least += 1
        return least, max(least, most)

    def shared(self, widths: Sequence[float]) -> list[float]:
        """The measure, shared out in proportion to `widths`."""
        room = self.strip.right - self.strip.outer - self.gutter * (len(widths) - 1)
        return [room * width / sum(widths) for width in widths]

    def measure(self, width: float) -> Measure:
        """The heights of headings, entries and gaps in a column of that width."""
        heads = [self.heading(n, width) for n in range(len(self.panels))]
        return Measure(
            heads=tuple(atom.head.height + atom.after for atom in heads),
            entries=tuple(self.entry(n, entry, width).piece.height for n, entry in self.entries),
            gaps=tuple(RULED if self.panels[n].ruled else PLAIN for n, _ in self.entries),
            between=NEXT_PANEL,
        )

    # --- parts --------------------------------------------------------------------------

    def within(self, left: float, width: float) -> Strip:
        return self.strip.part(left, left + width)

    def heading(self, n: int, width: float) -> Atom:
        """A panel's heading with its rule, set from the measure's left edge."""
        made = self._headed(n, width)
        return made.atoms[0] if made.atoms else Atom(Piece(0.0, ()))

    def _headed(self, n: int, width: float) -> Setting:
        heading, strip = self.panels[n].heading, self.within(self.strip.outer, width)
        return self.desk.kept(("panel", heading, strip), lambda: set_heading(self.desk, heading, strip))

    def entry(self, n: int, entry: Entry, width: float) -> _Made:
        """An entry set from the measure's left edge: an item of a list, its label the item's."""
        strip = self.within(self.strip.outer, width)
        axis = self._axis(self.panels[n], width)
        return self.desk.kept(("entry", entry, axis, strip), lambda: self._entry(entry, axis, strip))

    def _axis(self, panel: Panel, width: float) -> float:
        """How far from a column's left edge an entry's words begin, at most halfway; 0 without labels at their left."""
        return min(panel.axis * MM * self.desk.look("small").grown, width / 2)

    def _entry(self, entry: Entry, axis: float, strip: Strip) -> _Made:
        desk = self.desk
        tags = [Tag("LI", OUTSIDE)]
        runs: list[Run] = []
        height = 0.0
        baseline = 0.0
        if axis:
            look = desk.look("small-bold", strip)
            lines = set_lines(desk, entry.label, look, strip.x, axis - TO_DOT - 2 * DOT)
            tags.append(Tag("Lbl", 0))
            for line_number, line in enumerate(lines.lines):
                y = lines.cap + line_number * lines.leading
                label = [op for run in line.runs for op in moved(run.ops, 0.0, y)]
                ops = tuple(replace(op, text=f"{op.text} ") if isinstance(op, Glyphs) else op for op in label)
                runs.append(Run(1, ops))
            height = lines.height
            baseline = lines.cap
        body = len(tags)
        tags.append(Tag("LBody", 0))
        words = renumbered(desk.flow(entry.blocks, strip.part(strip.x + axis, strip.right)), body + 1, body)
        piece = solid(words.atoms).head
        baseline = first_baseline(piece, baseline) if piece.runs else baseline
        return _Made((*tags, *words.tags), Piece(max(height, piece.height), (*runs, *piece.runs)), baseline)

    # --- drawing ------------------------------------------------------------------------

    def drawn(self, pages: Sequence[tuple[Sequence[Bin], float]]) -> Setting:
        """The pages as atoms; a panel that goes on in another column shows its heading again as decoration."""
        atoms: list[Atom] = []
        outline: list[tuple[int, str, int]] = []
        for bins, height in pages:
            runs: list[Run] = []
            x = self.strip.outer
            for each in bins:
                shift = x - self.strip.outer
                for y, piece, heading in self._column(each, height):
                    if heading >= 0:
                        outline += [
                            (level, title, len(atoms)) for level, title, _ in self._headed(heading, each.width).outline
                        ]
                    runs += _aside(lowered(piece, y), shift)
                x += each.width + self.gutter
            name = self._named(bins)
            atom = Atom(Piece(height, together(runs)), label=name)
            atoms.append(replace(atom, force="any") if atoms else atom)
        return Setting(tuple(self.tags), tuple(atoms), tuple(outline))

    def _named(self, bins: Sequence[Bin]) -> str:
        """What a page of one entry that is too tall is called in messages."""
        n, entry = self.entries[bins[0].start]
        words = " ".join(inline_text(entry.label or self.panels[n].heading.inlines).split())
        return f"“{words[:LABELLED]}”"

    def _column(self, column: Bin, height: float) -> list[tuple[float, Piece, int]]:
        """What stands in a column as (y, piece, panel that begins there or -1), its spare height shared out."""
        out: list[tuple[float, Piece, int]] = []
        y = 0.0
        dots: list[float] = []
        spare = (height - column.height) / max(1, column.gaps)
        for at in range(column.start, column.end):
            n, entry = self.entries[at]
            panel = self.panels[n]
            first = at == column.start
            begins = at == 0 or self.entries[at - 1][0] != n
            if first or begins:
                if not first:
                    y += NEXT_PANEL + spare
                dots = []
                head = self.heading(n, column.width)
                out.append(
                    (
                        y,
                        self._tagged_heading(n, column.width, head) if begins else as_artifact(head.head),
                        n if begins else -1,
                    )
                )
                y += head.head.height + head.after
            else:
                gap = (RULED if panel.ruled else PLAIN) + spare
                if panel.ruled:
                    out.append((y + gap / 2, self._rule(column.width), -1))
                y += gap
            made = self.entry(n, entry, column.width)
            out.append((y, self._tagged(n, made), -1))
            if panel.axis:
                dots.append(y + made.baseline)
                out.append((0.0, self._dots(self._axis(panel, column.width), dots[-2:]), -1))
            y += made.piece.height
        return out

    def _tagged_heading(self, n: int, width: float, head: Atom) -> Piece:
        """A heading with its own tags, and the list that its entries go into."""
        offset = len(self.tags)
        made = renumbered(self._headed(n, width), offset)
        self.tags += made.tags
        self.lists[n] = len(self.tags)
        self.tags.append(Tag("L", OUTSIDE))
        return made.atoms[0].head if made.atoms else head.head

    def _tagged(self, n: int, made: _Made) -> Piece:
        offset, parent = len(self.tags), self.lists[n]
        setting = renumbered(Setting(made.tags, (Atom(made.piece),)), offset, parent)
        self.tags += setting.tags
        return setting.atoms[0].head

    def _rule(self, width: float) -> Piece:
        line = Line(self.strip.outer, 0.0, self.strip.outer + width, 0.0, self.desk.layout.hair)
        return Piece(0.0, (Run(ARTIFACT, (line,)),))

    def _dots(self, axis: float, baselines: Sequence[float]) -> Piece:
        """A dot beside the last of `baselines`, and the line from the one before it."""
        look = self.desk.look("small")
        x = self.strip.outer + axis - TO_DOT
        middles = [y - look.cap / 2 for y in baselines]
        ops: list[Line | Disc] = [Disc(x, middles[-1], DOT)]
        if len(middles) > 1:
            ops.insert(0, Line(x, middles[0], x, middles[1], self.desk.layout.hair))
        return Piece(0.0, (Run(ARTIFACT, tuple(ops)),))


def _aside(runs: Sequence[Run], dx: float) -> list[Run]:
    """Runs moved right."""
    return [Run(run.tag, moved(run.ops, dx, 0.0)) for run in runs] if dx else list(runs)
