"""One request against one bank: what is left to choose after the named items, and the search for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from packgen.assemble.eligible import eligible
from packgen.assemble.search import Candidate, Goal, Outcome, Stock, nearest, reachable, search
from packgen.assemble.shortfall import Shortfall
from packgen.diagnostics import PackgenError
from packgen.load.rows import Tariffs, row_of
from packgen.model.draw import Draw
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request
from packgen.model.row import ItemRow

USUAL_COUNT = 6
TRIES = 4
NEAREST_TRIED = 6
TURN_MARKS = 4


class Choice:
    """The items to add to the named ones, `fixed`; `usual` is how many there are where the request does not say."""

    def __init__(
        self, pool: ItemPool, request: Request, fixed: Sequence[Located[Item]], usual: int = USUAL_COUNT
    ) -> None:
        self.pool, self.request, self.usual = pool, request, usual
        self.draw = Draw(request.seed, "")
        tariffs = Tariffs(pool.kinds)
        named = [row_of(located.value, tariffs, request.board) for located in fixed]
        self.used = [self._candidate(row) for row in named]
        found = eligible(pool, request)
        self.foes = foes_of([*found, *named])
        self.candidates = self._candidates(found, named)
        alike = len(found) - len(self.candidates) - len({c.id for c in self.used} & {e.id for e in found})
        self.shortfall = Shortfall(pool, request, tuple(self.used), tuple(self.candidates), alike)

    def make(self) -> list[Located[Item]]:
        """The items chosen; raises `PackgenError` with what the bank is short of."""
        request = self.request
        if request.marks is not None or request.count is not None:
            chosen = self._exactly(self._rest())
        elif request.kinds:
            chosen = self._one_a_kind()
        elif self.used and not request.topics and not request.tags:
            chosen = ()
        else:
            chosen = self._as_many_as_usual()
        return [self.pool.items[c.id] for c in chosen]

    def _candidate(self, row: ItemRow) -> Candidate:
        return Candidate(row.id, row.kind, row.topic, row.marks, self.draw.of(row.id).rank("choose 0"))

    def _candidates(self, found: Iterable[ItemRow], fixed: Iterable[ItemRow]) -> list[Candidate]:
        """Eligible items with a tariff, without what the named ones rule out, one for each wording."""
        ruled_out = {foe for c in self.used for foe in self.foes.get(c.id, ())} | {c.id for c in self.used}
        seen = {row.sameness for row in fixed}
        ranked = [(self._candidate(row), row) for row in found]
        out: list[Candidate] = []
        for candidate, row in sorted(ranked, key=lambda pair: (pair[0].rank, pair[0].id)):
            if row.id in ruled_out or row.sameness in seen or not candidate.marks:
                continue
            seen.add(row.sameness)
            out.append(candidate)
        return out

    def _rest(self) -> Goal:
        """The goal that is left after the named items; raises if they are too much already."""
        self.shortfall.complain_of_excess()
        marks, count = self.request.marks, self.request.count
        return Goal(
            marks=None if marks is None else marks - sum(c.marks for c in self.used),
            count=None if count is None else count - len(self.used),
            cover=frozenset(self.request.kinds) - {c.kind for c in self.used},
        )

    def _exactly(self, goal: Goal) -> tuple[Candidate, ...]:
        """Items that make `goal`, of every kind asked for if that can be."""
        if goal.whole() == 0:
            return ()
        self.shortfall.complain_of_kinds({kind: 1 for kind in self.request.kinds if kind in goal.cover})
        if goal.count is not None and len(self.candidates) < goal.count:
            raise PackgenError([self.shortfall.too_few_items()])
        if goal.marks is not None and sum(c.marks for c in self.candidates) < goal.marks:
            raise PackgenError([self.shortfall.too_few_marks(list(self._nearest(goal)))])
        outcome = self._search(goal)
        if outcome.chosen is None and goal.cover:
            goal = structs.replace(goal, cover=frozenset())
            outcome = self._search(goal)
        if outcome.chosen is not None:
            return outcome.chosen
        if goal.marks is None:
            raise PackgenError([self.shortfall.only_enemies(self.request.count or 0)])
        raise PackgenError([self.shortfall.unreachable(list(self._nearest(goal)), outcome.proved)])

    def _as_many_as_usual(self) -> tuple[Candidate, ...]:
        """The usual number of items with the named ones, or all that there are."""
        if not self.candidates and not self.used:
            raise PackgenError([self.shortfall.nothing()])
        outcome = Outcome(None)
        count = min(max(0, self.usual - len(self.used)), len(self.candidates))
        while outcome.chosen is None:
            outcome = self._search(Goal(count=count))
            count -= 1
        return outcome.chosen

    def _one_a_kind(self) -> tuple[Candidate, ...]:
        """One item for each kind on the line; named items stand in for those of their kind."""
        asked = Counter(self.request.kinds)
        needed = asked - Counter(c.kind for c in self.used)
        self.shortfall.complain_of_kinds(needed)
        outcome = self._search(Goal(count=needed.total(), most=asked))
        if outcome.chosen is None:
            raise PackgenError([self.shortfall.only_enemies(len(self.request.kinds))])
        return outcome.chosen

    def _search(self, goal: Goal) -> Outcome:
        """The first try that succeeds or proves that none can; each try goes another way round the bank."""
        outcome = Outcome(None)
        for attempt in range(TRIES):
            candidates = self.candidates
            if attempt:
                candidates = [structs.replace(c, rank=self.draw.of(c.id).rank(f"choose {attempt}")) for c in candidates]
            outcome = search(candidates, goal, self.foes, self._turns(goal, attempt), self.used)
            if outcome.chosen is not None or outcome.proved:
                break
        return outcome

    def _turns(self, goal: Goal, attempt: int) -> dict[str, int]:
        """The kinds in the order in which they are used: as asked, else at random.

        Where marks are to be made up, questions of one or two marks come in turns of about four marks.  In a paper
        with versions they come first, because long questions seldom have an equal to change places with.
        """
        least: dict[str, int] = {}
        for c in self.candidates:
            least[c.kind] = min(c.marks, least.get(c.kind, c.marks))
        turns = {kind: 1 if goal.marks is None else max(1, TURN_MARKS // marks) for kind, marks in least.items()}
        asked = [kind for kind in dict.fromkeys(self.request.kinds) if kind in turns]
        rest = sorted(turns.keys() - asked, key=lambda kind: (self.draw.of(kind).rank(f"kind {attempt}"), kind))
        if self.request.versions > 1:
            rest.sort(key=lambda kind: turns[kind] == 1)
        return {kind: turns[kind] for kind in (*asked, *rest)}

    def _nearest(self, goal: Goal) -> Iterator[int]:
        """The nearest totals below and above `goal` that a choice can really be found for, named items included."""
        wanted, already = goal.marks or 0, sum(c.marks for c in self.used)
        all_of_them = sum(c.marks for c in self.candidates)
        top = Goal(min(all_of_them, 2 * wanted + max((c.marks for c in self.candidates), default=0)), goal.count)
        stock: Stock = {}
        for c in self.candidates:
            weights = stock.setdefault(c.kind, {})
            weights[top.weight(c.marks)] = weights.get(top.weight(c.marks), 0) + 1
        bits = reachable(stock, top.mask()) >> (top.whole() - (top.marks or 0))
        for direction in (-1, 1):
            for total, _ in zip(nearest(bits, wanted, direction), range(NEAREST_TRIED), strict=False):
                if self._search(Goal(total, goal.count)).chosen is not None:
                    yield total + already
                    break


def foes_of(items: Iterable[ItemRow]) -> Mapping[str, frozenset[str]]:
    """Enemies both ways round, by id."""
    foes: dict[str, set[str]] = {}
    for row in items:
        for foe in row.enemies:
            if foe != row.id:
                foes.setdefault(row.id, set()).add(foe)
                foes.setdefault(foe, set()).add(row.id)
    return {id: frozenset(names) for id, names in foes.items()}
