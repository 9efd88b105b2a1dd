"""All galleys of a document spliced into one reel of flat lists, for the page breakers.

A galley's first atom is a forced break.  Sources are bits of a mask: bit n stands for the n-th stimulus that
is both printed and used in the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import accumulate, chain
from operator import add, or_

from packgen.paginate.flow import KEEP, SIDE, Flow, Position, Span
from packgen.paginate.weights import NEAR_EMPTY, Weights

# A page of a reel: from (atom, lines done) up to (atom, lines done); a blank page has neither content nor length.
Cut = tuple[int, int]
Leaf = tuple[Cut, Cut]


class Reel:
    """The document as lists that run parallel to its atoms; lengths are thousandths of a point.

    `above[i]` is the height of all atoms before i with their glue; `until[i]` the next forced break after i;
    `shows` and `uses` are masks, `later_shows` and `later_uses` those of atoms i and on; `sources` is true if any is
    not empty.  `using`, `showing` and `starting` count the atoms before i that use a source, show one, or start a
    question of more than a page.  `lost[i]` counts the uses at atoms i and on that lie too far from their source for
    any spread.
    """

    def __init__(self, flows: Sequence[Flow]) -> None:
        self.flows = [flow for flow in flows if flow.head]
        self.offsets: list[int] = []
        self.head: list[int] = []
        self.glue: list[int] = []
        self.carry: list[int] = []
        self.pitch: list[int] = []
        self.lines: list[int] = []
        self.tail: list[int] = []
        self.room: list[int] = []
        self.whole: list[int] = []
        self.first: list[int] = []
        self.penalty: list[int] = []
        self.force: list[str] = []
        self.cuttable: list[bool] = []
        for flow in self.flows:
            self.offsets.append(len(self.head))
            self.head += flow.head
            self.glue += flow.glue
            self.carry += flow.carry
            self.pitch += flow.pitch
            self.lines += flow.lines
            self.tail += flow.tail
            self.whole += flow.whole
            self.first += flow.first
            self.room += [flow.room] * len(flow.head)
            self.penalty += flow.penalty
            self.force += (flow.force[0] or "any", *flow.force[1:])
            self.cuttable += flow.cuttable
        self.size = len(self.head)
        self.above: list[int] = [0, *accumulate(map(add, self.whole, self.glue))]
        self.fewest: dict[Cut, int] = {(self.size, 0): 0}
        self._ends()
        self._masks()
        self.lost = self._lost()
        self.starting = [0, *accumulate(self._long())]

    def spans(self, leaves: Sequence[Leaf]) -> tuple[Span, ...]:
        """The reel's pages as spans of their galleys."""
        out = []
        for start, end in leaves:
            at = bisect_right(self.offsets, start[0]) - 1
            offset = self.offsets[at]
            first, last = Position(start[0] - offset, start[1]), Position(end[0] - offset, end[1])
            out.append(Span(self.flows[at].galley, first, last, blank=start == end))
        return tuple(out)

    def height(self, leaf: Leaf) -> int:
        """What a page's content measures."""
        (i, done), (j, more) = leaf
        if i == j:
            return (more - done) * self.pitch[i] + (0 if done else self.carry[i] + self.head[i])
        if done:
            height = (self.lines[i] - done) * self.pitch[i] + self.tail[i] + self.above[j] - self.above[i + 1]
        else:
            height = self.carry[i] - self.glue[i] + self.above[j] - self.above[i]
        return height + (self.glue[j] + self.head[j] + more * self.pitch[j] if more else 0)

    def price(self, leaves: Sequence[Leaf], weights: Weights, duplex: bool) -> int:
        """What a layout costs."""
        total = weights.page * len(leaves)
        if self.sources:
            total += weights.apart * self._hidden(leaves, duplex)
        for page, leaf in enumerate(leaves):
            (i, done), (j, more) = leaf
            if (i, done) == (j, more):
                continue
            if self.height(leaf) * 100 < NEAR_EMPTY * self.room[i]:
                total += weights.near_empty
            if more:
                total += weights.cut
            elif j < self.size and not self.force[j]:
                total += self.penalty[j]
            if duplex and page % 2 == 0:
                first, stop = self.heads(i, done, j, more)
                total += weights.wrong_start * (self.starting[stop] - self.starting[first])
        return total

    def _hidden(self, leaves: Sequence[Leaf], duplex: bool) -> int:
        """How many uses of a source a layout leaves out of its sight."""
        heads = [self.heads(i, done, j, more) for (i, done), (j, more) in leaves]
        shown: dict[int, int] = {}
        for page, (first, stop) in enumerate(heads):
            if self.showing[first] < self.showing[stop]:
                shown[_view(page, duplex)] = reduce(or_, self.shows[first:stop], shown.get(_view(page, duplex), 0))
        hidden = 0
        for page, (first, stop) in enumerate(heads):
            if self.using[first] < self.using[stop]:
                here = shown.get(_view(page, duplex), 0)
                hidden += sum([(mask & ~here).bit_count() for mask in self.uses[first:stop]])
        return hidden

    def heads(self, i: int, done: int, j: int, more: int) -> tuple[int, int]:
        """Of the page from (i, done) to (j, more): the first atom whose head stands on it, and the one after the last.

        The two are the same if there is none.
        """
        first = i + 1 if done else i
        stop = j + 1 if more else j
        return (first, stop) if first < stop else (first, first)

    def _masks(self) -> None:
        """Bit n of a mask stands for the n-th stimulus that is both printed and used in the document."""
        printed = set(chain.from_iterable(chain.from_iterable([flow.shows for flow in self.flows])))
        used = chain.from_iterable(chain.from_iterable([flow.uses for flow in self.flows])) if printed else ()
        bit = {stimulus: 1 << n for n, stimulus in enumerate(dict.fromkeys(filter(printed.__contains__, used)))}
        self.sources = bool(bit)
        if not bit:
            self.shows = self.uses = [0] * self.size
            self.later_shows = self.later_uses = self.showing = self.using = [0] * (self.size + 1)
            return
        self.shows = [_mask(stimuli, bit) if stimuli else 0 for flow in self.flows for stimuli in flow.shows]
        self.uses = [_mask(stimuli, bit) if stimuli else 0 for flow in self.flows for stimuli in flow.uses]
        self.later_shows = [0, *accumulate(reversed(self.shows), or_)][::-1]
        self.later_uses = [0, *accumulate(reversed(self.uses), or_)][::-1]
        self.showing = [0, *accumulate(map(bool, self.shows))]
        self.using = [0, *accumulate(map(bool, self.uses))]

    def least(self, at: Cut) -> int:
        """The fewest pages that what is left from there on can take: every page as full as it can be."""
        known = self.fewest
        way: list[Cut] = []
        while (pages := known.get(at)) is None:
            way.append(at)
            at = self.fullest(at)
        for at in reversed(way):
            pages += 1
            known[at] = pages
        return pages

    def fullest(self, at: Cut) -> Cut:
        """Where a page that starts there ends when it takes all that fits; every atom must fit a page."""
        i, done = at
        far, room = self.reach(i, done)
        if far == self.until[i]:
            return far, 0
        if self.cuttable[far]:
            end = self.filling(i, done, far, room)
            if self._lines_on(end, i, done) >= SIDE:
                return end
        far = max(far, i + 1)
        for j in range(far, i, -1):
            if self.penalty[j] < KEEP:
                return j, 0
            if self.cuttable[j - 1]:
                end = (j - 1, self.lines[j - 1] - SIDE)
                if self._lines_on(end, i, done) >= SIDE:
                    return end
        return far, 0

    def _lines_on(self, end: Cut, i: int, done: int) -> int:
        """The answer lines of the atom that `end` cuts on a page from (i, done)."""
        return end[1] - (done if end[0] == i else 0)

    def reach(self, i: int, done: int) -> tuple[int, int]:
        """The first atom that does not fit whole on a page that starts there, and the height that the page ends at.

        The height is by `above`; a forced break ends a page as well.
        """
        room = self.room[i]
        if done:
            room -= (self.lines[i] - done) * self.pitch[i] + self.tail[i] - self.above[i + 1]
        else:
            room -= self.carry[i] - self.glue[i] - self.above[i]
        far, until = bisect_right(self.above, room, i + 1) - 1, self.until[i]
        return far if far < until else until, room

    def filling(self, i: int, done: int, far: int, limit: int) -> Cut:
        """The place in atom `far`, the first that does not fit whole, up to which lines fill the page."""
        if far == i:
            room = self.room[i] - (0 if done else self.carry[i] + self.head[i])
        else:
            done, room = 0, limit - self.above[far] - self.glue[far] - self.head[far]
        most, last = done + room // self.pitch[far], self.lines[far] - SIDE
        return far, most if most < last else last

    def _ends(self) -> None:
        """Forced breaks ahead."""
        self.until = [self.size] * self.size
        for i in range(self.size - 2, -1, -1):
            self.until[i] = i + 1 if self.force[i + 1] else self.until[i + 1]

    def _lost(self) -> list[int]:
        """How many uses from each atom on no layout can bring into sight: more than a spread lies between."""
        if not self.sources:
            return [0] * (self.size + 1)
        shown = [(i, mask) for i, mask in enumerate(self.shows) if mask]
        spread = 2 * max(self.room)
        lost = [0] * (self.size + 1)
        for i, mask in enumerate(self.uses):
            if mask:
                near = 0
                for at, sources in shown:
                    if mask & sources & ~near and self._between(at, i) <= spread:
                        near |= sources
                lost[i] = (mask & ~near).bit_count()
        return [*accumulate(reversed(lost))][::-1]

    def _between(self, one: int, other: int) -> int:
        """The least height of two pages with the head of one atom and what must stand by another's head."""
        first, last = (one, other) if one < other else (other, one)
        # One white may fall between the pages.
        white = max(self.glue[first + 1 : last + 1], default=0)
        height = self.above[last] + self.glue[last] - self.above[first] - self.glue[first]
        return height - white + self.first[last]

    def _long(self) -> list[bool]:
        """True at the first atom of each question that is taller than a page."""
        out = [False] * self.size
        for flow, offset in zip(self.flows, self.offsets, strict=True):
            for start, count in enumerate(flow.question, offset):
                if count:
                    out[start] = self.above[start + count] - self.above[start] - self.glue[start] > flow.room
        return out


def _mask(stimuli: tuple[str, ...], bit: Mapping[str, int]) -> int:
    mask = 0
    for stimulus in stimuli:
        mask |= bit.get(stimulus, 0)
    return mask


def _view(page: int, duplex: bool) -> int:
    return (page + 1) // 2 if duplex else page
