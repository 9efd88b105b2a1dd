"""What pupils choose from or join: banks of words in a box, and two lists to draw lines between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from packgen.model.document import Bank, Choice, Pairs
from packgen.model.galley import ARTIFACT, Atom, Disc, Glyphs, Op, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, SLACK, Strip
from packgen.typeset.lists import first_baseline
from packgen.typeset.pieces import (
    EMPTY,
    OUTSIDE,
    Setting,
    lowered,
    moved,
    piled,
    renumbered,
    retagged,
    solid,
    together,
)

PADDING: Final = 4 * MM
WORD_PITCH: Final = 7.2 * MM
BETWEEN_COLUMNS: Final = 4 * MM
AFTER_LETTER: Final = 2 * MM
WRAPPED: Final = 2  # columns of entries that are too long for one line, unless there are few or the type is large
FEW: Final = 4
PAIR_PITCH: Final = 10.5 * MM
BETWEEN_PAIRS: Final = 8.0  # points, more than a line
LABEL_AT: Final = 7 * MM  # from a number or letter to its words
DOT: Final = 0.9 * MM
TO_DOT: Final = 3.5 * MM  # from a dot to the words beside it
MOST_GAP: Final = 0.3  # of the measure


class _Entry(Struct, frozen=True):
    """An entry, set: its piece with its tags counted from 0, LI first; `baseline` is its first one."""

    tags: tuple[Tag, ...]
    piece: Piece
    baseline: float


def set_bank(desk: Desk, bank: Bank, strip: Strip) -> Setting:
    """One atom: entries in columns that are read down, in a box.  What no page can hold is set without the box."""
    if not bank.choices:
        return EMPTY
    look = desk.look("body", strip)
    bold = desk.look("body", strip, bold=True)
    padding = PADDING * look.grown
    label = max((desk.width(choice.letter, bold) for choice in bank.choices), default=0.0)
    label = label + AFTER_LETTER if label else 0.0
    left, room = strip.x + padding, strip.width - 2 * padding
    columns = _columns(desk, bank, strip, room, label)
    wide = (room - (columns - 1) * BETWEEN_COLUMNS) / columns
    entries = [_entry(desk, choice, look, bold, strip, left, label, wide) for choice in bank.choices]
    between = max(WORD_PITCH * look.grown - look.cap, look.lead_in)
    heights = [entry.piece.height for entry in entries]
    tags: list[Tag] = [Tag("L", OUTSIDE, numbering="UpperAlpha" if label else "")]
    runs: list[Run] = []
    tallest, at, column_x = 0.0, 0, 0.0
    for size in split(heights, columns, between):
        y = padding
        for entry in entries[at : at + size]:
            piece = retagged(_aside(entry.piece, column_x), len(tags))
            runs.extend(lowered(piece, y))
            tags.extend(_under(entry.tags, len(tags)))
            y += entry.piece.height + between
        tallest = max(tallest, y - between + padding)
        at += size
        column_x += wide + BETWEEN_COLUMNS
    space = desk.layout.question.stem_to_space
    if strip.height and tallest > strip.height:
        return _unboxed(entries, tags[0], between, space)
    box = Run(ARTIFACT, (Rect(strip.x, 0.0, strip.width, tallest, desk.layout.hair),))
    return Setting(tuple(tags), (Atom(Piece(tallest, together((box, *runs))), before=space, after=space),))


def split(heights: Sequence[float], columns: int, between: float) -> list[int]:
    """How many entries stand in each of `columns`, in their order, so that the columns are as even as can be."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(columns):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for done, (cost, fewer) in best.items():
            tall = 0.0
            for end in range(done, len(heights) + 1):
                tall += heights[end - 1] + between if end > done else 0.0
                # Sizes are counted below 0: of columns that are as even, the first is the longest.
                found = (round(cost + tall * tall, 3), (*fewer, done - end))
                if end not in following or found < following[end]:
                    following[end] = found
        best = following
    return [-size for size in best[len(heights)][1]]


def _columns(desk: Desk, bank: Bank, strip: Strip, room: float, label: float) -> int:
    """As many columns as leave every entry on one line; two of wrapped entries where none do."""
    wanted, large = 0.0, desk.look("body", strip).grown > 1
    for choice in bank.choices:
        piece = solid(desk.flow(choice.blocks, strip.part(0.0, 100_000.0)).atoms).head
        ends = [desk.end(op) for run in piece.runs for op in run.ops if isinstance(op, Glyphs)]
        wanted = max([wanted, *ends])
    for columns in range(min(bank.columns, len(bank.choices)), 0, -1):
        fits = label + wanted <= (room - (columns - 1) * BETWEEN_COLUMNS) / columns + SLACK
        if fits and (columns > 1 or len(bank.choices) < FEW or large):
            return columns
    if len(bank.choices) >= FEW and bank.columns > 1 and not large:
        return WRAPPED
    return 1


def _entry(
    desk: Desk, choice: Choice, look: Look, bold: Look, strip: Strip, x: float, label: float, wide: float
) -> _Entry:
    """`choice` with its letter, `label` points to the left of its words; they are in a strip of `wide` points."""
    lettered = bool(choice.letter)
    body = desk.flow(choice.blocks, strip.part(x + label, x + wide))
    head = (Tag("LI", OUTSIDE), Tag("Lbl", 0), Tag("LBody", 0)) if lettered else (Tag("LI", OUTSIDE), Tag("LBody", 0))
    body = renumbered(body, len(head), len(head) - 1)
    piece = solid(body.atoms).head if body.atoms else Piece(look.cap, ())
    baseline = first_baseline(piece, look.cap)
    runs = [Run(1, desk.label(f"{choice.letter} ", bold, x, baseline))] if lettered else []
    return _Entry((*head, *body.tags), Piece(piece.height, (*runs, *piece.runs)), baseline)


def _under(tags: Sequence[Tag], offset: int) -> tuple[Tag, ...]:
    """An entry's tags counted from `offset`, under the list that is tag 0."""
    return tuple(replace(tag, parent=0 if tag.parent == OUTSIDE else tag.parent + offset) for tag in tags)


def _aside(piece: Piece, dx: float) -> Piece:
    return Piece(piece.height, tuple(Run(run.tag, moved(run.ops, dx, 0.0)) for run in piece.runs)) if dx else piece


def _unboxed(entries: Sequence[_Entry], top: Tag, between: float, space: float) -> Setting:
    """Entries below one another, a page's end allowed between any two."""
    tags: list[Tag] = [top]
    atoms: list[Atom] = []
    for entry in entries:
        atoms.append(Atom(retagged(entry.piece, len(tags)), before=between, after=between))
        tags.extend(_under(entry.tags, len(tags)))
    atoms[0], atoms[-1] = replace(atoms[0], before=space), replace(atoms[-1], after=space)
    return Setting(tuple(tags), tuple(atoms))


def set_pairs(desk: Desk, pairs: Pairs, strip: Strip) -> Setting:
    """Two lists, the left one read first; cut between rows only if no page can hold them."""
    look = desk.look("body", strip)
    bold = desk.look("body", strip, bold=True)
    gap = min(pairs.gap * MM, strip.width * MOST_GAP)
    wide = (strip.width - gap) / 2
    label, aside = LABEL_AT * look.grown, TO_DOT * look.grown
    sides = (
        [_entry(desk, choice, look, bold, strip, strip.x, label, wide - aside) for choice in pairs.left],
        [
            _entry(desk, choice, look, bold, strip, strip.right - wide + aside, label, wide - aside)
            for choice in pairs.right
        ],
    )
    tags: list[Tag] = []
    bases: list[list[int]] = []
    for side, numbering in zip(sides, ("Decimal", "UpperAlpha"), strict=True):
        top = len(tags)
        tags.append(Tag("L", OUTSIDE, numbering=numbering))
        bases.append([])
        for entry in side:
            bases[-1].append(len(tags))
            tags.extend(
                replace(tag, parent=top if tag.parent == OUTSIDE else tag.parent + bases[-1][-1]) for tag in entry.tags
            )
    between = max(PAIR_PITCH * look.grown - look.cap, look.lead_in + BETWEEN_PAIRS)
    dots = (strip.x + wide - DOT, strip.right - wide + DOT)
    rows: list[Atom] = []
    for n in range(max(map(len, sides))):
        drawn: list[Op] = []
        runs: list[Run] = []
        height = 0.0
        for side, base, x in zip(sides, bases, dots, strict=True):
            if n < len(side):
                runs.extend(retagged(side[n].piece, base[n]).runs)
                drawn.append(Disc(x, side[n].baseline - look.cap / 2, DOT))
                height = max(height, side[n].piece.height)
        rows.append(Atom(Piece(height, together((Run(ARTIFACT, tuple(drawn)), *runs))), before=between, after=between))
    if not rows:
        return EMPTY
    space = desk.layout.question.stem_to_space
    rows[0], rows[-1] = replace(rows[0], before=space), replace(rows[-1], after=space)
    whole = piled(rows)
    fits = not strip.height or whole.head.height <= strip.height
    return Setting(tuple(tags), (whole,) if fits else tuple(rows))
