"""How long it takes to choose one paper, and four fair ones, from pools of the sizes and shapes that are published.

    python benchmarks/assembly.py [--rounds 3] [--seed 1]

Every paper is held against its blueprint by the referee.  The pools are made up by a seed: 300 items with shared
sources and 18 constraints; 1,000 items with enemies, sets that stand together or not at all, and 36 constraints;
100,000 items.  Times are processor time; spreads are the largest minus the smallest over four papers.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from packgen.assemble.choosing import choose
from packgen.diagnostics import PackgenError, Place
from packgen.kinds.written import WrittenItem
from packgen.load.rows import Tariffs, row_of
from packgen.model.blueprint import Blueprint, Slot
from packgen.model.item import Item, Kind, Row, SchemeText, Stimulus, Topic
from packgen.model.pool import Bank, ItemPool, Located
from packgen.model.request import Request
from packgen.model.row import ItemRow

KINDS = {"recall": 1, "short": 2, "describe": 4, "source": 8, "why": 12, "essay": 16}


class Pool(Mapping[str, Located[Item]]):
    """Items that know their rows, as those behind an index do."""

    def __init__(self, items: list[Item], kinds: Mapping[str, Kind]) -> None:
        self._items = {item.id: Located(item, Place("bank.yaml", 1), "") for item in items}
        tariffs = Tariffs(kinds)
        self._rows = tuple(sorted((row_of(item, tariffs) for item in items), key=lambda row: row.id))

    def __getitem__(self, id: str) -> Located[Item]:
        return self._items[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def rows(self, wanted: object, narrowing: object, board: str) -> tuple[ItemRow, ...]:
        return self._rows

    def holdings(self) -> object:
        raise NotImplementedError

    def tags(self, name: str) -> object:
        raise NotImplementedError

    def tag_names(self) -> object:
        raise NotImplementedError


def pool(size: int, seed: int, *, sources: int = 0, enemies: int = 0) -> ItemPool:
    """`size` items over twelve topics, in six kinds of 1 to 16 marks."""
    rng = random.Random(seed)
    kinds = {
        name: Kind(
            kind=name,
            shape="written",
            name=name,
            purpose="",
            stimuli=(0, 1),
            rows=(Row(board="school", marks=marks, aos={"AO1": marks}),),
        )
        for name, marks in KINDS.items()
    }
    items: list[Item] = []
    for n in range(size):
        kind = rng.choices(tuple(KINDS), (30, 25, 20, 10, 8, 7))[0]
        marks = KINDS[kind]
        first = rng.randint(0, marks)
        items.append(
            WrittenItem(
                id=f"i{n:06}",
                kind=kind,
                topic=f"{n % 12 // 4 + 1}.{n % 12 + 1}",
                stem=f"Question {n} " + "word " * rng.randint(5, 40),
                aos={ao: m for ao, m in (("AO1", first), ("AO2", marks - first)) if m},
                facility=round(rng.betavariate(4, 3), 3),
                stimuli=(f"s{rng.randrange(sources)}",) if sources and rng.random() < 0.5 else (),
                enemies=tuple(f"i{rng.randrange(size):06}" for _ in range(2)) if rng.random() < enemies / size else (),
                scheme=SchemeText(answers=("x",)),
            )
        )
    return ItemPool(
        banks=(Bank("/bank", "History", "", "en-GB"),),
        items=Pool(items, kinds),
        stimuli={
            f"s{n}": Located(Stimulus(id=f"s{n}", text="words " * 80), Place("s.yaml"), "") for n in range(sources)
        },
        rubrics={},
        topics={t: Located(Topic(id=t, title=t), Place("t.yaml"), "") for t in (*"123",)},
        kinds=kinds,
    )


def _ids(letter: str, count: int) -> list[str]:
    return [f"{letter}{n}" for n in range(count)]


def shapes(seed: int) -> Iterator[tuple[str, ItemPool, Blueprint]]:
    """Name, pool and blueprint of each problem."""
    slots = (
        Slot(kinds=("recall",), count=6),
        Slot(kinds=("short",), count=5),
        Slot(kinds=("describe",), count=4),
        Slot(kinds=("source",), count=2),
        Slot(kinds=("why",), count=1),
    )
    half = {"AO1": (22, 34), "AO2": (26, 38)}
    yield (
        "300 items, 18 constraints, shared sources",
        pool(300, seed, sources=60),
        Blueprint(
            name="a",
            purpose="",
            slots=slots,
            topic_marks={**{f"{n}": (14, 28) for n in (1, 2, 3)}, **{f"1.{n}": (0, 12) for n in (1, 2, 3, 4)}},
            ao_marks=half,
            facility=(0.52, 0.62),
            words=(380, 520),
            sources=(2, 6),
            marks=60,
        ),
    )
    each = (("recall", 3), ("short", 2), ("describe", 1))
    many = tuple(Slot(kinds=(kind,), count=n, topics=(topic,)) for kind, n in each for topic in "123")
    rng = random.Random(seed)
    yield (
        "1,000 items, 36 constraints, enemies and sets",
        pool(1000, seed, sources=150, enemies=400),
        Blueprint(
            name="b",
            purpose="",
            slots=(*many, Slot(kinds=("source",), count=2), Slot(kinds=("why",)), Slot(kinds=("essay",))),
            topic_marks={f"{n % 12 // 4 + 1}.{n % 12 + 1}": (0, 24) for n in range(12)},
            ao_marks={"AO1": (30, 42), "AO2": (34, 46)},
            facility=(0.54, 0.6),
            words=(420, 620),
            time=(60, 120),
            sources=(2, 12),
            together=tuple(tuple(f"i{rng.randrange(1000):06}" for _ in range(3)) for _ in range(20)),
            marks=77,
        ),
    )
    yield (
        "100,000 items",
        pool(100_000, seed),
        Blueprint(
            name="c",
            purpose="",
            slots=slots,
            topic_marks={f"{n}": (15, 25) for n in (1, 2, 3)},
            ao_marks=half,
            facility=(0.56, 0.58),
            marks=60,
        ),
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print("| pool | one paper | four fair ones | facility | words | AO marks | topic marks |")
    print("|---|---|---|---|---|---|---|")
    for name, bank, blueprint in shapes(given.seed):
        times: dict[int, list[float]] = {1: [], 4: []}
        spreads: list[tuple[float, ...]] = []
        for seed in range(given.rounds):
            for versions in (1, 4):
                start = time.process_time()
                try:
                    chosen = choose(bank, Request(blueprint=blueprint, versions=versions, mode="parallel", seed=seed))
                except PackgenError as problem:
                    print(f"  {name}: {problem}", file=sys.stderr)
                    continue
                times[versions].append(time.process_time() - start)
                if versions > 1:
                    spreads.append(spread(bank, chosen.forms))
        cells = [f"{statistics.median(taken):.2f} s" if taken else "none found" for taken in times.values()]
        cells += [f"{statistics.median(values):.3g}" for values in zip(*spreads, strict=True)]
        print(f"| {name} | {' | '.join(cells)} |")


def spread(bank: ItemPool, forms: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The spreads of mean facility, words, marks for an objective and marks on a topic."""
    assert isinstance(bank.items, Pool)
    by_id = {row.id: row for row in bank.items.rows(None, None, "")}
    papers = [[by_id[id] for id in form] for form in forms]
    marks = sum(row.marks for row in papers[0])
    facility = [sum(row.marks * (row.facility or 0) for row in paper) / marks for paper in papers]
    words = [sum(row.words + 80 * len(row.stimuli) for row in paper) for paper in papers]
    aos = [[sum(row.aos.get(ao, 0) for row in paper) for paper in papers] for ao in ("AO1", "AO2")]
    topics = sorted({row.topic for paper in papers for row in paper})
    on = [[sum(row.marks for row in paper if row.topic == topic) for paper in papers] for topic in topics]
    return (_gap(facility), _gap(words), max(map(_gap, aos)), max(map(_gap, on)))


def _gap(values: Sequence[float]) -> float:
    return max(values) - min(values)


if __name__ == "__main__":
    main()
