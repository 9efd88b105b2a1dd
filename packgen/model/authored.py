"""The texts inside authored values: one walk for whoever reads, checks or prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from packgen.model.item import MARKDOWN

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
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


@lru_cache(maxsize=256)
def markdown_fields(cls: Any) -> frozenset[str]:
    """The fields of a struct that hold `Markdown`."""
    return frozenset(name for name, kind in _hints(cls).items() if _is_markdown(kind))


@lru_cache(maxsize=256)
def _fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a struct that may hold texts, and whether they hold Markdown."""
    markdown = markdown_fields(cls)
    holding = [name for name in cls.__struct_fields__ if _holds_text(_hints(cls)[name])]
    return tuple((name, name in markdown) for name in holding if name in markdown or name not in NAMES)


def _is_markdown(kind: Any) -> bool:
    """True if an annotation names `Markdown`, or things of which one is."""
    return kind is MARKDOWN or any(_is_markdown(each) for each in (*get_args(kind), *getattr(kind, "__metadata__", ())))


def _holds_text(kind: Any) -> bool:
    """True if what is annotated so may be, or hold, words that are no choice from a list."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _holds_text(inner[0])
    if origin in (Union, UnionType, tuple):
        return any(_holds_text(each) for each in inner)
    return kind is str or kind is Any or (isinstance(kind, type) and issubclass(kind, Struct))
