"""A class: its pupils as a list names them, and where they sit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

MOST_PUPILS: Final = 1000

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "pupil", "student", "full name", "pupil name", "student name", "name of pupil", "learner"),
    "forename": ("forename", "forenames", "first name", "given name", "preferred forename", "preferred name"),
    "surname": ("surname", "last name", "family name", "legal surname", "second name"),
    "class": ("class", "group", "set", "teaching group", "reg", "form", "registration group"),
    "profile": ("profile", "access", "format", "paper format", "access arrangement"),
    "version": ("version", "paper version"),
    "absent": ("absent", "absence"),
}
"""What a class list may say of a pupil, and the heads under which it is looked for."""


class Pupil(Struct, frozen=True, kw_only=True):
    """One pupil.

    `number` is the place in the class list, from 1: it stands for the pupil wherever a name must not.  `name` is as
    printed ("Anna Petrova").  `profile` names an access profile, `version` a version that the pupil must have; ""
    leaves both open.  `absent` pupils have no copy until it is asked for.  `line` is the line of the list.
    """

    number: int
    name: str
    profile: str = ""
    version: str = ""
    absent: bool = False
    line: int = 0


class Roster(Struct, frozen=True, kw_only=True):
    """A class list: its name as printed ("10B"), the pupils in the list's order, the file's hash and path as shown."""

    name: str
    pupils: tuple[Pupil, ...]
    digest: str
    file: str


class Seat(Struct, frozen=True, order=True):
    """A seat of a room: row and column from 0, the front row first."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"row {self.row + 1}, seat {self.column + 1}"


class SeatingPlan(Struct, frozen=True, kw_only=True):
    """Where pupils sit: `fixed` seats by pupil number, `free` seats for whoever is left, in reading order."""

    fixed: dict[int, Seat]
    free: tuple[Seat, ...]
    digest: str
    file: str


class Seated(Struct, frozen=True, kw_only=True):
    """The plan carried out: a seat by pupil number (none for those who found no seat), the version of each pupil.

    `clashes` are pairs of neighbours, by number, who share a version all the same.
    """

    seats: dict[int, Seat]
    versions: dict[int, str]
    clashes: tuple[tuple[int, int], ...] = ()
