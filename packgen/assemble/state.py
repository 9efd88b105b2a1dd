"""A paper half chosen: which row stands at which place, what it adds up to, what is wrong with it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from packgen.assemble.problem import Problem

NOBODY = -1
Move = tuple[tuple[int, int], ...]
"""Places and the rows that are to stand there instead."""


class State:
    """Rows at places, with the sums and counts of the problem's rules and sets kept as they change.

    `weights` says what one step outside a rule costs, `held` what one row too many or too few of a bundle does.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.opening, self.needed = problem.places()
        self.at = [NOBODY] * len(self.opening)
        self.where: dict[int, int] = {}
        self.sums = [0] * len(problem.rules)
        self.counts = [0] * len(problem.bundles)
        self.stimuli: dict[str, int] = {}
        self.weights = [1.0] * len(problem.rules)
        self.bundle_weights = [1.0] * len(problem.bundles)
        self.foe_weight = 1.0
        self.free = list(range(len(self.opening)))
        self.pinned = self._pin()

    def _pin(self) -> bool:
        """Put the fixed rows where they fit, by augmenting paths; False if they do not all fit."""
        places: dict[int, int] = {}

        def seat(row: int, tried: set[int]) -> bool:
            for place in self.free:
                if place in tried or row not in self.problem.admits[self.opening[place]]:
                    continue
                tried.add(place)
                if place not in places or seat(places[place], tried):
                    places[place] = row
                    return True
            return False

        pinned = all(seat(row, set()) for row in self.problem.fixed)
        for place, row in places.items():
            self.put(place, row)
        self.free = [place for place in self.free if place not in places]
        return pinned

    def put(self, place: int, row: int) -> None:
        """Let `row` (or nobody) stand at `place` in place of what is there."""
        problem, old = self.problem, self.at[place]
        for who, by in ((old, -1), (row, 1)):
            if who == NOBODY:
                continue
            for rule, weight in problem.effects(self.opening[place], who):
                self.sums[rule] += by * weight
            for bundle in problem.bundles_of.get(who, ()):
                self.counts[bundle] += by
            if problem.sources is not None:
                for stimulus in problem.rows[who].stimuli:
                    self.stimuli[stimulus] = self.stimuli.get(stimulus, 0) + by
                    if not self.stimuli[stimulus]:
                        del self.stimuli[stimulus]
        if old != NOBODY:
            del self.where[old]
        self.at[place] = row
        if row != NOBODY:
            self.where[row] = place

    def clear(self, rng: random.Random) -> None:
        """Empty all places that are not pinned, then fill those that must be filled at random."""
        for place in self.free:
            if self.at[place] != NOBODY:
                self.put(place, NOBODY)
        order = [place for place in self.free if self.needed[place]]
        rng.shuffle(order)
        order.sort(key=lambda place: len(self.problem.openings[self.opening[place]].members) > 50)
        for place in order:
            members = self.problem.openings[self.opening[place]].members
            best, least = NOBODY, 0.0
            for _ in range(8):
                row = rng.choice(members) if members else NOBODY
                if row == NOBODY or row in self.where:
                    continue
                worse = self._foes_in(row, NOBODY) + self._over(self.opening[place], row)
                if best == NOBODY or worse < least:
                    best, least = row, worse
            if best == NOBODY:
                free = [row for row in members if row not in self.where]
                best = rng.choice(free) if free else NOBODY
            if best != NOBODY:
                self.put(place, best)

    def _over(self, opening: int, row: int) -> float:
        rules = self.problem.rules
        return sum(
            max(0, self.sums[n] + weight - rules[n].most) / rules[n].step
            for n, weight in self.problem.effects(opening, row)
        )

    def cost(self) -> float:
        """What is wrong, in all; 0 for a paper that is as it must be."""
        problem = self.problem
        out = sum(
            w * _outside(s, r.least, r.most) / r.step
            for w, s, r in zip(self.weights, self.sums, problem.rules, strict=True)
        )
        out += sum(
            w * _astray(count, b.least, b.most, b.needed)
            for w, count, b in zip(self.bundle_weights, self.counts, problem.bundles, strict=True)
        )
        if problem.sources is not None:
            out += _outside(len(self.stimuli), *problem.sources)
        out += self.foe_weight * self.clashes()
        return out + sum(1 for place in self.free if self.needed[place] and self.at[place] == NOBODY)

    def clashes(self) -> int:
        """How many pairs of foes stand in the paper."""
        foes = self.problem.foes
        return sum(1 for row in self.where for foe in foes.get(row, ()) if foe in self.where) // 2

    def _foes_in(self, row: int, but: int) -> int:
        return sum(1 for foe in self.problem.foes.get(row, ()) if foe != but and foe in self.where)

    def change(self, place: int, row: int) -> float:
        """What `put` would add to the cost."""
        problem, old, opening = self.problem, self.at[place], self.opening[place]
        shift: dict[int, int] = {}
        if old != NOBODY:
            for n, weight in problem.effects(opening, old):
                shift[n] = -weight
        if row != NOBODY:
            for n, weight in problem.effects(opening, row):
                shift[n] = shift.get(n, 0) + weight
        out = 0.0
        for n, by in shift.items():
            if by:
                rule, now = problem.rules[n], self.sums[n]
                out += (
                    self.weights[n]
                    * (_outside(now + by, rule.least, rule.most) - _outside(now, rule.least, rule.most))
                    / rule.step
                )
        if problem.bundles:
            out += self._bundles(old, row)
        if problem.sources is not None:
            out += self._sources(old, row)
        if problem.foes:
            out += self.foe_weight * (
                (self._foes_in(row, old) if row != NOBODY else 0) - (self._foes_in(old, row) if old != NOBODY else 0)
            )
        if self.needed[place]:
            out += (row == NOBODY) - (old == NOBODY)
        return out

    def _bundles(self, old: int, row: int) -> float:
        problem = self.problem
        by: dict[int, int] = {}
        for who, sign in ((old, -1), (row, 1)):
            for bundle in problem.bundles_of.get(who, ()):
                by[bundle] = by.get(bundle, 0) + sign
        out = 0.0
        for n, shift in by.items():
            b, now = problem.bundles[n], self.counts[n]
            out += self.bundle_weights[n] * (
                _astray(now + shift, b.least, b.most, b.needed) - _astray(now, b.least, b.most, b.needed)
            )
        return out

    def _sources(self, old: int, row: int) -> int:
        assert self.problem.sources is not None, "asked only where sources are bounded"
        rows = self.problem.rows
        gone = set(rows[old].stimuli) if old != NOBODY else set()
        new = set(rows[row].stimuli) if row != NOBODY else set()
        number = len(self.stimuli)
        after = number - sum(self.stimuli[s] == 1 for s in gone - new) + sum(s not in self.stimuli for s in new - gone)
        return _outside(after, *self.problem.sources) - _outside(number, *self.problem.sources)

    def heavier(self) -> None:
        """Let what is wrong now cost more from here on, so that the search leaves a place where nothing helps."""
        for n, rule in enumerate(self.problem.rules):
            if _outside(self.sums[n], rule.least, rule.most):
                self.weights[n] *= 1.3
        for n, b in enumerate(self.problem.bundles):
            if _astray(self.counts[n], b.least, b.most, b.needed):
                self.bundle_weights[n] *= 1.3
        if self.clashes():
            self.foe_weight *= 1.3

    def plain(self) -> None:
        """Let everything cost what it did at first."""
        self.weights = [1.0] * len(self.weights)
        self.bundle_weights = [1.0] * len(self.bundle_weights)
        self.foe_weight = 1.0

    def chosen(self) -> list[list[int]]:
        """The rows of each opening, in the order of its places."""
        out: list[list[int]] = [[] for _ in self.problem.openings]
        for place, row in enumerate(self.at):
            if row != NOBODY:
                out[self.opening[place]].append(row)
        return out

    def keep(self, at: Sequence[int]) -> None:
        """Let exactly the rows of `at` stand at their places."""
        for place, row in enumerate(at):
            if self.at[place] != NOBODY and self.at[place] != row:
                self.put(place, NOBODY)
        for place, row in enumerate(at):
            if self.at[place] != row:
                self.put(place, row)


def _outside(value: int, least: int, most: int) -> int:
    return least - value if value < least else value - most if value > most else 0


def _astray(count: int, least: int, most: int, needed: bool) -> int:
    return 0 if not count and not needed else _outside(count, least, most)
