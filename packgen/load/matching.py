"""Whether an item is what a query asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import assert_never

from msgspec import Struct

from packgen.kinds.shape import Tariff, find_shape, set_for, tariff_of
from packgen.load.folding import folded, said_by, says, words_of
from packgen.model.item import Item
from packgen.model.pool import ItemPool
from packgen.model.query import (
    About,
    ByAuthor,
    Either,
    Every,
    Facility,
    ForBoard,
    ForTier,
    Id,
    InTopic,
    Marks,
    Not,
    Objective,
    OfKind,
    OneOf,
    OnFact,
    Query,
    Tagged,
    Used,
    WithStatus,
    Word,
)
from packgen.model.row import Narrowing, Wanted


class Matcher:
    """Items held against what is wanted; marks are those for `board`."""

    def __init__(self, pool: ItemPool, board: str = "") -> None:
        self.pool, self.board = pool, board
        self._said: dict[str, str] = {}

    def wanted(self, item: Item, wanted: Wanted) -> bool:
        """Whether `item` is all that is `wanted`."""
        return (
            (not wanted.status or item.status == wanted.status)
            and (not wanted.kinds or item.kind in wanted.kinds)
            and (not wanted.topics or in_topics(item.topic, wanted.topics))
            and (wanted.homework or not self.pool.kinds[item.kind].homework)
            and set_for(item, self.pool.kinds, wanted.board)
            and all(has_tag(item, name, value) for name, value in wanted.tags)
            and all(self._says(item, Word((word,), False)) for word in words_of(wanted.text))
            and (wanted.query is None or self.matches(item, wanted.query))
        )

    def within(self, item: Item, narrowing: Narrowing) -> bool:
        """Whether `item` may be chosen freely."""
        return (
            item.id not in narrowing.without
            and (not narrowing.most_marks or self._marks(item) <= narrowing.most_marks)
            and (narrowing.query is None or self.matches(item, narrowing.query))
        )

    def matches(self, item: Item, query: Query) -> bool:
        """Whether `item` is what `query` asks for."""
        match query:
            case Every(parts):
                return all(self.matches(item, part) for part in parts)
            case Either(parts):
                return any(self.matches(item, part) for part in parts)
            case Not(part):
                return not self.matches(item, part)
            case Word():
                return self._says(item, query)
            case InTopic(topic):
                return in_topics(item.topic, (topic,))
            case OfKind(kind):
                return item.kind == kind
            case ForBoard(board):
                return set_for(item, self.pool.kinds, board)
            case Marks(least, most):
                return _between(self._marks(item), least, most)
            case Facility(least, most):
                return item.facility is not None and _between(item.facility, least, most)
            case Tagged(name, value):
                return has_tag(item, name, value) if value else bool(tag_values(item, name))
            case Objective(ao):
                return ao in objectives(self._tariff(item))
            case About(stimulus):
                return any(stimulus in part.stimuli for part in self.parts(item))
            case WithStatus(status):
                return item.status == status
            case ForTier(tier):
                return item.tier == tier
            case ByAuthor(author):
                return says(folded([item.author]), tuple(words_of(author)), whole=False)
            case OnFact(fact):
                return any(fact.casefold() == f.casefold() for part in self.parts(item) for f in part.facts)
            case Id(pattern):
                return fnmatchcase(item.id, pattern)
            case OneOf(ids):
                return item.id in ids
            case Used():
                raise ValueError("uses are looked up before items are held against a query")
            case _:
                assert_never(query)

    def parts(self, item: Item) -> Iterator[Item]:
        """`item` and the parts inside it."""
        yield item
        kind = self.pool.kinds.get(item.kind)
        shape = find_shape(kind.shape) if kind else None
        if shape is not None and shape.nested:
            for part in getattr(item, shape.nested):
                yield from self.parts(part)

    def _tariff(self, item: Item) -> Tariff | None:
        return tariff_of(item, self.pool.kinds, self.board)

    def _marks(self, item: Item) -> int:
        tariff = self._tariff(item)
        return tariff.marks + tariff.spag if tariff else 0

    def _says(self, item: Item, word: Word) -> bool:
        """Whether the item or one of its stimuli has the words."""
        names = {name for part in self.parts(item) for name in part.stimuli}
        if says(self._folded(item.id, item), word.words, word.whole):
            return True
        pool = self.pool
        return any(
            says(self._folded(f"@{name}", pool.stimuli[name].value), word.words, word.whole)
            for name in names
            if name in pool.stimuli
        )

    def _folded(self, name: str, value: Struct) -> str:
        if name not in self._said:
            self._said[name] = folded(said_by(value))
        return self._said[name]


def in_topics(topic: str, wanted: Iterable[str]) -> bool:
    """Whether `topic` is one of `wanted` or lies below one."""
    return any(topic == node or topic.startswith(f"{node}.") for node in wanted)


def has_tag(item: Item, name: str, value: str) -> bool:
    """Whether `item` has the tag, capitals aside."""
    return value.casefold() in (v.casefold() for v in tag_values(item, name))


def tag_values(item: Item, name: str) -> tuple[str, ...]:
    """The values that `item` has for a tag; its boards, tier and author count as tags."""
    found = item.tags.get(name, ())
    values = (found,) if isinstance(found, str) else found
    more = {"board": item.boards, "tier": (item.tier or "",), "author": (item.author,)}.get(name, ())
    return (*values, *(value for value in more if value))


def objectives(tariff: Tariff | None) -> tuple[str, ...]:
    """The objectives that have marks, in capitals."""
    return tuple(sorted(ao.upper() for ao, marks in tariff.aos.items() if marks)) if tariff else ()


def _between(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)
