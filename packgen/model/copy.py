"""One printed copy of a version: what is filled in for it alone, after its pages have been broken."""

from __future__ import annotations

from msgspec import Struct


class Copy(Struct, frozen=True):
    """Whose copy it is, of which `version` and laid out by which `profile`; plain text, "" where it is not known.

    `number` is its place in the class from 1 (0 = not numbered).  `code` tells copies apart in the names of files
    (small letters, digits, hyphens) and on the page, without a name.  Furniture prints what it names of a copy
    (`stamp`); nothing else on the page depends on it.
    """

    version: str = ""
    pupil: str = ""
    group: str = ""
    number: int = 0
    code: str = ""
    profile: str = ""

    def stamp(self) -> dict[str, str]:
        """What furniture may name of a copy."""
        number = str(self.number) if self.number else ""
        mark = f"{self.version}.{number}" if number else ""
        return {"pupil": self.pupil, "group": self.group, "copy": number, "copy_code": self.code, "copy_mark": mark}


NO_COPY = Copy()
STAMPS = tuple(NO_COPY.stamp())
"""The names that furniture may use for what is filled in copy by copy."""
