"""One bank file as the index keeps it: its entries, what is wrong with each, the rows of its items."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from packgen.diagnostics import Diagnostic
from packgen.kinds.shape import find_shape, set_for
from packgen.load.files import CONTENTS, BankFiles, Entry
from packgen.load.folding import folded, said_by, words_of
from packgen.load.items import ItemReader, convert_entry, merged
from packgen.load.matching import tag_values
from packgen.load.nodes import FLAWED, Flawed
from packgen.load.rows import Tariffs, row_of
from packgen.model.item import Item, Kind, Rubric, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.pool import Bank
from packgen.model.row import ItemRow

CLASSES: Final[dict[str, type[Any]]] = {
    "topics": Topic,
    "rubrics": Rubric,
    "stimuli": Stimulus,
    "items": Item,
    "notes": Note,
}
ORDER: Final = ("topics", "rubrics", "stimuli", "items", "notes")
NO_BOARD: Final = "\x1a"
"""A board that no item names."""
UNREADABLE, SLIPPED, READ = 0, 1, 2
"""States of an entry: nothing can be made of it; looked at, but with errors of its own; right by itself."""

assert set(CONTENTS) == set(ORDER)


Data = tuple[bytes | None, tuple[Diagnostic, ...]]


class EntryRead(Struct, frozen=True):
    """An entry: its id or place, its state, what it was written as, what is wrong with it by itself."""

    what: str
    name: str
    state: int
    line: int
    id_line: int
    digest: str
    content: bytes
    problems: tuple[Diagnostic, ...]
    value: Any


class FileRead(Struct, frozen=True):
    """A file: the hash of its bytes, what is wrong with it as a whole, its entries."""

    hash: str
    problems: tuple[Diagnostic, ...]
    broken: tuple[str, ...]
    entries: tuple[EntryRead, ...]


class ItemRead(Struct, frozen=True):
    """What the index keeps of an item beside its row.

    `named` are the boards that it or a part of it names, `papers` those of them that it may be set for; `any_paper`
    says whether it may be set for any other board.
    """

    row: ItemRow
    tariffs: tuple[tuple[str, int, int, dict[str, int]], ...]
    tags: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    facts: tuple[str, ...]
    named: tuple[str, ...]
    papers: tuple[str, ...]
    any_paper: bool


def token(file: int) -> str:
    """How a file is called inside the index: no text of a bank can hold it, and no folder's name is kept."""
    return f"\x1a{file}\x1a"


def hash_of(data: bytes) -> str:
    """The hash that tells whether a file is as it was."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_file(path: Path, number: int, bank: Bank, kinds: Mapping[str, Kind], data: Data) -> FileRead:
    """All that can be known of a file without the others; `number` is its own in the index, `data` its bytes."""
    files = BankFiles(lambda _: token(number), lambda path, name: data, keep=False)
    files.read_file(path, bank)
    reader = ItemReader(kinds)
    entries = [_entry(what, entry, reader) for what in ORDER for entry in files.entries[what]]
    hash = hash_of(data[0]) if data[0] is not None else ""
    return FileRead(hash, tuple(files.problems), tuple(files.broken), tuple(entries))


def _entry(what: str, entry: Entry, reader: ItemReader) -> EntryRead:
    cls = CLASSES[what]
    slipped = len(reader.slipped)
    found, problems = reader.read(entry) if what == "items" else convert_entry(entry, cls)
    state = READ
    if found is None:
        state = UNREADABLE
        if len(reader.slipped) > slipped:
            state, found = SLIPPED, reader.slipped[-1]
    content = b"" if state == UNREADABLE else _encoder.encode((merged(entry, cls), entry.node.marks))
    digest = found.digest if found is not None else ""
    here = entry.at("")
    value = found.value if found is not None else None
    return EntryRead(what, entry.name(), state, here.line, entry.at("id").line, digest, content, problems, value)


def content_of(data: bytes) -> tuple[dict[str, Any], Any]:
    """A merged content and the lines of its parts; raises `msgspec.MsgspecError` if `data` is not what was kept."""
    content, marks = _decoder.decode(data)
    return content, marks


def item_of(item: Item, tariffs: Tariffs, boards: tuple[str, ...]) -> ItemRead:
    """What is kept of an item; its tariffs for the `boards` that give it another one than it has for none."""
    row = row_of(item, tariffs)
    usual = tariffs.of(item)
    parts = tuple(_parts(item, tariffs.kinds))
    others = []
    for board in boards:
        tariff = tariffs.of(item, board)
        if tariff != usual:
            marks = (tariff.marks + tariff.spag, tariff.spag, tariff.aos) if tariff else (0, 0, {})
            others.append((board, *marks))
    named = tuple(sorted({board for part in parts for board in part.boards}))
    names = dict.fromkeys((*item.tags, "board", "tier", "author"))
    return ItemRead(
        row=row,
        tariffs=tuple(others),
        tags=tuple((name, value) for name in names for value in dict.fromkeys(tag_values(item, name))),
        about=tuple(dict.fromkeys(name for part in parts for name in part.stimuli)),
        facts=tuple(dict.fromkeys(fact.casefold() for part in parts for fact in part.facts)),
        named=named,
        papers=tuple(board for board in named if set_for(item, tariffs.kinds, board)),
        any_paper=set_for(item, tariffs.kinds, NO_BOARD),
    )


def said(value: Any) -> str:
    """The texts of an item or a stimulus, ready to be searched."""
    return folded(said_by(value))


def folded_author(item: Item) -> str:
    """The author's name, ready to be searched."""
    return f" {' '.join(words_of(item.author))} "


def _parts(item: Item, kinds: Mapping[str, Kind]) -> Any:
    yield item
    kind = kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if shape is not None and shape.nested:
        for part in getattr(item, shape.nested):
            yield from _parts(part, kinds)


def _flawed(value: Any) -> Any:
    if isinstance(value, Flawed):
        return msgspec.msgpack.Ext(1, b"")
    raise NotImplementedError


def _unflawed(code: int, data: memoryview) -> Any:
    return FLAWED


_encoder = msgspec.msgpack.Encoder(enc_hook=_flawed)
_decoder = msgspec.msgpack.Decoder(tuple[Any, Any], ext_hook=_unflawed)
