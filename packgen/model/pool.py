"""A loaded bank: everything by id, each with the place it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from packgen.diagnostics import Place
from packgen.model.item import Item, Kind, Rubric, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.row import Narrowing

T = TypeVar("T")


class Located(Struct, Generic[T], frozen=True):
    """A value, where it stands, and the hash (blake2b, hex) of its authored content.

    `lines` maps a dotted field path ("options.1.text") to its line in the file, where known; a text's line is
    that of its first words.  `bank` is the root folder of its bank, where its pictures are looked for.
    """

    value: T
    place: Place
    digest: str
    lines: Mapping[str, int] = {}
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

    The mappings may decode what they hold only when it is asked for: look an id up, and read `load.rows` rather than
    walk over all items.  `broken` names what had errors and is not here: ids where they could be read, else places.
    `narrowing` says what may be chosen freely.
    """

    banks: tuple[Bank, ...]
    items: Mapping[str, Located[Item]]
    stimuli: Mapping[str, Located[Stimulus]]
    rubrics: Mapping[str, Located[Rubric]]
    topics: Mapping[str, Located[Topic]]
    kinds: Mapping[str, Kind]
    broken: tuple[str, ...] = ()
    notes: Mapping[str, Located[Note]] = {}
    narrowing: Narrowing = Narrowing()
