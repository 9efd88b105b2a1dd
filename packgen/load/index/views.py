"""An index read: entries decoded when they are asked for, items found as rows."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import structs

from packgen.diagnostics import Diagnostic, Place
from packgen.load.convert import convert
from packgen.load.digest import digest
from packgen.load.index.reading import CLASSES, READ, content_of, token
from packgen.load.index.search import conditions
from packgen.load.index.store import BROKEN, Damaged
from packgen.load.items import ItemReader
from packgen.load.nodes import Lines, Node
from packgen.load.rows import Holdings, holdings, rows, tag_names, tags
from packgen.load.walk import shown
from packgen.model.item import Item, Kind
from packgen.model.pool import ItemPool, Located
from packgen.model.row import ItemRow, Narrowing, Wanted

T = TypeVar("T")
R = TypeVar("R")

_TOKEN = re.compile("\x1a(\\d+)\x1a")
MOST_KEPT = 4_000
ENTRY = (
    "SELECT entry.id, file, name, state, first, sound, line, digest, root, path FROM entry JOIN file ON file.id = file"
)
ROW = """SELECT item.id, kind, topic, status, item.marks, item.spag, item.aos, facility, minutes, tier, stimuli,
    enemies, facts, words, asked, sameness FROM item"""
ROW_FOR = """SELECT item.id, kind, topic, status, coalesce(tariff.marks, item.marks), coalesce(tariff.spag, item.spag),
    coalesce(tariff.aos, item.aos), facility, minutes, tier, stimuli, enemies, facts, words, asked, sameness FROM item
    LEFT JOIN tariff ON tariff.entry = item.entry AND tariff.board = :board"""


class Decoder:
    """Entries of the index as values; with `tokens`, files are called as inside the index."""

    def __init__(
        self,
        base: sqlite3.Connection,
        kinds: Mapping[str, Kind],
        *,
        tokens: bool = False,
        read_all: Callable[[], ItemPool] | None = None,
    ) -> None:
        self.base, self.kinds, self.tokens = base, kinds, tokens
        self.reader = ItemReader(kinds)
        self._read_all = read_all
        self._all: ItemPool | None = None

    def ask(self, index: Callable[[], R], pool: Callable[[ItemPool], R]) -> R:
        """What `index` answers; once the index proves to be damaged, what `pool` says of the bank read as a whole."""
        if self._all is None:
            try:
                return index()
            except (sqlite3.DatabaseError, Damaged):
                if self._read_all is None:
                    raise
                self._all = self._read_all()
        return pool(self._all)

    def located(self, what: str, name: str, *, sound: bool) -> Located[Any] | None:
        """The entry of that id that counts; with `sound` only if nothing is wrong with it."""
        row = self.base.execute(f"{ENTRY} WHERE what = ? AND name = ? AND first = 1", (what, name)).fetchone()
        if row is None or row[3] != READ or (sound and not row[5]):
            return None
        return self._decoded(what, row)

    def for_check(self, what: str, id: int) -> tuple[Located[Any], bool, int, bool, int]:
        """An entry by its number, with: whether it counts, its state, whether it was right, its file."""
        row = self.base.execute(f"{ENTRY} WHERE entry.id = ?", (id,)).fetchone()
        return self._decoded(what, row), bool(row[4]), row[3], bool(row[5]), row[1]

    def name_of(self, id: int) -> str:
        """The name of an entry."""
        (name,) = self.base.execute("SELECT name FROM entry WHERE id = ?", (id,)).fetchone()
        return str(name)

    def path(self, file: int, path: str) -> str:
        """What messages call a file."""
        return token(file) if self.tokens else shown(Path(path))

    def _decoded(self, what: str, row: tuple[Any, ...]) -> Located[Any]:
        id, file, _, state, _, _, line, kept, root, path = row
        found = self.base.execute("SELECT value FROM content WHERE entry = ?", (id,)).fetchone()
        try:
            content, marks = content_of(found[0])
        except (TypeError, ValueError, msgspec.MsgspecError):
            raise Damaged from None
        name = self.path(file, path)
        node = Node(content, marks)
        if what == "items":
            value: Any = self.reader.again(content, lambda field: Place(name, node.line(field)))
        else:
            value = convert(content, CLASSES[what], lambda field: Place(name, node.line(field)))[0]
        if value is None or (state == READ and digest(content) != kept):
            raise Damaged
        return Located(value, Place(name, line), kept, Lines(node), root)


class Entries(Mapping[str, Located[T]], Generic[T]):
    """The entries of one sort by id, in the order of the bank's files; those that were asked for are kept."""

    def __init__(self, decoder: Decoder, what: str, *, sound: bool = True) -> None:
        self.decoder, self.what, self.sound = decoder, what, sound
        self._kept: dict[str, Located[T] | None] = {}
        self._counts = f"what = '{what}' AND first = 1 AND state = {READ}" + (" AND sound = 1" if sound else "")

    def __getitem__(self, name: str) -> Located[T]:
        if name not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[name] = self.decoder.ask(
                lambda: self.decoder.located(self.what, name, sound=self.sound), lambda pool: self._of(pool).get(name)
            )
        found = self._kept[name]
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        there = f"SELECT 1 FROM entry WHERE {self._counts} AND name = ?"
        return isinstance(name, str) and self.decoder.ask(
            lambda: self.decoder.base.execute(there, (name,)).fetchone() is not None,
            lambda pool: name in self._of(pool),
        )

    def __iter__(self) -> Iterator[str]:
        order = "name" if self.what == "items" else "position, entry.id"
        names = f"SELECT name FROM entry JOIN file ON file.id = file WHERE {self._counts} ORDER BY {order}"
        return iter(
            self.decoder.ask(
                lambda: [name for (name,) in self.decoder.base.execute(names)], lambda pool: list(self._of(pool))
            )
        )

    def __len__(self) -> int:
        number = f"SELECT count(*) FROM entry WHERE {self._counts}"
        return self.decoder.ask(
            lambda: int(self.decoder.base.execute(number).fetchone()[0]), lambda pool: len(self._of(pool))
        )

    def _of(self, pool: ItemPool) -> Mapping[str, Located[T]]:
        """The same entries of a bank that was read as a whole."""
        found: Mapping[str, Located[T]] = getattr(pool, self.what)
        return found


class IndexedItems(Entries[Item]):
    """The items of the index; their rows are found without decoding any."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__(decoder, "items")

    def rows(self, wanted: Wanted, narrowing: Narrowing, board: str) -> tuple[ItemRow, ...]:
        """As `load.rows.rows`."""
        return self.decoder.ask(
            lambda: _rows(self.decoder, wanted, narrowing, board),
            lambda pool: rows(structs.replace(pool, narrowing=narrowing), wanted, board),
        )

    def holdings(self) -> Holdings:
        """As `load.rows.holdings`."""
        return self.decoder.ask(lambda: _holdings(self.decoder.base), holdings)

    def tags(self, name: str) -> Counter[str]:
        """As `load.rows.tags`."""
        sql = "SELECT value, count(*) FROM tag JOIN item USING (entry) WHERE live AND name = ? GROUP BY value"
        return self.decoder.ask(
            lambda: Counter(dict(self.decoder.base.execute(sql, (name,)))), lambda pool: tags(pool, name)
        )

    def tag_names(self) -> frozenset[str]:
        """As `load.rows.tag_names`."""
        sql = "SELECT DISTINCT name FROM tag JOIN item USING (entry) WHERE live"
        return self.decoder.ask(
            lambda: frozenset(name for (name,) in self.decoder.base.execute(sql)) - {"board", "tier", "author"},
            tag_names,
        )


def _rows(decoder: Decoder, wanted: Wanted, narrowing: Narrowing, board: str) -> tuple[ItemRow, ...]:
    sql, values = conditions(wanted, narrowing, board, decoder.kinds)
    other = board and decoder.base.execute("SELECT 1 FROM tariff WHERE board = ? LIMIT 1", (board,)).fetchone()
    select = ROW_FOR if other else ROW
    found = decoder.base.execute(f"{select} WHERE live AND {sql} ORDER BY item.id", {**values, "board": board})
    made = []
    for id, kind, topic, status, marks, spag, aos, facility, minutes, tier, *names, words, asked, sameness in found:
        if id in narrowing.without:
            continue
        stimuli, enemies, facts = map(_names, names)
        row = ItemRow(
            id=id,
            kind=kind,
            topic=topic,
            status=status,
            marks=marks,
            spag=spag,
            aos=_mapping(aos),
            facility=facility,
            minutes=minutes,
            tier=tier,
            stimuli=stimuli,
            enemies=enemies,
            facts=facts,
            words=words,
            asked=asked,
            sameness=sameness,
        )
        made.append(row)
    return tuple(made)


def _holdings(base: sqlite3.Connection) -> Holdings:
    topics: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    items = drafts = 0
    grouped = base.execute("SELECT topic, kind, status, count(*) FROM item WHERE live GROUP BY topic, kind, status")
    for topic, kind, status, number in grouped:
        items += number
        drafts += number if status == "draft" else 0
        topics[topic] += number if status == "live" else 0
        if status == "live":
            kinds[kind] += number
    boards = base.execute("SELECT DISTINCT value FROM tag JOIN item USING (entry) WHERE live AND name = 'board'")
    return Holdings(items, drafts, topics, kinds, frozenset(board for (board,) in boards))


def told(base: sqlite3.Connection) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Everything that is wrong, and what is broken for it, with files called as people call them."""
    names = {str(id): shown(Path(path)) for id, path in base.execute("SELECT id, path FROM file")}

    def said(text: str) -> str:
        return _TOKEN.sub(lambda found: names[found[1]], text)

    problems = []
    for (value,) in base.execute("SELECT value FROM problem"):
        try:
            one = msgspec.msgpack.decode(value, type=Diagnostic)
        except msgspec.MsgspecError:
            raise Damaged from None
        place = Place(said(one.place.path), one.place.line) if one.place else None
        problems.append(Diagnostic(one.severity, one.rule, said(one.message), said(one.hint), place))
    broken = {said(name) for (name,) in base.execute(BROKEN)}
    return tuple(problems), tuple(sorted(broken))


@lru_cache(maxsize=10_000)
def _names(packed: str) -> tuple[str, ...]:
    return () if packed == "[]" else tuple(msgspec.json.decode(packed, type=list[str]))


@lru_cache(maxsize=1_000)
def _mapping(packed: str) -> dict[str, int]:
    return msgspec.json.decode(packed, type=dict[str, int])
