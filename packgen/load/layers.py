"""YAML sheets that extend one another, laid over one another, each value with its own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, cast

from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.load.files import newer_schema
from packgen.load.nodes import Node
from packgen.load.walk import shown
from packgen.load.yaml import read_bytes, read_yaml

NOT_INHERITED: Final = ("extends", "schema", "name")

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_NUMBER = re.compile(r"[+-]?\d{1,9}\.\d{1,9}")


class Sheet(Struct, frozen=True):
    """One YAML file as read: its folder, its path in messages, its mapping."""

    folder: Path
    path: str
    node: Node

    def at(self, field: str) -> Place:
        """The place of a dotted field path."""
        return Place(self.path, self.node.line(field))


class Kin(Struct, frozen=True):
    """What sheets of one sort are called and where they are looked for.

    `sort` is a noun ("layout"), `example` a name that can be extended, `beginning` the hint for an empty sheet.
    `files` gives the resolved files of a name in the order of search; `circle` and `unknown` are the errors for sheets
    that extend one another without end and for a name that has no file.
    """

    sort: str
    example: str
    beginning: str
    files: Callable[[str], Sequence[Path]]
    circle: Callable[[Sequence[Sheet], Place | None], Diagnostic]
    unknown: Callable[[str, Place | None], Diagnostic]
    deepest: int = 0

    def chain(self, name: str) -> tuple[list[Sheet], tuple[Diagnostic, ...]]:
        """The sheet `name` first, then its parents'; empty where something is wrong.

        A sheet that extends its own name takes it from a later folder.
        """
        chain: list[Sheet] = []
        seen: set[Path] = set()
        asked_at: Place | None = None
        while True:
            files = self.files(name)
            fresh = [file for file in files if file not in seen]
            if files and (not fresh or 0 < self.deepest <= len(chain)):
                return [], (self.circle(chain, asked_at),)
            if not fresh:
                return [], (self.unknown(name, asked_at),)
            sheet, problems = read_sheet(fresh[0], f"a {self.sort}", self.beginning)
            if sheet is None:
                return [], problems
            seen.add(fresh[0])
            chain.append(sheet)
            parent = sheet.node.child("extends")
            if parent is None:
                return chain, ()
            asked_at = sheet.at("extends")
            if not isinstance(parent.value, str):
                message = f"`extends` must be the name of a {self.sort}"
                return [], (error("wrong-type", message, f"like {self.example}", asked_at),)
            name = parent.value


class Layers:
    """The sheets of a chain, the first over all others: mappings merge, lists and single values replace."""

    def __init__(self, chain: Sequence[Sheet]) -> None:
        self.chain = chain
        self.values: dict[str, Any] = {}
        self._owners: dict[str, Sheet] = {}
        for sheet in reversed(chain):
            own = cast("dict[str, Any]", sheet.node.value)
            self._lay(self.values, {k: v for k, v in own.items() if k not in NOT_INHERITED}, "", sheet)

    def at(self, field: str) -> Place:
        """The place of a dotted field path, in the file that gave its value."""
        around = field
        while around and around not in self._owners:
            around = around.rpartition(".")[0]
        return self._owners.get(around, self.chain[0]).at(field)

    def _lay(self, under: dict[str, Any], over: dict[str, Any], path: str, sheet: Sheet) -> None:
        for name, value in over.items():
            field = f"{path}.{name}" if path else name
            self._owners[field] = sheet
            if isinstance(value, dict) and isinstance(under.get(name), dict):
                self._lay(under[name], value, field, sheet)
            elif isinstance(value, dict):
                under[name] = {}
                self._lay(under[name], value, field, sheet)
            else:
                under[name] = value


def read_sheet(path: Path, what: str, beginning: str) -> tuple[Sheet | None, tuple[Diagnostic, ...]]:
    """The mapping in a YAML file, or None and what is wrong.

    `what` ("a layout") names it in messages, `beginning` ("begin with `extends: base`") is the hint for an empty one.
    """
    name = shown(path)
    data, problems = read_bytes(path, name)
    node = None
    if data is not None:
        node, problems = read_yaml(data, name)
    if node is None:
        return None, problems or (error("empty-file", f"{what} can't be empty", beginning, Place(name)),)
    newer = newer_schema(node, name)
    if newer:
        return None, (newer,)
    if not isinstance(node.value, dict):
        return None, (error("wrong-type", f"{what} must be a mapping", beginning, Place(name, node.line())),)
    return (None if has_errors(problems) else Sheet(path.parent, name, node)), problems


def shown_name(name: str) -> str:
    """A name as asked for, short enough for a message."""
    return name if len(name) <= 60 else f"{name[:57]}..."


def typed(value: Any) -> Any:
    """A free value as YAML means it: true and false, whole numbers, numbers; all else is text."""
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _NUMBER.fullmatch(value) else value
