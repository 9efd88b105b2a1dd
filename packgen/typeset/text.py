"""Paragraphs: lines of glyphs, and atoms of whole lines that a page may end between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from packgen.model.document import Inline
from packgen.model.galley import ARTIFACT, Atom, Line, Op, Piece, Run, Tag
from packgen.typeset.desk import Desk, Fragment, Look, glyphs
from packgen.typeset.geometry import MM
from packgen.typeset.inline import Box, Gap, boxes, fitted
from packgen.typeset.maths import Formula
from packgen.typeset.paragraph import break_lines
from packgen.typeset.pieces import EMPTY, OUTSIDE, Setting, moved, together

AROUND_FORMULA: Final = 3.0  # points between what hangs from one line and what rises from the next
LETTERS_HANG: Final = 0.25  # of the type size, below the baseline
GAP_PITCH: Final = 9.2 * MM
GAP_RULE: Final = 1.0 * MM  # below the baseline
TOGETHER: Final = 2  # lines of a paragraph that stay together at either side of a page's end


class SetRun(Struct, frozen=True):
    """Characters of one language that follow one another, or a formula with what it says aloud."""

    lang: str
    ops: tuple[Op, ...]
    alt: str = ""


class SetLine(Struct, frozen=True):
    """A line with its baseline at y = 0: runs in reading order, rules of gaps, x of its end."""

    runs: tuple[SetRun, ...]
    rules: tuple[Line, ...]
    end: float


class SetLines(Struct, frozen=True):
    """A paragraph's lines, their `leading` and the cap height of the first, in points.

    `depth` is what a formula of the last line hangs below its baseline, more than letters do.
    """

    lines: tuple[SetLine, ...]
    leading: float
    cap: float
    depth: float = 0.0

    @property
    def height(self) -> float:
        """From the caps of the first line to the last baseline, or what hangs below it."""
        return self.cap + (len(self.lines) - 1) * self.leading + self.depth if self.lines else 0.0


def set_lines(desk: Desk, inlines: Sequence[Inline], look: Look, x: float, width: float) -> SetLines:
    """Break inlines into lines between `x` and `x + width`, the style's own measure kept."""
    measure = look.measure(width)
    found = boxes(desk, inlines, look)
    others = [part for box in found for part in box.parts if type(part) is not Fragment]
    gaps = any(isinstance(part, Gap) for part in others)
    leading = max(look.leading, GAP_PITCH * desk.layout.writing) if gaps else look.leading
    found = fitted(desk, found, measure)
    lines: list[SetLine] = []
    formulas: list[list[Formula]] = []
    start = 0
    for end in break_lines([box.measured for box in found], measure):
        lines.append(_line(desk, found[start:end], look, x, width, last=end == len(found)))
        if others:
            formulas.append([part for box in found[start:end] for part in box.parts if isinstance(part, Formula)])
        start = end
    if not any(formulas):
        return SetLines(tuple(lines), leading, look.cap)
    rising = [max([look.cap, *(part.up for part in row)]) for row in formulas]
    hanging = [max([LETTERS_HANG * look.hand.size, *(part.down for part in row)]) for row in formulas]
    tall = max((down + up for down, up in zip(hanging, rising[1:], strict=False)), default=0.0)
    depth = hanging[-1] - LETTERS_HANG * look.hand.size
    return SetLines(tuple(lines), max(leading, tall + AROUND_FORMULA), rising[0], depth)


def _line(desk: Desk, row: Sequence[Box], look: Look, x: float, width: float, last: bool) -> SetLine:
    if look.align != "left":
        natural = sum(box.measured.width + box.measured.space for box in row) - row[-1].measured.space
        x += (width - natural) / (1 if look.align == "right" else 2)
    runs: list[SetRun] = []
    rules: list[Line] = []
    waiting: list[Fragment] = []
    start = x

    def write(closing: str = "") -> None:
        if waiting:
            first = waiting[0]
            op = glyphs(first, "".join(f.text for f in waiting) + closing, start, 0.0)
            _add(runs, first.hand.lang, (op,))
            waiting.clear()

    for n, box in enumerate(row):
        spaces = (box.space,) if box.space and n < len(row) - 1 else ()
        for part in (*box.parts, *spaces):
            if isinstance(part, Fragment):
                if waiting and (waiting[0].hand is not part.hand or waiting[0].face != part.face):
                    write()
                if not waiting:
                    start = x
                waiting.append(part)
            elif isinstance(part, Gap):
                write()
                _write_gap(desk, part, x, runs, rules)
            else:
                write()
                runs.append(SetRun("", moved(part.ops, x, 0.0), part.alt))
            x += part.width
    # A space at the line's end is not seen, but who copies or hears the text needs it.
    write(" " if not last and (row[-1].space or row[-1].measured.forced) else "")
    return SetLine(tuple(runs), tuple(rules), x)


def _add(runs: list[SetRun], lang: str, ops: Sequence[Op]) -> None:
    """Join `ops` to the last run, if they go on in its language."""
    if runs and runs[-1].lang == lang and not runs[-1].alt:
        runs[-1] = SetRun(lang, (*runs[-1].ops, *ops))
    else:
        runs.append(SetRun(lang, tuple(ops)))


def _write_gap(desk: Desk, gap: Gap, x: float, runs: list[SetRun], rules: list[Line]) -> None:
    number = desk.label(f"{gap.n} ", desk.look("furniture", bold=True), x, 0.0)
    _add(runs, "", number)
    rules.append(Line(x, GAP_RULE, x + gap.width, GAP_RULE, desk.layout.hair))


class Writer:
    """Collects a paragraph's runs: its own element and a Span for each stretch in another language."""

    def __init__(self, tag: Tag) -> None:
        self.tags: list[Tag] = [tag]
        self._lang = ""
        self._element = 0

    def runs(self, line: SetLine, y: float) -> list[Run]:
        """The line's runs with its baseline at `y`."""
        out: list[Run] = []
        if line.rules:
            out.append(Run(ARTIFACT, moved(line.rules, 0.0, y)))
        for run in line.runs:
            if run.alt:
                out.append(Run(len(self.tags), moved(run.ops, 0.0, y)))
                self.tags.append(Tag("Formula", 0, alt=run.alt))
                self._lang, self._element = "", 0
                continue
            if run.lang != self._lang:
                self._lang, self._element = run.lang, 0
                if run.lang:
                    self._element = len(self.tags)
                    self.tags.append(Tag("Span", 0, lang=run.lang))
            out.append(Run(self._element, moved(run.ops, 0.0, y)))
        return out


def paragraph(lines: SetLines, look: Look, role: str = "P", alone: bool = False) -> Setting:
    """Lines as atoms, the first two and the last two together; all in one atom if `alone` or if there are few."""
    if not lines.lines:
        return EMPTY
    writer = Writer(Tag(role, OUTSIDE))
    n = len(lines.lines)
    groups = [n] if alone or n < 2 * TOGETHER else [TOGETHER, *([1] * (n - 2 * TOGETHER)), TOGETHER]
    atoms: list[Atom] = []
    done = 0
    for size in groups:
        runs: list[Run] = []
        for i in range(size):
            runs.extend(writer.runs(lines.lines[done + i], lines.cap + i * lines.leading))
        depth = lines.depth if done + size == n else 0.0
        piece = Piece(lines.cap + (size - 1) * lines.leading + depth, together(runs))
        atoms.append(
            Atom(
                piece,
                before=lines.leading - lines.cap if done else max(look.style.before, lines.leading - lines.cap),
                after=_after(lines, look) if done + size == n else 0.0,
            )
        )
        done += size
    return Setting(tuple(writer.tags), tuple(atoms))


def _after(lines: SetLines, look: Look) -> float:
    """The white space below a paragraph; one with gaps to write in keeps its wide pitch to what follows."""
    pitched = lines.leading - lines.cap if lines.leading > look.leading else 0.0
    return max(look.style.after, pitched)
