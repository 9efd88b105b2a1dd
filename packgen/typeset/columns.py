"""Which entries stand in which column, so that all columns of a page can end together with little spare height.

Pure arithmetic over heights in points.  Panels are numbered from 0, their entries run through them in one count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct

LEAST_FULL: Final = 0.55  # of a page: where the fullest column is shorter, the page ends sooner
SPLIT: Final = 8000.0  # the price of a panel that goes on in another column, in square points
ALONE: Final = 0.25  # of a gap: what a column of one entry, which can't be spread, counts for
LONELY: Final = 8000.0  # and of one entry that is parted from the rest of its panel


class Measure(Struct, frozen=True):
    """Heights in columns of one width: each panel's heading with the white below it, each entry, the gap before each
    entry that follows another, and the white above a heading that follows an entry."""

    heads: tuple[float, ...]
    entries: tuple[float, ...]
    gaps: tuple[float, ...]
    between: float


class Bin(Struct, frozen=True):
    """A column: its entries from `start` to before `end`, its natural height, and how many gaps share what is spare."""

    width: float
    start: int
    end: int
    height: float
    gaps: int


Pages = list[tuple[list[Bin], float]]


def arranged(
    *,
    panels: Sequence[int],
    widths: Callable[[Sequence[Sequence[int]]], Sequence[float]],
    equal: Callable[[int], Sequence[float]],
    measure: Callable[[float], Measure],
    columns: tuple[int, int],
    rooms: tuple[float, float],
) -> Pages:
    """Columns for each page, and the height of each page.

    `panels` are numbers of entries; `widths` gives the columns' widths where each holds the panels of one group,
    `equal` those of so many equal ones; `columns` are the least and the most of them, `rooms` the height of the first
    page and of later ones (0 = no limit).  On one page panels are whole where that can be; else they run on.
    """
    work = _Work(panels, measure)
    first = rooms[0]
    whole = (work.grouped(groups, widths(groups)) for groups in _groupings(len(panels), *columns))
    found = [bins for bins in whole if not first or max(each.height for each in bins) <= first]
    if not found and first:
        counts = range(columns[0], columns[1] + 1)
        split = (work.run_on(equal(count)[0], count, rooms) for count in counts)
        found = [pages[0] for pages in split if len(pages) == 1]
    if found:
        bins = min(found, key=lambda bins: _price(bins, _end(bins, first)) + work.parted(bins))
        return [(bins, _end(bins, first))]
    pages = work.run_on(equal(columns[1])[0], columns[1], rooms)
    return [(bins, _end(bins, rooms[min(n, 1)])) for n, bins in enumerate(pages)]


def _end(bins: Sequence[Bin], room: float) -> float:
    """Where the columns of a page end: at its foot, sooner if there is too little, later if one can't be shorter."""
    tallest = max(each.height for each in bins)
    return max(tallest, min(room, tallest / LEAST_FULL)) if room else tallest


def _price(bins: Sequence[Bin], end: float) -> float:
    """The squares of what the gaps grow by; a column without a gap can't reach the foot."""
    return sum((end - each.height) ** 2 / (each.gaps or ALONE) for each in bins)


def _groupings(count: int, least: int, most: int) -> Iterator[list[list[int]]]:
    """All ways to part panels 0 to `count` - 1 into so many groups, their order kept."""
    for cuts in range(1 << (count - 1)):
        groups = [[0]]
        for n in range(1, count):
            if cuts >> (n - 1) & 1:
                groups.append([n])
            else:
                groups[-1].append(n)
        if least <= len(groups) <= most:
            yield groups


class _Work:
    def __init__(self, panels: Sequence[int], measure: Callable[[float], Measure]) -> None:
        self.of = [n for n, count in enumerate(panels) for _ in range(count)]
        self.starts = [0, *accumulate(panels)]
        self._measure = measure
        self._measured: dict[float, Measure] = {}

    def measure(self, width: float) -> Measure:
        """The heights in columns of that width."""
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def bin(self, width: float, start: int, end: int) -> Bin:
        heights = self.measure(width)
        total, gaps = 0.0, 0
        for at in range(start, end):
            total += self._before(heights, at, at == start) + heights.entries[at]
            gaps += at > start
        return Bin(width, start, end, total, gaps)

    def _before(self, heights: Measure, at: int, first: bool) -> float:
        """What stands above an entry: white, or a heading where it begins a column or its panel."""
        panel = self.of[at]
        if first:
            return heights.heads[panel]
        if self.of[at - 1] != panel:
            return heights.between + heights.heads[panel]
        return heights.gaps[at]

    def grouped(self, groups: Sequence[Sequence[int]], widths: Sequence[float]) -> list[Bin]:
        """A column for each group of panels."""
        return [
            self.bin(width, self.starts[group[0]], self.starts[group[-1] + 1])
            for group, width in zip(groups, widths, strict=True)
        ]

    def parted(self, bins: Sequence[Bin]) -> float:
        """The price of the panels that go on from one column of `bins` to the next."""
        return sum(self._cut(each.start) for each in bins)

    def _cut(self, at: int) -> float:
        """The price of a column that begins with that entry."""
        if at == 0 or self.of[at - 1] != self.of[at]:
            return 0.0
        first, last = self.starts[self.of[at]], self.starts[self.of[at] + 1]
        return SPLIT + LONELY * ((at - first == 1) + (last - at == 1))

    def run_on(self, width: float, count: int, rooms: tuple[float, float]) -> list[list[Bin]]:
        """Entries in columns of one width, `count` to a page, on as few pages as can be and as even as can be."""
        heights = self.measure(width)
        rows = [self._fitting(heights, start, max(rooms)) for start in range(len(self.of))]
        for pages in range(self._least(rows, count, rooms), len(self.of) + 2):
            if cuts := self._even(rows, pages, count, rooms):
                bins = [self.bin(width, start, end) for start, end in pairwise(cuts)]
                return [bins[n : n + count] for n in range(0, len(bins), count)]
        return []

    def _fitting(self, heights: Measure, start: int, room: float) -> list[float]:
        """Heights of columns that begin with `start` and have one more entry each, as far as they fit; always one."""
        out: list[float] = []
        total = 0.0
        for at in range(start, len(self.of)):
            total += self._before(heights, at, at == start) + heights.entries[at]
            if out and total > room:
                break
            out.append(total)
        return out

    def _least(self, rows: Sequence[Sequence[float]], count: int, rooms: tuple[float, float]) -> int:
        """How many pages it takes to fill each column before the next."""
        at = columns = 0
        while at < len(rows):
            room = rooms[columns >= count]
            at += max(1, sum(height <= room for height in rows[at]))
            columns += 1
        return -(-columns // count)

    def _even(
        self, rows: Sequence[Sequence[float]], pages: int, count: int, rooms: tuple[float, float]
    ) -> list[int] | None:
        """Where columns begin, and the end of the last, at the least price; None if so many pages can't hold all.

        A column of one entry may be taller than the page, since it can't be helped; one of none is dear.
        """
        total = len(rows)
        best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
        for column in range(pages * count):
            room = rooms[column >= count]
            reached: dict[int, tuple[float, int]] = {}
            for start, (price, _) in best[-1].items():
                if start == total:
                    empty = (price + room**2, total)
                    reached[total] = min(reached.get(total, empty), empty)
                    continue
                for n, height in enumerate(rows[start]):
                    if n and height > room:
                        break
                    end = start + n + 1
                    cost = price + (room - height) ** 2 / max(1, n) + (self._cut(end) if end < total else 0.0)
                    if end not in reached or cost < reached[end][0]:
                        reached[end] = (cost, start)
            best.append(reached)
        if total not in best[-1]:
            return None
        cuts = [total]
        for reached in reversed(best[1:]):
            cuts.append(reached[cuts[-1]][1])
        return sorted(set(cuts))
