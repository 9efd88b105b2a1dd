"""What was chosen for a pack: the items of its versions, before they are lowered."""

from __future__ import annotations

from msgspec import Struct

from packgen.model.item import Item
from packgen.model.pool import Located


class Chosen(Struct, frozen=True):
    """The `items` of a paper in printing order.

    Where versions have items of their own, `forms` holds the ids of each version in printing order, and `items` those
    of all of them, each once.  `sections` are the titles ("" prints none) and numbers of questions of the sections
    of every version; () where nothing divides the paper.  The items of each of `tied` stay together in their order.
    `options` and `lines` are, by version, the orders of options and the answer lines that questions must have, as a
    record has them.
    """

    items: tuple[Located[Item], ...]
    forms: tuple[tuple[str, ...], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    tied: tuple[tuple[str, ...], ...] = ()
    options: dict[str, dict[str, tuple[str, ...]]] = {}
    lines: dict[str, dict[str, tuple[int, ...]]] = {}

    @property
    def length(self) -> int:
        """How many questions each version has."""
        return len(self.forms[0]) if self.forms else len(self.items)
