"""Who has which version: by the seats, so that no neighbours share one, or in turn down the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from packgen.diagnostics import Diagnostic, Place, warning
from packgen.model.roster import Pupil, Roster, Seat, Seated, SeatingPlan

# How bad it is for neighbours to share a version: who sits beside or in front sees more than who sits askew.
_STRAIGHT: Final = 3
_ASKEW: Final = 1
_ROUNDS: Final = 50


def in_turn(roster: Roster, versions: Sequence[str]) -> Seated:
    """Versions one after another down the list; who must have one has it, and the others keep their turn."""
    given = {}
    turn = 0
    for pupil in roster.pupils:
        if pupil.version in versions and pupil.version:
            given[pupil.number] = pupil.version
        else:
            given[pupil.number] = versions[turn % len(versions)]
            turn += 1
    return Seated(seats={}, versions=given)


def seated(roster: Roster, plan: SeatingPlan, versions: Sequence[str]) -> tuple[Seated, tuple[Diagnostic, ...]]:
    """Every pupil's seat and version: neighbours, askew ones too, share none where four versions allow it.

    Free seats are filled in the list's order.  Pupils without a seat have versions in turn.  With fewer versions
    neighbours beside and in front come first.  What can't be kept apart is told, by seat and number.
    """
    seats = dict(plan.fixed)
    waiting = [p.number for p in roster.pupils if p.number not in seats and not p.absent]
    waiting += [p.number for p in roster.pupils if p.number not in seats and p.absent]
    seats.update(zip(waiting, plan.free, strict=False))
    said: list[Diagnostic] = []
    place = Place(plan.file)
    standing = waiting[len(plan.free) :]
    if standing:
        message = f"{len(standing)} pupils have no seat ({_listed(standing)}): their versions go in turn"
        said.append(warning("no-seat", message, "add seats (*) to the plan", place))
    pupils = {pupil.number: pupil for pupil in roster.pupils}
    found = _coloured(seats, pupils, versions)
    rest = Roster(name="", pupils=tuple(pupils[n] for n in sorted(standing)), digest="", file="")
    given = {**found, **in_turn(rest, versions).versions}
    clashes = tuple(sorted(pair for pair in _neighbours(seats) if given[pair[0]] == given[pair[1]]))
    for one, other in clashes if len(versions) >= 4 else clashes[:0]:
        message = f"pupils {one} ({seats[one]}) and {other} ({seats[other]}) share version {given[one]}"
        said.append(warning("neighbours", message, "take away a fixed version, or move one of them", place))
    if clashes and len(versions) < 4:
        message = f"{len(clashes)} pairs of neighbours share a version: {len(versions)} can't keep all apart"
        said.append(warning("neighbours", message, "ask for --versions 4", place))
    return Seated(seats=seats, versions=given, clashes=clashes), tuple(said)


def in_seat_order(numbers: Sequence[int], seats: Mapping[int, Seat]) -> list[int]:
    """Pupils as papers are handed out: row by row from the front, then who has no seat, in the list's order."""
    last = Seat(10**9, 0)
    return sorted(numbers, key=lambda number: (seats.get(number, last), number))


def _coloured(seats: Mapping[int, Seat], pupils: Mapping[int, Pupil], versions: Sequence[str]) -> dict[int, str]:
    """A version for each seat: the pattern of rows and columns, then the least clashes that single changes reach."""
    fixed = {n: pupils[n].version for n in seats if pupils[n].version in versions and pupils[n].version}
    given = {n: fixed.get(n) or versions[_pattern(seat, len(versions))] for n, seat in seats.items()}
    near: dict[int, list[tuple[int, int]]] = {n: [] for n in seats}
    for one, other in _neighbours(seats):
        weight = _STRAIGHT if seats[one].row == seats[other].row or seats[one].column == seats[other].column else _ASKEW
        near[one].append((other, weight))
        near[other].append((one, weight))
    for _ in range(_ROUNDS):
        changed = False
        for n in sorted(seats):
            if n in fixed:
                continue
            costs = Counter(dict.fromkeys(versions, 0))
            for other, weight in near[n]:
                costs[given[other]] += weight
            best = min(versions, key=lambda version: (costs[version], version != given[n], versions.index(version)))
            if costs[best] < costs[given[n]]:
                given[n], changed = best, True
        if not changed:
            break
    return given


def _pattern(seat: Seat, versions: int) -> int:
    """Each block of two by two has four versions, the next block the next four; fewer than four: a chessboard."""
    if versions < 4:
        return (seat.row + seat.column) % versions
    return 2 * (seat.row % 2) + seat.column % 2 + 4 * ((seat.row // 2 + seat.column // 2) % (versions // 4))


def _neighbours(seats: Mapping[int, Seat]) -> Iterator[tuple[int, int]]:
    """Pairs of pupils in seats that touch, the smaller number first."""
    at = {seat: number for number, seat in seats.items()}
    for seat, number in sorted(at.items()):
        for down, across in ((0, 1), (1, -1), (1, 0), (1, 1)):
            other = at.get(Seat(seat.row + down, seat.column + across))
            if other is not None:
                yield min(number, other), max(number, other)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, sorted(numbers)[:8]))
    return (
        f"numbers {shown}, ..." if len(numbers) > 8 else f"numbers {shown}" if len(numbers) > 1 else f"number {shown}"
    )
