"""How many papers a bank could give: counted out where that is cheap, else estimated from samples."""

from __future__ import annotations

import math
import random

from msgspec import Struct

from packgen.assemble.problem import Problem
from packgen.assemble.state import NOBODY, State

MOST_STATES = 60_000
SAMPLES = 1_500


class Papers(Struct, frozen=True):
    """A number of papers; `exact`, or an estimate with two figures that hold.

    0 and not `exact` means that no sample fitted: too few to be counted so.
    """

    number: int
    exact: bool


def papers(problem: Problem, rng: random.Random) -> Papers:
    """How many sets of rows make the problem's paper, one that differs in its order only counting once."""
    counted = None if _tied(problem) else _counted(problem)
    return Papers(counted, True) if counted is not None else _estimated(problem, rng)


def _tied(problem: Problem) -> bool:
    """Whether what may be chosen hangs on more than sums: foes, sets, sources, slots that share rows."""
    rows = [row for opening in problem.openings for row in opening.members]
    return bool(problem.foes or problem.bundles or problem.fixed or problem.sources) or len(set(rows)) < len(rows)


def _counted(problem: Problem) -> int | None:
    """Sums that are reached, slot by slot, with in how many ways; None if there are too many of them."""
    zero = (0,) * len(problem.rules)
    reached: dict[tuple[int, ...], int] = {zero: 1}
    for n, opening in enumerate(problem.openings):
        alike: dict[tuple[tuple[int, int], ...], int] = {}
        for row in opening.members:
            effects = problem.effects(n, row)
            alike[effects] = alike.get(effects, 0) + 1
        most = min(opening.most, len(opening.members))
        ways: list[dict[tuple[int, ...], int]] = [{zero: 1}, *({} for _ in range(most))]
        for effects, number in alike.items():
            for count in range(most, 0, -1):
                for take in range(1, min(number, count) + 1):
                    times = math.comb(number, take)
                    for sums, before in ways[count - take].items():
                        after = _added(sums, effects, take)
                        ways[count][after] = ways[count].get(after, 0) + before * times
                if sum(map(len, ways)) > MOST_STATES:
                    return None
        here: dict[tuple[int, ...], int] = {}
        for count in range(opening.least, most + 1):
            for sums, times in ways[count].items():
                here[sums] = here.get(sums, 0) + times
        if len(here) * len(reached) > 20 * MOST_STATES:
            return None
        joined: dict[tuple[int, ...], int] = {}
        for before_sums, before in reached.items():
            for sums, times in here.items():
                after = tuple(a + b for a, b in zip(before_sums, sums, strict=True))
                joined[after] = joined.get(after, 0) + before * times
        if len(joined) > MOST_STATES:
            return None
        reached = joined
    return sum(
        times
        for sums, times in reached.items()
        if all(rule.least <= total <= rule.most for rule, total in zip(problem.rules, sums, strict=True))
    )


def _added(sums: tuple[int, ...], effects: tuple[tuple[int, int], ...], times: int) -> tuple[int, ...]:
    out = list(sums)
    for rule, weight in effects:
        out[rule] += weight * times
    return tuple(out)


def _estimated(problem: Problem, rng: random.Random) -> Papers:
    """The papers that fit among random ones with the right number of questions in each slot."""
    pinned = State(problem)
    if not pinned.pinned:
        return Papers(0, True)
    fixed = [
        sum(1 for place in pinned.where.values() if pinned.opening[place] == n) for n in range(len(problem.openings))
    ]
    free = [[row for row in opening.members if row not in pinned.where] for opening in problem.openings]
    options = [
        [
            (count, math.comb(len(rows), count))
            for count in range(max(0, opening.least - there), min(opening.most - there, len(rows)) + 1)
        ]
        for opening, rows, there in zip(problem.openings, free, fixed, strict=True)
    ]
    whole = math.prod(sum(ways for _, ways in choices) for choices in options)
    if not whole:
        return Papers(0, True)
    hits = 0.0
    for _ in range(SAMPLES):
        taken = [
            rng.sample(rows, rng.choices([c for c, _ in choices], [float(w) for _, w in choices])[0])
            for rows, choices in zip(free, options, strict=True)
        ]
        every = [row for rows in taken for row in rows]
        if len(set(every)) == len(every) and _fits(problem, pinned, taken):
            hits += 1.0 / _ways(problem, taken)
    return Papers(_rounded(whole * hits / SAMPLES), False)


def _fits(problem: Problem, state: State, taken: list[list[int]]) -> bool:
    waiting = [list(rows) for rows in taken]
    at = list(state.at)
    for place in state.free:
        rows = waiting[state.opening[place]]
        at[place] = rows.pop() if rows else NOBODY
    before = list(state.at)
    state.keep(at)
    fits = state.cost() < 1e-9
    state.keep(before)
    return fits


def _ways(problem: Problem, taken: list[list[int]]) -> int:
    """In how many ways the same rows could be shared out among slots that overlap, at least."""
    out = 1
    for n, rows in enumerate(taken):
        for m in range(n):
            both = [r for r in rows if r in problem.admits[m]], [r for r in taken[m] if r in problem.admits[n]]
            out *= math.comb(len(both[0]) + len(both[1]), len(both[0]))
    return out


def _rounded(number: float) -> int:
    """To two figures."""
    if number < 1:
        return 0 if number == 0 else 1
    scale: int = 10 ** max(0, math.floor(math.log10(number)) - 1)
    return round(number / scale) * scale
