"""Mentions of stimuli (`@id`): which there are, and their labels once a form has given them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_not
from typing import Any, Final, TypeVar, cast

from msgspec import Struct, structs

from packgen.model.document import Reference, Text

T = TypeVar("T")

NO_BREAK = "\u00a0"
# What most of a question consists of, and what never holds a mention.
_PLAIN: Final = frozenset((str, int, float, bool, type(None), Text))


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
    if type(value) in _PLAIN:
        return
    if isinstance(value, Reference):
        found[value.target] = None
    elif isinstance(value, tuple):
        for child in value:
            _collect(child, found)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            _collect(getattr(value, name), found)


def _resolved(value: Any, labels: Mapping[str, str], missing: list[str]) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Reference):
        label = labels.get(value.target)
        if label is None and value.target not in missing:
            missing.append(value.target)
        return Text((label or value.target).replace(" ", NO_BREAK))
    if isinstance(value, tuple):
        children = [_resolved(child, labels, missing) for child in value]
        return tuple(children) if any(map(is_not, children, value)) else value
    if isinstance(value, Struct):
        changed = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            new = _resolved(old, labels, missing)
            if new is not old:
                changed[name] = new
        return structs.replace(value, **changed) if changed else value
    return value
