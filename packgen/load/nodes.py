"""Values that remember the lines on which they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

from msgspec import Struct

Value: TypeAlias = "str | Flawed | dict[str, Value] | list[Value] | None"
Marks: TypeAlias = "int | tuple[int, dict[str, Marks]] | tuple[int, list[Marks]]"


class Flawed:
    """Stands where a value was refused: the message has been given, nothing may read it."""


FLAWED: Final = Flawed()


class Node(Struct, frozen=True):
    """A value and where its parts stand.

    `marks` has the value's shape: a line (from 1) for a scalar, a pair of a line and its children's marks for a
    mapping or list.  The line of a block scalar is its first line of text.
    """

    value: Value
    marks: Marks

    def lines(self, prefix: str = "") -> dict[str, int]:
        """Dotted field paths ("options.1.text") to lines, each path after `prefix`."""
        out: dict[str, int] = {}
        pending: list[tuple[str, Marks]] = [(prefix, self.marks)]
        while pending:
            path, marks = pending.pop()
            if isinstance(marks, int):
                out[path] = marks
                continue
            out[path], children = marks
            dot = f"{path}." if path else ""
            named = children.items() if isinstance(children, dict) else enumerate(children)
            pending.extend((f"{dot}{name}", child) for name, child in named)
        return out

    def line(self, field: str = "") -> int:
        """The line of a dotted field path, or of the nearest known field around it."""
        marks = self.marks
        for name in field.split(".") if field else ():
            inner = _inner(marks, name)
            if inner is None:
                break
            marks = inner
        return marks if isinstance(marks, int) else marks[0]

    def child(self, name: str) -> Node | None:
        """The value of `name` in a mapping, or None."""
        marks = _inner(self.marks, name)
        if marks is None or not isinstance(self.value, dict) or name not in self.value:
            return None
        return Node(self.value[name], marks)

    def entries(self) -> Iterator[Node]:
        """The entries of a list."""
        if isinstance(self.value, list) and not isinstance(self.marks, int):
            for value, marks in zip(self.value, self.marks[1], strict=True):
                yield Node(value, cast("Marks", marks))


class Lines(Mapping[str, int]):
    """`Node.lines`, each looked up when it is asked for: most items never have to say where a field stands."""

    __slots__ = ("_node",)

    def __init__(self, node: Node) -> None:
        self._node = node

    def __getitem__(self, field: str) -> int:
        marks = self._find(field)
        if marks is None:
            raise KeyError(field)
        return marks if isinstance(marks, int) else marks[0]

    def __contains__(self, field: object) -> bool:
        return isinstance(field, str) and self._find(field) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._node.lines())

    def __len__(self) -> int:
        return len(self._node.lines())

    def _find(self, field: str) -> Marks | None:
        marks: Marks | None = self._node.marks
        for name in field.split(".") if field else ():
            marks = None if marks is None else _inner(marks, name)
        return marks


def _inner(marks: Marks, name: str) -> Marks | None:
    if isinstance(marks, int):
        return None
    children = marks[1]
    if isinstance(children, dict):
        return children.get(name)
    return children[int(name)] if name.isdecimal() and int(name) < len(children) else None
