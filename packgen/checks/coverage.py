"""What a bank covers: how many questions and marks on each topic, of each kind and objective, and where it has gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from packgen.load.facts import load_facts
from packgen.load.rows import rows
from packgen.model.pool import ItemPool
from packgen.model.row import ItemRow, Wanted

BANDS = ((1, 1), (2, 4), (5, 9), (10, 15), (16, 0))
"""Marks from and to, both included; 0 is without end."""
LONG = 8
SHORT = 4
ENOUGH = 5
"""A topic with fewer questions is not told which objectives and marks it lacks."""


class TopicCover(Struct, frozen=True):
    """What there is on a topic and all below it; `kinds` and `aos` (marks) by name, `bands` as in `BANDS`."""

    topic: str
    title: str
    questions: int
    marks: int
    bands: tuple[int, ...]
    kinds: dict[str, int]
    aos: dict[str, int]


class KindCover(Struct, frozen=True):
    """What there is of a kind."""

    kind: str
    questions: int
    marks: int
    topics: int


class FactCover(Struct, frozen=True):
    """How far the facts of the bank's lists are asked about; `unknown` are named but in no list, if there is one."""

    listed: int
    named: int
    unnamed: tuple[str, ...]
    unknown: tuple[str, ...]


class Coverage(Struct, frozen=True):
    """What a bank covers; `gaps` say in words what it lacks."""

    questions: int
    marks: int
    topics: tuple[TopicCover, ...]
    kinds: tuple[KindCover, ...]
    objectives: tuple[str, ...]
    facts: FactCover
    gaps: tuple[str, ...]


def coverage(pool: ItemPool, topics: Sequence[str] = (), board: str = "") -> Coverage:
    """What the live items of `pool` cover, below `topics` and for `board` if they are given."""
    found = rows(pool, Wanted(topics=tuple(topics), board=board), board)
    known = {**{row.topic: None for row in found}, **dict.fromkeys(pool.topics)}
    nodes = [id for id in sorted(known, key=in_order) if not topics or any(_under(id, one) for one in topics)]
    covers = tuple(_topic(pool, node, [row for row in found if _under(row.topic, node)]) for node in nodes)
    kinds = tuple(
        KindCover(kind, len(own), sum(row.marks for row in own), len({row.topic for row in own}))
        for kind in sorted(pool.kinds)
        if (own := [row for row in found if row.kind == kind])
    )
    objectives = tuple(sorted({ao for kind in pool.kinds.values() for row in kind.rows for ao in row.aos}))
    facts = _facts(pool, found)
    gaps = (*_topic_gaps(covers, objectives), *_kind_gaps(pool, kinds, board), *_fact_gaps(facts))
    total = sum(row.marks for row in found)
    told = tuple(cover for cover in covers if cover.questions)
    return Coverage(len(found), total, told, kinds, objectives, facts, gaps)


def in_order(id: str) -> list[tuple[int, int, str]]:
    """A key that puts 1.10 after 1.9."""
    return [(0, int(step), "") if step.isascii() and step.isdigit() else (1, 0, step) for step in id.split(".")]


def _under(topic: str, node: str) -> bool:
    return topic == node or topic.startswith(f"{node}.")


def _topic(pool: ItemPool, node: str, found: Sequence[ItemRow]) -> TopicCover:
    aos: Counter[str] = Counter()
    for row in found:
        aos.update(row.aos)
    bands = tuple(sum(low <= row.marks <= (high or row.marks) for row in found) for low, high in BANDS)
    title = pool.topics[node].value.title if node in pool.topics else ""
    kinds = dict(sorted(Counter(row.kind for row in found).items()))
    return TopicCover(
        node, title, len(found), sum(row.marks for row in found), bands, kinds, {ao: aos[ao] for ao in sorted(aos)}
    )


def _topic_gaps(covers: Sequence[TopicCover], objectives: Sequence[str]) -> Iterator[str]:
    by_id = {cover.topic: cover for cover in covers}
    lacking: dict[str, frozenset[str]] = {}
    for cover in covers:
        above = by_id.get(cover.topic.rpartition(".")[0])
        if not cover.questions:
            if above is None or above.questions:
                yield f"{cover.topic} has no question ({cover.title})"
            continue
        if cover.questions < ENOUGH:
            continue
        missing = frozenset(ao for ao in objectives if not cover.aos.get(ao))
        lacking[cover.topic] = missing | (lacking.get(above.topic, frozenset()) if above else frozenset())
        new = missing - (lacking.get(above.topic, frozenset()) if above else frozenset())
        if new:
            yield f"no {_listed(sorted(new), 'or')} on {cover.topic}"
        if not any(other.topic != cover.topic and _under(other.topic, cover.topic) for other in covers):
            yield from _band_gaps(cover)


def _band_gaps(cover: TopicCover) -> Iterator[str]:
    filled = [band for band, number in zip(BANDS, cover.bands, strict=True) if number]
    highest, lowest = filled[-1], filled[0]
    if highest[1] and highest[1] < LONG:
        yield f"{cover.topic} has no question over {highest[1]} marks"
    if lowest[0] > SHORT:
        yield f"{cover.topic} has no question under {lowest[0]} marks"


def _kind_gaps(pool: ItemPool, kinds: Sequence[KindCover], board: str) -> Iterator[str]:
    have = {cover.kind for cover in kinds}
    wanted = [name for name, kind in pool.kinds.items() if not board or any(row.board == board for row in kind.rows)]
    if missing := sorted(set(wanted) - have):
        yield f"no question of the kind{'s' if len(missing) > 1 else ''} {_listed(missing, 'or')}"


def _facts(pool: ItemPool, found: Sequence[ItemRow]) -> FactCover:
    listed: dict[str, str] = {}
    for bank in pool.banks:
        listed |= load_facts(Path(bank.root))
    named = {fact for row in found for fact in row.facts}
    unknown = sorted(fact for fact in named if listed and fact.isdecimal() and fact not in listed)
    unnamed = sorted(set(listed) - named, key=in_order)
    return FactCover(len(listed), len(named & set(listed)) if listed else len(named), tuple(unnamed), tuple(unknown))


def _fact_gaps(facts: FactCover) -> Iterator[str]:
    if facts.unnamed:
        one = len(facts.unnamed) == 1
        yield f"no question rests on fact{'' if one else 's'} {', '.join(_runs(facts.unnamed))}"
    if facts.unknown:
        yield f"named, but in no list of facts: {', '.join(facts.unknown)}"


def _runs(numbers: Sequence[str]) -> Iterator[str]:
    """Numbers with runs drawn together: 4, 8, 25-27."""
    for _, run in groupby(enumerate(map(int, numbers)), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield f"{found[0]}" if len(found) == 1 else f"{found[0]}-{found[-1]}"


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
