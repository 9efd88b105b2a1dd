"""Which row of a kind an item is set by, and the lines that pupils get to write on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import structs

from packgen.model.item import Item, Kind, LineRange, Row, Space
from packgen.model.response import AnswerLines

K = TypeVar("K")
V = TypeVar("V")

SCHOOL = "school"
OF_THE_ROW = tuple(name for name in Row.__struct_fields__ if name in Kind.__struct_fields__ and name != "name")
"""What a row may ask otherwise than its kind: stimuli, bullets, the sentence after them ..."""
MOST_KEPT = 4096
# What was found for a kind, which is asked for each item of a bank.  The kind is kept, so that its id stays its own.
_orders: dict[tuple[int, str, tuple[str, ...], int, int], tuple[Kind, tuple[Row, ...]]] = {}
_of_boards: dict[tuple[int, str], tuple[Kind, Kind]] = {}
LINES_A_MARK = 2.5
MOST_LINES = 108
FLEXES_FROM = 6


def row_for(item: Item, kind: Kind, board: str = "") -> Row | None:
    """The row of `kind` that sets `item`, or None where no row has its marks.

    Boards are tried in this order: the requested one if the item is for it (an item that names no board is
    for all), the item's own, "school", then the rest.  Within a board the first row with the item's marks
    wins, those that take its stimuli and bullets before the others; an item that names no board is set by a row
    that takes them, if there is one.  Failing that, a row without a ladder is stretched to the item's marks;
    ladders are never stretched, unless the item brings a rubric of its own.
    """
    rows = _in_order(item, kind, board)
    if item.marks is None:
        return rows[0] if rows else None
    for row in rows:
        if row.marks == item.marks:
            return row
    for row in rows:
        if not row.rubric or item.scheme.rubric:
            return _stretched(row, item.marks)
    return None


def row_of_board(item: Item, kind: Kind, board: str) -> Row | None:
    """The row by which `board` itself sets `item`; None if it has none with the item's marks.

    A kind without a row for any board (a short answer) is set by the school's.
    """
    key = id(kind), board
    kept = _of_boards.get(key)
    if kept is None or kept[0] is not kind:
        boards = {row.board for row in kind.rows} - {SCHOOL}
        rows = tuple(row for row in kind.rows if row.board == (board if boards else SCHOOL))
        kept = kind, structs.replace(kind, rows=rows)
        _keep(_of_boards, key, kept)
    return row_for(item, kept[1], board) if kept[1].rows else None


def asked_by(kind: Kind, row: Row) -> Kind:
    """`kind` as the board of `row` asks it."""
    own = {name: value for name in OF_THE_ROW if (value := getattr(row, name)) is not None}
    return structs.replace(kind, **own) if own else kind


def takes(kind: Kind, row: Row, item: Item) -> bool:
    """True if `item` names as many stimuli as the row asks for and gives the prompts that it must have."""
    asked = asked_by(kind, row)
    bullets = len(getattr(item, "bullets", ()))
    return asked.stimuli[0] <= len(item.stimuli) <= asked.stimuli[1] and bullets >= asked.bullets[0]


def for_board(item: Item, board: str) -> bool:
    """True if `item` may stand on a paper of `board`, "" being any.

    An item that names no board is for all, and so is one that only names "school".
    """
    return not board or board in item.boards or not set(item.boards) - {SCHOOL}


def _for_stimuli(row: Row) -> Row:
    """`row` as it is for an item that names stimuli."""
    other = row.with_stimuli
    if other is None:
        return row
    spag = row.spag if other.spag is None else other.spag
    return structs.replace(row, aos=other.aos or row.aos, rubric=other.rubric or row.rubric, spag=spag)


def _in_order(item: Item, kind: Kind, board: str) -> Sequence[Row]:
    """The rows as they are for `item`, those to be tried first before the others."""
    key = id(kind), board, item.boards, len(item.stimuli), len(getattr(item, "bullets", ()))
    kept = _orders.get(key)
    if kept is None or kept[0] is not kind:
        rows = _by_preference(item, kind, board)
        kept = kind, tuple(_for_stimuli(row) if item.stimuli else row for row in rows)
        _keep(_orders, key, kept)
    return kept[1]


def _keep(store: dict[K, V], key: K, value: V) -> None:
    if len(store) >= MOST_KEPT:
        store.clear()
    store[key] = value


def _by_preference(item: Item, kind: Kind, board: str) -> list[Row]:
    order: list[str] = []
    if board and (not item.boards or board in item.boards):
        order.append(board)
    order += item.boards
    order.append(SCHOOL)
    rank = {name: n for n, name in reversed(list(enumerate(order)))}

    def preference(row: Row) -> tuple[int, int]:
        place, unfit = rank.get(row.board, len(order)), int(not takes(kind, row, item))
        return (place, unfit) if item.boards else (unfit, place)

    return sorted(kind.rows, key=preference)


def _stretched(row: Row, marks: int) -> Row:
    ratio = marks / row.marks
    spaces = tuple(structs.replace(s, lines=max(1, round(s.lines * ratio))) if s.lines else s for s in row.spaces)
    each = row.points_each if marks % row.points_each == 0 else 1
    return structs.replace(row, marks=marks, aos=scaled(row.aos, marks), spaces=spaces, points_each=each)


def scaled(aos: Mapping[str, int], marks: int) -> dict[str, int]:
    """`aos` in the same proportions with the sum `marks`: whole marks, by largest remainder."""
    total = sum(aos.values())
    if total in (0, marks):
        return dict(aos)
    shares = {name: value * marks / total for name, value in aos.items()}
    out = {name: math.floor(share) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: out[name] - shares[name])
    for name in by_remainder[: marks - sum(out.values())]:
        out[name] += 1
    return {name: value for name, value in out.items() if value}


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of several splits by objective, sorted by objective."""
    out: dict[str, int] = {}
    for part in parts:
        for name, value in part.items():
            out[name] = out.get(name, 0) + value
    return dict(sorted(out.items()))


def default_lines(marks: int) -> int:
    """The lines for `marks` where neither item nor kind says: two and a half a mark, four pages at most."""
    return min(MOST_LINES, max(2, math.ceil(marks * LINES_A_MARK)))


def answer_spaces(item: Item, row: Row) -> tuple[AnswerLines, ...]:
    """The ruled spaces of an item: its own `lines`, shared among the kind's spaces, else the kind's lines.

    No space at all if the item asks for 0 lines (answered in an exercise book).
    """
    spaces = row.spaces or (Space(lines=default_lines(row.marks)),)
    own = item.lines
    if own is None:
        return tuple(flexed(space.lines, space.label) for space in spaces if space.lines)
    asked = own if isinstance(own, LineRange) else LineRange(lines=own)
    shares = _shared(asked.lines, spaces)
    out: list[AnswerLines] = []
    for space, lines in zip(spaces, shares, strict=True):
        if not lines:
            continue
        plain = flexed(lines, space.label)
        least = plain.least if asked.least is None else min(lines, round(asked.least * lines / asked.lines))
        most = plain.most if asked.most is None else max(lines, round(asked.most * lines / asked.lines))
        out.append(AnswerLines(lines, least, most, space.label))
    return tuple(out)


def flexed(lines: int, label: str = "") -> AnswerLines:
    """`lines` that the page breaker may vary by 15 % from six lines on, and not at all below."""
    if lines < FLEXES_FROM:
        return AnswerLines(lines, lines, lines, label)
    return AnswerLines(lines, -(-lines * 85 // 100), lines * 115 // 100, label)


def _shared(lines: int, spaces: tuple[Space, ...]) -> list[int]:
    """`lines` shared among `spaces` in the kind's proportions; the first spaces take the odd lines."""
    weights = [space.lines or 1 for space in spaces]
    total = sum(weights)
    out = [lines * weight // total for weight in weights]
    for n in range(lines - sum(out)):
        out[n % len(out)] += 1
    return out
