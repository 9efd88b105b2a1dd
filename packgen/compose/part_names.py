"""What questions and their parts are called: "2", "2 (a)(i)", or "2.1"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from packgen.model.form import PaperQuestion, Question
from packgen.model.marking import EitherOf
from packgen.model.response import Either

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
Path = tuple[str, ...]


class PartName(Struct, frozen=True):
    """What hangs beside a part: number, "(b)", "(i)"; each empty where it is not printed.  `full` says all of it."""

    number: str
    part: str
    subpart: str
    full: str


def question_name(paper: PaperQuestion, place: int, *, decimal: bool) -> str:
    """What the question at that place of a paper is called: "3", or "3 (d)" and "3.4" where it is part of another."""
    number, part = _number(paper, place)
    if not part:
        return number
    return f"{number}.{LETTERS.index(part) + 1}" if decimal else f"{number} ({part})"


def lead_name(paper: PaperQuestion, place: int, *, decimal: bool) -> PartName:
    """What hangs beside a question's lead-in."""
    full = question_name(paper, place, decimal=decimal)
    number, part = _number(paper, place)
    return PartName(number, f"({part})", "", full) if part and not decimal else PartName(full, "", "", full)


def paper_names(paper: PaperQuestion, place: int, *, decimal: bool, led: bool) -> dict[Path, PartName]:
    """The name of each part of a question as pupils see it, by path; alternatives to choose from have names as well.

    `led` says that the question's number stands beside its lead-in already.
    """
    parts: list[tuple[Path, bool]] = []
    for part in paper.parts:
        either = part.response if isinstance(part.response, Either) else None
        parts.append((part.path, part.response is not None and either is None))
        parts += (((*part.path, each.label), True) for each in (either.alternatives if either else ()))
    return _by_path(parts, paper, place, decimal, led)


def scheme_names(question: Question, place: int, *, decimal: bool, led: bool = False) -> dict[Path, PartName]:
    """The same names for the parts of its mark scheme."""
    parts: list[tuple[Path, bool]] = []
    for part in question.scheme.parts:
        either = part.marking if isinstance(part.marking, EitherOf) else None
        parts.append((part.path, part.marking is not None and either is None))
        parts += (((*part.path, each.label), True) for each in (either.alternatives if either else ()))
    return _by_path(parts, question.paper, place, decimal, led)


def part_names(
    parts: Iterable[tuple[Path, bool]], number: str, *, decimal: bool, led: bool = False, within: Path = ()
) -> list[PartName]:
    """A name for each part of question `number`, given as its path and whether something is asked in it.

    `led` says that the question's number stands beside its lead-in already, and that of what it is `within`.
    `decimal` numbers what is asked through: 2.1, 2.2; a part in which nothing is asked then has no number of its own.
    """
    out: list[PartName] = []
    after = within if led else ()
    asked_before = 0
    shown_first = "" if led else number
    for path, asked in parts:
        if decimal:
            asked_before += asked
            full = f"{number}.{asked_before}" if path and asked else number
            shown = full if path and asked else shown_first
            out.append(PartName(shown, "", "", full))
        else:
            outer = "" if path[:1] == after[:1] else part_label(path[:1])
            out.append(PartName(shown_first, outer, part_label(path[1:]), f"{number} {part_label(path)}".strip()))
        shown_first, after = "", path
    return out


def follow_on(names: Sequence[str]) -> bool:
    """True if the names are numbers, each one more than the one before."""
    if not all(name.isdecimal() for name in names):
        return False
    return all(int(name) == int(names[0]) + n for n, name in enumerate(names))


def part_label(path: Path) -> str:
    """The label of a part in full: "(b)(i)"."""
    return "".join(f"({step})" for step in path)


def _by_path(
    parts: list[tuple[Path, bool]], paper: PaperQuestion, place: int, decimal: bool, led: bool
) -> dict[Path, PartName]:
    number, part = _number(paper, place)
    paths = [path for path, _ in parts]
    if part and decimal:
        # What is a part of another question already has its own parts lettered: 3.4 (a).
        number, part, decimal = question_name(paper, place, decimal=True), "", False
    elif part:
        parts = [((part, *_below(path)), asked) for path, asked in parts]
    names = part_names(parts, number, decimal=decimal, led=led, within=(part,) if part else ())
    return dict(zip(paths, names, strict=True))


def _number(paper: PaperQuestion, place: int) -> tuple[str, str]:
    """A question's number and, where it is part of another, its letter there."""
    number = paper.number or str(place)
    return (number[:-1], number[-1]) if number[-1].isalpha() else (number, "")


def _below(path: Path) -> Path:
    """The path of a part as it is called one step further down: "b" becomes "ii"."""
    return (
        tuple(_ROMAN[LETTERS.index(step)] if step in LETTERS[: len(_ROMAN)] else step for step in path[:1]) + path[1:]
    )
