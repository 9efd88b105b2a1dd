"""Fair versions: items dealt to the places of several papers, then exchanged until the papers are as like as can be."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

from packgen.assemble.classes import Places

STEPS = 3_000
STEPS_A_VERSION = 1_500
MOST_STEPS = 40_000
HOT, COLD = 2.0, 0.002
CLASH = 40.0
PARTINGS = 20
SLIP = 1e-6


class Table:
    """Rows at the places of several papers, with what each paper adds up to.

    `values` gives for each row what it adds to each measure; the papers are like one another where each measure varies
    little, by `scales`.  `bounds` are the least and most of the measures that must keep to some.  `apart` are rows that
    may not stand in one paper with others.
    """

    def __init__(
        self,
        papers: list[list[int]],
        groups: Sequence[Places],
        values: Mapping[int, tuple[float, ...]],
        scales: Sequence[float],
        bounds: Mapping[int, tuple[float, float]],
        apart: Mapping[int, frozenset[int]],
        uses: Mapping[int, int],
    ) -> None:
        self.papers, self.groups, self.values = papers, groups, values
        self.scales, self.bounds, self.apart = [1 / s**2 for s in scales], bounds, apart
        self.most = uses
        self.used: dict[int, int] = {}
        self.inside = [set(paper) for paper in papers]
        for paper in papers:
            for row in paper:
                self.used[row] = self.used.get(row, 0) + 1
        self.sums = [[sum(self.values[row][k] for row in paper) for k in range(len(scales))] for paper in papers]
        self.totals = [sum(sums[k] for sums in self.sums) for k in range(len(scales))]

    def settle(self, rng: random.Random, steps: int) -> None:
        """Exchange rows, `steps` times, ever less often for the worse."""
        if not any(len(group.supply) > len(group.places) for group in self.groups) or len(self.papers) < 2:
            return
        movable = [group for group in self.groups if len(group.supply) > 1]
        chances = [len(group.places) for group in movable]
        picks = rng.choices(movable, chances, k=steps)
        cooling = (COLD / HOT) ** (1 / max(1, steps))
        heat = HOT
        for group in picks:
            heat *= cooling
            move = self._swap(group, rng) if rng.random() < 0.6 else self._replace(group, rng)
            if move is None:
                continue
            change = self._change(move)
            if change <= 0 or rng.random() < math.exp(-change / heat):
                self._make(move)

    def _swap(self, group: Places, rng: random.Random) -> list[tuple[int, int, int]] | None:
        """Two papers' rows in each other's place, as (paper, place, row)."""
        f, g = rng.randrange(len(self.papers)), rng.randrange(len(self.papers))
        i, j = rng.choice(group.places), rng.choice(group.places)
        one, other = self.papers[f][i], self.papers[g][j]
        if f == g or one == other or one in self.inside[g] or other in self.inside[f]:
            return None
        return [(f, i, other), (g, j, one)]

    def _replace(self, group: Places, rng: random.Random) -> list[tuple[int, int, int]] | None:
        """A row that is used less than it may be in place of another."""
        f, i, row = rng.randrange(len(self.papers)), rng.choice(group.places), rng.choice(group.supply)
        if row in self.inside[f] or self.used.get(row, 0) >= self.most[row]:
            return None
        return [(f, i, row)]

    def _change(self, move: Sequence[tuple[int, int, int]]) -> float:
        out = 0.0
        count = len(self.papers)
        totals = [0.0] * len(self.scales)
        for f, i, row in move:
            sums, old = self.sums[f], self.papers[f][i]
            for k, (a, b) in enumerate(zip(self.values[old], self.values[row], strict=True)):
                by = b - a
                if by:
                    out += self.scales[k] * by * (2 * sums[k] + by)
                    totals[k] += by
                    if k in self.bounds:
                        out += self._broken(k, sums[k] + by) - self._broken(k, sums[k])
            out += CLASH * (self._clashes(f, row, old) - self._clashes(f, old, row))
        for k, by in enumerate(totals):
            if by:
                out -= self.scales[k] * by * (2 * self.totals[k] + by) / count
        return out

    def _broken(self, k: int, value: float) -> float:
        """What a sum outside its bounds costs."""
        least, most = self.bounds[k]
        beyond = max(0.0, least - value, value - most)
        return CLASH * (0.25 + beyond * math.sqrt(self.scales[k])) if beyond > SLIP else 0.0

    def _clashes(self, f: int, row: int, but: int) -> int:
        return sum(1 for foe in self.apart.get(row, ()) if foe != but and foe in self.inside[f])

    def _make(self, move: Sequence[tuple[int, int, int]]) -> None:
        for f, i, row in move:
            old = self.papers[f][i]
            self.papers[f][i] = row
            self.inside[f].discard(old)
            self.inside[f].add(row)
            self.used[old] -= 1
            self.used[row] = self.used.get(row, 0) + 1
            for k, (a, b) in enumerate(zip(self.values[old], self.values[row], strict=True)):
                self.sums[f][k] += b - a
                self.totals[k] += b - a

    def part(self, rng: random.Random) -> None:
        """Part rows that may not stand in one paper, as far as exchanges can."""
        for _ in range(PARTINGS):
            found = [
                (f, place, group)
                for group in self.groups
                for f, paper in enumerate(self.papers)
                for place in group.places
                if self._clashes(f, paper[place], paper[place])
            ]
            if not found:
                return
            for f, place, group in found:
                moves = [self._away(f, place, group, rng) for _ in range(40)]
                best = min((move for move in moves if move), key=self._change, default=None)
                if best is not None and self._change(best) < 0:
                    self._make(best)

    def _away(self, f: int, i: int, group: Places, rng: random.Random) -> list[tuple[int, int, int]] | None:
        """The row at one place exchanged with another paper's, or replaced."""
        g, j, row = rng.randrange(len(self.papers)), rng.choice(group.places), rng.choice(group.supply)
        if rng.random() < 0.4:
            free = row not in self.inside[f] and self.used.get(row, 0) < self.most[row]
            return [(f, i, row)] if free else None
        one, other = self.papers[f][i], self.papers[g][j]
        if f == g or one == other or one in self.inside[g] or other in self.inside[f]:
            return None
        return [(f, i, other), (g, j, one)]

    def beyond(self) -> bool:
        """Whether a sum of some paper is outside its bounds."""
        return any(self._broken(k, sums[k]) for sums in self.sums for k in self.bounds)

    def clashes(self) -> int:
        """How many pairs of rows stand in a paper that may not."""
        return sum(self._clashes(f, row, row) for f, paper in enumerate(self.papers) for row in paper) // 2


def dealt(
    first: Sequence[int],
    groups: Sequence[Places],
    versions: int,
    apart: Mapping[int, frozenset[int]],
    uses: dict[int, int],
    rng: random.Random,
    soft: bool = False,
) -> list[list[int]] | None:
    """Papers like the `first`: the least used rows of each group in turn, at random among equals; None if some lack.

    Where `soft`, a row whose foes leave no other is used more than `uses` says, which is then raised.
    """
    papers = [list(first)]
    used: dict[int, int] = {}
    for group in groups:
        for place in group.places:
            used[first[place]] = used.get(first[place], 0) + 1
    for _ in range(1, versions):
        paper = list(first)
        inside = set(paper) - {first[place] for group in groups for place in group.places}
        for group in sorted(groups, key=lambda group: len(group.supply)):
            order = list(group.supply)
            rng.shuffle(order)
            order.sort(key=lambda row: used.get(row, 0))
            for place in group.places:
                free = [row for row in order if row not in inside and (soft or used.get(row, 0) < uses[row])]
                row = next((row for row in free if not apart.get(row, frozenset()) & inside), next(iter(free), None))
                if row is None:
                    return None
                uses[row] = max(uses[row], used.get(row, 0) + 1)
                paper[place] = row
                inside.add(row)
                used[row] = used.get(row, 0) + 1
        papers.append(paper)
    return papers


def steps_for(versions: int) -> int:
    """How many exchanges are tried for so many papers."""
    return min(MOST_STEPS, STEPS + STEPS_A_VERSION * versions)
