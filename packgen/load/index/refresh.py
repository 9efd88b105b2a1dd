"""Bringing an index up to date: changed files are read again, and what names anything in them is checked again.

What is wrong with a file by itself is kept by the hash of its bytes.  What is wrong between files is found by the
same functions as without an index; they ask for names through `Asked`, which notes who asked for which, so that only
those that asked for a name that has changed are checked again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from packgen.diagnostics import Diagnostic, Place, has_errors
from packgen.load.cross import item_faults, note_faults, rubric_faults, stimulus_faults, topic_fault
from packgen.load.index import store
from packgen.load.index.asked import Asked
from packgen.load.index.reading import (
    ORDER,
    READ,
    SLIPPED,
    EntryRead,
    FileRead,
    folded_author,
    item_of,
    read_file,
    said,
    token,
)
from packgen.load.index.survey import FileFound, Survey
from packgen.load.index.views import Decoder
from packgen.load.known import Known
from packgen.load.pool import duplicate_id, picture_faults
from packgen.load.rows import Tariffs
from packgen.load.yaml import read_bytes
from packgen.model.item import Kind
from packgen.model.pool import Located

# A file that was changed so shortly before it was read may change again without its time showing it.
FRESH: Final = 2_000_000_000

State = tuple[int, str, bool]


class Refresh:
    """One run that brings `base` up to date with `survey`; the caller holds the transaction."""

    def __init__(self, base: sqlite3.Connection, survey: Survey, kinds: Mapping[str, Kind]) -> None:
        self.base, self.survey, self.kinds = base, survey, kinds
        self.boards = tuple(sorted({row.board for kind in kinds.values() for row in kind.rows}))
        self.tariffs = Tariffs(kinds)
        self.whole = False
        self.promoted: list[int] = []
        self.waiting = _Waiting(base)

    def whole_bank(self) -> None:
        """Everything afresh."""
        store.clear(self.base)
        self.whole = True
        self._files(())
        store.add_keys(self.base)
        self._firsts(None)
        self._check({}, [])

    def changes(self, changed: Iterable[Path]) -> None:
        """The files that are new or have other bytes, and those that are gone."""
        known = {Path(path): id for path, id in self.base.execute("SELECT path, id FROM file")}
        gone = [id for path, id in known.items() if path not in self.survey.found]
        old = [known[path] for path in changed if path in known and path in self.survey.found]
        before = self._states([*gone, *old])
        pictures = self._moved_pictures()
        for number in (*gone, *old):
            self._forget(number)
        self.base.executemany("DELETE FROM file WHERE id = ?", [(number,) for number in gone])
        fresh = self._files(frozenset(changed))
        new = self._in_files("SELECT DISTINCT what, name FROM entry WHERE file IN", fresh)
        before = {**dict.fromkeys(new, (-1, "", False)), **before}
        self._firsts({name for _, name in before})
        self._check(before, fresh, pictures)

    # --- files ---------------------------------------------------------------------------

    def _files(self, changed: Collection[Path]) -> list[int]:
        """Write the files that are read; of the others, where they stand among all of them."""
        numbers: list[int] = []
        for position, (path, found) in enumerate(self.survey.found.items()):
            if not self.whole and path not in changed:
                self.base.execute(
                    "UPDATE file SET position = ? WHERE path = ? AND position != ?", (position, str(path), position)
                )
                continue
            numbers.append(self._file(position, found))
        return numbers

    def _file(self, position: int, found: FileFound) -> int:
        row = (position, found.size, stamp(found), bank_key(found), found.bank.root, str(found.path))
        self.base.execute("INSERT OR IGNORE INTO file (path) VALUES (?)", (str(found.path),))
        self.base.execute("UPDATE file SET position = ?, size = ?, time = ?, bank = ?, root = ? WHERE path = ?", row)
        (number,) = self.base.execute("SELECT id FROM file WHERE path = ?", (str(found.path),)).fetchone()
        read = read_file(found.path, number, found.bank, self.kinds, read_bytes(found.path, token(number)))
        self.base.execute("UPDATE file SET hash = ? WHERE id = ?", (read.hash, number))
        self._write(number, read)
        return int(number)

    def _write(self, number: int, read: FileRead) -> None:
        put = self.waiting.put
        for problem in read.problems:
            put("problem", (number, None, "file", encoded(problem)))
        for name in read.broken:
            put("broken", (number, None, "file", name))
        last = self.base.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        for id, entry in enumerate(read.entries, last[0] + 1 if last else 1):
            sound = entry.state == READ
            row = (id, number, entry.what, entry.name, entry.state, 1, sound, entry.line, entry.id_line, entry.digest)
            put("entry", row)
            self._entry(number, id, entry)
        self.waiting.write()

    def _entry(self, number: int, id: int, entry: EntryRead) -> None:
        put = self.waiting.put
        for problem in entry.problems:
            put("problem", (number, id, "entry", encoded(problem)))
        if entry.content:
            put("content", (id, entry.content))
        if entry.state != READ:
            put("broken", (number, id, "entry", entry.name))
        elif entry.what == "items":
            self._item(id, entry.value)
        elif entry.what == "stimuli":
            put("said", (id, said(entry.value)))
            if entry.value.picture is not None:
                put("picture", (id, entry.value.picture.file, ""))

    def _item(self, id: int, value: Any) -> None:
        read, put = item_of(value, self.tariffs, self.boards), self.waiting.put
        row = read.row
        put(
            "item",
            (
                *(id, row.id, row.kind, row.topic, row.status, row.marks, row.spag, packed(row.aos), row.facility),
                *(row.minutes, row.tier, packed(row.stimuli), packed(row.enemies), packed(row.facts), row.words),
                *(row.asked, row.sameness, folded_author(value)),
                *(packed(read.named), packed(read.papers), read.any_paper, 1),
            ),
        )
        put("said", (id, said(value)))
        for board, marks, spag, aos in read.tariffs:
            put("tariff", (id, board, marks, spag, packed(aos)))
        for name, text in read.tags:
            put("tag", (id, name, text, text.casefold()))
        for name in read.about:
            put("about", (id, name))
        for fact in read.facts:
            put("fact", (id, fact))

    def _forget(self, number: int) -> None:
        """Take out all that came from a file; its texts stay in the search, under numbers that nothing has any more."""
        for table in store.BY_ENTRY:
            self.base.execute(f"DELETE FROM {table} WHERE entry IN (SELECT id FROM entry WHERE file = ?)", (number,))
        for table in ("entry", "problem", "broken"):
            self.base.execute(f"DELETE FROM {table} WHERE file = ?", (number,))

    # --- ids that are given twice ----------------------------------------------------------

    def _firsts(self, names: Iterable[str] | None) -> None:
        """Which of several entries with one id counts; `names` None is all of them."""
        twice = (
            "SELECT what, name FROM entry WHERE NOT (name GLOB char(26) || '*') GROUP BY what, name HAVING count(*) > 1"
        )
        if names is None:
            groups = self.base.execute(twice).fetchall()
        else:
            groups = [
                (what, name)
                for name in names
                for (what,) in self.base.execute("SELECT DISTINCT what FROM entry WHERE name = ?", (name,)).fetchall()
            ]
        for what, name in groups:
            self._first_of(what, name)

    def _first_of(self, what: str, name: str) -> None:
        found = self.base.execute(
            "SELECT entry.id, file.id, entry.state, entry.id_line FROM entry JOIN file ON file.id = entry.file "
            "WHERE what = ? AND name = ? ORDER BY position, entry.id",
            (what, name),
        ).fetchall()
        places = [Place(token(number), line) for _, number, _, line in found]
        for n, (id, number, state, _) in enumerate(found):
            for table in ("problem", "broken"):
                self.base.execute(f"DELETE FROM {table} WHERE entry = ? AND stage = 'twice'", (id,))
            counts = n == 0
            if counts and self.base.execute("SELECT 1 FROM entry WHERE id = ? AND first = 0", (id,)).fetchone():
                self.promoted.append(id)
            sound = counts and state == READ
            self.base.execute("UPDATE entry SET first = ?, sound = ? WHERE id = ?", (counts, sound, id))
            self.base.execute("UPDATE item SET live = ? WHERE entry = ?", (sound, id))
            if not counts:
                if state == READ:
                    for table in ("problem", "broken"):
                        self.base.execute(f"DELETE FROM {table} WHERE entry = ? AND stage = 'between'", (id,))
                said = duplicate_id(what, name, places[0], places[n])
                self.base.execute("INSERT INTO problem VALUES (?, ?, 'twice', ?)", (number, id, encoded(said)))
                self.base.execute("INSERT INTO broken VALUES (?, ?, 'twice', ?)", (number, id, str(places[n])))

    # --- between files -----------------------------------------------------------------------

    def _check(self, before: Mapping[tuple[str, str], State], fresh: list[int], pictures: Iterable[int] = ()) -> None:
        """Check what is new, what asked for a name that has changed and what had something wrong between files."""
        decoder = Decoder(self.base, self.kinds, tokens=True)
        asked = Asked(self.base, self.kinds, decoder)
        moved = {name for (what, name), was in before.items() if was[:2] != self._state_of(what, name)[:2]}
        for what in ORDER:
            self._check_those(what, self._to_check(what, moved, fresh, pictures), asked, decoder)
            moved |= asked.turned
            moved |= {name for (w, name), was in before.items() if w == what and was != self._state_of(w, name)}

    def _to_check(self, what: str, moved: set[str], fresh: list[int], pictures: Iterable[int]) -> list[int]:
        every = "SELECT id FROM entry WHERE what = ? AND state > 0"
        if self.whole or what == "topics":
            return [id for (id,) in self.base.execute(every, (what,))]
        ids = [id for (id,) in self._in_files(f"{every} AND file IN", fresh, what)]
        for name in moved:
            ids += _firsts(
                self.base.execute(
                    "SELECT id FROM reference JOIN entry ON id = entry WHERE reference.name = ? AND what = ?",
                    (name, what),
                )
            )
        ids += _firsts(
            self.base.execute(
                "SELECT entry.id FROM problem JOIN entry ON entry.id = entry WHERE stage = 'between' AND what = ?",
                (what,),
            )
        )
        mine = [(id,) for id in self.promoted]
        ids += [id for (id,) in mine if self.base.execute(f"{every} AND id = ?", (what, id)).fetchone()]
        return list(dict.fromkeys([*ids, *(pictures if what == "stimuli" else ())]))

    def _check_those(self, what: str, ids: list[int], asked: Asked, decoder: Decoder) -> None:
        known = asked.known()
        base = self.base
        for id in ids:
            located, first, state, sound, number = decoder.for_check(what, id)
            if not first and state != SLIPPED:
                continue
            asked.names.clear()
            problems = tuple(_faults(what, located, known))
            if not self.whole:
                for table in ("problem", "broken"):
                    base.execute(f"DELETE FROM {table} WHERE entry = ? AND stage = 'between'", (id,))
                base.execute("DELETE FROM reference WHERE entry = ?", (id,))
            for name in sorted(asked.names):
                self.waiting.put("reference", (id, name))
            for problem in problems:
                base.execute("INSERT INTO problem VALUES (?, ?, 'between', ?)", (number, id, encoded(problem)))
            right = state == READ and first and not has_errors(problems)
            if state == READ and not right:
                base.execute("INSERT INTO broken VALUES (?, ?, 'between', ?)", (number, id, decoder.name_of(id)))
            if right != bool(sound):
                base.execute("UPDATE entry SET sound = ? WHERE id = ?", (right, id))
                base.execute("UPDATE item SET live = ? WHERE entry = ?", (right, id))
                asked.turned.add(decoder.name_of(id))
            if what == "stimuli":
                fault = next((str(p) for p in picture_faults(located)), "")
                base.execute("UPDATE picture SET fault = ? WHERE entry = ?", (fault, id))
        self.waiting.write()

    # --- what has changed ----------------------------------------------------------------------

    def _states(self, numbers: list[int]) -> dict[tuple[str, str], State]:
        found = self._in_files("SELECT DISTINCT what, name FROM entry WHERE file IN", numbers)
        return {(what, name): self._state_of(what, name) for what, name in found}

    def _state_of(self, what: str, name: str) -> State:
        """What others may depend on: whether the name can be read, what it says, whether it is right.

        Of items and notes it does not matter what they say.
        """
        found = self.base.execute(
            "SELECT state, digest, sound FROM entry WHERE what = ? AND name = ? AND first = 1", (what, name)
        ).fetchone()
        if found is None:
            return -1, "", False
        return found[0], "" if what in ("items", "notes") else found[1], bool(found[2])

    def _moved_pictures(self) -> list[int]:
        """The stimuli whose pictures have come, gone or been moved."""
        decoder = Decoder(self.base, self.kinds, tokens=True)
        out = []
        for id, fault in self.base.execute("SELECT entry, fault FROM picture").fetchall():
            located = decoder.for_check("stimuli", id)[0]
            if next((str(p) for p in picture_faults(located)), "") != fault:
                out.append(id)
        return out

    def _in_files(self, start: str, numbers: list[int], *before: Any) -> list[tuple[Any, ...]]:
        out: list[tuple[Any, ...]] = []
        for n in range(0, len(numbers), 500):
            some = numbers[n : n + 500]
            marks = ", ".join("?" * len(some))
            out += self.base.execute(f"{start} ({marks})", (*before, *some)).fetchall()
        return out


class _Waiting:
    """Rows that are written together: the database is asked once a table, not once a row."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self.rows: dict[str, list[tuple[Any, ...]]] = {}

    def put(self, table: str, row: tuple[Any, ...]) -> None:
        self.rows.setdefault(table, []).append(row)

    def write(self) -> None:
        for table, rows in self.rows.items():
            named = "said (rowid, text)" if table == "said" else table
            self.base.executemany(f"INSERT INTO {named} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self.rows.clear()


def stamp(found: FileFound) -> int:
    """The time of a file's last change, or 0 if it was changed so shortly ago that it may change again unnoticed."""
    return 0 if time.time_ns() - found.time < FRESH else found.time


def bank_key(found: FileFound) -> str:
    """What of its bank a file's content depends on."""
    return found.bank.lang


def packed(value: Any) -> str:
    """A small value as JSON."""
    return msgspec.json.encode(value).decode()


def encoded(problem: Diagnostic) -> bytes:
    """A diagnostic, with tokens in place of paths."""
    return msgspec.msgpack.encode(problem)


def _firsts(found: Iterable[tuple[Any, ...]]) -> list[int]:
    return [row[0] for row in found]


def _faults(what: str, found: Located[Any], known: Known) -> Iterator[Diagnostic]:
    """What is wrong between an entry and the others."""
    match what:
        case "topics":
            yield from topic_fault(found, known.topics)
        case "rubrics":
            yield from rubric_faults(found)
        case "stimuli":
            yield from stimulus_faults(found, known)
            yield from picture_faults(found)
        case "items":
            yield from item_faults(found, known)
        case _:
            yield from note_faults(found, known)
