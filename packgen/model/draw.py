"""Seeded randomness that depends on nothing but its own name.

Every random choice comes from blake2b over (seed, version, item, purpose), never from a
running stream, so that changing one question changes nothing else.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Final, TypeVar

from msgspec import Struct

T = TypeVar("T")

_SHUFFLER: Final = random.Random(0)
"""Seeded afresh for each use."""


class Draw(Struct, frozen=True):
    """One version's randomness for one item ("" for the whole form)."""

    seed: int
    version: str
    item: str = ""

    def random(self, purpose: str) -> random.Random:
        """A fresh generator for `purpose`."""
        return random.Random(self._digest(purpose, 16))

    def rank(self, purpose: str) -> int:
        """A uniform 64-bit number: sorting by it shuffles, and costs far less than a generator for each value."""
        return int.from_bytes(self._digest(purpose, 8), "big")

    def shuffled(self, values: Sequence[T], purpose: str) -> tuple[T, ...]:
        """`values` in a uniformly random order."""
        return tuple([values[n] for n in self.order(len(values), purpose)])

    def order(self, count: int, purpose: str) -> tuple[int, ...]:
        """The numbers from 0 below `count` in a uniformly random order."""
        # Seeded as `random` does, but making a generator would fill its state twice.
        _SHUFFLER.seed(self._digest(purpose, 16))
        out = list(range(count))
        _SHUFFLER.shuffle(out)
        return tuple(out)

    def of(self, item: str) -> Draw:
        """The same version's randomness for another item."""
        return Draw(self.seed, self.version, item)

    def _digest(self, purpose: str, size: int) -> bytes:
        name = f"{self.seed}\x1f{self.version}\x1f{self.item}\x1f{purpose}".encode()
        return hashlib.blake2b(name, digest_size=size).digest()
