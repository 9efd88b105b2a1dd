"""What is asked: number, part, stem and marks, one piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from packgen.model.document import Block, ListBlock, Paragraph, Prompt
from packgen.model.galley import ARTIFACT, Atom, Glyphs, Line, Op, Outline, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, SLACK, Strip
from packgen.typeset.lists import baselines, first_baseline
from packgen.typeset.pieces import OUTSIDE, Setting, lowered, solid, together
from packgen.typeset.prompt_lines import set_prompt_lines

CELL_WIDTH: Final = 6 * MM
CELL_HEIGHT: Final = 5.2 * MM
CELL_DOT: Final = 2.3 * MM
CLEAR: Final = 2 * MM  # between a number and what stands beside it, between a stem and its marks
AFTER_PART: Final = 1.2 * MM  # the least between a part's label and what stands beside it
NARROWER: Final = 0.7  # the least share of a stem's measure that marks may leave it
OWN_LINE: Final = 3.0  # points, more than a line, before marks on their own line


def stem_x(desk: Desk, prompt: Prompt, strip: Strip) -> float:
    """The x of a prompt's words."""
    if not (prompt.part or prompt.subpart) or desk.layout.question.number == "own-line":
        return strip.from_left(desk.layout.question.text_x)
    _, subpart_x, hang = _part_columns(desk, prompt, strip)
    if not prompt.subpart:
        return subpart_x
    return subpart_x + max(hang, _part_width(desk, prompt.subpart) + AFTER_PART)


def _part_columns(desk: Desk, prompt: Prompt, strip: Strip) -> tuple[float, float, float]:
    """x of a part's label and of what stands beside it, and how far apart the layout has them."""
    look = desk.layout.question
    part_x = strip.from_left(look.part_x)
    hang = (look.part_text_x - look.part_x) * MM
    return part_x, part_x + max(hang, _part_width(desk, prompt.part) + AFTER_PART), hang


def _part_look(desk: Desk) -> Look:
    return desk.look("part" if desk.has_style("part") else "body")


def _part_width(desk: Desk, label: str) -> float:
    return desk.width(label, _part_look(desk)) if label else 0.0


def set_prompt(desk: Desk, prompt: Prompt, strip: Strip) -> Setting:
    """One atom.  The number, the part and the marks are Spans inside the stem's first and last paragraph."""
    look = desk.layout.question
    if look.number == "own-line":
        return set_prompt_lines(desk, prompt, strip)
    body = desk.look("body", strip)
    x = stem_x(desk, prompt, strip)
    stem, piece = _stem(desk, prompt, strip, x)
    baseline = first_baseline(piece, body.cap)

    number = desk.look("number" if desk.has_style("number") else "body", None, bold=True)
    number_x = strip.from_left(look.number_x)
    part_x, subpart_x, _ = _part_columns(desk, prompt, strip)
    drop = 0.0  # how far the stem is lowered below a number that needs a line of its own
    if prompt.number:
        room = (part_x if prompt.part else subpart_x if prompt.subpart else x) - number_x
        if _number_width(desk, prompt.number, number) > max(room, CLEAR) - CLEAR / 2:
            drop = max(number.leading, number.cap + body.lead_in + OWN_LINE)
    labels = _labels(
        desk, prompt, (number_x, part_x, subpart_x), number, number.cap if drop else baseline, drop + baseline
    )
    if drop:
        piece = Piece(piece.height + drop, lowered(piece, drop))

    tags, runs, index = _opened(stem.tags, labels)
    runs += [Run(r.tag if r.tag == ARTIFACT else index[r.tag], r.ops) for r in piece.runs]
    height = piece.height
    if prompt.marks:
        height = _add_marks(desk, prompt, strip, Piece(height, tuple(runs)), tags, runs)
    first = number if drop else body
    before = look.gap_after - (first.cap if drop else baseline)
    return Setting(
        tuple(tags),
        (Atom(Piece(height, together(runs)), before=max(0.0, before), after=look.stem_to_space),),
    )


def _stem(desk: Desk, prompt: Prompt, strip: Strip, x: float) -> tuple[Setting, Piece]:
    """The words from `x` on; set narrower where that puts the marks on their last line instead of one below it."""
    look = desk.layout.question

    def at(right: float) -> tuple[Setting, Piece]:
        stem = desk.flow(prompt.stem, strip.part(x, right))
        return stem, solid(stem.atoms).head if stem.atoms else Piece(desk.look("body", strip).cap, ())

    end = strip.from_right(look.stem_end)
    wide = at(end)
    if not prompt.marks or look.marks == "own-line":
        return wide
    left = strip.from_right(look.right) - desk.width(prompt.marks, _marks_look(desk))
    if _fits(desk, prompt.stem, wide[1], _last_baseline(wide[1]), left) or left - CLEAR < x + (end - x) * NARROWER:
        return wide
    narrow = at(min(end, left - CLEAR))
    taller = narrow[1].height - wide[1].height
    fits = (
        _fits(desk, prompt.stem, narrow[1], _last_baseline(narrow[1]), left)
        and taller < desk.look("body", strip).leading + SLACK
    )
    return narrow if fits else wide


def _marks_look(desk: Desk) -> Look:
    return desk.look("marks") if desk.has_style("marks") else desk.look("body", bold=True)


def _digits(number: str) -> str:
    """A number as its cells show it: two digits, then a dot and the part of it."""
    text = "".join(number.split())
    whole, dot, rest = text.partition(".")
    return (whole.zfill(2) if whole.isdigit() else whole) + dot + rest


def _number_width(desk: Desk, number: str, look: Look) -> float:
    if desk.layout.question.number == "cells":
        return sum(CELL_DOT if c == "." else CELL_WIDTH for c in _digits(number))
    return desk.width(number, look)


def _labels(
    desk: Desk, prompt: Prompt, xs: tuple[float, float, float], look: Look, number_y: float, part_y: float
) -> list[tuple[list[Op], tuple[Glyphs, ...]]]:
    """Number, part and subpart as (cells around it, characters)."""
    out: list[tuple[list[Op], tuple[Glyphs, ...]]] = []
    if prompt.number and desk.layout.question.number == "cells":
        out.append(_cells(desk, prompt.number, look, xs[0], number_y))
    elif prompt.number:
        out.append(([], desk.label(f"{prompt.number} ", look, xs[0], number_y)))
    for label, x in ((prompt.part, xs[1]), (prompt.subpart, xs[2])):
        if label:
            out.append(([], desk.label(f"{label} ", _part_look(desk), x, part_y)))
    return out


def _cells(desk: Desk, number: str, look: Look, x: float, y: float) -> tuple[list[Op], tuple[Glyphs, ...]]:
    drawn: list[Op] = []
    words: tuple[Glyphs, ...] = ()
    top = y - look.cap / 2 - CELL_HEIGHT / 2
    shown = _digits(number)
    start = x
    for n, character in enumerate(shown):
        wide = CELL_DOT if character == "." else CELL_WIDTH
        words += desk.label(character, look, x + wide / 2, y, "centre")
        x += wide
        last = n == len(shown) - 1
        if character == "." or last or shown[n + 1] == ".":
            if character != ".":
                drawn.append(Rect(start, top, x - start, CELL_HEIGHT, desk.layout.hair))
            start = x
        else:
            drawn.append(Line(x, top, x, top + CELL_HEIGHT, desk.layout.hair))
    return drawn, words


def _opened(
    stem: Sequence[Tag], labels: Sequence[tuple[list[Op], tuple[Glyphs, ...]]]
) -> tuple[list[Tag], list[Run], list[int]]:
    """Tags with a Span for each label at the head of the first paragraph, the labels' runs, new index by old one.

    A stem that does not begin with a paragraph gets one before it, for the labels alone.
    """
    runs: list[Run] = []
    drawn = tuple(op for cells, _ in labels for op in cells)
    if drawn:
        runs.append(Run(ARTIFACT, drawn))
    if not labels:
        return list(stem), runs, list(range(len(stem)))
    inside = bool(stem) and stem[0].role == "P"
    tags = [stem[0] if inside else Tag("P", OUTSIDE)]
    for _, words in labels:
        runs.append(Run(len(tags), words))
        tags.append(Tag("Span", 0))
    later = stem[1:] if inside else stem
    index = [0] if inside else []
    index += range(len(tags), len(tags) + len(later))
    tags += [replace(t, parent=t.parent if t.parent == OUTSIDE else index[t.parent]) for t in later]
    return tags, runs, index


def _add_marks(desk: Desk, prompt: Prompt, strip: Strip, piece: Piece, tags: list[Tag], runs: list[Run]) -> float:
    """Write the marks, on the last baseline if they have room there; the height that results."""
    look = desk.layout.question
    marks = _marks_look(desk)
    right = strip.from_right(look.right)
    y = _last_baseline(piece)
    if look.marks == "own-line" or not _fits(desk, prompt.stem, piece, y, right - desk.width(prompt.marks, marks)):
        y = piece.height + marks.leading + OWN_LINE
    text = f" {prompt.marks}"
    ops = desk.label(text, marks, right, y, "right")
    last = max((i for i, tag in enumerate(tags) if tag.parent == OUTSIDE), default=-1)
    if last < 0 or tags[last].role != "P":
        last = len(tags)
        tags.append(Tag("P", OUTSIDE))
    runs.append(Run(len(tags), ops))
    tags.append(Tag("Span", last))
    return max(y, piece.height)


def _last_baseline(piece: Piece) -> float:
    """Where the last line stands: at the piece's foot, but for formulas that hang below it."""
    if any(isinstance(op, Outline) for run in piece.runs for op in run.ops):
        return baselines(piece, 0.0)[-1]
    return piece.height


def _fits(desk: Desk, stem: tuple[Block, ...], piece: Piece, last: float, left: float) -> bool:
    """True if nothing of the stem's last line, whose baseline is `last`, comes near `left`."""
    if stem and not isinstance(stem[-1], Paragraph | ListBlock):
        return False
    return all(
        desk.end(op) <= left - CLEAR
        for run in piece.runs
        for op in run.ops
        if isinstance(op, Glyphs | Outline) and op.y > last - SLACK and run.tag != ARTIFACT
    )
