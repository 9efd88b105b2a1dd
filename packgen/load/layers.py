"""YAML sheets that extend one another, laid over one another, each value with its own place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.load.files import newer_schema
from packgen.load.walk import shown
from packgen.load.yaml import Node, read_bytes, read_yaml

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


def typed(value: Any) -> Any:
    """A free value as YAML means it: true and false, whole numbers, numbers; all else is text."""
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _NUMBER.fullmatch(value) else value
