"""Items as an author would write them, and the kinds and ladders that packgen brings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

import packgen
from packgen.diagnostics import Place
from packgen.kinds.shape import find_shape, lower_item
from packgen.load.kinds import load_kinds
from packgen.markup.reader import Reader
from packgen.model.draw import Draw
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Rubric
from packgen.model.pool import Located

ROOM = Path(packgen.__file__).parent / "kinds"


@cache
def kinds() -> dict[str, Kind]:
    found, problems = load_kinds([])
    assert problems == ()
    return found


@cache
def rubrics() -> dict[str, Rubric]:
    found: dict[str, Rubric] = {}
    for path in sorted((ROOM / "rubrics").glob("*.yaml")):
        for rubric in yaml.safe_load(path.read_text(encoding="utf-8"))["rubrics"]:
            value = msgspec.convert(rubric, Rubric)
            assert value.id not in found
            found[value.id] = value
    return found


def item(kind: str, *, extra_kinds: dict[str, Kind] | None = None, **fields: Any) -> Item:
    """An item of `kind`; `parts` are items already."""
    shape = find_shape((extra_kinds or kinds())[kind].shape)
    assert shape is not None
    parts = fields.pop("parts", None)
    written = {"id": "q", "topic": "1.1", "stem": "Why?", **fields, "kind": kind}
    made = msgspec.convert(written, shape.item)
    return made if parts is None else msgspec.structs.replace(made, parts=parts)


def findings(made: Item) -> list[tuple[str, str]]:
    """The rule and field of everything that the shape finds wrong; each has words and a hint."""
    kind = kinds()[made.kind]
    shape = find_shape(kind.shape)
    assert shape is not None
    found = list(shape.check(made, kind))
    assert all(f.message and f.hint for f in found)
    return [(f.rule, f.field) for f in found]


def lowered(made: Item, *, seed: int = 1, version: str = "A", board: str = "", scaffold: Any = "none") -> Question:
    read = Reader()
    question = lower_item(
        Located(made, Place("bank.yaml", 1), ""),
        kinds=kinds(),
        rubrics=rubrics(),
        draw=Draw(seed, version),
        read=read,
        board=board,
        scaffold=scaffold,
    )
    assert read.diagnostics == ()
    return question
