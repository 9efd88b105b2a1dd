"""What was composed of the same objects before: versions share their questions, and so the blocks of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_MOST: Final = 2_000


class Remembered(Generic[T]):
    """Things made of objects that are known by their identity, and of plain values; `most` of them are kept."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._made: dict[tuple[Hashable, ...], tuple[tuple[object, ...], T]] = {}

    def made(self, sources: tuple[object, ...], values: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What `make` gives for these very `sources` and equal `values`, which must be all that it depends on."""
        key = (*map(id, sources), *values)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= self._most:
                self._made.clear()
            known = self._made[key] = (sources, make())
        return known[1]
