"""Headings, rules, and blocks side by side."""

from __future__ import annotations

from typing import Final

from packgen.model.document import Columns, Heading, RuleLine, inline_text
from packgen.model.galley import ARTIFACT, Atom, Glyphs, Line, Op, Piece, Run, Tag
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.pieces import EMPTY, OUTSIDE, Setting, moved, renumbered, solid, together
from packgen.typeset.text import Writer, set_lines

TO_RULE: Final = 9.0  # points from a heading's last baseline to its rule
AFTER_RULE: Final = 13.0
TO_HAIR: Final = 5.5
AFTER_HAIR: Final = 10.0
AROUND_RULE: Final = 9.6
AFTER_PART: Final = 1.2 * MM
CLEAR: Final = 4 * MM  # between a heading and what stands at its right


def set_heading(desk: Desk, heading: Heading, strip: Strip) -> Setting:
    """One atom and an outline entry.  Words begin at the text column beside a number, further in beside a part."""
    look = desk.look(heading.style)
    columns = desk.layout.question
    number_x, part_x, x = strip.from_left(columns.number_x), strip.from_left(columns.text_x), strip.outer
    if heading.number or heading.part:
        part_x = max(part_x, number_x + desk.width(heading.number, look) + (AFTER_PART if heading.part else CLEAR))
        x = part_x
    if heading.part:
        hang = (columns.part_text_x - columns.part_x) * MM
        x += max(hang, desk.width(heading.part, look) + AFTER_PART)
    beside = desk.look(heading.right_style)
    right = set_lines(desk, heading.right, beside, 0.0, strip.right - x) if heading.right else None
    width = strip.right - x
    lines = set_lines(desk, heading.inlines, look, x, width)
    if not lines.lines:
        return EMPTY
    n = len(lines.lines)
    right_width = right.lines[-1].end if right is not None and right.lines else 0.0
    if right_width and lines.lines[-1].end + CLEAR + right_width > strip.right:
        # Set narrower, the words leave room at the right; else the right part has a line of its own below.
        narrower = set_lines(desk, heading.inlines, look, x, max(width - right_width - CLEAR, width / 2))
        if len(narrower.lines) <= n + 1 and narrower.lines[-1].end + CLEAR + right_width <= strip.right:
            lines = narrower
    tags = [Tag(f"H{min(6, max(1, heading.level))}", OUTSIDE)]
    runs: list[Run] = []
    for label, at in ((heading.number, number_x), (heading.part, part_x)):
        if label:
            runs.append(Run(len(tags), desk.label(f"{label} ", look, at, lines.cap)))
            tags.append(Tag("Span", 0))
    writer = Writer(tags[0])
    offset = len(tags) - 1
    for i, line in enumerate(lines.lines):
        for run in writer.runs(line, lines.cap + i * lines.leading):
            runs.append(Run(run.tag + offset if run.tag > 0 else run.tag, run.ops))
    tags += writer.tags[1:]
    y = lines.height
    if right is not None and right.lines:
        if max(line.end for line in lines.lines[-1:]) + CLEAR + right_width > strip.right:
            y += lines.leading
        ops = [op for run in right.lines[-1].runs for op in run.ops]
        first = next((op for op in ops if isinstance(op, Glyphs)), None)
        space = (Glyphs(0.0, 0.0, first.face, first.size, " ", first.colour),) if first else ()
        runs.append(Run(len(tags), moved((*space, *ops), strip.right - right_width, y)))
        tags.append(Tag("Span", 0))
    after = look.style.after
    if heading.rule or heading.hair:
        y += TO_RULE if heading.rule else TO_HAIR
        rule = Line(strip.outer, y, strip.right, y, desk.layout.strong if heading.rule else desk.layout.hair)
        runs.append(Run(ARTIFACT, (rule,)))
        after = max(after, AFTER_RULE if heading.rule else AFTER_HAIR)
    atom = Atom(Piece(y, together(runs)), before=max(look.style.before, look.lead_in), after=after)
    words = " ".join(inline_text(heading.inlines).split())
    title = " ".join(filter(None, (heading.number + heading.part, words)))
    return Setting(tuple(tags), (atom,), ((heading.level, title, 0),))


def set_rule(desk: Desk, rule: RuleLine, strip: Strip) -> Setting:
    """A rule across the frame, decoration."""
    weight = desk.layout.strong if rule.strong else desk.layout.hair
    line = Line(strip.outer, 0.0, strip.right, 0.0, weight)
    return Setting((), (Atom(Piece(0.0, (Run(ARTIFACT, (line,)),)), before=AROUND_RULE, after=AROUND_RULE),))


def set_columns(desk: Desk, block: Columns, strip: Strip) -> Setting:
    """Blocks side by side in one atom, their first caps level, read column by column."""
    count = len(block.columns)
    if not count:
        return EMPTY
    gutter = block.gutter * MM
    room = strip.right - strip.outer - gutter * (count - 1)
    given = [block.widths[n] * MM if n < len(block.widths) else 0.0 for n in range(count)]
    shares = sum(1 for width in given if width <= 0)
    share = max(room - sum(given), 0.0) / shares if shares else 0.0
    widths = [width if width > 0 else share for width in given]
    if sum(widths) > room or min(widths) <= 0:
        widths = [room * (width or room / count) / sum(w or room / count for w in widths) for width in widths]
    tags: list[Tag] = []
    runs: list[Run] = []
    atoms: list[Atom] = []
    x = strip.outer
    gutters: list[float] = []
    for width, blocks in zip(widths, block.columns, strict=True):
        column = renumbered(desk.flow(blocks, strip.part(x, x + width)), len(tags))
        tags.extend(column.tags)
        atoms.append(solid(column.atoms))
        runs.extend(atoms[-1].head.runs)
        x += width + gutter
        gutters.append(x - gutter / 2)
    height = max(atom.head.height for atom in atoms)
    rules: list[Op] = []
    if block.rule:
        rules = [Line(at, 0.0, at, height, desk.layout.hair) for at in gutters[:-1]]
    piece = Piece(height, together((Run(ARTIFACT, tuple(rules)), *runs)))
    before, after = max(a.before for a in atoms), max(a.after for a in atoms)
    return Setting(tuple(tags), (Atom(piece, before=before, after=after),))
