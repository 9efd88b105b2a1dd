"""Sources and interpretations: a box with a label, a provenance and the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from packgen.model.document import Inline, Source, Text
from packgen.model.galley import ARTIFACT, Atom, Op, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.lists import baselines
from packgen.typeset.pieces import OUTSIDE, Setting, lowered, renumbered, solid, together
from packgen.typeset.text import paragraph, set_lines

LABEL_TO_PROVENANCE: Final = 14.5  # baseline to baseline, points
PROVENANCE_TO_TEXT: Final = 20.0
TEXT_TO_CREDIT: Final = 20.0
ABOVE_BOX: Final = 13.0  # baseline to the box, where the head stands above it
EVERY: Final = 5  # lines between line numbers


class _Part(Struct, frozen=True):
    """A paragraph or body inside a source: its setting as one piece, and how far below the last baseline it begins."""

    tags: tuple[Tag, ...]
    piece: Piece
    gap: float


def set_source(desk: Desk, source: Source, strip: Strip) -> Setting:
    """One atom, a Sect titled with the label; it shows the stimulus."""
    look = desk.layout.source
    if strip.nested:
        x1, x2 = strip.x, strip.right
    else:
        x1, x2 = strip.from_left(look.x1), strip.from_right(look.x2)
    padding = look.padding * MM
    inner = strip.part(x1 + padding, x2 - padding)
    above = look.head == "above"
    head = _head(desk, source, strip.part(x1, x2) if above else inner, above)
    body = _body(desk, source, inner)
    if source.credit:
        small = desk.look("small", strip)
        credit = _words(desk, (Text(source.credit),), small, inner)
        if credit is not None:
            body.append(_Part(credit[0], credit[1], TEXT_TO_CREDIT - small.cap))

    tags: list[Tag] = [Tag("Sect", OUTSIDE, title=source.label)]
    runs: list[Run] = []
    y = 0.0
    if above:
        y = _place(head, 0.0, tags, runs) + (ABOVE_BOX if head else 0.0)
    top = y
    y = _place([*([] if above else head), *body], y + padding, tags, runs) + padding
    box = Rect(x1, top, x2 - x1, y - top, desk.layout.hair)
    runs.insert(0, Run(ARTIFACT, (box,)))
    atom = Atom(Piece(y, together(runs)), before=look.before, after=look.after, shows=(source.stimulus,))
    return Setting(tuple(tags), (atom,))


def _place(parts: Sequence[_Part], y: float, tags: list[Tag], runs: list[Run]) -> float:
    """Put parts below one another from `y` (the first one's gap left out); the y where they end."""
    for n, part in enumerate(parts):
        y += part.gap if n else 0.0
        offset = len(tags)
        tags.extend(renumbered(Setting(part.tags), offset, 0).tags)
        shifted = Piece(0.0, tuple(Run(r.tag if r.tag == ARTIFACT else r.tag + offset, r.ops) for r in part.piece.runs))
        runs.extend(lowered(shifted, y))
        y += part.piece.height
    return y


def _words(desk: Desk, inlines: tuple[Inline, ...], look: Look, strip: Strip) -> tuple[tuple[Tag, ...], Piece] | None:
    setting = paragraph(set_lines(desk, inlines, look, strip.x, strip.width), look, alone=True)
    return (setting.tags, setting.atoms[0].head) if setting.atoms else None


def _head(desk: Desk, source: Source, strip: Strip, above: bool) -> list[_Part]:
    """Label, provenance and note, with baseline distances turned into white space."""
    small = desk.look("small", strip)
    label = desk.look("heading") if above else desk.look("body", bold=True)
    parts: list[_Part] = []
    for inlines, look, distance in (
        ((Text(source.label),), label, 0.0),
        (source.provenance, small, LABEL_TO_PROVENANCE),
        ((Text(source.note),), small, LABEL_TO_PROVENANCE),
    ):
        found = _words(desk, inlines, look, strip)
        if found is not None:
            parts.append(_Part(found[0], found[1], distance - look.cap))
    return parts


def _body(desk: Desk, source: Source, strip: Strip) -> list[_Part]:
    right = min(strip.right, strip.x + desk.layout.source.measure * MM) if desk.layout.source.measure else strip.right
    name = "source" if desk.has_style("source") else "body"
    text = desk.flow(source.body, strip.part(strip.x, right, style=name))
    if not text.atoms:
        return []
    piece = solid(text.atoms).head
    if source.line_numbers:
        piece = _numbered(desk, piece, strip.right)
    return [_Part(text.tags, piece, PROVENANCE_TO_TEXT - desk.look(name).cap)]


def _numbered(desk: Desk, piece: Piece, right: float) -> Piece:
    """Every fifth line's number at the box's inner right edge, as decoration."""
    look = desk.look("furniture")
    lines = baselines(piece, look.cap)
    numbers: list[Op] = []
    for n in range(EVERY, len(lines) + 1, EVERY):
        numbers.extend(desk.label(str(n), look, right, lines[n - 1], "right"))
    return Piece(piece.height, (*piece.runs, Run(ARTIFACT, tuple(numbers)))) if numbers else piece
