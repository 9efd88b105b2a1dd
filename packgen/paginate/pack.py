"""Answer lines decided once for a pack, so that every version gives every question the same room.

Lines may shrink by a common share, within each space's limits, where that saves more than it costs by the
weights; then every space that the saving does not need gets its own lines back.  The choice is made on a
few sampled orders; the others are broken with the same lines and padded to the longest.  A paper that is meant for so
many pages and takes more has its lines shrunk further, as far as their limits go, if it then keeps to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from packgen.model.galley import Atom, Fluid, Galley, Page
from packgen.paginate.breaker import broken
from packgen.paginate.flow import Counts, Lines, Spaces, Span, by_item, compiled, lined
from packgen.paginate.result import Frame
from packgen.paginate.weights import SOURCES_TOGETHER, Weights

_SHRINKS: Final = (3, 6, 9, 12, 15)
_TIGHTER: Final = (20, 25, 30, 40, 50, 100)
_OVER: Final = 1_000_000  # the price of a page more than there should be

Paper = Sequence[Galley]
# a price, the pages
_Solved = tuple[int, tuple[Span, ...]]


def decided(
    papers: Sequence[Paper],
    frames: Mapping[str, Frame],
    duplex: bool,
    weights: Weights = SOURCES_TOGETHER,
    most: int = 0,
) -> Lines:
    """The answer lines, by item and space by space, that suit the sampled versions `papers` of one paper best.

    Every version must hold the same items.  At most eight papers keep this quick.  `most` is how many pages the paper
    is meant to take (0 = any number).
    """
    pack = _Pack(papers, frames, duplex, weights)
    sample = range(len(papers))
    lines = pack.chosen(sample)
    if 0 < most < pack.pages(sample, lines):
        lines = pack.tightened(sample, most) or lines
    return by_item(lines)


def lengthened(pages: Sequence[Page], most: int) -> tuple[Page, ...]:
    """A version's pages, ended in as many blank ones as make them as many as `most`, those of the longest version."""
    if not pages or len(pages) >= most:
        return tuple(pages)
    blank = Page(pages[-1].template, (), blank=True, reason="left blank so that all versions are as long")
    return (*pages, *[blank] * (most - len(pages)))


def recorded(lines: Mapping[str, tuple[int, ...]]) -> Counts:
    """The line counts of an earlier `Pagination.lines`; a space that it does not know keeps its own."""

    def count(atom: Atom, fluid: Fluid) -> int:
        counts = lines.get(atom.item, ())
        return counts[fluid.space] if fluid.space < len(counts) else fluid.n

    return count


class _Pack:
    def __init__(self, papers: Sequence[Paper], frames: Mapping[str, Frame], duplex: bool, weights: Weights) -> None:
        self.papers = papers
        self.flows = [[compiled(galley, n, frames) for n, galley in enumerate(paper)] for paper in papers]
        self.duplex = duplex
        self.weights = weights
        self.spaces = {
            (atom.item, atom.fluid.space): atom.fluid
            for paper in papers
            for galley in paper
            for atom in galley.atoms
            if atom.fluid is not None
        }
        self.own: Spaces = {key: fluid.n for key, fluid in self.spaces.items()}
        self.solved: dict[tuple[int, tuple[int, ...]], _Solved] = {}
        self.most = 0

    def chosen(self, sample: Sequence[int]) -> Spaces:
        """The lines that make the sampled orders cheapest."""
        least = self.shrunk(_SHRINKS[-1])
        price, lines = self.price(sample, self.own), self.own
        if least == self.own or sum(self.solve(n, least)[0] for n in sample) >= price:
            return self.own
        for share in _SHRINKS:
            tried = self.shrunk(share)
            if tried != lines and (cost := self.price(sample, tried, price, least)) < price:
                price, lines = cost, tried
        return self.given_back(sample, self.changed(lines), price, lines)[1]

    def tightened(self, sample: Sequence[int], most: int) -> Spaces | None:
        """The lines with which the sampled orders take `most` pages, no fewer than that needs; None if they can't."""
        if self.pages(sample[:1], self.shrunk(_TIGHTER[-1])) > most:
            return None
        shrunk = (self.shrunk(share) for share in _TIGHTER)
        lines = next((tried for tried in shrunk if self.pages(sample, tried) <= most), None)
        if lines is None:
            return None
        self.most = most
        return self.given_back(sample, self.changed(lines), self.price(sample, lines), lines)[1]

    def changed(self, lines: Spaces) -> list[tuple[str, int]]:
        """The spaces that have not their own lines, those that have lost most first."""
        return sorted((key for key in lines if lines[key] != self.own[key]), key=lambda k: (lines[k] - self.own[k], k))

    def pages(self, sample: Sequence[int], lines: Spaces) -> int:
        """How many pages the longest of the sampled orders takes with these lines."""
        return max((len(self.solve(n, lines)[1]) for n in sample), default=0)

    def given_back(
        self, sample: Sequence[int], keys: Sequence[tuple[str, int]], price: int, lines: Spaces
    ) -> tuple[int, Spaces]:
        """Give as many of the spaces `keys` their own lines as costs nothing: all at once, else half by half."""
        if not keys:
            return price, lines
        tried = {**lines, **{key: self.own[key] for key in keys}}
        cost = self.price(sample, tried, price, lines)
        if cost <= price:
            return cost, tried
        if len(keys) == 1:
            return price, lines
        half = len(keys) // 2
        price, lines = self.given_back(sample, keys[:half], price, lines)
        return self.given_back(sample, keys[half:], price, lines)

    def shrunk(self, share: int) -> Spaces:
        """All spaces with `share` percent fewer lines, within their limits."""
        return {
            key: max(min(fluid.least, fluid.n), round(fluid.n * (100 - share) / 100))
            for key, fluid in self.spaces.items()
        }

    def price(
        self, sample: Sequence[int], lines: Spaces, enough: int | None = None, fewer: Spaces | None = None
    ) -> int:
        """What the sampled orders cost with these lines, changed lines counted, each padded to the longest.

        Above `enough` any price will do: orders that are not laid out yet then cost what they cost with `fewer` lines.
        """
        total = self.weights.line * sum(abs(lines[key] - own) for key, own in self.own.items()) * len(sample)
        ahead = sum(self.solve(n, fewer)[0] for n in sample) if fewer is not None else 0
        pages = []
        for n in sample:
            price, spans = self.solve(n, lines)
            total += price
            pages.append(len(spans))
            if fewer is not None and enough is not None:
                ahead -= self.solve(n, fewer)[0]
                if total + ahead > enough:
                    return total + ahead
        if self.most:
            total += _OVER * max(0, max(pages, default=0) - self.most)
        return total + self.weights.page * (len(pages) * max(pages, default=0) - sum(pages))

    def solve(self, paper: int, lines: Spaces) -> _Solved:
        """One order's price and pages."""
        key = (paper, tuple(lines.values()))
        if key not in self.solved:

            def count(atom: Atom, fluid: Fluid) -> int:
                return lines[atom.item, fluid.space]

            flows = [
                lined(flow, galley.atoms, count)
                for flow, galley in zip(self.flows[paper], self.papers[paper], strict=True)
            ]
            self.solved[key] = broken(tuple(flows), self.duplex, self.weights)
        return self.solved[key]
