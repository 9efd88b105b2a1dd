"""Ways through a bank that several checks take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from packgen.diagnostics import Place
from packgen.kinds.shape import find_shape, lower_nested
from packgen.markup.reader import Reader
from packgen.model.draw import Draw
from packgen.model.form import Question
from packgen.model.item import Item
from packgen.model.marking import Key
from packgen.model.pool import ItemPool, Located
from packgen.model.response import Selected

NOT_TEXT = frozenset(
    {"id", "kind", "topic", "tags", "boards", "stimuli", "facts", "author", "enemies", "lang", "note"}
    | {"key", "rubric", "status", "tier", "pin", "checked", "order"}
)
"""Fields whose strings are names, not authored text."""


class Asked(Struct, frozen=True):
    """A question or a part of one: `field` is "" or "parts.1", `whole` the item that it belongs to."""

    whole: Located[Item]
    field: str
    item: Item

    def at(self, field: str) -> Place:
        """The place of a field of this question or part."""
        return self.whole.at(".".join(step for step in (self.field, field) if step))


class Chosen(Struct, frozen=True):
    """A choice as it would be printed, with its key."""

    asked: Asked
    response: Selected
    key: Key


class Bank:
    """A pool as checks go through it; what several of them need is made once."""

    def __init__(self, pool: ItemPool) -> None:
        self.pool = pool

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every question of the bank that is not retired, and every part of one, its parts after it."""
        items = (located for located in self.pool.items.values() if located.value.status != "retired")
        return tuple(question for located in items for question in _asked(located, "", located.value, self.pool))

    @cached_property
    def choices(self) -> tuple[Chosen, ...]:
        """Every choice of the bank as one version prints it."""
        return tuple(self._choices())

    def _choices(self) -> Iterator[Chosen]:
        pool = self.pool
        read, rubrics = Reader(), {id: rubric.value for id, rubric in pool.rubrics.items()}
        draw = Draw(0, "")
        for question in self.asked:
            if not hasattr(question.item, "options"):
                continue
            lowered = lower_nested(question.item, question.at, kinds=pool.kinds, rubrics=rubrics, draw=draw, read=read)
            yield from _chosen(question, lowered)


def texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """The authored texts of an item or stimulus, each with its dotted field path; not those of its parts."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for n, child in enumerate(value):
            if not isinstance(child, Item):
                yield from texts(child, f"{field}.{n}")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in NOT_TEXT:
                yield from texts(getattr(value, name), f"{field}.{name}" if field else name)


def _asked(whole: Located[Item], field: str, item: Item, pool: ItemPool) -> Iterator[Asked]:
    yield Asked(whole, field, item)
    kind = pool.kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if shape is None or not shape.nested:
        return
    for n, part in enumerate(getattr(item, shape.nested)):
        yield from _asked(whole, f"{field}.{shape.nested}.{n}".lstrip("."), part, pool)


def _chosen(question: Asked, lowered: Question) -> Iterator[Chosen]:
    marking = {part.path: part.marking for part in lowered.scheme.parts}
    for part in lowered.paper.parts:
        key = marking.get(part.path)
        if isinstance(part.response, Selected) and isinstance(key, Key):
            yield Chosen(question, part.response, key)
