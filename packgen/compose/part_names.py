"""What the parts of a question are called: "2 (a)(i)", or "2.1"."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class PartName(Struct, frozen=True):
    """What hangs beside a part: number, "(b)", "(i)"; each empty where it is not printed.  `full` says all of it."""

    number: str
    part: str
    subpart: str
    full: str


def part_names(
    parts: Iterable[tuple[tuple[str, ...], bool]], n: int, *, decimal: bool, led: bool = False
) -> list[PartName]:
    """A name for each part of question `n`, given as its path and whether something is asked in it.

    `led` says that the question's number stands beside its lead-in already.  `decimal` numbers what is asked through:
    2.1, 2.2; a part in which nothing is asked then has no number of its own.
    """
    out: list[PartName] = []
    after: tuple[str, ...] = ()
    asked_before = 0
    number = "" if led else str(n)
    for path, asked in parts:
        if decimal:
            asked_before += asked
            full = f"{n}.{asked_before}" if path and asked else str(n)
            shown = full if path and asked else number
            out.append(PartName(shown, "", "", full))
        else:
            outer = "" if path[:1] == after[:1] else part_label(path[:1])
            out.append(PartName(number, outer, part_label(path[1:]), f"{n} {part_label(path)}".strip()))
        number, after = "", path
    return out


def part_label(path: tuple[str, ...]) -> str:
    """The label of a part in full: "(b)(i)"."""
    return "".join(f"({step})" for step in path)
