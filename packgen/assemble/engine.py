"""The engine: a seeded local search to a paper that is as it must be, then a walk so that every such paper is likely.

A first paper found by any search comes from a small corner of those there are.  So the paper is then changed at random
many times, one to three questions at once, each change kept if the paper is still as it must be: after some hundreds
of changes any paper of the bank is nearly as likely as any other.  Both stop after a number of steps, never by a clock.
"""

from __future__ import annotations

import math
import random

from packgen.assemble.problem import Problem
from packgen.assemble.state import NOBODY, State
from packgen.assemble.walk import walk

TRIES = 6
STEPS = 4_000
STUCK = 60
SAMPLED = 14
WALK = (400, 3_000)
THOROUGH = 20_000


def solve(
    problem: Problem, rng: random.Random, walked: int | None = None, *, tries: int = TRIES, steps: int = STEPS
) -> State | None:
    """A paper that is as it must be, nearly any one with the same chance; None if none was found.

    `walked` is the number of steps of the walk (None = by the size of the paper).
    """
    state = State(problem)
    if not state.pinned or not search(state, rng, tries, steps):
        return None
    walk(state, rng, walk_length(state) if walked is None else walked)
    return state


def walk_length(state: State) -> int:
    """Steps enough for every question of the paper to have changed several times."""
    least, most = WALK
    return min(most, max(least, 60 * len(state.where)))


def search(state: State, rng: random.Random, tries: int = TRIES, steps: int = STEPS) -> bool:
    """Change one place at a time for the better until nothing is wrong; True if that came about."""
    for _ in range(tries):
        state.clear(rng)
        if _improve(state, rng, steps):
            return True
    return False


def nearest_state(problem: Problem, rng: random.Random) -> State:
    """A paper with as little wrong as a search finds, for what it tells of why there is none."""
    state = State(problem)
    best: tuple[float, list[int]] = (math.inf, list(state.at))
    for _ in range(3):
        state.clear(rng)
        _improve(state, rng, 1_500)
        state.plain()
        best = min(best, (state.cost(), list(state.at)))
    state.keep(best[1])
    return state


def _improve(state: State, rng: random.Random, steps: int) -> bool:
    cost = state.cost()
    lowest, since = cost, 0
    for _ in range(steps):
        if cost < 1e-9:
            return state.cost() < 1e-9
        if not state.free:
            return False
        place = rng.choice(state.free)
        best, least = NOBODY - 1, math.inf
        for row in _offers(state, place, rng):
            change = state.change(place, row)
            if change < least or (change == least and rng.random() < 0.5):
                best, least = row, change
        if best < NOBODY or (least > 0 and rng.random() > 0.01):
            since += 1
        else:
            state.put(place, best)
            cost += least
            since = since + 1 if cost >= lowest - 1e-9 else 0
            lowest = min(cost, lowest)
        if since > STUCK:
            state.heavier()
            cost = lowest = state.cost()
            since = 0
    return state.cost() < 1e-9


def _offers(state: State, place: int, rng: random.Random) -> list[int]:
    """Some rows that might stand at `place`: any at random, and some that bring a sum of marks to where it belongs."""
    problem, opening, old = state.problem, state.opening[place], state.at[place]
    members = problem.openings[opening].members
    if not members:
        return [] if old == NOBODY or state.needed[place] else [NOBODY]
    count = min(SAMPLED, len(members))
    out = list(members) if len(members) <= SAMPLED else [rng.choice(members) for _ in range(count)]
    marks = problem.rows[old].marks if old != NOBODY else 0
    for n, weight in problem.effects(opening, out[0]):
        rule = problem.rules[n]
        if rule.sort == "marks" and weight:
            short = rule.least - state.sums[n] if state.sums[n] < rule.least else min(0, rule.most - state.sums[n])
            right = problem.by_marks[opening].get(marks + short, ()) if short else ()
            if right:
                out += [rng.choice(right) for _ in range(4)]
    partner = _partner(state, opening, rng)
    if partner is not None:
        out.append(partner)
    out = [row for row in out if row not in state.where]
    if not state.needed[place] and old != NOBODY:
        out.append(NOBODY)
    return out


def _partner(state: State, opening: int, rng: random.Random) -> int | None:
    """A row of a bundle that lacks some, to be offered where it may stand."""
    problem = state.problem
    for _ in range(3):
        if not problem.bundles:
            return None
        n = rng.randrange(len(problem.bundles))
        bundle = problem.bundles[n]
        if (state.counts[n] or bundle.needed) and state.counts[n] < bundle.least:
            row = rng.choice(bundle.members)
            if row in problem.admits[opening]:
                return row
    return None
