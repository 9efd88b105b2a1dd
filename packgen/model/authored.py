"""The texts inside authored values: one walk for whoever reads, checks or prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct, inspect

NAMES: Final = frozenset(
    (
        *("id", "kind", "topic", "tags", "boards", "board", "aos", "stimuli", "stimulus_types", "facts", "author"),
        *("enemies", "lang", "note", "key", "answer", "unit", "rubric", "file", "shape", "needs"),
    )
)
"""Fields whose strings name things or are for the bank's authors alone; nobody reads them on paper."""


def texts(
    value: object, field: str = "", leave: Callable[[object], bool] = lambda child: False
) -> Iterator[tuple[str, str]]:
    """The texts that are written to be read, in a struct and all that it holds, each with its dotted field path.

    Empty texts, names and words chosen from a list are passed over; so is what `leave` says of.
    """
    yield from _texts(value, field, leave, markdown_only=False)


def markdown_texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """The same, of Markdown fields alone: those whose annotation names `Markdown`."""
    yield from _texts(value, field, lambda child: False, markdown_only=True)


def _texts(
    value: object, field: str, leave: Callable[[object], bool], markdown_only: bool
) -> Iterator[tuple[str, str]]:
    if isinstance(value, Struct):
        for name, markdown in _fields(type(value)):
            child = getattr(value, name)
            if not child or (isinstance(child, str) and markdown_only and not markdown) or leave(child):
                continue
            yield from _child(child, f"{field}.{name}" if field else name, leave, markdown_only, markdown)
    elif isinstance(value, tuple):
        yield from _child(value, field, leave, markdown_only, False)


def _child(
    child: object, field: str, leave: Callable[[object], bool], markdown_only: bool, markdown: bool
) -> Iterator[tuple[str, str]]:
    if isinstance(child, str):
        if child and (markdown or not markdown_only):
            yield field, child
    elif isinstance(child, tuple):
        for n, one in enumerate(child):
            if not leave(one):
                yield from _child(one, f"{field}.{n}", leave, markdown_only, markdown)
    elif isinstance(child, Struct):
        yield from _texts(child, field, leave, markdown_only)


@lru_cache(maxsize=256)
def markdown_fields(cls: Any) -> frozenset[str]:
    """The fields of a struct whose annotations name `Markdown`."""
    return frozenset(
        name
        for base in cls.__mro__
        for name, annotation in getattr(base, "__annotations__", {}).items()
        if "Markdown" in str(annotation)
    )


@lru_cache(maxsize=256)
def _fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a struct that may hold texts, and whether they hold Markdown."""
    markdown = markdown_fields(cls)
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    holding = [found.name for found in info.fields if _holds_text(found.type)]
    return tuple((name, name in markdown) for name in holding if name in markdown or name not in NAMES)


def _holds_text(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return _holds_text(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(_holds_text(each) for each in kind.types)
    if isinstance(kind, inspect.VarTupleType):
        return _holds_text(kind.item_type)
    if isinstance(kind, inspect.TupleType):
        return any(_holds_text(each) for each in kind.item_types)
    return isinstance(kind, inspect.StrType | inspect.StructType | inspect.AnyType)
