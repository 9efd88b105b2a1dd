"""The template of a kind: a file with one item, commented, that passes `packgen check` as it is."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from packgen.diagnostics import PackgenError, error
from packgen.kinds.rows import asked_by
from packgen.kinds.shape import Shape, find_shape
from packgen.model.item import Kind, Row
from packgen.model.pool import ItemPool

ITEM = "    "
NOTES = 34
MY_SOURCE = "my-source"
"""What stands in a kind's example for a source of the bank."""


def template(pool: ItemPool, kind: Kind) -> str:
    """The YAML of a bank file with one item of `kind`, naming topics and sources that `pool` has."""
    return "\n".join(_lines(pool, kind)) + "\n"


def _lines(pool: ItemPool, kind: Kind) -> Iterator[str]:
    shape = find_shape(kind.shape)
    if shape is None:
        raise PackgenError([error("unknown-shape", f"the kind {kind.kind} has no shape {kind.shape}")])
    named = _named(pool, kind)
    yield f"# {kind.kind}: {kind.purpose}"
    yield "# Save it as a .yaml file in your bank's folder, or paste the item into a file that is there."
    yield "schema: 1"
    if lacking := [id for id in named if id not in pool.stimuli]:
        yield "stimuli:"
        yield from textwrap.indent("".join(_source(id, kind) for id in lacking), "  ").splitlines()
    yield "items:"
    yield f"  - id: {_fresh_id(pool, kind)}"
    yield from textwrap.indent("\n".join(_fields(pool, kind, shape, named)), ITEM).splitlines()


def _source(id: str, kind: Kind) -> str:
    type = f"  type: {kind.stimulus_types[0]}\n" if kind.stimulus_types else ""
    return f"- id: {id}\n{type}  provenance: Who made it, when, and for whom.\n  text: What it says.\n"


def _fields(pool: ItemPool, kind: Kind, shape: Shape[Any], named: list[str]) -> Iterator[str]:
    yield f"kind: {kind.kind}"
    yield _noted(f"topic: {_quoted(next(iter(pool.topics), '1'))}", "packgen topics lists them")
    yield f"stem: {_quoted(_stem(kind, named))}"
    rows = _rows(kind, shape, len(named))
    marks = ", ".join(f"{row.board} {row.marks}" for row in kind.rows)
    if shape.tariff is None:
        yield _noted(f"# marks: {rows[0].marks}", f"left out, the board's own: {marks}")
    boards = list(dict.fromkeys(row.board for row in rows))
    yield _noted(f"# boards: [{', '.join(boards)}]", "left out, all that ask this")
    if kind.stimuli[1]:
        yield _stimuli(pool, kind, named)
    yield from shape.template(kind).rstrip().splitlines()
    yield _noted("# tags: {skill: cause}", "names and values of your own, for packgen make --tag")
    yield f"# minutes: {kind.minutes_per_mark * kind.rows[0].marks:g}"
    yield _noted("# facility: 0.6", "the expected mean mark, as a share of the marks")
    yield _noted("# facts: [textbook p. 12]", "where what the scheme says can be looked up")
    yield _noted("status: draft", "live once it has been checked: drafts never print")


def _rows(kind: Kind, shape: Shape[Any], stimuli: int) -> list[Row]:
    """The rows by which one and the same item with so many stimuli can be set: those with the marks of the first."""
    rows = [row for row in kind.rows if not (shape.nested and row.aos)]
    fitting = [row for row in rows if _takes(asked_by(kind, row).stimuli, stimuli)] or rows or list(kind.rows)
    return [row for row in fitting if row.marks == fitting[0].marks]


def _takes(wanted: tuple[int, int], number: int) -> bool:
    return wanted[0] <= number <= wanted[1]


def _stimuli(pool: ItemPool, kind: Kind, named: list[str]) -> str:
    least, most = kind.stimuli
    number = f"{least}" if least == most else f"{least} to {most}"
    types = " or ".join(kind.stimulus_types) or "source"
    note = f"{number} of these: {types}; the stem mentions one as @id"
    if named:
        return _noted(f"stimuli: [{', '.join(named)}]", note)
    return _noted(f"# stimuli: [{next(iter(_fitting(pool, kind)), MY_SOURCE)}]", note)


def _named(pool: ItemPool, kind: Kind) -> list[str]:
    """The stimuli that an item of the kind can't do without: of the bank, else those that the template brings."""
    least = max(kind.stimuli[0], f"@{MY_SOURCE}" in kind.example)
    found = list(islice(_fitting(pool, kind), least))
    fresh = (id for n in count(1) if (id := MY_SOURCE if n == 1 else f"{MY_SOURCE}-{n}") not in pool.stimuli)
    return [*found, *islice(fresh, least - len(found))]


def _fitting(pool: ItemPool, kind: Kind) -> Iterator[str]:
    types = [type for type in kind.stimulus_types or ("source",) if all(_of_type(row, type) for row in kind.rows)]
    return (id for id, found in pool.stimuli.items() if found.value.type in types)


def _of_type(row: Row, type: str) -> bool:
    return row.stimulus_types is None or type in row.stimulus_types


def _stem(kind: Kind, named: list[str]) -> str:
    stem = kind.example or f"{(kind.command_words or ('Write',))[0]} ..."
    first = f"@{named[0]}" if named else ""
    if first and f"@{MY_SOURCE}" not in kind.example:
        stem = f"{stem} ({', '.join('@' + id for id in named)})"
    return re.sub(rf"@{MY_SOURCE}(?![\w-])", first, stem) if first else stem


def _fresh_id(pool: ItemPool, kind: Kind) -> str:
    n = 1
    while f"{kind.kind}-{n}" in pool.items or f"{kind.kind}-{n}" in pool.broken:
        n += 1
    return f"{kind.kind}-{n}"


def _noted(line: str, note: str) -> str:
    return f"{line:<{NOTES}}  # {note}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
