"""Items that ask nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from packgen.checks.rule import Bank, Check, Found, on_papers
from packgen.kinds.wording import wording
from packgen.model.item import Item
from packgen.model.pool import Located

ALIKE = 0.7
LEAST_WORDS = 4
WORDS = re.compile(r"\w+")

Shingle = tuple[str, ...]


def _run(bank: Bank) -> Iterator[Found]:
    groups: dict[tuple[str, ...], list[Located[Item]]] = {}
    for located in bank.live:
        groups.setdefault((located.value.kind, *sorted(located.value.stimuli)), []).append(located)
    for group in groups.values():
        for one, other in alike(group):
            if other.value.id in one.value.enemies or one.value.id in other.value.enemies:
                continue
            message = f"item {other.value.id} asks nearly the same as {one.value.id} ({one.place})"
            hint = f'keep one of them, or write "enemies: [{one.value.id}]" so that they never meet'
            yield Found(message, hint, other.at("stem"), (other.value, one.value))


def alike(items: Sequence[Located[Item]]) -> Iterator[tuple[Located[Item], Located[Item]]]:
    """Pairs of which the second is nearly the first; each item is named once at most as the second.

    Sets of shingles that share 70 % of all of theirs must share one among the rarest 30 % of each, so that only
    items with a rare shingle in common are compared.
    """
    shingles = [_shingles(located.value) for located in items]
    frequency = Counter(shingle for some in shingles for shingle in some)
    by_shingle: dict[Shingle, list[int]] = {}
    for n, some in enumerate(shingles):
        rare = sorted(some, key=lambda shingle: (frequency[shingle], shingle))[: _prefix(len(some))]
        near = dict.fromkeys(m for shingle in rare for m in by_shingle.get(shingle, ()))
        twin = next((m for m in near if _likeness(shingles[m], some) >= ALIKE), None)
        if twin is not None:
            yield items[twin], items[n]
            continue
        for shingle in rare:
            by_shingle.setdefault(shingle, []).append(n)


def _shingles(item: Item) -> frozenset[Shingle]:
    """The pairs of neighbouring words of what is asked; the empty set for what is too short to compare."""
    words = WORDS.findall(wording(item).casefold())
    return frozenset(pairwise(words)) if len(words) >= LEAST_WORDS else frozenset()


def _prefix(size: int) -> int:
    return size - int(-(-size * ALIKE // 1)) + 1 if size else 0


def _likeness(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    return len(one & other) / len(one | other)


def _bank(more: str) -> str:
    return f"""\
items:
  - id: triumvirate
    kind: describe-two
    stem: Describe two features of the Triumvirate of the years 1923 to 1925.
    scheme: {{points: [It had three members., It was formed against Trotsky.]}}
  - id: triumvirate-2
    kind: describe-two
    stem: Describe two features of the Triumvirate of the years 1923 to 1924.
{more}    scheme: {{points: [Its members sat in the Politburo., It ended in 1925.]}}
"""


CHECK = Check(
    name="near-duplicate",
    what="Two items of one kind, about the same stimuli, whose stems share most of their words.",
    why="One of them gives the other away, or the paper asks the same twice.",
    finds=_bank(""),
    passes=_bank("    enemies: [triumvirate]\n"),
    run=_run,
    papers=on_papers(_run),
)
