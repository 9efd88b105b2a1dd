"""A question about items, as parsed: fields, words and phrases, joined by and, or, not."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Every(Struct, frozen=True):
    """All of `parts` must hold; without any, everything is found."""

    parts: tuple[Query, ...]


class Either(Struct, frozen=True):
    """At least one of `parts` must hold."""

    parts: tuple[Query, ...]


class Not(Struct, frozen=True):
    """`part` must not hold."""

    part: Query


class Word(Struct, frozen=True):
    """Words in a row, folded (`load.folding`); of the last one the beginning is enough unless it is `whole`."""

    words: tuple[str, ...]
    whole: bool


class InTopic(Struct, frozen=True):
    """The topic or one below it."""

    topic: str


class OfKind(Struct, frozen=True):
    """The kind."""

    kind: str


class ForBoard(Struct, frozen=True):
    """What a paper for the board may have: the board's own and what names no board."""

    board: str


class Marks(Struct, frozen=True):
    """Marks with SPaG, from `least` to `most`; None is no bound."""

    least: float | None
    most: float | None


class Facility(Struct, frozen=True):
    """The expected mean mark as a share of the marks, from `least` to `most`; items without one are not found."""

    least: float | None
    most: float | None


class Tagged(Struct, frozen=True):
    """A tag's value, capitals aside; `value` "" is any value."""

    name: str
    value: str


class Objective(Struct, frozen=True):
    """Marks for this assessment objective."""

    ao: str


class About(Struct, frozen=True):
    """The stimulus, named by the item or by a part of it."""

    stimulus: str


class WithStatus(Struct, frozen=True):
    """draft, live or retired."""

    status: str


class ForTier(Struct, frozen=True):
    """The tier."""

    tier: str


class ByAuthor(Struct, frozen=True):
    """The author, or a part of the name, capitals and accents aside."""

    author: str


class OnFact(Struct, frozen=True):
    """The fact that a key or a point can be traced to."""

    fact: str


class Id(Struct, frozen=True):
    """An id; `*` stands for anything, `?` for one character."""

    pattern: str


class Used(Struct, frozen=True):
    """Printed for a class: for `group` ("" is any), within `days` (None is ever)."""

    group: str
    days: int | None


class OneOf(Struct, frozen=True):
    """One of these items: what `Used` becomes once it has been looked up."""

    ids: frozenset[str]


Query: TypeAlias = (
    Every | Either | Not | Word | InTopic | OfKind | ForBoard | Marks | Facility | Tagged | Objective | About
    | WithStatus | ForTier | ByAuthor | OnFact | Id | Used | OneOf
)  # fmt: skip
