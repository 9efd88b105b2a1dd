"""Questions that versions share: what chance has no part in is made once, what comes out alike is one object.

Whatever is made of questions later can then be found by their identity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

import msgspec

from packgen.model.draw import Draw
from packgen.model.form import Question

T = TypeVar("T")

_MOST: Final = 5_000


class WatchedDraw(Draw, frozen=True):
    """A draw that notes in `asked` whether anything was made to depend on its version."""

    asked: list[bool] = msgspec.field(default_factory=list)

    def __getattribute__(self, name: str) -> Any:
        if name == "version":
            super().__getattribute__("asked").append(True)
        return super().__getattribute__(name)

    def of(self, item: str) -> Draw:
        """The same version's randomness for another item."""
        get = super().__getattribute__
        return WatchedDraw(get("seed"), get("version"), item, get("asked"))


class Shared:
    """What the versions of a run have in common."""

    def __init__(self) -> None:
        self._fixed: dict[str, Question] = {}
        self._alike: dict[tuple[str, bytes], Question] = {}
        self._made: dict[tuple[Hashable, ...], tuple[object, object]] = {}

    def lowered(self, item: str, draw: Draw, make: Callable[[Draw], Question]) -> Question:
        """The item lowered for the version of `draw`, once for all versions unless `make` asks which it is."""
        found = self._fixed.get(item)
        if found is None:
            watched = WatchedDraw(draw.seed, draw.version, draw.item)
            found = make(watched)
            if not watched.asked:
                self._fixed[item] = found
        return found

    def one(self, question: Question) -> Question:
        """The one object that stands for questions like this one."""
        item = question.paper.item
        if self._fixed.get(item) is question:
            return question
        key = (item, hashlib.blake2b(msgspec.msgpack.encode(question), digest_size=16).digest())
        if len(self._alike) >= _MOST:
            self._alike.clear()
        return self._alike.setdefault(key, question)

    def made(self, source: object, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What `make` gives for that very `source`, made the first time it is asked for; `key` is all else it needs."""
        known = self._made.get((id(source), *key))
        if known is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            known = self._made[(id(source), *key)] = (source, make())
        return cast("T", known[1])
