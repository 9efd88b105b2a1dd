"""A blueprint against one bank, as numbers: places, sums that must come out, sets that belong together or don't."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from packgen.model.row import ItemRow

Stratum = tuple[str, int, int, str]
"""Kind, marks, SPaG marks, topic: items of one stratum may stand for one another in fair versions."""


Weigh = Callable[[ItemRow], int]
"""What a row adds to a sum."""


class Opening(Struct, frozen=True):
    """A slot with the rows (by index) that may fill it: at least `least` of them, at most `most`."""

    name: str
    least: int
    most: int
    members: tuple[int, ...]


class Rule(Struct, frozen=True):
    """A sum of `weigh` over the rows in `openings` (None = all) that must come out from `least` to `most`.

    `sort` says what is summed ("marks", "topic", "ao" ...), `of` which one ("1.1.2", "AO1"); `step` is what one row
    adds, more or less.
    """

    sort: str
    of: str
    least: int
    most: int
    weigh: Weigh
    openings: frozenset[int] | None = None
    step: int = 1


class Bundle(Struct, frozen=True):
    """Rows of which from `least` to `most` stand in a paper that has any of them, or in any paper if `needed`."""

    sort: str
    members: tuple[int, ...]
    least: int
    most: int
    needed: bool = False


def stratum(row: ItemRow) -> Stratum:
    """What an item has in common with those that may stand for it."""
    return row.kind, row.marks, row.spag, row.topic


class Problem:
    """What the engine solves.  `fixed` are rows that must be in the paper; `sources` bounds the number of stimuli."""

    def __init__(
        self,
        rows: Sequence[ItemRow],
        openings: Sequence[Opening],
        rules: Sequence[Rule] = (),
        bundles: Sequence[Bundle] = (),
        foes: Mapping[int, frozenset[int]] | None = None,
        fixed: Iterable[int] = (),
        sources: tuple[int, int] | None = None,
    ) -> None:
        self.rows, self.openings, self.rules, self.bundles = rows, tuple(openings), tuple(rules), tuple(bundles)
        self.foes: Mapping[int, frozenset[int]] = foes or {}
        self.fixed = tuple(fixed)
        self.sources = sources
        self.bundles_of: dict[int, tuple[int, ...]] = {}
        for n, bundle in enumerate(self.bundles):
            for row in bundle.members:
                self.bundles_of[row] = (*self.bundles_of.get(row, ()), n)
        self._rules_at = [
            tuple((n, rule) for n, rule in enumerate(self.rules) if rule.openings is None or opening in rule.openings)
            for opening in range(len(self.openings))
        ]
        self._effects: list[dict[int, tuple[tuple[int, int], ...]]] = [{} for _ in self.openings]

    def effects(self, opening: int, row: int) -> tuple[tuple[int, int], ...]:
        """What `row` adds to which rules when it stands in `opening`."""
        known = self._effects[opening]
        if row in known:
            return known[row]
        values = self.rows[row]
        found = tuple((n, weight) for n, rule in self._rules_at[opening] if (weight := rule.weigh(values)))
        known[row] = found
        return found

    @cached_property
    def admits(self) -> tuple[frozenset[int], ...]:
        """The members of each opening as a set."""
        return tuple(frozenset(opening.members) for opening in self.openings)

    @cached_property
    def by_marks(self) -> tuple[dict[int, list[int]], ...]:
        """The members of each opening by their marks."""
        out: list[dict[int, list[int]]] = []
        for opening in self.openings:
            found: dict[int, list[int]] = {}
            for row in opening.members:
                found.setdefault(self.rows[row].marks, []).append(row)
            out.append(found)
        return tuple(out)

    @cached_property
    def by_stratum(self) -> tuple[dict[Stratum, list[int]], ...]:
        """The members of each opening by stratum."""
        out: list[dict[Stratum, list[int]]] = []
        for opening in self.openings:
            found: dict[Stratum, list[int]] = {}
            for row in opening.members:
                found.setdefault(stratum(self.rows[row]), []).append(row)
            out.append(found)
        return tuple(out)

    def places(self) -> tuple[list[int], list[bool]]:
        """One entry for each place in the paper: its opening, and whether it must be filled."""
        where: list[int] = []
        needed: list[bool] = []
        for n, opening in enumerate(self.openings):
            most = min(opening.most, len(opening.members))
            for place in range(max(most, opening.least)):
                where.append(n)
                needed.append(place < opening.least)
        return where, needed
