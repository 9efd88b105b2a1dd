"""A large bank through its index, which is brought up to date before."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from packgen.diagnostics import Diagnostic
from packgen.load.digest import digest
from packgen.load.index import store
from packgen.load.index.reading import hash_of
from packgen.load.index.refresh import Refresh, bank_key, stamp
from packgen.load.index.survey import Survey
from packgen.load.index.views import Decoder, Entries, IndexedItems, told
from packgen.load.kinds import load_kinds
from packgen.load.pool import in_order, load_pool, own_rubrics
from packgen.load.yaml import read_bytes
from packgen.model.item import Kind
from packgen.model.pool import ItemPool

Loaded = tuple[ItemPool, tuple[Diagnostic, ...]]


def indexed(
    survey: Survey, roots: Sequence[Path], kind_folders: Sequence[Path], tell: Callable[[str], None]
) -> Loaded | None:
    """The bank that `survey` has found; None where its index can't be used."""
    path = store.path_of(tuple(str(root) for root in roots), tuple(str(folder) for folder in kind_folders))
    if path is None:
        return None
    kinds, problems = load_kinds(kind_folders)
    for _ in range(2):
        try:
            base = _current(path, survey, kinds, tell)
            if base is None:
                break
            return _pool(base, survey, kinds, problems, lambda: _without(path, roots, kind_folders))
        except (sqlite3.DatabaseError, store.Damaged) as problem:
            if isinstance(problem, sqlite3.OperationalError) and "locked" in str(problem):
                tell("the index of the bank is being written by another packgen; the bank is read without it")
                break
            tell("the index of the bank was damaged and is made again")
            try:
                store.remove(path)
            except OSError:
                break
    return None


def _current(
    path: Path, survey: Survey, kinds: Mapping[str, Kind], tell: Callable[[str], None]
) -> sqlite3.Connection | None:
    """The index, up to date, within a transaction that sees it as it is now; None where there is none to be had."""
    version = f"{store.version()} {digest(dict(kinds))}"
    try:
        base = store.connect(path)
    except (OSError, sqlite3.OperationalError) as problem:
        if not isinstance(problem, OSError) and not any(
            word in str(problem) for word in ("readonly", "unable to open")
        ):
            raise
        found = store.connect_unwritten(path)
        if found is not None and store.meta(found).get("version") == version and not _changes(found, survey):
            return found
        tell("the cache folder can't be written to: this large bank is read without an index, which takes longer")
        return None
    known = store.meta(base).get("version")
    if known != version or _changes(base, survey):
        base.execute("BEGIN IMMEDIATE")
        try:
            _refreshed(base, survey, kinds, version, tell)
            base.execute("COMMIT")
        except BaseException:
            if base.in_transaction:
                base.execute("ROLLBACK")
            raise
    base.execute("BEGIN")
    return base


def _refreshed(
    base: sqlite3.Connection, survey: Survey, kinds: Mapping[str, Kind], version: str, tell: Callable[[str], None]
) -> None:
    """Bring the index up to date; another packgen may have done so while this one waited."""
    known = store.meta(base).get("version")
    changed = _changes(base, survey) if known == version else None
    if known == version and not changed:
        return
    refresh = Refresh(base, survey, kinds)
    if changed is not None:
        refresh.changes(changed)
        return
    if known:
        tell("the index of the bank was of another version and is made again")
    tell(f"{len(survey.found)} files are read into an index; from now on only those that change are read again")
    started = time.monotonic()
    refresh.whole_bank()
    store.set_meta(base, version=version)
    items = base.execute("SELECT count(*) FROM item").fetchone()[0]
    tell(f"the index holds {items} items; it took {time.monotonic() - started:.0f} s")


def _changes(base: sqlite3.Connection, survey: Survey) -> dict[Path, None]:
    """The files that must be read again or taken out, as far as their sizes, times and bytes tell."""
    changed: dict[Path, None] = {}
    touched: list[tuple[int, str]] = []
    known: dict[str, tuple[Any, ...]] = {
        row[0]: row[1:] for row in base.execute("SELECT path, position, size, time, hash, bank, root FROM file")
    }
    for position, (path, found) in enumerate(survey.found.items()):
        row = known.pop(str(path), None)
        if row is None or row[4:] != (bank_key(found), found.bank.root):
            changed[path] = None
            continue
        if row[1] == found.size and row[2] == found.time and row[2]:
            if row[0] != position:
                changed.setdefault(path, None)
            continue
        data = read_bytes(path, str(path))[0]
        if data is None or hash_of(data) != row[3]:
            changed[path] = None
        elif stamp(found) != row[2]:
            touched.append((stamp(found), str(path)))
    changed.update(dict.fromkeys(Path(path) for path in known))
    if touched and not changed and not base.in_transaction:
        # Only a saved look next time: where it can't be written, the file is hashed again.
        try:
            base.executemany("UPDATE file SET time = ? WHERE path = ?", touched)
        except sqlite3.OperationalError:
            return changed
    return changed


def _pool(
    base: sqlite3.Connection,
    survey: Survey,
    kinds: Mapping[str, Kind],
    problems: tuple[Diagnostic, ...],
    read_all: Callable[[], ItemPool],
) -> Loaded:
    decoder = Decoder(base, kinds, read_all=read_all)
    found, broken = told(base)
    pool = ItemPool(
        banks=tuple(survey.banks.values()),
        items=IndexedItems(decoder),
        stimuli=Entries(decoder, "stimuli"),
        rubrics={**own_rubrics(), **Entries(decoder, "rubrics")},
        topics=dict(Entries(decoder, "topics", sound=False)),
        kinds=kinds,
        broken=tuple(sorted({*survey.broken, *broken})),
        notes=Entries(decoder, "notes"),
    )
    return pool, in_order((*problems, *survey.problems, *found))


def _without(path: Path, roots: Sequence[Path], kind_folders: Sequence[Path]) -> ItemPool:
    """The bank read as a whole, its index being damaged; the next run makes that again."""
    with contextlib.suppress(OSError):
        store.remove(path)
    return load_pool(roots, kind_folders)[0]
