"""Rows of a pool's items: found by what is wanted of them, whether the pool is in memory or behind an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Protocol, runtime_checkable

from msgspec import Struct, structs

from packgen.kinds.shape import Tariff, find_shape, tariff_of
from packgen.kinds.wording import asked, sameness, words_read
from packgen.load.matching import Matcher, tag_values
from packgen.model.item import Item, Kind
from packgen.model.pool import ItemPool, Located
from packgen.model.row import ItemRow, Narrowing, Wanted


class Holdings(Struct, frozen=True):
    """What a pool's items are about: how many there are, drafts among them, live ones by topic and kind, boards."""

    items: int
    drafts: int
    topics: Mapping[str, int]
    kinds: Mapping[str, int]
    boards: frozenset[str]


@runtime_checkable
class HasRows(Protocol):
    """Items that know their rows without being decoded."""

    def rows(self, wanted: Wanted, narrowing: Narrowing, board: str) -> tuple[ItemRow, ...]:
        """As the function `rows`."""

    def holdings(self) -> Holdings:
        """As the function `holdings`."""

    def tags(self, name: str) -> Counter[str]:
        """As the function `tags`."""

    def tag_names(self) -> frozenset[str]:
        """As the function `tag_names`."""


class Replaced(Mapping[str, Located[Item]]):
    """Items with some in the place of those of the same id; the rest is not touched."""

    def __init__(self, items: Mapping[str, Located[Item]], others: Mapping[str, Located[Item]]) -> None:
        self.inner, self.others = items, others

    def __getitem__(self, id: str) -> Located[Item]:
        return self.others[id] if id in self.others else self.inner[id]

    def __contains__(self, id: object) -> bool:
        return id in self.inner

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


def rows(pool: ItemPool, wanted: Wanted | None = None, board: str = "") -> tuple[ItemRow, ...]:
    """The rows of the items that are `wanted` (live ones without it) within the pool's narrowing, sorted by id.

    Marks are those for `board`; "" is each item's own.
    """
    wanted = wanted or Wanted()
    if isinstance(pool.items, Replaced) and isinstance(pool.items.inner, HasRows):
        return _with_replaced(pool, pool.items, wanted, board)
    if isinstance(pool.items, HasRows):
        return pool.items.rows(wanted, pool.narrowing, board)
    matcher = Matcher(pool, board)
    found = [
        located.value
        for located in pool.items.values()
        if matcher.wanted(located.value, wanted) and matcher.within(located.value, pool.narrowing)
    ]
    tariffs = Tariffs(pool.kinds)
    return tuple(row_of(item, tariffs, board) for item in sorted(found, key=lambda item: item.id))


def _with_replaced(pool: ItemPool, items: Replaced, wanted: Wanted, board: str) -> tuple[ItemRow, ...]:
    found = rows(structs.replace(pool, items=items.inner), wanted, board)
    others = rows(structs.replace(pool, items=items.others), wanted, board)
    kept = [row for row in found if row.id not in items.others]
    return tuple(sorted([*kept, *others], key=lambda row: row.id))


class Tariffs:
    """The tariffs of many items, each worked out once for all that are alike in what it depends on."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self._known: dict[tuple[object, ...], Tariff | None] = {}
        self._by_item: dict[str, bool] = {}

    def of(self, item: Item, board: str = "") -> Tariff | None:
        """As `tariff_of`."""
        if self._is_by_item(item.kind):
            return tariff_of(item, self.kinds, board)
        ladder, aos = bool(item.scheme.rubric), tuple(item.aos.items())
        shown = (len(item.stimuli), len(getattr(item, "bullets", ())))
        key = (board, item.kind, item.boards, item.marks, item.spag, shown, ladder, aos)
        if key not in self._known:
            self._known[key] = tariff_of(item, self.kinds, board)
        return self._known[key]

    def _is_by_item(self, name: str) -> bool:
        """Whether marks follow from each item of a kind rather than from its row."""
        if name not in self._by_item:
            kind = self.kinds.get(name)
            shape = find_shape(kind.shape) if kind else None
            self._by_item[name] = shape is None or shape.tariff is not None
        return self._by_item[name]


def row_of(item: Item, tariffs: Tariffs, board: str = "") -> ItemRow:
    """The row of one item."""
    tariff = tariffs.of(item, board)
    return ItemRow(
        id=item.id,
        kind=item.kind,
        topic=item.topic,
        status=item.status,
        marks=tariff.marks + tariff.spag if tariff else 0,
        spag=tariff.spag if tariff else 0,
        aos=tariff.aos if tariff else {},
        facility=item.facility,
        minutes=item.minutes,
        tier=item.tier or "",
        stimuli=item.stimuli,
        enemies=item.enemies,
        facts=item.facts,
        words=words_read(item),
        asked=asked(item),
        sameness=sameness(item),
    )


def holdings(pool: ItemPool) -> Holdings:
    """What the items of the pool are about, its narrowing aside; every topic of an item is there, if only with 0."""
    if isinstance(items := _inner(pool), HasRows):
        return items.holdings()
    every = [located.value for located in pool.items.values()]
    live = [item for item in every if item.status == "live"]
    topics = Counter({item.topic: 0 for item in every})
    topics.update(item.topic for item in live)
    return Holdings(
        items=len(every),
        drafts=sum(item.status == "draft" for item in every),
        topics=topics,
        kinds=Counter(item.kind for item in live),
        boards=frozenset(board for item in every for board in item.boards),
    )


def tags(pool: ItemPool, name: str) -> Counter[str]:
    """The values of a tag and how many items have each; board, tier and author count as tags."""
    if isinstance(items := _inner(pool), HasRows):
        return items.tags(name)
    return Counter(v for located in pool.items.values() for v in dict.fromkeys(tag_values(located.value, name)))


def tag_names(pool: ItemPool) -> frozenset[str]:
    """The names of all tags that items have, board, tier and author aside."""
    if isinstance(items := _inner(pool), HasRows):
        return items.tag_names()
    return frozenset(name for located in pool.items.values() for name in located.value.tags)


def _inner(pool: ItemPool) -> Mapping[str, Located[Item]]:
    """The pool's items, those that stand in for others aside."""
    return pool.items.inner if isinstance(pool.items, Replaced) else pool.items
