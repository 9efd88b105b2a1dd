"""What an index knows, as the checks between files ask for it; every name that is asked for is noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from packgen.load.index.reading import READ
from packgen.load.index.store import BROKEN
from packgen.load.index.views import Decoder, Entries
from packgen.load.known import Known
from packgen.load.pool import own_rubrics
from packgen.model.item import Kind
from packgen.model.pool import Located

T = TypeVar("T")


class Asked:
    """The names that were asked for since `names` was emptied, and those whose soundness has turned."""

    def __init__(self, base: sqlite3.Connection, kinds: Mapping[str, Kind], decoder: Decoder) -> None:
        self.base, self.kinds = base, kinds
        self.names: set[str] = set()
        self.turned: set[str] = set()
        self._topics = Entries[Any](decoder, "topics", sound=False)
        self._rubrics = Entries[Any](decoder, "rubrics")
        self._stimuli = Entries[Any](decoder, "stimuli")
        self._own = own_rubrics()

    def known(self) -> Known:
        """All that there is to ask for."""
        return Known(
            kinds=self.kinds,
            topics=_Noting(self._topics, self.names),
            stimuli=_Noting(self._stimuli, self.names),
            rubrics=_Noting(_Over(self._rubrics, self._own), self.names),
            items=_Names(
                self.base,
                self.names,
                f"SELECT 1 FROM entry WHERE name = ? AND what = 'items' AND first = 1 AND state = {READ}",
                f"SELECT name FROM entry WHERE what = 'items' AND first = 1 AND state = {READ}",
            ),
            broken=_Names(self.base, self.names, f"{BROKEN} AND broken.name = ?", BROKEN),
            boards=frozenset(row.board for kind in self.kinds.values() for row in kind.rows),
        )


class _Noting(Mapping[str, Located[T]]):
    """A mapping that notes the names that it is asked for."""

    def __init__(self, found: Mapping[str, Located[T]], names: set[str]) -> None:
        self.found, self.names = found, names
        self._kept: dict[str, Located[T] | None] = {}

    def __getitem__(self, name: str) -> Located[T]:
        self.names.add(name)
        if name not in self._kept:
            self._kept[name] = self.found.get(name)
        value = self._kept[name]
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class _Over(Mapping[str, Located[T]]):
    """One mapping, and another where it has nothing."""

    def __init__(self, first: Mapping[str, Located[T]], other: Mapping[str, Located[T]]) -> None:
        self.first, self.other = first, other

    def __getitem__(self, name: str) -> Located[T]:
        return self.first[name] if name in self.first else self.other[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.other
        yield from (name for name in self.first if name not in self.other)

    def __len__(self) -> int:
        return len({*self.first, *self.other})


class _Names(Collection[str]):
    """Names in the index."""

    def __init__(self, base: sqlite3.Connection, names: set[str], one: str, every: str) -> None:
        self.base, self.names, self.one, self.every = base, names, one, every

    def __contains__(self, name: object) -> bool:
        if isinstance(name, str):
            self.names.add(name)
        return self.base.execute(self.one, (name,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self.base.execute(self.every).fetchall())

    def __len__(self) -> int:
        return sum(1 for _ in self)
