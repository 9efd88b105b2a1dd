"""A blueprint's YAML file to a blueprint: what it extends under it, its ranges and its names held to the bank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import structs

from packgen.diagnostics import Diagnostic, PackgenError, Place, error, has_errors
from packgen.load.convert import convert
from packgen.load.files import BLUEPRINTS
from packgen.load.layers import Kin, Layers, Sheet, shown_name
from packgen.load.query import unknown_names
from packgen.load.query_text import parse
from packgen.load.walk import is_file, is_folder
from packgen.load.words import nearest
from packgen.model.blueprint import Blueprint, BlueprintFields, Slot
from packgen.model.pool import ItemPool

SUFFIX: Final = ".yaml"
MAX_PARENTS: Final = 16
BEGINNING: Final = "begin with `schema: 1`, `purpose: ...` and `slots:`"
At = Callable[[str], Place]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BlueprintSheet(BlueprintFields, frozen=True, kw_only=True):
    """A blueprint with all that it extends, as written."""


def blueprint_folders(folder: Path, banks: Sequence[Path]) -> tuple[Path, ...]:
    """Where blueprints are looked for: in the school's own folder, then in each of its banks."""
    found = [folder / BLUEPRINTS, *(bank / BLUEPRINTS for bank in banks)]
    return tuple(dict.fromkeys(each.resolve() for each in found if is_folder(each)))


def blueprint_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of the blueprints in `folders`, sorted."""
    found: set[str] = set()
    for folder in folders:
        try:
            found.update(f.stem for f in folder.glob(f"*{SUFFIX}") if _NAME.fullmatch(f.stem) and is_file(f))
        except OSError:
            continue
    return tuple(sorted(found))


def load_blueprint(name: str, folders: Sequence[Path]) -> tuple[Blueprint | None, At, tuple[Diagnostic, ...]]:
    """The blueprint `name`, a file's path or a name looked for in `folders`: it, where its fields stand, what is wrong.

    What it extends lies under it: mappings merge, lists and single values replace.  A blueprint that extends its own
    name takes it from a later folder.
    """
    chain, problems = _chain(name, folders)
    if not chain:
        return None, lambda field: Place(name), problems
    layers = Layers(chain)
    sheet, problems = convert(layers.values, BlueprintSheet, layers.at)
    if sheet is None:
        return None, layers.at, problems
    blueprint = Blueprint(name=_stem(name), **{field: getattr(sheet, field) for field in sheet.__struct_fields__})
    problems = tuple(_faults(blueprint, layers.at))
    return (None if has_errors(problems) else blueprint), layers.at, problems


def unknown_in(blueprint: Blueprint, at: At, pool: ItemPool) -> tuple[Diagnostic, ...]:
    """An error for every topic, kind, tag, board and item of `blueprint` that is not in `pool`, at its own line."""
    return tuple(problem for field, found in _named(blueprint, pool) for problem in _placed(found, at(field)))


def _placed(found: Sequence[Diagnostic], place: Place) -> Iterator[Diagnostic]:
    for problem in found:
        yield structs.replace(problem, place=place)


def _named(plan: Blueprint, pool: ItemPool) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    yield "board", unknown_names(pool, board=plan.board)
    for n, topic in enumerate(plan.topics):
        yield f"topics.{n}", unknown_names(pool, topics=(topic,))
    for topic in plan.topic_marks:
        yield f"topic_marks.{topic}", unknown_names(pool, topics=(topic,))
    for tag in plan.tags.items():
        yield f"tags.{tag[0]}", unknown_names(pool, tags=(tag,))
    for field in ("include", "never"):
        yield from _items(field, getattr(plan, field), pool)
    for field in ("enemies", "either", "together"):
        for n, ids in enumerate(getattr(plan, field)):
            yield from _items(f"{field}.{n}", ids, pool)
    for path, slot in _slots(plan):
        yield f"{path}.board", unknown_names(pool, board=slot.board)
        for n, kind in enumerate(slot.kinds):
            yield f"{path}.kinds.{n}", unknown_names(pool, kinds=(kind,))
        for n, topic in enumerate(slot.topics):
            yield f"{path}.topics.{n}", unknown_names(pool, topics=(topic,))
        for tag in slot.tags.items():
            yield f"{path}.tags.{tag[0]}", unknown_names(pool, tags=(tag,))
        yield from _items(f"{path}.items", slot.items, pool)
        if slot.query:
            yield f"{path}.query", _query(slot.query, pool)


def _query(text: str, pool: ItemPool) -> tuple[Diagnostic, ...]:
    """What is wrong with a slot's query."""
    try:
        parse(text, pool)
    except PackgenError as problem:
        return problem.diagnostics
    return ()


def _items(field: str, ids: Sequence[str], pool: ItemPool) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    for n, id in enumerate(ids):
        found = pool.items.get(id)
        if found is None:
            broken = id in pool.broken
            hint = '"packgen check" says what is wrong with it' if broken else nearest(id, pool.items, "packgen list")
            what = f"item {id} has errors" if broken else f'there is no item "{id}" in the bank'
            yield f"{field}.{n}", (error("broken-item" if broken else "unknown-item", what, hint),)
        elif found.value.status != "live" and field != "never":
            yield f"{field}.{n}", (error("not-live", f"item {id} is {found.value.status}, so it does not print"),)


def _slots(plan: Blueprint) -> Iterator[tuple[str, Slot]]:
    for n, slot in enumerate(plan.slots):
        yield f"slots.{n}", slot
    for m, section in enumerate(plan.sections):
        for n, slot in enumerate(section.slots):
            yield f"sections.{m}.slots.{n}", slot


def _chain(name: str, folders: Sequence[Path]) -> tuple[list[Sheet], tuple[Diagnostic, ...]]:
    """The blueprint's own sheet first, then its parents'."""

    def files(sought: str) -> list[Path]:
        if _is_path(sought):
            return [Path(sought).resolve()] if is_file(Path(sought)) else []
        found = [folder / f"{sought}{SUFFIX}" for folder in folders] if _NAME.fullmatch(sought) else []
        return [file.resolve() for file in found if is_file(file)]

    def circle(_: Sequence[Sheet], place: Place | None) -> Diagnostic:
        message = f"blueprints extend one another in a circle, or more than {MAX_PARENTS} deep"
        return error("blueprint-circle", message, "end the circle at one that extends nothing", place)

    def unknown(sought: str, place: Place | None) -> Diagnostic:
        known = blueprint_names(folders)
        listed = f"the blueprints are: {', '.join(known)}" if known else f"put one into {BLUEPRINTS}/"
        hint = "check the path" if _is_path(sought) else nearest(sought, known, listed)
        return error("unknown-blueprint", f"there is no blueprint {shown_name(sought)}", hint, place)

    return Kin("blueprint", "end-of-unit", BEGINNING, files, circle, unknown, MAX_PARENTS).chain(name)


def _is_path(name: str) -> bool:
    return name.lower().endswith((SUFFIX, ".yml")) or "/" in name or "\\" in name


def _stem(name: str) -> str:
    return Path(name.replace("\\", "/")).stem if _is_path(name) else name


def _faults(plan: Blueprint, at: At) -> Iterator[Diagnostic]:
    """What the fields' own types let pass."""
    if plan.slots and plan.sections:
        message = "a blueprint has `slots` or `sections`, not both"
        yield error("bad-blueprint", message, "put the slots into a section", at("sections"))
    if not plan.all_slots() and plan.marks is None and plan.count is None:
        message = "the blueprint does not say what stands in the paper"
        yield error("bad-blueprint", message, "give `slots:`, `sections:`, `marks:` or `count:`", at(""))
    for n, section in enumerate(plan.sections):
        if not section.slots:
            yield error("bad-blueprint", "a section needs at least one slot", "", at(f"sections.{n}.slots"))
    ranges: list[tuple[str, object]] = [(name, getattr(plan, name)) for name in RANGES]
    ranges += [(f"topic_marks.{topic}", given) for topic, given in plan.topic_marks.items()]
    ranges += [(f"ao_marks.{ao}", given) for ao, given in plan.ao_marks.items()]
    ranges += [(f"sections.{n}.marks", section.marks) for n, section in enumerate(plan.sections)]
    for path, slot in _slots(plan):
        ranges += [(f"{path}.{name}", getattr(slot, name)) for name in ("count", "marks", "total", "facility")]
    for field, given in ranges:
        if isinstance(given, tuple) and given[0] > given[1]:
            name = field.rpartition(".")[2]
            message = f"`{name}` must be the least and the most, not {given[0]:g} and {given[1]:g}"
            yield error("bad-range", message, f"write [{given[1]:g}, {given[0]:g}]", at(field))
    for field in ("enemies", "either", "together"):
        for n, ids in enumerate(getattr(plan, field)):
            if len(set(ids)) < 2:
                yield error("bad-blueprint", f"an entry of `{field}` names at least two items", "", at(f"{field}.{n}"))


RANGES: Final = ("marks", "count", "facility", "words", "time", "sources", "of_a_source")
