"""Ways through a bank that several checks take."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from packgen.diagnostics import Place
from packgen.kinds.shape import find_shape, lower_nested
from packgen.markup.reader import Reader
from packgen.model import authored
from packgen.model.draw import Draw
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Topic
from packgen.model.marking import Key
from packgen.model.pool import ItemPool, Located
from packgen.model.response import Selected


class Found(Struct, frozen=True):
    """What a check has found: one sentence, what to do, where.

    `about` are the items, stimuli and notes that it speaks of, any of which may waive it.
    """

    message: str
    hint: str
    place: Place
    about: tuple[Any, ...] = ()


def found(located: Located[Any], field: str, message: str, hint: str) -> Found:
    """Something found in `field` of an item, a stimulus, a note ..."""
    return Found(message, hint, located.at(field), (located.value,))


TEACHERS = frozenset(("scheme", "reason", "notes", "accept", "reject"))
"""Fields that only teachers read."""


class Asked(Struct, frozen=True, dict=True):
    """A question or a part of one: `field` is "" or "parts.1", `whole` the item that it belongs to.

    `around` are the questions that it is part of, the nearest first.
    """

    whole: Located[Item]
    field: str
    item: Item
    around: tuple[Item, ...] = ()

    @property
    def stimuli(self) -> tuple[str, ...]:
        """The stimuli that it names, or those of the nearest question around it that names some."""
        return next((one.stimuli for one in (self.item, *self.around) if one.stimuli), ())

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its texts, each with its dotted field path; not those of its parts."""
        return tuple(authored.texts(self.item, leave=lambda child: isinstance(child, Item)))

    @cached_property
    def prompt(self) -> tuple[tuple[str, str], ...]:
        """Those of its texts that pupils read before they answer: no scheme, no reasons."""
        return tuple((field, text) for field, text in self.texts if not TEACHERS.intersection(field.split(".")))

    def at(self, field: str) -> Place:
        """The place of a field of this question or part."""
        return self.whole.at(".".join(step for step in (self.field, field) if step))

    def found(self, field: str, message: str, hint: str) -> Found:
        """Something found in a field of this question or part."""
        return Found(message, hint, self.at(field), (self.item, *self.around))


class Chosen(Struct, frozen=True):
    """A choice as it would be printed, with its key."""

    asked: Asked
    response: Selected
    key: Key


class Text(Struct, frozen=True):
    """A text of a bank as written, where it stands, and what it is part of."""

    owner: Located[Any]
    field: str
    text: str

    def found(self, message: str, hint: str) -> Found:
        """Something found in this text."""
        return found(self.owner, self.field, message, hint)


class Bank:
    """A pool as checks go through it on the day `today`; what several of them need is made once."""

    def __init__(self, pool: ItemPool, today: datetime.date | None = None) -> None:
        self.pool = pool
        self.today = today or datetime.date.today()

    @cached_property
    def live(self) -> tuple[Located[Item], ...]:
        """Every item of the bank that is not retired."""
        return tuple(located for located in self.pool.items.values() if located.value.status != "retired")

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every question of the bank that is not retired, and every part of one, its parts after it."""
        return tuple(question for located in self.live for question in _asked(located, self.pool))

    @cached_property
    def choices(self) -> tuple[Chosen, ...]:
        """Every choice of the bank as one version prints it."""
        return tuple(self._choices())

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that its authors wrote to be read: of items that are not retired, stimuli, topics and notes."""
        pool = self.pool
        groups = (self.live, pool.stimuli.values(), pool.topics.values(), pool.notes.values(), self.own_rubrics)
        return tuple(
            Text(located, field, text)
            for group in groups
            for located in group
            for field, text in authored.texts(located.value)
        )

    @cached_property
    def own_rubrics(self) -> tuple[Located[Any], ...]:
        """The rubrics that stand in the bank, without those that packgen brings."""
        roots = {each.root for each in self.pool.banks}
        return tuple(located for located in self.pool.rubrics.values() if not located.bank or located.bank in roots)

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language of each bank, by its root."""
        return {bank.root: bank.lang for bank in self.pool.banks}

    def english(self, located: Located[Any]) -> bool:
        """Whether an item, a stimulus ... is in English, as far as anyone says."""
        lang = getattr(located.value, "lang", "") or self.languages.get(located.bank, "en")
        return lang.casefold().startswith("en")

    def kind(self, question: Asked) -> Kind | None:
        """The kind of a question."""
        return self.pool.kinds.get(question.item.kind)

    def years(self, topic: str) -> tuple[int | None, int | None]:
        """The first and last year that a topic is about, as it or the topics above it say; None where none does."""
        first = last = None
        while topic:
            located = self.pool.topics.get(topic)
            found: Topic | None = located.value if located else None
            first = found.first if found and first is None else first
            last = found.last if found and last is None else last
            topic = topic.rpartition(".")[0]
        return first, last

    def _choices(self) -> Iterator[Chosen]:
        pool = self.pool
        read, rubrics = Reader(), {id: rubric.value for id, rubric in pool.rubrics.items()}
        draw = Draw(0, "")
        for question in self.asked:
            if not hasattr(question.item, "options"):
                continue
            lowered = lower_nested(question.item, question.at, kinds=pool.kinds, rubrics=rubrics, draw=draw, read=read)
            yield from _chosen(question, lowered)


def _asked(
    whole: Located[Item], pool: ItemPool, field: str = "", item: Item | None = None, around: tuple[Item, ...] = ()
) -> Iterator[Asked]:
    item = item or whole.value
    yield Asked(whole, field, item, around)
    kind = pool.kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if shape is None or not shape.nested:
        return
    for n, part in enumerate(getattr(item, shape.nested)):
        yield from _asked(whole, pool, f"{field}.{shape.nested}.{n}".lstrip("."), part, (item, *around))


def _chosen(question: Asked, lowered: Question) -> Iterator[Chosen]:
    marking = {part.path: part.marking for part in lowered.scheme.parts}
    for part in lowered.paper.parts:
        key = marking.get(part.path)
        if isinstance(part.response, Selected) and isinstance(key, Key):
            yield Chosen(question, part.response, key)
