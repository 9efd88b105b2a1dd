"""Sources and interpretations: a box with a label, a provenance and the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import Final

from msgspec import Struct

from packgen.model.document import Inline, LineBreak, Paragraph, Source, Text
from packgen.model.galley import ARTIFACT, Atom, Line, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.lists import baselines
from packgen.typeset.pieces import OUTSIDE, Setting, lowered, renumbered, together, whole
from packgen.typeset.text import paragraph, set_lines

LABEL_TO_PROVENANCE: Final = 14.5  # baseline to baseline, points
PROVENANCE_TO_TEXT: Final = 20.0
TEXT_TO_CREDIT: Final = 20.0
ABOVE_BOX: Final = 13.0  # baseline to the box, where the head stands above it
OUTLINE_LEVEL: Final = 2
EVERY: Final = 5  # lines between line numbers
BESIDE_NUMBER: Final = 2 * MM
KEPT: Final = 10_000  # the price of a page's end between a source's head and its words


class _Part(Struct, frozen=True):
    """A piece of a source and the white space above it."""

    piece: Piece
    gap: float


class _Parts:
    """The pieces of a source below one another, their tags inside its section."""

    def __init__(self, title: str) -> None:
        self.tags: list[Tag] = [Tag("Sect", OUTSIDE, title=title)]
        self.parts: list[_Part] = []

    def add(self, setting: Setting, gap: float) -> None:
        """The atoms of `setting`, `gap` points below what is there."""
        inner = renumbered(setting, len(self.tags), 0)
        self.tags.extend(inner.tags)
        for n, atom in enumerate(inner.atoms):
            white = max(inner.atoms[n - 1].after, atom.before) if n else gap
            self.parts.append(_Part(whole(atom).head, white))


def set_source(desk: Desk, source: Source, strip: Strip) -> Setting:
    """A Sect titled with the label, which shows the stimulus: one box in one atom, if any page can hold it."""
    look = desk.layout.source
    if strip.nested:
        x1, x2 = strip.x, strip.right
    else:
        x1, x2 = strip.from_left(look.x1), strip.from_right(look.x2)
    padding = look.padding * MM
    inner = strip.part(x1 + padding, x2 - padding)
    above = look.head == "above"
    content = _Parts(source.label)
    _add_head(desk, source, content, strip.part(x1, x2) if above else inner, above)
    outside = len(content.parts) if above else 0
    _add_body(desk, source, content, inner)
    if source.credit:
        small = desk.look("small", strip)
        content.add(_words(desk, (Text(source.credit),), small, inner), _white(TEXT_TO_CREDIT, small))

    runs: list[Run] = []
    y = _place(content.parts[:outside], 0.0, runs) + (ABOVE_BOX if outside else 0.0)
    top = y
    y = _place(content.parts[outside:], y + padding, runs) + padding
    outline = ((OUTLINE_LEVEL, source.label, 0),) if above else ()
    if strip.height and y > strip.height:
        return Setting(tuple(content.tags), _divided(desk, source, content.parts, (x1, x2)), outline)
    box = Rect(x1, top, x2 - x1, y - top, desk.layout.hair)
    runs.insert(0, Run(ARTIFACT, (box,)))
    atom = Atom(Piece(y, together(runs)), before=look.before, after=look.after, shows=(source.stimulus,))
    return Setting(tuple(content.tags), (atom,), outline)


def _place(parts: Sequence[_Part], y: float, runs: list[Run]) -> float:
    """Put parts below one another from `y` (the first one's white left out); the y where they end."""
    for n, part in enumerate(parts):
        y += part.gap if n else 0.0
        runs.extend(lowered(part.piece, y))
        y += part.piece.height
    return y


def _divided(desk: Desk, source: Source, parts: Sequence[_Part], ends: tuple[float, float]) -> tuple[Atom, ...]:
    """A source that no page can hold: a rule above and one below it in place of the box, pages ending between parts."""
    look = desk.layout.source
    padding = look.padding * MM
    rule = Run(ARTIFACT, (Line(ends[0], 0.0, ends[1], 0.0, desk.layout.hair),))
    atoms: list[Atom] = []
    for n, part in enumerate(parts):
        piece, before = part.piece, part.gap
        if not n:
            piece, before = Piece(piece.height + padding, (rule, *lowered(piece, padding))), look.before
        if n == len(parts) - 1:
            foot = piece.height + padding
            piece = Piece(foot, (*piece.runs, *lowered(Piece(0.0, (rule,)), foot)))
        shows = () if n else (source.stimulus,)
        atoms.append(Atom(piece, before=before, penalty=KEPT if 0 < n < 3 else 0, shows=shows))
    atoms[-1] = Atom(atoms[-1].head, atoms[-1].before, look.after, atoms[-1].penalty, shows=atoms[-1].shows)
    return tuple(atoms)


def _words(desk: Desk, inlines: tuple[Inline, ...], look: Look, strip: Strip, role: str = "P") -> Setting:
    return paragraph(set_lines(desk, inlines, look, strip.x, strip.width), look, role, alone=True)


def _white(distance: float, look: Look) -> float:
    """The white space that puts a baseline `distance` points (for usual type) below the one above, at least a line."""
    return max(distance * look.grown - look.cap, look.lead_in)


def _add_head(desk: Desk, source: Source, content: _Parts, strip: Strip, above: bool) -> None:
    """Label, provenance and note; a label above its box is a heading."""
    small = desk.look("small", strip)
    label = desk.look("heading") if above else desk.look("body", bold=True)
    role = f"H{OUTLINE_LEVEL}" if above else "P"
    content.add(_words(desk, (Text(source.label),), label, strip, role), 0.0)
    for inlines in (source.provenance, (Text(source.note),)):
        content.add(_words(desk, inlines, small, strip), _white(LABEL_TO_PROVENANCE, small))


def _add_body(desk: Desk, source: Source, content: _Parts, strip: Strip) -> None:
    numbers = desk.look("furniture")
    right = strip.right
    if source.line_numbers:
        right -= desk.width("000", numbers) + BESIDE_NUMBER
    if desk.layout.source.measure:
        right = min(right, strip.x + desk.layout.source.measure * MM)
    name = "source" if desk.has_style("source") else "body"
    first = len(content.parts)
    inside = strip.part(strip.x, right, style=name)
    text = desk.flow(source.body, inside)
    content.add(text, _white(PROVENANCE_TO_TEXT, desk.look(name)))
    if source.line_numbers:
        lines = [baselines(part.piece, numbers.cap) for part in content.parts[first:]]
        counted = _begun(desk, source, inside)
        if len(counted) != sum(map(len, lines)):
            counted = [True] * sum(map(len, lines))
        numbered = zip(accumulate(counted), counted, strict=True)
        for n, ys in enumerate(lines, first):
            here = [(number, y) for y, (number, new) in zip(ys, numbered, strict=False) if new and not number % EVERY]
            part = content.parts[n]
            content.parts[n] = _Part(_numbered(desk, part.piece, strip.right, here), part.gap)


def _begun(desk: Desk, source: Source, strip: Strip) -> list[bool]:
    """For each line of the text, whether its author began it; [] where no line is ended but by the measure."""
    out: list[bool] = []
    ended = False
    for block in source.body:
        if not isinstance(block, Paragraph):
            return []
        look = desk.look(block.style, strip)
        for ends, inlines in groupby(block.inlines, lambda inline: isinstance(inline, LineBreak)):
            ended = ended or ends
            lines = () if ends else set_lines(desk, tuple(inlines), look, strip.x, strip.width).lines
            out += [not n for n in range(len(lines))]
    return out if ended else []


def _numbered(desk: Desk, piece: Piece, right: float, lines: Sequence[tuple[int, float]]) -> Piece:
    """The numbers of these lines at the box's inner right edge, as decoration."""
    look = desk.look("furniture")
    numbers = [op for number, y in lines for op in desk.label(str(number), look, right, y, "right")]
    return Piece(piece.height, (*piece.runs, Run(ARTIFACT, tuple(numbers)))) if numbers else piece
