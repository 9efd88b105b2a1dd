"""What stands in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from packgen.model.document import Document, Text

T = TypeVar("T")


def every(value: object, kind: type[T]) -> Iterator[T]:
    """All values of that class anywhere in `value`, in reading order."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple | list):
        for child in value:
            yield from every(child, kind)
    elif isinstance(value, dict):
        yield from every(tuple(value.items()), kind)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from every(getattr(value, name), kind)


def words(value: object) -> str:
    """The text of inlines anywhere in `value`, a space between, no-break spaces as spaces."""
    return " ".join(text.text for text in every(value, Text)).replace("\u00a0", " ")


def all_strings(document: Document) -> str:
    """Every string of a document, printed or not."""
    return "\n".join(every(document, str))
