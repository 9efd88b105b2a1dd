"""Answer lines decided once for a pack, so that every version gives every question the same room.

Lines may shrink by a common share, within each space's limits, where that saves more than it costs by the
weights; then every space that the saving does not need gets its own lines back.  The choice is made on a
few sampled orders and verified on all; an order that needs more pages than the sample joins it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from packgen.model.galley import Atom, Fluid, Galley, Page
from packgen.paginate.breaker import broken
from packgen.paginate.flow import Counts, Flow, Span, compiled
from packgen.paginate.pages import built
from packgen.paginate.result import Frame, Pagination
from packgen.paginate.weights import SOURCES_TOGETHER, Weights

_SAMPLE: Final = 8
_ROUNDS: Final = 3
_SHRINKS: Final = (3, 5, 7, 9, 11, 13, 15)

Paper = Sequence[Galley]
# (item, space) to a number of lines
_Lines = dict[tuple[str, int], int]


def paginate_pack(
    papers: Sequence[Paper],
    frames: Mapping[str, Frame],
    duplex: bool,
    weights: Weights = SOURCES_TOGETHER,
    equal: bool = True,
) -> tuple[Pagination, ...]:
    """Break all versions of a paper; `equal` pads them with blank pages to one page count."""
    made = _Pack(papers, frames, duplex, weights).broken()
    return _padded(made) if equal else made


def recorded(lines: Mapping[str, tuple[int, ...]]) -> Counts:
    """The line counts of an earlier `Pagination.lines`; a space that it does not know keeps its own."""

    def count(atom: Atom, fluid: Fluid) -> int:
        counts = lines.get(atom.item, ())
        return counts[fluid.space] if fluid.space < len(counts) else fluid.n

    return count


class _Pack:
    def __init__(self, papers: Sequence[Paper], frames: Mapping[str, Frame], duplex: bool, weights: Weights) -> None:
        self.papers = papers
        self.frames = frames
        self.duplex = duplex
        self.weights = weights
        self.spaces = {
            (atom.item, atom.fluid.space): atom.fluid
            for paper in papers
            for galley in paper
            for atom in galley.atoms
            if atom.fluid is not None
        }
        self.own: _Lines = {key: fluid.n for key, fluid in self.spaces.items()}

    def broken(self) -> tuple[Pagination, ...]:
        """All versions with the lines that suit the pack best."""
        sample = _spread(len(self.papers), _SAMPLE)
        solved: list[tuple[int, list[Span], list[Flow]]] = []
        for _ in range(_ROUNDS):
            lines = self.chosen(sample)
            solved = [self.solve(n, lines) for n in range(len(self.papers))]
            pages = [len(spans) for _, spans, _ in solved]
            longest = max(range(len(pages)), key=pages.__getitem__, default=0)
            if not pages or any(pages[n] == pages[longest] for n in sample):
                break
            sample = [*sample, longest]
        return tuple(
            built(paper, flows, spans, self.frames, self.duplex)
            for paper, (_, spans, flows) in zip(self.papers, solved, strict=True)
        )

    def chosen(self, sample: Sequence[int]) -> _Lines:
        """The lines that make the sampled orders cheapest."""
        plain = self.price(sample, self.own)
        least = self.shrunk(_SHRINKS[-1])
        if least == self.own or self.layout(sample, least) >= plain:
            return self.own
        price, lines = plain, self.own
        for share in _SHRINKS:
            tried = self.shrunk(share)
            if tried != lines and (cost := self.price(sample, tried)) < price:
                price, lines = cost, tried
        for key in sorted(lines, key=lambda k: (lines[k] - self.own[k], k)):
            if lines[key] != self.own[key]:
                tried = {**lines, key: self.own[key]}
                if (cost := self.price(sample, tried)) <= price:
                    price, lines = cost, tried
        return lines

    def shrunk(self, share: int) -> _Lines:
        """All spaces with `share` percent fewer lines, within their limits."""
        return {
            key: max(min(fluid.least, fluid.n), round(fluid.n * (100 - share) / 100))
            for key, fluid in self.spaces.items()
        }

    def price(self, sample: Sequence[int], lines: _Lines) -> int:
        """What the sampled orders cost with these lines, changed lines included."""
        changed = sum(abs(lines[key] - own) for key, own in self.own.items())
        return self.layout(sample, lines) + self.weights.line * changed * len(sample)

    def layout(self, sample: Sequence[int], lines: _Lines) -> int:
        """What the sampled orders cost as they are laid out, each padded to the longest."""
        solved = [self.solve(n, lines) for n in sample]
        pages = [len(spans) for _, spans, _ in solved]
        padding = len(pages) * max(pages, default=0) - sum(pages)
        return sum(price for price, _, _ in solved) + self.weights.page * padding

    def solve(self, paper: int, lines: _Lines) -> tuple[int, list[Span], list[Flow]]:
        """One order's price, pages and flows."""

        def count(atom: Atom, fluid: Fluid) -> int:
            return lines[atom.item, fluid.space]

        flows = [compiled(galley, n, self.frames, count) for n, galley in enumerate(self.papers[paper])]
        price, spans = broken(flows, self.duplex, self.weights)
        return price, spans, flows


def _spread(size: int, most: int) -> list[int]:
    """At most `most` indices, evenly over `size`."""
    if size <= most:
        return list(range(size))
    return [n * (size - 1) // (most - 1) for n in range(most)]


def _padded(made: Sequence[Pagination]) -> tuple[Pagination, ...]:
    most = max((len(one.pages) for one in made), default=0)
    out = []
    for one in made:
        if one.pages and len(one.pages) < most:
            blank = Page(one.pages[-1].template, (), blank=True, reason="left blank so that all versions are as long")
            one = replace(one, pages=one.pages + (blank,) * (most - len(one.pages)))
        out.append(one)
    return tuple(out)
