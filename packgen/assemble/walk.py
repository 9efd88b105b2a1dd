"""A walk over the papers that are as they must be: small random changes, each kept if nothing is wrong after it.

Every change is proposed so that all papers become equally likely in the end (Metropolis and Hastings): where one way
round is proposed more often than the other, or where a set of questions can stand at its places in more ways than
another, the odds of keeping the change make up for it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from packgen.assemble.problem import Problem
from packgen.assemble.state import NOBODY, State

EMPTY = 0.3
"""How often a change asks for a place that may stay empty to be emptied."""


def walk(state: State, rng: random.Random, steps: int) -> None:
    """Change one to three questions at random, `steps` times, wherever the paper stays as it must be."""
    if state.free:
        _Walk(state, rng).run(steps)


class _Walk:
    """One walk: proposals as places and the rows that would stand there, and whether they may be kept."""

    def __init__(self, state: State, rng: random.Random) -> None:
        self.state, self.problem, self.random = state, state.problem, rng.random
        self.alike = [_alike(state.problem, n) for n in range(len(state.problem.openings))]
        self.members = [opening.members for opening in state.problem.openings]
        self.marks = any(rule.sort == "marks" for rule in state.problem.rules)
        self.sizes = [0] * len(state.problem.openings)
        for place in state.where.values():
            self.sizes[state.opening[place]] += 1
        self.odds = 1.0

    def run(self, steps: int) -> None:
        """Propose `steps` changes."""
        state, chance, free = self.state, self.random, self.state.free
        count = len(free)
        for _ in range(steps):
            self.odds = 1.0
            way = chance()
            first = free[int(chance() * count)]
            if way < 0.3 or count == 1:
                places: tuple[int, ...] = (first,)
                rows = self._near(first) if way < 0.15 else self._any(places)
            else:
                more = 1 if way < 0.65 else 2
                places = (first, *(free[int(chance() * count)] for _ in range(more)))
                if len(set(places)) < len(places):
                    continue
                rows = self._even(places) if self.marks and chance() < 0.75 else self._any(places)
            if rows is None or (self.odds < 1.0 and chance() >= self.odds) or not self._stays_right(places, rows):
                continue
            for place in places:
                self.sizes[state.opening[place]] -= state.at[place] != NOBODY
                state.put(place, NOBODY)
            for place, row in zip(places, rows, strict=True):
                self.sizes[state.opening[place]] += row != NOBODY
                state.put(place, row)

    def _near(self, place: int) -> tuple[int, ...] | None:
        """Another row of the same stratum."""
        old = self.state.at[place]
        if old == NOBODY:
            return None
        mates = self.alike[self.state.opening[place]][old]
        row = mates[int(self.random() * len(mates))]
        return None if row in self.state.where else (row,)

    def _any(self, places: Sequence[int]) -> tuple[int, ...] | None:
        """Any row for each place, or nobody where that may be; each only once in the paper."""
        out: list[int] = []
        sizes = list(self.sizes)
        for place in places:
            row = self._one(place, sizes)
            if row is None or (row != NOBODY and row in out):
                return None
            if row in self.state.where and self.state.where[row] not in places:
                return None
            out.append(row)
        return tuple(out)

    def _one(self, place: int, sizes: list[int]) -> int | None:
        state, opening, old = self.state, self.state.opening[place], self.state.at[place]
        members = self.members[opening]
        if not members:
            return None
        if not state.needed[place]:
            if old != NOBODY and self.random() < EMPTY:
                self.odds /= self._filling(opening, sizes[opening] - 1)
                sizes[opening] -= 1
                return NOBODY
            if old == NOBODY:
                self.odds *= self._filling(opening, sizes[opening])
                sizes[opening] += 1
        return members[int(self.random() * len(members))]

    def _filling(self, n: int, now: int) -> float:
        """How much likelier one more row must be kept in an opening of `now` rows than one less is."""
        opening = self.problem.openings[n]
        spare = min(opening.most, len(opening.members)) - opening.least
        ways = (now + 1 - opening.least) / ((now + 1) * (spare - now + opening.least))
        return ways * EMPTY * len(opening.members)

    def _even(self, places: Sequence[int]) -> tuple[int, ...] | None:
        """Any rows at all places but the last, and at that one a row that keeps the sum of marks."""
        state, rows = self.state, self.problem.rows
        *some, last = places
        was = state.at[last]
        if was == NOBODY:
            return None
        sizes = list(self.sizes)
        out: list[int] = []
        after = before = rows[was].marks
        for place in some:
            new, old = self._one(place, sizes), state.at[place]
            if new is None:
                return None
            out.append(new)
            after += (rows[old].marks if old != NOBODY else 0) - (rows[new].marks if new != NOBODY else 0)
        by_marks = self.problem.by_marks[state.opening[last]]
        right = by_marks.get(after)
        if not right:
            return None
        self.odds *= len(right) / len(by_marks[before])
        out.append(right[int(self.random() * len(right))])
        standing = [row for row in out if row != NOBODY]
        if len(set(standing)) < len(standing):
            return None
        if any(row in state.where and state.where[row] not in places for row in standing):
            return None
        return tuple(out)

    def _stays_right(self, places: Sequence[int], rows: Sequence[int]) -> bool:
        """Whether nothing would be wrong; nothing is now."""
        state, problem = self.state, self.problem
        shift: dict[int, int] = {}
        gone = [state.at[place] for place in places]
        for place, old, new in zip(places, gone, rows, strict=True):
            if old == new:
                continue
            opening = state.opening[place]
            if old != NOBODY:
                for rule, weight in problem.effects(opening, old):
                    shift[rule] = shift.get(rule, 0) - weight
            if new != NOBODY:
                for rule, weight in problem.effects(opening, new):
                    shift[rule] = shift.get(rule, 0) + weight
        rules, sums = problem.rules, state.sums
        for n, by in shift.items():
            if by and not rules[n].least <= sums[n] + by <= rules[n].most:
                return False
        if problem.foes:
            for new in rows:
                for foe in problem.foes.get(new, ()):
                    if foe in rows or (foe in state.where and foe not in gone):
                        return False
        return (not problem.bundles or self._bundles_stay(gone, rows)) and self._sources_stay(gone, rows)

    def _bundles_stay(self, gone: Sequence[int], rows: Sequence[int]) -> bool:
        problem = self.problem
        by: dict[int, int] = {}
        for who, sign in ((gone, -1), (rows, 1)):
            for row in who:
                for n in problem.bundles_of.get(row, ()):
                    by[n] = by.get(n, 0) + sign
        for n, shift in by.items():
            bundle, count = problem.bundles[n], self.state.counts[n] + shift
            if (count or bundle.needed) and not bundle.least <= count <= bundle.most:
                return False
        return True

    def _sources_stay(self, gone: Sequence[int], rows: Sequence[int]) -> bool:
        problem, state = self.problem, self.state
        if problem.sources is None:
            return True
        counts = dict(state.stimuli)
        for who, sign in ((gone, -1), (rows, 1)):
            for row in who:
                for stimulus in problem.rows[row].stimuli if row != NOBODY else ():
                    counts[stimulus] = counts.get(stimulus, 0) + sign
        return problem.sources[0] <= sum(1 for count in counts.values() if count) <= problem.sources[1]


def _alike(problem: Problem, opening: int) -> dict[int, Sequence[int]]:
    """For each member of an opening the members of its stratum."""
    return {row: mates for mates in problem.by_stratum[opening].values() for row in mates}
