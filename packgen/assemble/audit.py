"""A second look at a choice beside its blueprint, by plain counting: nothing is taken from the engine that chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from packgen.diagnostics import Diagnostic, error
from packgen.kinds.shape import Tariff, set_for, tariff_of
from packgen.kinds.wording import sameness, words_read
from packgen.load.matching import Matcher, has_tag, in_topics
from packgen.load.query_text import parse
from packgen.model.blueprint import Blueprint, Section, Slot, bounds, shares
from packgen.model.item import Item
from packgen.model.pool import ItemPool

REPORT = "this paper was not printed; please report it with the blueprint that made it"


def audited(
    ids: Sequence[str],
    sections: Sequence[int],
    pool: ItemPool,
    plan: Blueprint,
    known: dict[str, str] | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with the paper of `ids`, whose sections have so many questions each; () if nothing is.

    `plan` is a settled blueprint: its slots outside sections are one section more, the first.  `known` remembers from
    one paper to the next what makes items the same question.
    """
    audit = _Audit(ids, pool, plan, {} if known is None else known)
    return tuple(error("not-as-planned", problem, REPORT) for problem in audit.problems(sections))


class _Audit:
    def __init__(self, ids: Sequence[str], pool: ItemPool, plan: Blueprint, known: dict[str, str]) -> None:
        self.known = known
        self.ids, self.pool, self.plan = ids, pool, plan
        self.matcher = Matcher(pool, plan.board)
        self.queries = {slot.query: parse(slot.query, pool) for slot in plan.all_slots() if slot.query}
        self.items: dict[str, Item] = {id: pool.items[id].value for id in ids}
        self.tariffs = {
            id: tariff_of(item, pool.kinds, plan.board) or Tariff(0, 0, {}) for id, item in self.items.items()
        }

    def problems(self, sections: Sequence[int]) -> Iterator[str]:
        yield from self._single()
        yield from self._places(sections)
        yield from self._sums(self.ids, self.plan)
        yield from self._sets()

    def _single(self) -> Iterator[str]:
        for id, times in Counter(self.ids).items():
            item, tariff = self.items[id], self.tariffs[id]
            if times > 1:
                yield f"item {id} stands {times} times in one paper"
            if item.status != "live":
                yield f"item {id} is {item.status}"
            if id in self.plan.never:
                yield f"item {id} must never be chosen"
            if tariff.marks < 1:
                yield f"item {id} has no tariff for this paper"
        for id in self.plan.include:
            if id not in self.ids:
                yield f"item {id} must be there and is not"

    def _places(self, sections: Sequence[int]) -> Iterator[str]:
        """Every section's items fill its slots, each slot with as many as it has room for."""
        parts = [Section(slots=self.plan.slots)] if self.plan.slots else []
        first = 0
        for count, section in zip(sections, (*parts, *self.plan.sections), strict=True):
            here = self.ids[first : first + count]
            first += count
            if not self._fills(here, section.slots):
                yield f"the questions of section {section.title or '(untitled)'} do not fill its places"
            least, most = bounds(section.marks)
            total = sum(self._worth(id) for id in here)
            if not least <= total <= most:
                yield f"section {section.title or '(untitled)'} makes {total} marks, not {least} to {most}"
        if first != len(self.ids):
            yield f"{len(self.ids) - first} questions stand outside all sections"

    def _fills(self, ids: Sequence[str], slots: Sequence[Slot]) -> bool:
        """Whether `ids` can be shared out among `slots`, by trying every slot for each in turn."""
        allowed = [[n for n, slot in enumerate(slots) if self._fits(self.items[id], slot)] for id in ids]
        seats: list[list[str]] = [[] for _ in slots]

        def seat(n: int, tried: set[int]) -> bool:
            for slot in allowed[n]:
                if slot in tried:
                    continue
                tried.add(slot)
                if len(seats[slot]) < bounds(slots[slot].count)[1]:
                    seats[slot].append(ids[n])
                    return True
                for m, other in enumerate(list(seats[slot])):
                    if seat(ids.index(other), tried):
                        seats[slot][m] = ids[n]
                        return True
            return False

        if not all(seat(n, set()) for n in range(len(ids))):
            return False
        return self._levelled(slots, seats, allowed, ids)

    def _levelled(
        self, slots: Sequence[Slot], seats: list[list[str]], allowed: list[list[int]], ids: Sequence[str]
    ) -> bool:
        """Move items from slots that have more than their least to those that have too few, along chains."""

        def spare(slot: int, tried: set[int]) -> str | None:
            """An item that can be had for `slot`, taken from where it is not needed."""
            for other in range(len(slots)):
                if other in tried:
                    continue
                for id in list(seats[other]):
                    if slot not in allowed[ids.index(id)] or other == slot:
                        continue
                    tried.add(other)
                    if len(seats[other]) > bounds(slots[other].count)[0]:
                        seats[other].remove(id)
                        return id
                    more = spare(other, tried)
                    if more is not None:
                        seats[other].remove(id)
                        seats[other].append(more)
                        return id
            return None

        for n, slot in enumerate(slots):
            while len(seats[n]) < bounds(slot.count)[0]:
                found = spare(n, {n})
                if found is None:
                    return False
                seats[n].append(found)
        totals = (sum(self._worth(id) for id in here) for here in seats)
        disjoint = all(len(each) == 1 for each in allowed)
        return not disjoint or all(
            bounds(slot.total)[0] <= total <= bounds(slot.total)[1] for slot, total in zip(slots, totals, strict=True)
        )

    def _fits(self, item: Item, slot: Slot) -> bool:
        plan, tariff = self.plan, self.tariffs[item.id]
        topics = slot.topics or plan.topics
        tags = {**plan.tags, **slot.tags}
        low, high = bounds(slot.marks)
        easy, hard = shares(slot.facility)
        return (
            (not slot.kinds or item.kind in slot.kinds)
            and (not slot.items or item.id in slot.items)
            and (not topics or in_topics(item.topic, topics))
            and low <= tariff.marks <= high
            and (not slot.aos or any(tariff.aos.get(ao) for ao in slot.aos))
            and all(has_tag(item, name, value) for name, value in tags.items())
            and set_for(item, self.pool.kinds, slot.board or plan.board)
            and (slot.facility is None or (item.facility is not None and easy - 1e-6 <= item.facility <= hard + 1e-6))
            and self._has(item, slot.stimulus)
            and (not slot.query or self.matcher.matches(item, self.queries[slot.query]))
        )

    def _has(self, item: Item, stimulus: str | None) -> bool:
        if stimulus is None or stimulus in ("none", "any"):
            return stimulus is None or bool(item.stimuli) == (stimulus == "any")
        return any(self.pool.stimuli[id].value.type == stimulus for id in item.stimuli if id in self.pool.stimuli)

    def _worth(self, id: str) -> int:
        return self.tariffs[id].marks + self.tariffs[id].spag

    def _sums(self, ids: Sequence[str], plan: Blueprint) -> Iterator[str]:
        asked: list[tuple[str, tuple[int, int], Callable[[str], int]]] = [
            ("marks", bounds(plan.marks), self._worth),
            ("questions", bounds(plan.count), lambda id: 1),
            ("words", bounds(plan.words), lambda id: words_read(self.items[id])),
        ]
        for topic, given in plan.topic_marks.items():
            asked.append((f"marks on {topic}", bounds(given), self._on(topic)))
        for ao, given in plan.ao_marks.items():
            asked.append((f"{ao} marks", bounds(given), self._of(ao)))
        for name, (least, most), of in asked:
            total = sum(of(id) for id in ids)
            if not least <= total <= most:
                yield f"the paper has {total} {name}, not {least} to {most}"
        if plan.facility is not None:
            low, high = shares(plan.facility)
            known = [(self._worth(id), f) for id in ids if (f := self.items[id].facility) is not None]
            marks = sum(worth for worth, _ in known)
            mean = sum(worth * f for worth, f in known) / marks if marks else low
            if not low - 1e-3 <= mean <= high + 1e-3:
                yield f"the paper's mean facility is {mean:.3f}, not {low:g} to {high:g}"
        if plan.time is not None:
            least, most = bounds(plan.time)
            minutes = sum(self._minutes(self.items[id]) for id in ids)
            if not least - 0.05 * len(ids) <= minutes <= most + 0.05 * len(ids):
                yield f"the paper takes {minutes:.0f} minutes, not {least} to {most}"

    def _minutes(self, item: Item) -> float:
        return item.minutes or self.pool.kinds[item.kind].minutes_per_mark * self.tariffs[item.id].marks

    def _on(self, topic: str) -> Callable[[str], int]:
        return lambda id: self._worth(id) if in_topics(self.items[id].topic, (topic,)) else 0

    def _of(self, ao: str) -> Callable[[str], int]:
        return lambda id: self.tariffs[id].aos.get(ao, 0)

    def _sets(self) -> Iterator[str]:
        plan, here = self.plan, set(self.ids)
        for one, other in combinations(sorted(here), 2):
            first, second = self.items[one], self.items[other]
            if other in first.enemies or one in second.enemies or any({one, other} <= set(ids) for ids in plan.enemies):
                yield f"items {one} and {other} are enemies and stand in one paper"
            if self._sameness(first) == self._sameness(second) and not {one, other} <= set(plan.include):
                yield f"items {one} and {other} ask the same question"
        for ids in plan.either:
            if len(here & set(ids)) != 1:
                yield f"one of {', '.join(ids)} must be there, and only one"
        for ids in plan.together:
            if here & set(ids) not in (set(), set(ids)):
                yield f"items {', '.join(ids)} must be there together or not at all"
        used = Counter(stimulus for id in here for stimulus in self.items[id].stimuli)
        if not bounds(plan.sources)[0] <= len(used) <= bounds(plan.sources)[1]:
            yield f"the paper has {len(used)} sources"
        if plan.of_a_source is not None:
            yield from self._of_sources(used)

    def _sameness(self, item: Item) -> str:
        if item.id not in self.known:
            self.known[item.id] = sameness(item)
        return self.known[item.id]

    def _of_sources(self, used: Mapping[str, int]) -> Iterator[str]:
        plan = self.plan
        for stimulus, count in used.items():
            if plan.of_a_source == "all":
                slots = plan.all_slots()
                least = most = sum(
                    1
                    for found in self.pool.items.values()
                    if stimulus in found.value.stimuli and self._could(found.value, slots)
                )
            else:
                least, most = bounds(plan.of_a_source)
            if not least <= count <= most:
                yield f"the source {stimulus} has {count} questions, not {least} to {most}"

    def _could(self, item: Item, slots: Sequence[Slot]) -> bool:
        """Whether an item that is not in the paper might have been."""
        tariff = tariff_of(item, self.pool.kinds, self.plan.board)
        if tariff is None or item.status != "live" or item.id in self.plan.never:
            return False
        self.tariffs.setdefault(item.id, tariff)
        homework = self.pool.kinds[item.kind].homework
        return any(self._fits(item, slot) and (slot.kinds or slot.items or not homework) for slot in slots)
