"""What the parts of a question are called: "2 (a)(i)", or "2.1"."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from packgen.model.form import PaperQuestion, QuestionScheme
from packgen.model.marking import EitherOf
from packgen.model.response import Either


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


def paper_names(paper: PaperQuestion, n: int, *, decimal: bool, led: bool) -> dict[tuple[str, ...], PartName]:
    """The name of each part of a question as pupils see it, by path; alternatives to choose from have names as well."""
    parts: list[tuple[tuple[str, ...], bool]] = []
    for part in paper.parts:
        either = part.response if isinstance(part.response, Either) else None
        parts.append((part.path, part.response is not None and either is None))
        parts += (((*part.path, each.label), True) for each in (either.alternatives if either else ()))
    return _by_path(parts, n, decimal, led)


def scheme_names(
    scheme: QuestionScheme, n: int, *, decimal: bool, led: bool = False
) -> dict[tuple[str, ...], PartName]:
    """The same names for the parts of its mark scheme."""
    parts: list[tuple[tuple[str, ...], bool]] = []
    for part in scheme.parts:
        either = part.marking if isinstance(part.marking, EitherOf) else None
        parts.append((part.path, part.marking is not None and either is None))
        parts += (((*part.path, each.label), True) for each in (either.alternatives if either else ()))
    return _by_path(parts, n, decimal, led)


def _by_path(
    parts: list[tuple[tuple[str, ...], bool]], n: int, decimal: bool, led: bool
) -> dict[tuple[str, ...], PartName]:
    names = part_names(parts, n, decimal=decimal, led=led)
    return {path: name for (path, _), name in zip(parts, names, strict=True)}


def part_label(path: tuple[str, ...]) -> str:
    """The label of a part in full: "(b)(i)"."""
    return "".join(f"({step})" for step in path)
