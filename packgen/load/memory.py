"""The class memory: which items were printed for which class, and when.

A small SQLite database in the user's data folder, beside no bank and in no pack.  It holds names of classes, ids of
items, days and names of packs; no pupil and no answer.  `PACKGEN_MEMORY` names another folder; set empty, or with
`memory = false` in packgen.toml, nothing is remembered.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import platformdirs
from msgspec import Struct

from packgen.diagnostics import Diagnostic, PackgenError, Place, error
from packgen.model.query import Either, Every, Not, OneOf, Query, Used

FILE: Final = "memory.sqlite"
VERSION: Final = 1
WAIT: Final = 10.0

TABLE: Final = """CREATE TABLE IF NOT EXISTS printed (class TEXT, folded TEXT, item TEXT, subject TEXT, day TEXT,
    pack TEXT, UNIQUE (folded, item, subject, day, pack))"""


class Use(Struct, frozen=True, order=True):
    """An item of a subject, printed for a class (`group`) on a day in a pack."""

    day: datetime.date
    group: str
    pack: str
    item: str
    subject: str


class Memory:
    """The database in `folder`; it is made when something is remembered for the first time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def remember(self, group: str, pack: str, items: Iterable[tuple[str, str]], day: datetime.date) -> None:
        """That `items` (id and subject) were printed for the class `group`."""
        rows = [(group, _folded(group), item, subject, day.isoformat(), pack) for item, subject in items]
        with self._open(make=True) as base:
            if base is not None:
                base.executemany("INSERT OR IGNORE INTO printed VALUES (?, ?, ?, ?, ?, ?)", rows)

    def uses(self, group: str = "", item: str = "", since: datetime.date | None = None) -> tuple[Use, ...]:
        """What was printed for the class ("" is any), the newest first; only that item, only from that day on."""
        sql = "SELECT day, class, pack, item, subject FROM printed WHERE 1"
        values: list[str] = []
        for said, value in (
            (" AND folded = ?", _folded(group)),
            (" AND item = ?", item),
            (" AND day >= ?", since.isoformat() if since else ""),
        ):
            if value:
                sql += said
                values.append(value)
        with self._open(make=False) as base:
            found = base.execute(f"{sql} ORDER BY day DESC, class, pack, rowid", values).fetchall() if base else []
        return tuple(Use(datetime.date.fromisoformat(day), *rest) for day, *rest in found)

    def forget(self, group: str) -> int:
        """Take out all that was printed for a class; returns how many uses that were."""
        with self._open(make=False) as base:
            if base is None:
                return 0
            return base.execute("DELETE FROM printed WHERE folded = ?", (_folded(group),)).rowcount

    @contextlib.contextmanager
    def _open(self, *, make: bool) -> Iterator[sqlite3.Connection | None]:
        base = None
        try:
            if make:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            elif not self.path.is_file():
                yield None
                return
            base = sqlite3.connect(self.path, timeout=WAIT)
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise PackgenError([self._problem("it was written by a later packgen", "update packgen")])
            base.execute(TABLE)
            base.execute(f"PRAGMA user_version = {VERSION}")
            yield base
            base.commit()
        except (OSError, ValueError, sqlite3.Error) as problem:
            hint = "move the file away to begin anew, or switch the memory off: memory = false in packgen.toml"
            raise PackgenError([self._problem(str(problem), hint)]) from None
        finally:
            if base is not None:
                base.close()

    def _problem(self, reason: str, hint: str) -> Diagnostic:
        return error("class-memory", f"the class memory can't be used: {reason}", hint, Place(str(self.path)))


def open_memory(wanted: bool = True) -> Memory | None:
    """The class memory of this user; None if it is switched off, by `wanted` or by an empty PACKGEN_MEMORY."""
    named = os.environ.get("PACKGEN_MEMORY")
    if not wanted or named == "":
        return None
    return Memory(Path(named) if named else Path(platformdirs.user_data_dir("packgen", appauthor=False)))


def with_uses(query: Query, look_up: Callable[[Used], frozenset[str]]) -> Query:
    """`query` with uses looked up."""
    match query:
        case Used():
            return OneOf(look_up(query))
        case Every(parts):
            return Every(tuple(with_uses(part, look_up) for part in parts))
        case Either(parts):
            return Either(tuple(with_uses(part, look_up) for part in parts))
        case Not(part):
            return Not(with_uses(part, look_up))
        case _:
            return query


def _folded(group: str) -> str:
    return " ".join(group.split()).casefold()
