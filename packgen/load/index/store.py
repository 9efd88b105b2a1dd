"""The index's database: its tables, its version, opened for reading or for writing by several processes at once."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Final

from packgen.load import cache, verdicts

SHELF: Final = "index"
# Counts up whenever the tables or what is kept in them change.
VERSION: Final = "1"
WAIT: Final = 90.0
"""Seconds to wait for another packgen that is writing the index."""
TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE file (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE, position INTEGER, size INTEGER,
    time INTEGER, hash TEXT, bank TEXT, root TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER, what TEXT, name TEXT, state INTEGER,
    first INTEGER, sound INTEGER, line INTEGER, id_line INTEGER, digest TEXT);
CREATE TABLE content (entry INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE problem (file INTEGER, entry INTEGER, stage TEXT, value BLOB);
CREATE TABLE broken (file INTEGER, entry INTEGER, stage TEXT, name TEXT);
CREATE TABLE reference (entry INTEGER, name TEXT, PRIMARY KEY (entry, name)) WITHOUT ROWID;
CREATE TABLE picture (entry INTEGER PRIMARY KEY, file TEXT, fault TEXT);
CREATE TABLE item (entry INTEGER PRIMARY KEY, id TEXT, kind TEXT, topic TEXT, status TEXT, marks INTEGER,
    spag INTEGER, aos TEXT, facility REAL, minutes REAL, tier TEXT, stimuli TEXT, enemies TEXT, facts TEXT,
    words INTEGER, asked TEXT, sameness TEXT, author TEXT, named TEXT, papers TEXT,
    any_paper INTEGER, live INTEGER);
CREATE TABLE tariff (entry INTEGER, board TEXT, marks INTEGER, spag INTEGER, aos TEXT, PRIMARY KEY (entry, board))
    WITHOUT ROWID;
CREATE TABLE tag (entry INTEGER, name TEXT, value TEXT, folded TEXT);
CREATE TABLE about (entry INTEGER, stimulus TEXT);
CREATE TABLE fact (entry INTEGER, fact TEXT);
"""
KEYS: Final = """
CREATE INDEX entry_file ON entry (file);
CREATE INDEX entry_name ON entry (name);
CREATE INDEX entry_what ON entry (what) WHERE what != 'items';
CREATE INDEX problem_entry ON problem (entry);
CREATE INDEX broken_name ON broken (name);
CREATE INDEX broken_entry ON broken (entry);
CREATE INDEX reference_name ON reference (name);
CREATE INDEX item_id ON item (id);
CREATE INDEX item_topic ON item (topic, kind);
CREATE INDEX item_kind ON item (kind, topic);
CREATE INDEX tag_entry ON tag (entry);
CREATE INDEX tag_value ON tag (name, folded);
CREATE INDEX about_entry ON about (entry);
CREATE INDEX about_stimulus ON about (stimulus);
CREATE INDEX fact_entry ON fact (entry);
CREATE INDEX fact_name ON fact (fact);
"""
# The texts are folded and cut into words before they come here, so that only spaces part them.
SEARCHED: Final = "CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize='ascii')"
UNSEARCHED: Final = "CREATE TABLE said (rowid INTEGER PRIMARY KEY, text TEXT)"
# An entry that can't be read is broken by name only if it is the one that counts among those of its name.
BROKEN: Final = """SELECT DISTINCT broken.name FROM broken LEFT JOIN entry ON entry.id = broken.entry
    WHERE (stage != 'entry' OR entry.first)"""
BY_ENTRY: Final = ("content", "problem", "broken", "reference", "picture", "item", "tariff", "tag", "about", "fact")


class Damaged(Exception):
    """The index can't be read, or says what can't be."""


def path_of(roots: tuple[str, ...], kind_folders: tuple[str, ...]) -> Path | None:
    """Where the index of these folders is kept; None without a cache folder."""
    folder = cache.folder()
    return folder / SHELF / f"{cache.name_of(*roots, '', *kind_folders)}.sqlite" if folder else None


def connect(path: Path) -> sqlite3.Connection:
    """The database for reading and writing; raises `OSError` or `sqlite3.Error` where that can't be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -64000")
    return base


def connect_unwritten(path: Path) -> sqlite3.Connection | None:
    """The database in a folder that can't be written to, if it is there and whole."""
    if not path.is_file() or path.with_name(f"{path.name}-wal").exists():
        return None
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
    )


def clear(base: sqlite3.Connection) -> None:
    """Empty tables, within the transaction that is open."""
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT NULL")]
    for name in sorted(names, key=lambda name: name != "said"):
        if not name.startswith(("said_", "sqlite_")):
            base.execute(f"DROP TABLE IF EXISTS {name}")
    for line in TABLES.split(";\n"):
        if line.strip():
            base.execute(line)
    base.execute(SEARCHED if has_fts5() else UNSEARCHED)


def add_keys(base: sqlite3.Connection) -> None:
    """The keys by which entries are found, once there are entries."""
    for line in KEYS.split(";\n"):
        if line.strip():
            base.execute(line)


def remove(path: Path) -> None:
    """Delete a database with what belongs to it; raises `OSError` where that can't be."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def meta(base: sqlite3.Connection) -> dict[str, str]:
    """What the index says of itself; empty for a new one."""
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return {}
    return dict(base.execute("SELECT name, value FROM meta"))


def set_meta(base: sqlite3.Connection, **values: str) -> None:
    """Write down what the index says of itself."""
    base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


@lru_cache(maxsize=1)
def has_fts5() -> bool:
    """Whether this SQLite can search texts by their words; without it they are read through."""
    base = sqlite3.connect(":memory:")
    try:
        base.execute(SEARCHED)
    except sqlite3.OperationalError:
        return False
    finally:
        base.close()
    return True


@lru_cache(maxsize=1)
def version() -> str:
    """What an index depends on beside the bank: its tables and the code that reads banks."""
    return cache.name_of(VERSION, verdicts.code(), str(has_fts5()))
