"""Questions that versions share: what chance has no part in is made once, what comes out alike is one object.

What is made of questions later can then be found by their identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any, Final, TypeVar, cast

import msgspec
from msgspec import Struct

from packgen.model.draw import Draw
from packgen.model.form import Question

T = TypeVar("T")

_MOST: Final = 5_000


class Step(Struct, frozen=True):
    """An order that was drawn: for which item, for what, of how many."""

    item: str
    purpose: str
    count: int


class WatchedDraw(Draw, frozen=True):
    """A draw that notes what is made to depend on its version: the `orders` drawn, in `asked` whether more is."""

    orders: list[tuple[Step, tuple[int, ...]]] = msgspec.field(default_factory=list)
    asked: list[bool] = msgspec.field(default_factory=list)

    def __getattribute__(self, name: str) -> Any:
        if name == "version":
            super().__getattribute__("asked").append(True)
        return super().__getattribute__(name)

    def of(self, item: str) -> Draw:
        """The same version's randomness for another item."""
        get = super().__getattribute__
        return WatchedDraw(get("seed"), get("version"), item, get("orders"), get("asked"))

    def order(self, count: int, purpose: str) -> tuple[int, ...]:
        """As of any draw, and noted."""
        get = super().__getattribute__
        found = Draw(get("seed"), get("version"), get("item")).order(count, purpose)
        get("orders").append((Step(get("item"), purpose, count), found))
        return found


class _Branch(Struct):
    """What an item comes to by the order drawn next: it is lowered, or another order is drawn."""

    step: Step
    ways: dict[tuple[int, ...], _Branch | Question]


class Shared:
    """What the versions of a run have in common."""

    def __init__(self) -> None:
        self._known: dict[str, _Branch | Question] = {}
        self._ones: dict[int, Question] = {}
        self._alike: dict[tuple[str, bytes], Question] = {}
        self._made: dict[tuple[Hashable, ...], tuple[object, object]] = {}

    def lowered(self, item: str, draw: Draw, make: Callable[[Draw], Question]) -> Question:
        """The item lowered for the version of `draw`: made once for all versions in which the orders that it draws are
        the same, for each afresh if `make` asks more of its version.
        """
        found = self._known.get(item)
        while isinstance(found, _Branch):
            step = found.step
            found = found.ways.get(draw.of(step.item).order(step.count, step.purpose))
        if found is None:
            watched = WatchedDraw(draw.seed, draw.version, draw.item)
            found = make(watched)
            if not watched.asked:
                found = self._keep(item, watched.orders, found)
        return found

    def _keep(self, item: str, orders: Sequence[tuple[Step, tuple[int, ...]]], question: Question) -> Question:
        """Note what an item comes to when these orders are drawn, one after another; the one object for it."""
        if len(self._known) >= _MOST:
            self._known.clear()
        if not orders:
            self._known[item] = self._ones[id(question)] = question
            return question
        known = self._known.setdefault(item, _Branch(orders[0][0], {}))
        for (_, drawn), (step, _) in pairwise(orders):
            assert isinstance(known, _Branch), "what was drawn before decides what is drawn next"
            known = known.ways.setdefault(drawn, _Branch(step, {}))
        assert isinstance(known, _Branch), "what was drawn before decides what is drawn next"
        if len(known.ways) >= _MOST:
            known.ways.clear()
        one = known.ways[orders[-1][1]] = self.one(question)
        return one

    def one(self, question: Question) -> Question:
        """The one object that stands for questions like this one."""
        if self._ones.get(id(question)) is question:
            return question
        key = (question.paper.item, hashlib.blake2b(msgspec.msgpack.encode(question), digest_size=16).digest())
        if len(self._alike) >= _MOST:
            self._alike.clear()
            self._ones.clear()
        found = self._alike.setdefault(key, question)
        self._ones[id(found)] = found
        return found

    def made(self, source: object, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What `make` gives for that very `source`, made the first time it is asked for; `key` is all else it needs."""
        known = self._made.get((id(source), *key))
        if known is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            known = self._made[(id(source), *key)] = (source, make())
        return cast("T", known[1])
