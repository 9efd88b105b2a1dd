"""A loaded bank: everything by id, each with the place it came from."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from packgen.diagnostics import Place
from packgen.model.item import Item, Kind, Rubric, Stimulus, Topic
from packgen.model.note import Note

T = TypeVar("T")


class Located(Struct, Generic[T], frozen=True):
    """A value, where it stands, and the hash (blake2b, hex) of its authored content.

    `lines` maps a dotted field path ("options.1.text") to its line in the file, where known; a text's line is
    that of its first words.  `bank` is the root folder of its bank, where its pictures are looked for.
    """

    value: T
    place: Place
    digest: str
    lines: dict[str, int] = {}
    bank: str = ""

    def at(self, field: str) -> Place:
        """The place of `field`, or of the nearest field around it that is known."""
        while field:
            if field in self.lines:
                return Place(self.place.path, self.lines[field])
            field = field.rpartition(".")[0]
        return self.place


class Bank(Struct, frozen=True):
    """A bank's root folder (absolute) with its subject, its language and the school year of its pupils."""

    root: str
    subject: str
    unit: str
    lang: str
    year: int | None = None


class ItemPool(Struct, frozen=True):
    """Everything that `make` may choose from.

    `broken` names what had errors and is not here: ids where they could be read, else places.
    """

    banks: tuple[Bank, ...]
    items: dict[str, Located[Item]]
    stimuli: dict[str, Located[Stimulus]]
    rubrics: dict[str, Located[Rubric]]
    topics: dict[str, Located[Topic]]
    kinds: dict[str, Kind]
    broken: tuple[str, ...] = ()
    notes: dict[str, Located[Note]] = {}
