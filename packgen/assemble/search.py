"""The choice itself: a seeded, diverse set of items whose marks or number come out exactly.

Every step keeps the goal reachable: totals that the items left over can still make are the
bits of one integer, so that a wrong turn is seen before it is taken and only enemies can
force a step back.  The same search fills `--marks`, `--count`, both, and one item a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

MOST_STEPS = 400


class Candidate(Struct, frozen=True):
    """An item as the search sees it; `marks` include SPaG, a lower `rank` is tried first."""

    id: str
    kind: str
    topic: str
    marks: int
    rank: int


class Goal(Struct, frozen=True):
    """What must come out: total marks, number of items, or both; made of items with no more marks than the total.

    `cover` are kinds that must each be used, `most` caps the items of a kind.  Caps need a goal without marks.
    """

    marks: int | None = None
    count: int | None = None
    cover: frozenset[str] = frozenset()
    most: Mapping[str, int] | None = None

    def weight(self, marks: int) -> int:
        """What an item of `marks` adds to the goal's one number."""
        if self.marks is None:
            return 1
        return marks if self.count is None else self._row() + marks

    def whole(self) -> int:
        """The goal as one number: marks, a count, or a count of rows and the marks within a row."""
        if self.marks is None:
            return self.count or 0
        return self.marks if self.count is None else self.count * self._row() + self.marks

    def mask(self) -> int:
        """The bits of totals that do not overshoot."""
        if self.marks is None or self.count is None:
            return (1 << (self.whole() + 1)) - 1
        row = (1 << (self.marks + 1)) - 1
        return sum(row << (n * self._row()) for n in range(self.count + 1))

    def _row(self) -> int:
        return 2 * (self.marks or 0) + 2


class Outcome(Struct, frozen=True):
    """What a search found; `proved` says that a failure holds for every choice, not only the ones tried."""

    chosen: tuple[Candidate, ...] | None
    proved: bool = True


Stock = dict[str, dict[int, int]]


def reachable(stock: Stock, mask: int, cover: Iterable[str] = (), most: Mapping[str, int] | None = None) -> int:
    """The totals that can be made, as bits, from `stock`: kind to weight to number of items."""
    needed = frozenset(cover)
    bits = 1
    for kind, weights in stock.items():
        cap = None if most is None else most.get(kind, 0)
        bits = _with_kind(bits, weights, mask, kind in needed, cap)
    return bits if all(any(stock.get(kind, {}).values()) for kind in needed) else 0


def _with_kind(bits: int, weights: Mapping[int, int], mask: int, needed: bool, cap: int | None = None) -> int:
    if cap is not None:
        weights = {weight: min(number, cap) for weight, number in weights.items()}
    if not needed:
        return _with_any(bits, weights, mask)
    out = 0
    for weight, number in weights.items():
        if number:
            out |= (_with_any(bits, {**weights, weight: number - 1}, mask) << weight) & mask
    return out


def _with_any(bits: int, weights: Mapping[int, int], mask: int) -> int:
    room = mask.bit_length()
    for weight, number in weights.items():
        left, step = min(number, room // weight), 1
        while left > 0:
            take = min(step, left)
            bits |= (bits << (take * weight)) & mask
            left -= take
            step *= 2
    return bits


def search(
    candidates: Sequence[Candidate],
    goal: Goal,
    foes: Mapping[str, frozenset[str]],
    turns: Mapping[str, int],
    used: Sequence[Candidate] = (),
) -> Outcome:
    """Items from `candidates` that make exactly `goal`, no two of them foes, spread over kinds and topics.

    `turns` holds every kind, the first to be used first, with how many of its items make one turn; the kind with the
    fewest turns comes next, and within it the topic used least, then the lowest rank.  `used` are items already
    taken, which count for the spread only.
    """
    return _Search(candidates, goal, foes, turns, used).run()


class _Level(Struct):
    """One step: the candidate taken, what that ruled out, and what was tried here before."""

    taken: Candidate
    ruled_out: list[Candidate]
    refused: list[Candidate]


class _Search:
    """One run of the search; its state is what is still alive and what is still to come."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        goal: Goal,
        foes: Mapping[str, frozenset[str]],
        turns: Mapping[str, int],
        used: Sequence[Candidate],
    ) -> None:
        self.goal, self.foes, self.turns = goal, foes, turns
        candidates = [c for c in candidates if goal.marks is None or c.marks <= goal.marks]
        self.by_id = {c.id: c for c in candidates}
        self.alive = set(self.by_id)
        self.left, self.mask = goal.whole(), goal.mask()
        self.by_kind: dict[str, list[Candidate]] = {kind: [] for kind in turns}
        self.stock: Stock = {kind: {} for kind in turns}
        self.place = {kind: n for n, kind in enumerate(turns)}
        self.kind_uses = dict.fromkeys(turns, 0)
        self.topic_uses: dict[str, int] = {}
        for c in sorted(candidates, key=lambda c: (c.rank, c.id)):
            self.by_kind[c.kind].append(c)
            self._count(c, +1)
            self.topic_uses.setdefault(c.topic, 0)
        for c in used:
            self._use(c, +1)

    def run(self) -> Outcome:
        levels: list[_Level] = []
        refused: list[Candidate] = []
        for _ in range(MOST_STEPS + self.left_items()):
            if self.left == 0:
                return Outcome(tuple(level.taken for level in levels))
            choice = self._next()
            if choice is not None:
                levels.append(_Level(choice, self._take(choice), refused))
                refused = []
                continue
            self._revive(refused)
            if not levels:
                return Outcome(None)
            last = levels.pop()
            self._put_back(last)
            refused = [*last.refused, last.taken]
        return Outcome(None, proved=False)

    def left_items(self) -> int:
        """The most items that the goal can take: steps that are needed even without a wrong turn."""
        return self.goal.count if self.goal.count is not None else self.left

    def _next(self) -> Candidate | None:
        for kind in sorted(self.by_kind, key=lambda k: (self.kind_uses[k] // self.turns[k], self.place[k])):
            weights = self._possible(kind)
            if weights:
                return self._pick(kind, weights)
        return None

    def _possible(self, kind: str) -> frozenset[int]:
        """The weights of `kind` that can come next with the goal still reachable."""
        most = self._most_left()
        if most is not None and most.get(kind, 0) < 1:
            return frozenset()
        others = {k: w for k, w in self.stock.items() if k != kind}
        cover = [k for k in self.goal.cover if k != kind and not self.kind_uses[k]]
        base = reachable(others, self.mask, cover, most)
        out: set[int] = set()
        for weight, number in self.stock[kind].items():
            if not number or weight > self.left:
                continue
            rest = {**self.stock[kind], weight: number - 1}
            bits = _with_kind(base, rest, self.mask, False, None if most is None else most[kind] - 1)
            if bits >> (self.left - weight) & 1:
                out.add(weight)
        return frozenset(out)

    def _pick(self, kind: str, weights: frozenset[int]) -> Candidate:
        """The first of `kind` by topics used least, then by rank."""
        floor = min(self.topic_uses.values())
        best: Candidate | None = None
        for c in self._living(kind, weights):
            if self.topic_uses[c.topic] == floor:
                return c
            if best is None or self.topic_uses[c.topic] < self.topic_uses[best.topic]:
                best = c
        assert best is not None, "a possible weight has a living candidate"
        return best

    def _living(self, kind: str, weights: frozenset[int]) -> Iterator[Candidate]:
        return (c for c in self.by_kind[kind] if c.id in self.alive and self.goal.weight(c.marks) in weights)

    def _most_left(self) -> dict[str, int] | None:
        if self.goal.most is None:
            return None
        return {kind: cap - self.kind_uses[kind] for kind, cap in self.goal.most.items()}

    def _take(self, c: Candidate) -> list[Candidate]:
        self._remove(c)
        self._use(c, +1)
        self.left -= self.goal.weight(c.marks)
        ruled_out = [self.by_id[f] for f in sorted(self.foes.get(c.id, ())) if f in self.alive]
        for foe in ruled_out:
            self._remove(foe)
        return ruled_out

    def _put_back(self, level: _Level) -> None:
        """Undo a step; its candidate stays out, for it led nowhere from here."""
        self._revive(level.ruled_out)
        self._use(level.taken, -1)
        self.left += self.goal.weight(level.taken.marks)

    def _revive(self, candidates: Iterable[Candidate]) -> None:
        for c in candidates:
            self.alive.add(c.id)
            self._count(c, +1)

    def _remove(self, c: Candidate) -> None:
        self.alive.discard(c.id)
        self._count(c, -1)

    def _count(self, c: Candidate, by: int) -> None:
        weights, weight = self.stock[c.kind], self.goal.weight(c.marks)
        weights[weight] = weights.get(weight, 0) + by

    def _use(self, c: Candidate, by: int) -> None:
        if c.kind in self.kind_uses:
            self.kind_uses[c.kind] += by
        self.topic_uses[c.topic] = self.topic_uses.get(c.topic, 0) + by


def nearest(bits: int, wanted: int, direction: Literal[-1, 1]) -> Iterator[int]:
    """Totals in `bits` below (-1) or above (+1) `wanted`, the nearest first; 0 is no total."""
    highest = bits.bit_length() - 1
    totals = range(wanted + 1, highest + 1) if direction == 1 else range(min(wanted - 1, highest), 0, -1)
    return (total for total in totals if bits >> total & 1)
