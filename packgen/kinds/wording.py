"""The words by which two items are the same question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from packgen.model.item import Item

ASKED_ABOUT = ("statement", "events", "factors")
"""Fields of shapes that make another question of the same stem; other options or bullets do not."""


def wording(item: Item) -> str:
    """The stem of `item` with what its shape asks about, as written; "" if it leaves its words to its parts."""
    return "\n".join([item.stem, *(text for name in ASKED_ABOUT for text in _texts(getattr(item, name, "")))]).strip()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for child in value:
            yield from _texts(child)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
