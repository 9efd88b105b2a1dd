"""How fair the versions of a pack are to one another, in figures."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class VersionFacts(Struct, frozen=True, kw_only=True):
    """What one version adds up to.

    `facility` is the mean over the marks of the questions whose facility the bank knows, None if it knows none; `words`
    what there is to read, sources included; `pages` of the pupils' paper.
    """

    version: str
    questions: int
    marks: int
    facility: float | None
    words: int
    minutes: float
    pages: int
    aos: dict[str, int]
    topics: dict[str, int]
    kinds: dict[str, int]


class Fairness(Struct, frozen=True, kw_only=True):
    """A pack's versions side by side.

    `shared` are the items of all versions, `most_shared` and `mean_shared` how many two versions have in common;
    `most_uses` is how many versions the item used most stands in, those of all versions apart.  `known` of `items`
    items have a facility, `measured` of them one that was measured.
    """

    mode: str
    versions: tuple[VersionFacts, ...]
    shared: tuple[str, ...]
    most_shared: int
    mean_shared: float
    most_uses: int
    items: int
    known: int
    measured: int

    def spread(self, of: Callable[[VersionFacts], float]) -> float:
        """The largest minus the smallest over the versions."""
        values = [of(each) for each in self.versions]
        return max(values) - min(values)

    @property
    def facility_spread(self) -> float | None:
        """The spread of the mean facility; None where a version has none."""
        values = [each.facility for each in self.versions if each.facility is not None]
        return max(values) - min(values) if len(values) == len(self.versions) else None

    def widest(self, of: Callable[[VersionFacts], dict[str, int]]) -> int:
        """The largest spread of the marks that versions have for one thing (an objective, a topic)."""
        names = {name for each in self.versions for name in of(each)}
        rows = ([of(each).get(name, 0) for each in self.versions] for name in names)
        return max((max(row) - min(row) for row in rows), default=0)
