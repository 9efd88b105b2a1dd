"""Kinds of question: packgen's own, and a school's, one YAML file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import get_args, get_type_hints

from packgen import registry
from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.kinds.shape import find_shape
from packgen.load import verdicts
from packgen.load.convert import convert
from packgen.load.digest import digest
from packgen.load.files import SchemaNumber, newer_schema
from packgen.load.nodes import Lines, Node
from packgen.load.walk import is_folder, shown, yaml_files
from packgen.load.words import nearest
from packgen.load.yaml import read_bytes, read_yaml_files
from packgen.model.item import Kind, Row, Stimulus
from packgen.model.pool import Located

OWN = Path(__file__).resolve().parent.parent / "kinds" / "conventions"
OWN_RUBRICS = OWN.parent / "rubrics"
STIMULUS_TYPES = get_args(get_type_hints(Stimulus)["type"])


class KindSheet(Kind, frozen=True, kw_only=True):
    """A kind's file: the kind and the schema it is written for."""

    schema: SchemaNumber


def load_kinds(folders: Sequence[Path]) -> tuple[dict[str, Kind], tuple[Diagnostic, ...]]:
    """Every kind by name: packgen's own, and those in `folders`, which take the place of a kind of the same name.

    Of two folders the first wins.  A broken kind is left out.
    """
    kinds, problems = located_kinds(folders)
    return {name: found.value for name, found in kinds.items()}, problems


def located_kinds(folders: Sequence[Path]) -> tuple[dict[str, Located[Kind]], tuple[Diagnostic, ...]]:
    """As `load_kinds`, each kind with its file and lines."""
    kinds: dict[str, Located[Kind]] = {}
    problems: list[Diagnostic] = []
    for folder in (*folders, OWN):
        if not is_folder(folder):
            hint = "check `kinds` in packgen.toml"
            problems.append(error("no-folder", "there is no such folder of kinds", hint, Place(shown(folder))))
            continue
        here: dict[str, Located[Kind]] = {}
        read, said = _own(shown(OWN)) if folder is OWN else _folder(folder)
        problems.extend(said)
        for found in read:
            name = found.value.kind
            if name in here:
                message = f"the kind {name} is described twice, first in {here[name].place}"
                problems.append(error("duplicate-kind", message, "rename one or delete it", found.at("kind")))
            else:
                here[name] = found
        kinds = {**here, **kinds}
    return dict(sorted(kinds.items())), tuple(problems)


@lru_cache(maxsize=2)
def _own(named: str) -> tuple[tuple[Located[Kind], ...], tuple[Diagnostic, ...]]:
    """Packgen's own kinds, read once a process; `named` is their folder as places name it."""
    return _folder(OWN)


def _folder(folder: Path) -> tuple[tuple[Located[Kind], ...], tuple[Diagnostic, ...]]:
    """The kinds of `folder` that have no errors, and what is wrong with any."""
    problems: list[Diagnostic] = []
    read = tuple(_read(folder, problems))
    verdict = verdicts.name_of("kinds", (found.digest for found in read))
    if verdicts.is_right(verdict):
        return read, tuple(problems)
    faults = [tuple(_faults(found)) for found in read]
    problems.extend(said for each in faults for said in each)
    if not any(faults):
        verdicts.keep_right(verdict)
    return tuple(found for found, said in zip(read, faults, strict=True) if not has_errors(said)), tuple(problems)


def _read(folder: Path, problems: list[Diagnostic]) -> Iterator[Located[Kind]]:
    files, said = yaml_files(folder.resolve())
    problems.extend(said)
    given: list[tuple[bytes, str]] = []
    for path in files:
        name = shown(path)
        data, said = read_bytes(path, name)
        problems.extend(said)
        if data is not None:
            given.append((data, name))
    for (_, name), (node, said) in zip(given, read_yaml_files(given), strict=True):
        problems.extend(said)
        if node is not None:
            found, said = _kind(node, name)
            problems.extend(said)
            if found is not None:
                yield found


def _kind(node: Node, path: str) -> tuple[Located[Kind] | None, tuple[Diagnostic, ...]]:
    newer = newer_schema(node, path)
    if newer:
        return None, (newer,)
    sheet, problems = convert(node.value, KindSheet, lambda field: Place(path, node.line(field)))
    if sheet is None:
        return None, problems
    kind = Kind(**{name: getattr(sheet, name) for name in Kind.__struct_fields__})
    return Located(kind, Place(path, node.line()), digest(node.value), Lines(node)), ()


def _faults(found: Located[Kind]) -> Iterator[Diagnostic]:
    kind = found.value
    shape = find_shape(kind.shape)
    if shape is None:
        known = registry.names("kinds")
        hint = nearest(kind.shape, known, f"the shapes are: {', '.join(known)}")
        yield error("unknown-shape", f"there is no shape of question {kind.shape}", hint, found.at("shape"))
    else:
        fields = shape.item.__struct_fields__
        for n, name in enumerate(kind.needs):
            if name not in fields:
                message = f"{name} is not a field of the shape {kind.shape}"
                yield error("unknown-field", message, nearest(name, fields), found.at(f"needs.{n}"))
    yield from _asked_faults(kind, "", found)
    for n, row in enumerate(kind.rows):
        yield from _asked_faults(row, f"rows.{n}.", found)
    yield from _row_faults(found)


def _asked_faults(asked: Kind | Row, inside: str, found: Located[Kind]) -> Iterator[Diagnostic]:
    """What is wrong with what a kind, or one of its rows, asks of an item."""
    for field in ("stimuli", "bullets", "factors", "choose"):
        least, most = getattr(asked, field, None) or (0, 0)
        if not 0 <= least <= most:
            message = f"`{field}` must be the least and the most, not {least} and {most}"
            yield error("bad-range", message, f"write `{field}: [1, 2]`", found.at(inside + field))
    for n, name in enumerate(asked.stimulus_types or ()):
        if name not in STIMULUS_TYPES:
            message = f"{name} is not a type of stimulus"
            place = found.at(f"{inside}stimulus_types.{n}")
            yield error("bad-choice", message, f"one of: {', '.join(STIMULUS_TYPES)}", place)


def _row_faults(found: Located[Kind]) -> Iterator[Diagnostic]:
    rows = found.value.rows
    if not rows:
        yield error("no-rows", "the kind has no row of marks", "give at least a row for school", found.at("rows"))
    seen: dict[tuple[str, int, tuple[int, int] | None], int] = {}
    for n, row in enumerate(rows):
        total = sum(row.aos.values())
        if row.aos and (total != row.marks or min(row.aos.values()) < 0):
            message = f"the objectives of the row for {row.board} add up to {total}; it has {row.marks} marks"
            yield error("aos-mismatch", message, "SPaG marks are not part of them", found.at(f"rows.{n}.aos"))
        first = seen.setdefault((row.board, row.marks, row.stimuli), n)
        if first != n:
            message = f"{row.board} has two rows for {row.marks} marks"
            yield error("duplicate-row", message, "only the first would ever be used", found.at(f"rows.{n}"))
