"""Choosing items: what was asked for by name, then a seeded choice that meets the request exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from packgen.assemble.eligible import (
    asked_of,
    eligible,
    in_topics,
    listed,
    named,
    request_problems,
    sameness,
    worth,
)
from packgen.assemble.search import Candidate, Goal, Outcome, nearest, reachable, search
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.model.draw import Draw
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request

USUAL_COUNT = 6
TRIES = 4
NEAREST_TRIED = 6


def select(pool: ItemPool, request: Request) -> tuple[Located[Item], ...]:
    """The items of the request's papers, in printing order: named ones always, the rest by the seed.

    Marks include SPaG and are met exactly.  No two items are enemies, and none that was not named has the wording
    of another.  Kinds stand in the order asked for, else easy to hard; items that share a stimulus stand together.
    Raises `PackgenError` with everything that is wrong with the request, or with what the bank is short of.
    """
    problems = request_problems(pool, request)
    fixed, unfound = named(pool, request)
    problems += [*unfound, *_named_enemies(fixed)]
    if problems:
        raise PackgenError(problems)
    chosen = _Choice(pool, request, fixed).make()
    return together(_printing_order(pool, request, fixed, chosen))


def together(items: Sequence[Located[Item]]) -> tuple[Located[Item], ...]:
    """`items` with those that share a stimulus, also through others, moved up next to the first of them."""
    return tuple(item for block in blocks(items) for item in block)


def blocks(items: Sequence[Located[Item]]) -> list[list[Located[Item]]]:
    """`items` in blocks: sets that share stimuli, in the order of their first items, and single ones."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for item in items:
        for stimulus in item.value.stimuli:
            leader[find(f"@{stimulus}")] = find(item.value.id)
    out: dict[str, list[Located[Item]]] = {}
    for item in items:
        out.setdefault(find(item.value.id), []).append(item)
    return list(out.values())


class _Choice:
    """One request against one bank."""

    def __init__(self, pool: ItemPool, request: Request, fixed: Sequence[Located[Item]]) -> None:
        self.pool, self.request, self.fixed = pool, request, fixed
        self.draw = Draw(request.seed, "")
        self.used = [self._candidate(f.value) for f in fixed]
        self.eligible = eligible(pool, request)
        self.foes = _foes([*self.eligible, *fixed])
        self.candidates = self._candidates()

    def make(self) -> list[Located[Item]]:
        request = self.request
        if request.marks is not None or request.count is not None:
            return self._to_goal(self._rest(request.marks, request.count))
        if request.kinds:
            return self._one_a_kind()
        if self.fixed and not request.topics and not request.tags:
            return []
        return self._to_goal(Goal(count=max(0, USUAL_COUNT - len(self.fixed))), at_most=True)

    def _candidate(self, item: Item) -> Candidate:
        marks = worth(self.pool, item, self.request.board) or 0
        return Candidate(item.id, item.kind, item.topic, marks, self.draw.of(item.id).rank("choose"))

    def _candidates(self) -> list[Candidate]:
        """The eligible items without what the named ones rule out, one for each wording, and only with a tariff."""
        taken = {f.value.id for f in self.fixed}
        ruled_out = {foe for f in self.fixed for foe in self.foes.get(f.value.id, ())}
        seen = {sameness(f.value) for f in self.fixed}
        ranked = [(self._candidate(e.value), e.value) for e in self.eligible]
        out: list[Candidate] = []
        for candidate, item in sorted(ranked, key=lambda pair: (pair[0].rank, pair[0].id)):
            words = sameness(item)
            if item.id in taken or item.id in ruled_out or words in seen or not candidate.marks:
                continue
            seen.add(words)
            out.append(candidate)
        return out

    def _rest(self, marks: int | None, count: int | None) -> Goal:
        """The goal that is left after the named items; raises if they are too much already."""
        if marks is not None:
            already = sum(c.marks for c in self.used)
            if already > marks:
                self._refuse(
                    "too-many-marks",
                    f"the items named make {already} marks already, more than {marks}",
                    f"ask for --marks {already}, or name fewer items",
                )
            marks -= already
        if count is not None:
            if len(self.used) > count:
                self._refuse(
                    "too-many-items",
                    f"{len(self.used)} items are named, more than the {count} asked for",
                    f"ask for --count {len(self.used)}, or name fewer items",
                )
            count -= len(self.used)
        return Goal(marks, count, cover=frozenset(self.request.kinds) - {c.kind for c in self.used})

    def _to_goal(self, goal: Goal, at_most: bool = False) -> list[Located[Item]]:
        if goal.whole() == 0:
            return []
        self._complain_of_missing_kinds()
        if at_most:
            goal = Goal(count=min(goal.count or 0, len(self.candidates)))
            if not self.candidates and not self.fixed:
                self._short("too-few-items", f"the bank has no live item{asked_of(self.request)}")
        outcome = self._search(goal)
        if outcome.chosen is None and goal.cover:
            goal = Goal(goal.marks, goal.count)
            outcome = self._search(goal)
        while outcome.chosen is None and at_most and goal.count:
            goal = Goal(count=goal.count - 1)
            outcome = self._search(goal)
        if outcome.chosen is None:
            self._unreachable(goal, outcome)
        return [self.pool.items[c.id] for c in outcome.chosen]

    def _one_a_kind(self) -> list[Located[Item]]:
        """One item for each kind on the line; named items stand in for those of their kind."""
        needed = Counter(self.request.kinds) - Counter(c.kind for c in self.used)
        self._complain_of_missing_kinds(needed)
        goal = Goal(count=needed.total(), most=Counter(self.request.kinds))
        outcome = self._search(goal) if needed else Outcome(())
        if outcome.chosen is None:
            self._refuse(
                "enemies",
                f"no choice of {goal.count} items of these kinds{asked_of(self.request)} is free of enemies",
                "ask for fewer kinds at once, or for a wider topic",
            )
        return [self.pool.items[c.id] for c in outcome.chosen]

    def _search(self, goal: Goal) -> Outcome:
        """The first try that succeeds or proves that none can; each try goes another way round the bank."""
        outcome = Outcome(None)
        candidates = self.candidates
        for n in range(TRIES):
            outcome = search(candidates, goal, self.foes, self._kind_order(n), self.used)
            if outcome.chosen is not None or outcome.proved:
                return outcome
            candidates = [
                Candidate(c.id, c.kind, c.topic, c.marks, self.draw.of(c.id).rank(f"choose {n + 1}"))
                for c in candidates
            ]
        return outcome

    def _kind_order(self, attempt: int) -> list[str]:
        kinds = {c.kind for c in self.candidates}
        asked = [k for k in dict.fromkeys(self.request.kinds) if k in kinds]
        rest = sorted(kinds.difference(asked), key=lambda k: (self.draw.of(k).rank(f"kind {attempt}"), k))
        return [*asked, *rest]

    def _complain_of_missing_kinds(self, needed: Mapping[str, int] | None = None) -> None:
        """Raise if a kind asked for has no item, or fewer than are needed."""
        have = Counter(c.kind for c in self.candidates)
        named_kinds = {c.kind for c in self.used}
        wanted = needed if needed is not None else {k: 1 for k in self.request.kinds if k not in named_kinds}
        problems = [self._missing_kind(k, n, have[k]) for k, n in wanted.items() if have[k] < n]
        if problems:
            raise PackgenError(problems)

    def _missing_kind(self, kind: str, needed: int, have: int) -> Diagnostic:
        where = asked_of(self.request)
        message = f"asked for {needed} {kind} items{where}; the bank has {have}"
        if have == 0:
            message = f"the bank has no live {kind} item{where}"
        elsewhere = Counter(
            located.value.topic
            for located in self.pool.items.values()
            if located.value.kind == kind
            and located.value.status == "live"
            and not in_topics(located.value.topic, self.request.topics)
        )
        wanted = self.request.topics[0].split(".") if self.request.topics else []
        near = sorted(elsewhere, key=lambda topic: (-_shared(wanted, topic.split(".")), topic))[:3]
        others = [k for k, n in Counter(c.kind for c in self.candidates).most_common(4) if k != kind]
        if near and self.request.topics:
            hint = f"the nearest are on {listed([f'{topic} ({elsewhere[topic]})' for topic in near])}"
        elif others:
            hint = f"kinds that it does have{where}: {listed(others)}"
        else:
            hint = '"packgen list" shows what the bank has'
        return error("too-few-items", message, hint)

    def _unreachable(self, goal: Goal, outcome: Outcome) -> NoReturn:
        """Raise what the bank is short of, with the nearest totals that it can make."""
        request, where = self.request, asked_of(self.request)
        already = sum(c.marks for c in self.used)
        if goal.marks is None:
            most = len(self.candidates) + len(self.used)
            if most >= (request.count or 0):
                self._refuse(
                    "enemies",
                    f"no choice of {request.count} items{where} is free of enemies",
                    "ask for fewer items, or for a wider topic",
                )
            self._short("too-few-items", f"asked for {request.count} items{where}; the bank has {most}")
        has = sum(c.marks for c in self.candidates) + already
        near = [total + already for total in self._nearest(goal)]
        asked = f"asked for {request.marks} marks" + (f" in {request.count} items" if request.count else "") + where
        nearest_said = f"; nearest: {listed([str(t) for t in sorted(near)], 'or')}" if near else ""
        if has < (request.marks or 0):
            self._short("too-few-marks", f"{asked}; the bank has {has}{nearest_said}")
        can = (
            "no choice of items makes exactly that" if outcome.proved else "no choice was found that makes exactly that"
        )
        hint = f"ask for {listed([f'--marks {t}' for t in sorted(near)], 'or')}, or for a wider topic or more kinds"
        self._refuse("unreachable-total", f"{asked}: {can}{nearest_said}", hint if near else "ask for a wider topic")

    def _nearest(self, goal: Goal) -> list[int]:
        """The nearest totals below and above that a choice was found for."""
        wanted = goal.marks or 0
        stock: dict[str, dict[int, int]] = {}
        top = Goal(2 * wanted + max((c.marks for c in self.candidates), default=0), goal.count)
        for c in self.candidates:
            weights = stock.setdefault(c.kind, {})
            weights[top.weight(c.marks)] = weights.get(top.weight(c.marks), 0) + 1
        bits = reachable(stock, top.mask())
        if goal.count is not None:
            bits >>= Goal(top.marks, goal.count).whole() - (top.marks or 0)
        found: list[int] = []
        for direction in (-1, 1):
            for tried, total in enumerate(nearest(bits, wanted, direction)):
                if tried >= NEAREST_TRIED:
                    break
                if self._search(Goal(total, goal.count)).chosen is not None:
                    found.append(total)
                    break
        return found

    def _short(self, rule: str, message: str) -> NoReturn:
        live = [i.value for i in self.pool.items.values() if i.value.status == "live"]
        drafts = sum(1 for i in self.pool.items.values() if i.value.status == "draft")
        same_words = len(self.eligible) - len(self.candidates) - len(self.used)
        hints = []
        request = self.request
        if request.kinds or request.tags or request.board:
            on_topic = [i for i in live if not request.topics or in_topics(i.topic, request.topics)]
            hints.append(f"without kinds, tags and board there are {len(on_topic)} items on it")
        if request.topics:
            hints.append(f"the whole bank has {len(live)} live items")
        if same_words > 0:
            hints.append("items with the same wording, or that are enemies of a named one, count once")
        if drafts:
            hints.append(f"drafts ({drafts}) do not print")
        self._refuse(rule, message, "; ".join(hints))

    def _refuse(self, rule: str, message: str, hint: str) -> NoReturn:
        raise PackgenError([error(rule, message, hint)])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _foes(items: Iterable[Located[Item]]) -> dict[str, frozenset[str]]:
    """Enemies both ways round, by id."""
    foes: dict[str, set[str]] = {}
    for located in items:
        for foe in located.value.enemies:
            if foe != located.value.id:
                foes.setdefault(located.value.id, set()).add(foe)
                foes.setdefault(foe, set()).add(located.value.id)
    return {id: frozenset(names) for id, names in foes.items()}


def _named_enemies(fixed: Sequence[Located[Item]]) -> list[Diagnostic]:
    foes = _foes(fixed)
    ids = [f.value.id for f in fixed]
    pairs = [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if b in foes.get(a, ())]
    return [error("enemies", f"items {a} and {b} give each other away", "drop one of the two") for a, b in pairs]


def _printing_order(
    pool: ItemPool, request: Request, fixed: Sequence[Located[Item]], chosen: Sequence[Located[Item]]
) -> list[Located[Item]]:
    """Kinds in the order asked for; without kinds, named items first and the rest easy to hard."""
    if request.kinds:
        if request.marks is None and request.count is None:
            return _in_slots(request.kinds, fixed, chosen)
        place = {kind: n for n, kind in reversed(list(enumerate(request.kinds)))}
        return sorted([*fixed, *chosen], key=lambda located: place.get(located.value.kind, -1))
    draw = Draw(request.seed, "")

    def difficulty(located: Located[Item]) -> tuple[int, bool, float, str, int]:
        item = located.value
        marks = worth(pool, item, request.board) or 0
        written = any(row.rubric or row.spaces for row in pool.kinds[item.kind].rows)
        return marks, written, -(item.facility or 0.0), item.kind, draw.of(item.id).rank("order")

    return [*fixed, *sorted(chosen, key=difficulty)]


def _in_slots(
    kinds: Sequence[str], fixed: Sequence[Located[Item]], chosen: Sequence[Located[Item]]
) -> list[Located[Item]]:
    waiting: dict[str, list[Located[Item]]] = {}
    for located in (*fixed, *chosen):
        waiting.setdefault(located.value.kind, []).append(located)
    slots = [waiting[kind].pop(0) for kind in kinds]
    placed = {located.value.id for located in slots}
    return [*(f for f in fixed if f.value.id not in placed), *slots]
