"""The template of a kind: a file with one item, commented, that passes `packgen check` as it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from packgen.diagnostics import PackgenError, error
from packgen.kinds.shape import find_shape
from packgen.model.item import Kind
from packgen.model.pool import ItemPool

ITEM = "    "


def template(pool: ItemPool, kind: Kind) -> str:
    """The YAML of a bank file with one item of `kind`, naming topics and sources that `pool` has."""
    return "\n".join(_lines(pool, kind)) + "\n"


def _lines(pool: ItemPool, kind: Kind) -> Iterator[str]:
    shape = find_shape(kind.shape)
    if shape is None:
        raise PackgenError([error("unknown-shape", f"the kind {kind.kind} has no shape {kind.shape}")])
    yield f"# {kind.kind}: {kind.purpose}"
    yield "# Save it as a .yaml file in your bank's folder, or paste the item into a file that is there."
    yield "schema: 1"
    yield "items:"
    yield f"  - id: {_fresh_id(pool, kind)}"
    yield from (ITEM + line for line in _fields(pool, kind))
    yield from textwrap.indent(shape.template.rstrip(), ITEM).splitlines()
    yield from (ITEM + line for line in _closing())


def _fields(pool: ItemPool, kind: Kind) -> Iterator[str]:
    yield f"kind: {kind.kind}"
    yield f"topic: {_quoted(next(iter(pool.topics), '1'))}                 # packgen topics lists them"
    yield f"stem: {_quoted(_stem(pool, kind))}"
    marks = ", ".join(f"{row.board} {row.marks}" for row in kind.rows)
    yield f"# marks: {kind.rows[0].marks}                    # left out, the board's own: {marks}"
    boards = list(dict.fromkeys(row.board for row in kind.rows))
    yield f"# boards: [{', '.join(boards)}]      # left out, all of them"
    if kind.stimuli[1]:
        yield from _stimuli(pool, kind)
    if kind.bullets[0]:
        bullets = ", ".join(f"bullet {n + 1}" for n in range(kind.bullets[0]))
        yield f"bullets: [{bullets}]"
    if "statement" in kind.needs and not kind.example and not _named(pool, kind):
        yield "statement: The statement to agree or disagree with."


def _stimuli(pool: ItemPool, kind: Kind) -> Iterator[str]:
    least, most = kind.stimuli
    named = _named(pool, kind)
    number = str(least) if least == most else f"{least} to {most}"
    types = " or ".join(kind.stimulus_types) or "source"
    note = f"# {number} of these: {types}; the stem mentions one as @id"
    yield f"stimuli: [{', '.join(named)}]      {note}" if named else f"# stimuli: [my-source]      {note}"


def _named(pool: ItemPool, kind: Kind) -> list[str]:
    """As many stimuli of the bank as the kind can't do without."""
    fitting = [s for s, found in pool.stimuli.items() if found.value.type in (kind.stimulus_types or ("source",))]
    return fitting[: kind.stimuli[0]]


def _stem(pool: ItemPool, kind: Kind) -> str:
    named = _named(pool, kind)
    if named:
        return f"{(kind.command_words or ('What is said in',))[0]} {' and '.join('@' + name for name in named)} ..."
    return kind.example or f"{(kind.command_words or ('Write',))[0]} ..."


def _closing() -> Iterator[str]:
    yield "# tags: {skill: cause}             # names and values of your own, for packgen make --tag"
    yield "# minutes: 5"
    yield "# facility: 0.6                    # the expected mean mark, as a share of the marks"
    yield "# facts: [textbook p. 12]          # where what the scheme says can be looked up"
    yield "status: draft                      # live once it has been checked: drafts never print"


def _fresh_id(pool: ItemPool, kind: Kind) -> str:
    n = 1
    while f"{kind.kind}-{n}" in pool.items:
        n += 1
    return f"{kind.kind}-{n}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
