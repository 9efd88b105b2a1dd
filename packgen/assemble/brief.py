"""A request and its blueprint against one bank: which items may stand where, and the problem that this makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import structs

from packgen.assemble.problem import Bundle, Opening, Problem, Rule, Weigh
from packgen.load.matching import in_topics
from packgen.load.query_text import parse
from packgen.load.rows import Tariffs, row_of, rows
from packgen.model.blueprint import Blueprint, Slot, bounds, shares
from packgen.model.pool import ItemPool
from packgen.model.request import Request
from packgen.model.row import ItemRow, Wanted

FINE = 1000
"""Facilities are summed in thousandths."""
TENTHS = 10
"""Minutes are summed in tenths."""

Kinship = tuple[str, int, int, str, tuple[str, ...]]


def settled(request: Request) -> Blueprint:
    """The request's blueprint with what the request asks for besides."""
    blueprint = request.blueprint
    assert blueprint is not None, "only a request with a blueprint has one to settle"
    slots, sections = blueprint.slots, blueprint.sections
    if not blueprint.all_slots():
        slots = (Slot(count=(1, 500) if blueprint.count is None else blueprint.count),)
    if request.kinds:
        slots = tuple(_of_kinds(slot, request.kinds) for slot in slots)
        sections = tuple(
            structs.replace(each, slots=tuple(_of_kinds(slot, request.kinds) for slot in each.slots))
            for each in sections
        )
    return structs.replace(
        blueprint,
        slots=slots,
        sections=sections,
        topics=request.topics or blueprint.topics,
        board=request.board or blueprint.board,
        tags={**blueprint.tags, **dict(request.tags)},
        marks=blueprint.marks if request.marks is None else request.marks,
        count=blueprint.count if request.count is None else request.count,
        include=tuple(dict.fromkeys((*request.items, *blueprint.include))),
        never=tuple(id for id in blueprint.never if id not in request.items),
    )


def _of_kinds(slot: Slot, kinds: tuple[str, ...]) -> Slot:
    return slot if slot.kinds or slot.items else structs.replace(slot, kinds=kinds)


class Brief:
    """What a request asks of a bank.

    `most_marks` caps the items of slots that ask for no kinds and no marks (0 = any).
    """

    def __init__(self, pool: ItemPool, request: Request, most_marks: int = 0) -> None:
        self.pool, self.request, self.most_marks = pool, request, most_marks
        self.blueprint = settled(request)
        self.slots = self.blueprint.all_slots()
        never = frozenset(self.blueprint.never)
        found = [row for row in rows(pool, board=self.blueprint.board) if row.marks and row.id not in never]
        self.rows = [*found, *self._named({row.id for row in found})]
        self.index = {row.id: n for n, row in enumerate(self.rows)}

    def _named(self, known: set[str]) -> Iterator[ItemRow]:
        """Rows of the items that must be there though they may not be chosen freely."""
        tariffs = Tariffs(self.pool.kinds)
        for id in self.blueprint.include:
            if id not in known and id in self.pool.items:
                yield row_of(self.pool.items[id].value, tariffs, self.blueprint.board)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title of each slot's section."""
        sections = self.blueprint.sections
        return (*("" for _ in self.blueprint.slots), *(each.title for each in sections for _ in each.slots))

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """Each slot with the rows that may fill it."""
        kin: dict[Kinship, list[int]] = {}
        for n, row in enumerate(self.rows):
            kin.setdefault((row.kind, row.marks, row.spag, row.topic, tuple(row.aos)), []).append(n)
        board = self._for_board(self.blueprint.board)
        out = []
        for n, slot in enumerate(self.slots):
            least, most = bounds(slot.count)
            out.append(Opening(slot_name(slot, n), least, most, tuple(self._members(slot, kin, board))))
        return tuple(out)

    def _for_board(self, board: str) -> frozenset[str] | None:
        return self._ids(Wanted(board=board)) if board else None

    def _ids(self, wanted: Wanted) -> frozenset[str]:
        return frozenset(row.id for row in rows(self.pool, wanted, self.blueprint.board))

    def _members(self, slot: Slot, kin: Mapping[Kinship, Sequence[int]], board: frozenset[str] | None) -> Iterable[int]:
        topics = slot.topics or self.blueprint.topics
        tags = {**self.blueprint.tags, **slot.tags}
        least, most = bounds(slot.marks)
        if slot.marks is None and not slot.kinds and not slot.items and self.most_marks:
            most = self.most_marks
        allowed = self._for_board(slot.board) if slot.board else board
        query = parse(slot.query, self.pool) if slot.query else None
        wanted = Wanted(tags=tuple(tags.items()), query=query)
        found = self._ids(wanted) if tags or slot.query else None
        easiest, hardest = shares(slot.facility)
        named = frozenset(slot.items)
        out: list[int] = []
        for (kind, marks, spag, topic, aos), group in kin.items():
            if slot.kinds and kind not in slot.kinds:
                continue
            if not slot.kinds and not slot.items and self.pool.kinds[kind].homework:
                continue
            if not least <= marks - spag <= most or (slot.aos and not set(slot.aos) & set(aos)):
                continue
            if topics and not in_topics(topic, topics):
                continue
            out += group
        ids = self.rows
        checks = (
            (allowed is not None, lambda row: row.id in (allowed or ())),
            (found is not None, lambda row: row.id in (found or ())),
            (bool(named), lambda row: row.id in named),
            (
                slot.facility is not None,
                lambda row: row.facility is not None and easiest - 1e-9 <= row.facility <= hardest + 1e-9,
            ),
            (slot.stimulus is not None, lambda row: self._has(row, slot.stimulus or "any")),
        )
        asked = [check for needed, check in checks if needed]
        return sorted(n for n in out if all(check(ids[n]) for check in asked)) if asked else sorted(out)

    def _has(self, row: ItemRow, stimulus: str) -> bool:
        if stimulus in ("none", "any"):
            return bool(row.stimuli) == (stimulus == "any")
        stimuli = self.pool.stimuli
        return any(id in stimuli and stimuli[id].value.type == stimulus for id in row.stimuli)

    @cached_property
    def reachable(self) -> tuple[int, ...]:
        """The rows that may stand anywhere in the paper, sorted."""
        return tuple(sorted({n for opening in self.openings for n in opening.members}))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The sums that must come out."""
        return tuple(_stepped(rule, self.rows, self.reachable) for rule in self._rules())

    def _rules(self) -> Iterator[Rule]:
        plan = self.blueprint
        if plan.marks is not None:
            yield Rule("marks", "", *bounds(plan.marks), _marks)
        if plan.count is not None:
            yield Rule("count", "", *bounds(plan.count), lambda row: 1)
        first = len(plan.slots)
        for n, slot in enumerate(self.slots):
            if slot.total is not None:
                yield Rule("marks", f"place {n + 1}", *bounds(slot.total), _marks, frozenset((n,)))
        for section in plan.sections:
            here = frozenset(range(first, first + len(section.slots)))
            first += len(section.slots)
            if section.marks is not None:
                yield Rule("marks", f"section {section.title}".rstrip(), *bounds(section.marks), _marks, here)
        for topic, given in plan.topic_marks.items():
            yield Rule("topic", topic, *bounds(given), _on(topic))
        for ao, given in plan.ao_marks.items():
            yield Rule("ao", ao, *bounds(given), _of(ao))
        if plan.facility is not None:
            low, high = shares(plan.facility)
            yield Rule("facility", "least", 0, 10**9, _easier_than(low))
            yield Rule("facility", "most", 0, 10**9, _harder_than(high))
        if plan.words is not None:
            yield Rule("words", "", *bounds(plan.words), lambda row: row.words)
        if plan.time is not None:
            low_time, high_time = bounds(plan.time)
            yield Rule("time", "", low_time * TENTHS, high_time * TENTHS, lambda row: round(TENTHS * self.minutes(row)))

    def minutes(self, row: ItemRow) -> float:
        """How long a question takes: as it says, else by the marks of its kind."""
        return row.minutes or self.pool.kinds[row.kind].minutes_per_mark * (row.marks - row.spag)

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """The sets of rows of which some number must stand in the paper."""
        return tuple(self._bundles())

    def _bundles(self) -> Iterator[Bundle]:
        plan, reachable = self.blueprint, frozenset(self.reachable)
        for ids in plan.either:
            yield Bundle("either", tuple(self.index[id] for id in ids if self.index.get(id) in reachable), 1, 1, True)
        for ids in plan.together:
            rows = tuple(self.index[id] for id in ids if self.index.get(id) in reachable)
            size = len(dict.fromkeys(ids))
            yield Bundle("together", rows, size, size)
        if plan.of_a_source is None:
            return
        sets: dict[str, list[int]] = {}
        for n in self.reachable:
            for stimulus in self.rows[n].stimuli:
                sets.setdefault(stimulus, []).append(n)
        for stimulus, members in sorted(sets.items()):
            least, most = (len(members),) * 2 if plan.of_a_source == "all" else bounds(plan.of_a_source)
            yield Bundle(f"source {stimulus}", tuple(members), least, most)

    @cached_property
    def foes(self) -> dict[int, frozenset[int]]:
        """Rows that may not stand in one paper with others."""
        found: dict[int, set[int]] = {}
        same: dict[str, list[int]] = {}
        inside = frozenset(self.reachable)

        def apart(one: int, other: int) -> None:
            if one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)

        for n in self.reachable:
            row = self.rows[n]
            if row.sameness:
                same.setdefault(row.sameness, []).append(n)
            for foe in row.enemies:
                if self.index.get(foe) in inside:
                    apart(n, self.index[foe])
        for ids in (*self.blueprint.enemies, *self.blueprint.either):
            known = [self.index[id] for id in ids if self.index.get(id) in inside]
            for one in known:
                for other in known:
                    apart(one, other)
        fixed = frozenset(self.fixed)
        for group in same.values():
            for one in group:
                for other in group if len(group) > 1 else ():
                    if not (one in fixed and other in fixed):
                        apart(one, other)
        return {n: frozenset(those) for n, those in found.items()}

    @cached_property
    def fixed(self) -> tuple[int, ...]:
        """The rows that must be there."""
        return tuple(self.index[id] for id in self.blueprint.include if id in self.index)

    @cached_property
    def bundled(self) -> frozenset[int]:
        """Rows that are tied to others."""
        return frozenset(row for bundle in self.bundles for row in bundle.members if len(bundle.members) > 1)

    def problem(self, extra: Iterable[Rule] = ()) -> Problem:
        """The problem to solve, with `extra` rules."""
        sources = None if self.blueprint.sources is None else bounds(self.blueprint.sources)
        rules = (*self.rules, *(_stepped(rule, self.rows, self.reachable) for rule in extra))
        return Problem(self.rows, self.openings, rules, self.bundles, self.foes, self.fixed, sources)


def slot_name(slot: Slot, n: int) -> str:
    """What a slot is called in messages: what it asks for, else its place."""
    words: list[str] = []
    if slot.marks is not None:
        low, high = bounds(slot.marks)
        words.append(f"{low}-mark" if low == high else f"{low} to {high}-mark")
    words.append("/".join(slot.kinds) if slot.kinds else "")
    words += [f"{ao}" for ao in slot.aos]
    said = " ".join(word for word in words if word)
    return said or f"place {n + 1}"


def _marks(row: ItemRow) -> int:
    return row.marks


def _on(topic: str) -> Weigh:
    below = f"{topic}."
    return lambda row: row.marks if row.topic == topic or row.topic.startswith(below) else 0


def _of(ao: str) -> Weigh:
    return lambda row: row.aos.get(ao, 0)


def _easier_than(low: float) -> Weigh:
    return lambda row: 0 if row.facility is None else round(FINE * row.marks * (row.facility - low))


def _harder_than(high: float) -> Weigh:
    return lambda row: 0 if row.facility is None else round(FINE * row.marks * (high - row.facility))


def _stepped(rule: Rule, rows: Sequence[ItemRow], reachable: Sequence[int]) -> Rule:
    """`rule` with the mean of what a row adds as its step."""
    sample = reachable[:: max(1, len(reachable) // 200)]
    weights = [abs(weight) for n in sample if (weight := rule.weigh(rows[n]))]
    return structs.replace(rule, step=max(1, sum(weights) // len(weights))) if weights else rule
