"""The words by which two items are the same question, and how many of them a pupil reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from packgen.model.item import Item

ASKED_ABOUT: Final = (
    *("statement", "statements", "events", "factors", "text", "pairs", "entries"),
    *("cards", "centre", "branches", "aspects"),
)
"""Fields of shapes that make another question of the same stem; other options or bullets do not."""

READ: Final = (*ASKED_ABOUT, "options", "bullets", "parts")
"""Fields that a pupil reads beside the stem."""

TOLD_TEACHERS: Final = frozenset(
    ("id", "reason", "notes", "accept", "at", "pin", "blank", "correction", "odd", "category", "value", "give")
)
"""Fields inside those that a pupil does not read."""

_NOT_WORDS = re.compile(r"[\W_]+")


def wording(item: Item) -> str:
    """The stem of `item` with what its shape asks about, as written; "" if it leaves its words to its parts."""
    words = [item.stem]
    for name in _fields_of(type(item), ASKED_ABOUT):
        words += _texts(getattr(item, name))
    return "\n".join(words).strip()


def sameness(item: Item) -> str:
    """What makes two items the same question, as 16 hex digits: its words, and the stimuli that it is asked about.

    An item that leaves its words to its parts is like no other.
    """
    words = _NOT_WORDS.sub(" ", wording(item).casefold()).strip()
    same = "\n".join((words, *sorted(item.stimuli)) if words else (words, item.id))
    return hashlib.blake2b(same.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def asked(item: Item) -> str:
    """What `item` asks, as Markdown: its statement in quotation marks and its stem, else what its first part asks."""
    statement = getattr(item, "statement", "")
    if statement:
        return f"\u2018{statement.strip()}\u2019 {item.stem}"
    parts: tuple[Item, ...] = getattr(item, "parts", ())
    return item.stem or (asked(parts[0]) if parts else "")


def words_read(item: Item) -> int:
    """How many words a pupil reads in the question itself, its options and its parts included."""
    words = len(item.stem.split())
    for name in _fields_of(type(item), READ):
        given = getattr(item, name)
        for value in (given,) if isinstance(given, str) else given:
            if isinstance(value, Item):
                words += words_read(value)
            else:
                words += sum(len(text.split()) for text in _texts(value, TOLD_TEACHERS))
    return words


@lru_cache(maxsize=128)
def _fields_of(cls: type[Item], named: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the named fields that a shape has."""
    return tuple(name for name in named if name in cls.__struct_fields__)


def _texts(value: Any, but: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for child in value:
            yield from _texts(child, but)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in but:
                yield from _texts(getattr(value, name), but)
