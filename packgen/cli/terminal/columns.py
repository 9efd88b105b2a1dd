"""The columns that questions can be listed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from packgen.cli.terminal.item_text import in_a_line
from packgen.model.item import Item
from packgen.model.pool import Located
from packgen.model.row import ItemRow


class Line(Struct, frozen=True):
    """A question to be listed: its row, and where to find what is seldom asked for."""

    row: ItemRow
    items: Mapping[str, Located[Item]]
    used: Mapping[str, str]

    def item(self) -> Located[Item]:
        """The item itself."""
        return self.items[self.row.id]


def _tags(line: Line) -> str:
    tags = line.item().value.tags
    return " ".join(f"{name}={v if isinstance(v, str) else ','.join(v)}" for name, v in tags.items())


COLUMNS: Final[dict[str, Callable[[Line], Any]]] = {
    "id": lambda line: line.row.id,
    "kind": lambda line: line.row.kind,
    "topic": lambda line: line.row.topic,
    "marks": lambda line: line.row.marks or None,
    "spag": lambda line: line.row.spag,
    "aos": lambda line: " ".join(f"{ao}={marks}" for ao, marks in line.row.aos.items()),
    "status": lambda line: line.row.status,
    "tier": lambda line: line.row.tier,
    "facility": lambda line: line.row.facility,
    "minutes": lambda line: line.row.minutes,
    "words": lambda line: line.row.words,
    "stimuli": lambda line: " ".join(line.row.stimuli),
    "enemies": lambda line: " ".join(line.row.enemies),
    "facts": lambda line: " ".join(line.row.facts),
    "boards": lambda line: " ".join(line.item().value.boards),
    "author": lambda line: line.item().value.author,
    "tags": _tags,
    "place": lambda line: str(line.item().place),
    "used": lambda line: line.used.get(line.row.id, ""),
    "stem": lambda line: in_a_line(line.row.asked),
}
NUMBERS: Final = frozenset(("marks", "spag", "facility", "minutes", "words"))


def in_order(lines: Sequence[Line], by: Sequence[str]) -> list[Line]:
    """`lines` sorted by columns, the first of `by` before the others; "-marks" is from most to least, nothing last."""
    out = list(lines)
    for name in reversed(by):
        column, down = name.removeprefix("-"), name.startswith("-")
        values = {id(line): COLUMNS[column](line) for line in out}
        have = [line for line in out if values[id(line)] not in (None, "")]
        have.sort(key=lambda line: values[id(line)], reverse=down)
        out = have + [line for line in out if values[id(line)] in (None, "")]
    return out


def shown(line: Line, column: str) -> str:
    """A cell as text; a stem says whether its question is live."""
    value = COLUMNS[column](line)
    if column == "marks" and value is None:
        return "?"
    if column == "stem" and line.row.status != "live":
        return f"({line.row.status}) {value}"
    return "" if value is None else str(value)
