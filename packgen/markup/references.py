"""Mentions of stimuli (`@id`): which there are, and their labels once a form has given them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from msgspec import Struct

from packgen.model.document import Reference, Text

T = TypeVar("T")

NO_BREAK = "\u00a0"


def references(value: object) -> tuple[str, ...]:
    """The stimuli mentioned anywhere in `value` (blocks, inlines, a question, a form), each once, in reading order."""
    found: dict[str, None] = {}
    _collect(value, found)
    return tuple(found)


def resolve(value: T, labels: Mapping[str, str], missing: list[str] | None = None) -> T:
    """`value` (blocks, inlines, a question, a form ...) with every mention replaced by its label, "Source C".

    A mention without a label becomes its bare id, and the id is added to `missing`.
    """
    return cast(T, _resolved(value, labels, [] if missing is None else missing))


def _collect(value: object, found: dict[str, None]) -> None:
    if isinstance(value, Reference):
        found[value.target] = None
    elif isinstance(value, tuple):
        for child in value:
            _collect(child, found)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            _collect(getattr(value, name), found)


def _resolved(value: Any, labels: Mapping[str, str], missing: list[str]) -> Any:
    if isinstance(value, Reference):
        label = labels.get(value.target)
        if label is None and value.target not in missing:
            missing.append(value.target)
        return Text((label or value.target).replace(" ", NO_BREAK))
    if isinstance(value, tuple):
        children = tuple(_resolved(child, labels, missing) for child in value)
        return children if any(a is not b for a, b in zip(children, value, strict=True)) else value
    if isinstance(value, Struct):
        old = [getattr(value, name) for name in value.__struct_fields__]
        new = [_resolved(child, labels, missing) for child in old]
        if all(a is b for a, b in zip(old, new, strict=True)):
            return value
        return type(value)(**dict(zip(value.__struct_fields__, new, strict=True)))
    return value
