"""Class lists and seating plans: spreadsheets as a school's office exports them, columns found by their heads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from packgen.diagnostics import Diagnostic, Place, error, has_errors, warning
from packgen.load.spreadsheet import WORKBOOKS, Rows, read_rows
from packgen.load.walk import is_file
from packgen.model.roster import COLUMNS, MOST_PUPILS, Pupil, Roster, Seat, SeatingPlan

FOLDER: Final = "classes"
LONGEST_NAME: Final = 100
# Rows that may stand above the heads: a school's name, a date.
MOST_ABOVE: Final = 12

_YES: Final = frozenset(("yes", "y", "true", "1", "x", "absent", "a"))
_NO: Final = frozenset(("", "no", "n", "false", "0", "present", "p", "/", "\\"))
_SEAT_HINT: Final = "write a name or a number of the class list, * for a free seat, or nothing for no seat"
_FREE: Final = frozenset(("*", "seat", "free"))


def find_roster(named: str, folder: Path) -> Path:
    """The file of a class that is named ("10B", for `classes/10B.csv` in `folder`) or given as a path."""
    path = Path(named)
    if path.suffix.lower() in (".csv", ".tsv", ".txt", *WORKBOOKS) or is_file(path):
        return path
    known = [folder / FOLDER / f"{named}{suffix}" for suffix in (".csv", *WORKBOOKS)]
    return next((each for each in known if is_file(each)), known[0])


def load_roster(path: Path, columns: Mapping[str, str] | None = None) -> tuple[Roster | None, tuple[Diagnostic, ...]]:
    """The class list at `path`; `columns` says which heads to read ("name" -> "Pupil's legal name").

    A row without a name, a doubled name, a word that says nothing are warnings; what leaves no list is an error.
    """
    rows, said = read_rows(path)
    if rows is None:
        return None, said
    heads, unfound = _heads(rows, columns or {})
    said += unfound
    if heads is None:
        return None, said
    at, places = heads
    found, problems = _pupils(rows, rows.rows[at + 1 :], places)
    said += problems
    if not found and not has_errors(said):
        hint = "write one pupil on each line below the heads"
        said += (error("empty-class", "this class list has no pupils", hint, Place(rows.file)),)
    if has_errors(said):
        return None, said
    groups = {_cell(cells, places.get("class")) for _, cells in rows.rows[at + 1 :]} - {""}
    name = groups.pop() if len(groups) == 1 else path.stem
    return Roster(name=name[:LONGEST_NAME], pupils=tuple(found), digest=rows.digest, file=rows.file), said


def _heads(rows: Rows, columns: Mapping[str, str]) -> tuple[tuple[int, dict[str, int]] | None, tuple[Diagnostic, ...]]:
    """The row of the heads and the column of each field."""
    asked = {field: plain(head) for field, head in columns.items()}
    wanted = {field: (asked[field],) if field in asked else names for field, names in COLUMNS.items()}
    best: tuple[int, dict[str, int]] = (0, {})
    for n, (_, cells) in enumerate(rows.rows[:MOST_ABOVE]):
        heads = [plain(cell) for cell in cells]
        places = {
            field: next(heads.index(name) for name in names if name in heads)
            for field, names in wanted.items()
            if any(name in heads for name in names)
        }
        if len(places) > len(best[1]):
            best = n, places
    at, places = best
    line = rows.rows[at][0] if rows.rows else 0
    seen = [cell for cell in rows.rows[at][1] if cell] if rows.rows else []
    missing = [field for field in columns if field not in places]
    if missing:
        hint = f"the heads in this file are: {', '.join(seen)}" if seen else "the file has no rows"
        return None, tuple(
            error("no-column", f'no column is headed "{columns[field]}"', hint, Place(rows.file, line))
            for field in missing
        )
    if "name" not in places and "surname" not in places:
        message = "no column of names was found: the heads must stand in one row, above the names"
        hint = 'head it "Name", or "Forename" and "Surname"; or say which it is with --column name="..."'
        return None, (error("no-names", message, hint, Place(rows.file, line)),)
    return (at, places), ()


def _pupils(
    rows: Rows, body: Sequence[tuple[int, tuple[str, ...]]], places: Mapping[str, int]
) -> tuple[list[Pupil], tuple[Diagnostic, ...]]:
    found: list[Pupil] = []
    said: list[Diagnostic] = []
    seen: dict[str, int] = {}
    for line, cells in body:
        place = Place(rows.file, line)
        name = _name(cells, places)
        if not name:
            message = "this row has no name: it was passed over"
            said.append(warning("no-name", message, "write the name, or delete the row", place))
            continue
        if len(name) > LONGEST_NAME:
            message = f"a name of more than {LONGEST_NAME} characters was cut"
            said.append(warning("long-name", message, "shorten it", place))
            name = name[:LONGEST_NAME].rstrip()
        if plain(name) in seen:
            message = f"the same name stands on line {seen[plain(name)]}: both have a copy, told apart by their numbers"
            said.append(warning("same-name", message, "delete one of the two if they are one pupil", place))
        seen.setdefault(plain(name), line)
        absent = plain(_cell(cells, places.get("absent")))
        if absent not in _YES | _NO:
            message = "the column of absences says neither yes nor no: the pupil was taken to be there"
            said.append(warning("unclear-absence", message, 'write "yes" or leave it empty', place))
        found.append(
            Pupil(
                number=len(found) + 1,
                name=name,
                profile=_cell(cells, places.get("profile")).lower(),
                version=_cell(cells, places.get("version")).upper(),
                absent=absent in _YES,
                line=line,
            )
        )
    if len(found) > MOST_PUPILS:
        message = f"the list has {len(found)} pupils; {MOST_PUPILS} is the most"
        said.append(error("too-many-pupils", message, "make several lists of it", Place(rows.file)))
    return found, tuple(said)


def _name(cells: Sequence[str], places: Mapping[str, int]) -> str:
    """A pupil's name as printed: "Anna Petrova", also of "Petrova, Anna"."""
    parts = [_cell(cells, places.get(field)) for field in ("forename", "surname")]
    if any(parts):
        return " ".join(part for part in parts if part)
    whole = _cell(cells, places.get("name"))
    last, comma, first = whole.partition(", ")
    return f"{first} {last}" if comma and first and "," not in first else whole


def load_seating(path: Path, roster: Roster) -> tuple[SeatingPlan | None, tuple[Diagnostic, ...]]:
    """The room at `path`: one cell a seat, the front row first.

    A name or a number of the class list has that seat, `*` is a seat for anyone, an empty cell is no seat.
    """
    rows, said = read_rows(path)
    if rows is None:
        return None, said
    by_name: dict[str, list[int]] = {}
    for pupil in roster.pupils:
        by_name.setdefault(plain(pupil.name), []).append(pupil.number)
    fixed: dict[int, Seat] = {}
    free: list[Seat] = []
    problems: list[Diagnostic] = []
    for line, cells in rows.rows:
        for column, cell in enumerate(cells):
            seat = Seat(line - 1, column)
            if not cell:
                continue
            if plain(cell) in _FREE or cell == "*":
                free.append(seat)
                continue
            number = _pupil_at(cell, roster, by_name)
            place = Place(rows.file, line)
            if number is None:
                many = len(by_name.get(plain(_turned(cell)), ())) > 1
                message = "several pupils have this name" if many else "the class list has no such pupil"
                hint = "write a number of the class list" if many else _SEAT_HINT
                problems.append(error("unknown-pupil", f"{seat}: {message}", hint, place))
            elif number in fixed:
                message = f"{seat}: pupil {number} has another seat already ({fixed[number]})"
                problems.append(error("two-seats", message, "give the pupil one seat", place))
            else:
                fixed[number] = seat
    if not fixed and not free and not problems:
        hint = "write a name, a number or * into the cell of each seat"
        problems.append(error("empty-room", "this seating plan has no seats", hint, Place(rows.file)))
    said += tuple(problems)
    if has_errors(said):
        return None, said
    first = min(seat.row for seat in (*fixed.values(), *free))
    moved = {number: Seat(seat.row - first, seat.column) for number, seat in fixed.items()}
    rest = tuple(Seat(seat.row - first, seat.column) for seat in free)
    return SeatingPlan(fixed=moved, free=rest, digest=rows.digest, file=rows.file), said


def _pupil_at(cell: str, roster: Roster, by_name: Mapping[str, Sequence[int]]) -> int | None:
    """The number of the pupil that a seat's cell names; of several of one name the next that it can be."""
    if cell.isdecimal() and 1 <= int(cell) <= len(roster.pupils):
        return int(cell)
    found = by_name.get(plain(_turned(cell))) or by_name.get(plain(cell)) or ()
    return found[0] if len(found) == 1 else None


def _turned(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def plain(text: str) -> str:
    """A head or name for comparing: small letters, no marks but spaces, composed accents."""
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text).casefold()).split())
