"""All galleys of a document spliced into one reel of flat lists, for the optimal breaker.

A galley's first atom is a forced break.  Sources are bits of a mask: bit n stands for the n-th stimulus that
is both printed and used in the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from packgen.model.galley import Atom
from packgen.paginate.flow import KEEP, SIDE, Flow, Position, Span, cuttable
from packgen.paginate.weights import NEAR_EMPTY, Weights

# A page of a reel: from (atom, lines done) up to (atom, lines done); a blank page has neither content nor length.
Cut = tuple[int, int]
Leaf = tuple[Cut, Cut]


class Reel:
    """The document as lists that run parallel to its atoms; lengths are thousandths of a point.

    `above[i]` is the height of all atoms before i with their glue; `until[i]` the next forced break after i;
    `long[i]` is true where a question of more than a page
    starts; `later_uses` and `later_shows` are masks over atoms i and on; `using`, `showing` and `starting`
    count the atoms before i that use a source, show one, or start a long question.  `lost[i]` counts the uses at
    atoms i and on that lie too far from their source for any spread.
    """

    def __init__(self, flows: Sequence[Flow]) -> None:
        self.flows = [flow for flow in flows if flow.atoms]
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
            self.room += [flow.room] * len(flow.atoms)
            self.penalty += [atom.penalty for atom in flow.atoms]
            self.force += [atom.force or ("" if n else "any") for n, atom in enumerate(flow.atoms)]
            for atom, lines, pitch in zip(flow.atoms, flow.lines, flow.pitch, strict=True):
                self.cuttable.append(pitch > 0 and cuttable(atom.fluid, lines))
        self.size = len(self.head)
        self.above = [0]
        for whole, glue in zip(self.whole, self.glue, strict=True):
            self.above.append(self.above[-1] + whole + glue)
        self.fewest: dict[Cut, int] = {}
        self._masks()
        self._ends()
        self.lost = self._lost()
        self.long = self._long()
        self.using = [0, *accumulate(map(bool, self.uses))]
        self.showing = [0, *accumulate(map(bool, self.shows))]
        self.starting = [0, *accumulate(map(int, self.long))]

    def spans(self, leaves: Sequence[Leaf]) -> list[Span]:
        """The reel's pages as spans of their galleys."""
        out = []
        for start, end in leaves:
            at = max(n for n, offset in enumerate(self.offsets) if offset <= start[0])
            offset = self.offsets[at]
            first, last = Position(start[0] - offset, start[1]), Position(end[0] - offset, end[1])
            out.append(Span(self.flows[at].galley, first, last, blank=start == end))
        return out

    def leaves(self, spans: Sequence[Span]) -> list[Leaf]:
        """Spans as pages of the reel."""
        offsets = {flow.galley: offset for flow, offset in zip(self.flows, self.offsets, strict=True)}
        return [
            ((offsets[s.galley] + s.start.atom, s.start.done), (offsets[s.galley] + s.end.atom, s.end.done))
            for s in spans
        ]

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
        total = 0
        shown: dict[int, int] = {}
        for page, leaf in enumerate(leaves):
            for atom in self.heads(leaf):
                shown[_view(page, duplex)] = shown.get(_view(page, duplex), 0) | self.shows[atom]
        for page, leaf in enumerate(leaves):
            total += weights.page
            start, end = leaf
            if start == end:
                continue
            if self.height(leaf) * 100 < NEAR_EMPTY * self.room[start[0]]:
                total += weights.near_empty
            if end[1]:
                total += weights.cut
            elif end[0] < self.size and not self.force[end[0]]:
                total += self.penalty[end[0]]
            for atom in self.heads(leaf):
                total += weights.apart * (self.uses[atom] & ~shown[_view(page, duplex)]).bit_count()
                if duplex and self.long[atom] and page % 2 == 0:
                    total += weights.wrong_start
        return total

    def heads(self, leaf: Leaf) -> range:
        """The atoms whose heads stand on a page."""
        (i, done), (j, more) = leaf
        return range(i + 1 if done else i, j + 1 if more and (j > i or not done) else j)

    def _masks(self) -> None:
        atoms = [atom for flow in self.flows for atom in flow.atoms]
        printed = {stimulus for atom in atoms for stimulus in atom.shows}
        used = dict.fromkeys(stimulus for atom in atoms for stimulus in atom.uses if stimulus in printed)
        bit = {stimulus: 1 << n for n, stimulus in enumerate(used)}
        self.shows = [sum(bit[s] for s in set(atom.shows) if s in bit) for atom in atoms]
        self.uses = [sum(bit[s] for s in set(atom.uses) if s in bit) for atom in atoms]
        self.later_uses = [0] * (self.size + 1)
        self.later_shows = [0] * (self.size + 1)
        for i in range(self.size - 1, -1, -1):
            self.later_uses[i] = self.later_uses[i + 1] | self.uses[i]
            self.later_shows[i] = self.later_shows[i + 1] | self.shows[i]

    def least(self, atom: int, done: int) -> int:
        """The fewest pages that what is left from there on can take: every page as full as it can be."""
        known = self.fewest
        way: list[Cut] = []
        at = (atom, done)
        while at[0] < self.size and at not in known:
            way.append(at)
            at = self.fullest(*at)
        pages = known.get(at, 0)
        for at in reversed(way):
            pages = known[at] = pages + 1
        return pages

    def fullest(self, i: int, done: int) -> Cut:
        """Where a page that starts there ends when it takes all that fits; every atom must fit a page."""
        far, room = self.reach(i, done)
        if far == self.until[i]:
            return far, 0
        end = self.filling(i, done, far, room)
        if self._lines_on(end, i, done) >= SIDE:
            return end
        far = max(far, i + 1)
        for j in range(far, i, -1):
            if self.penalty[j] < KEEP:
                return j, 0
            end = (j - 1, self.lines[j - 1] - SIDE)
            if self.cuttable[j - 1] and self._lines_on(end, i, done) >= SIDE:
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
        return min(bisect_right(self.above, room, i + 1) - 1, self.until[i]), room

    def filling(self, i: int, done: int, far: int, limit: int) -> Cut:
        """The place in atom `far`, the first that does not fit whole, up to which lines fill the page."""
        if not self.cuttable[far]:
            return far, 0
        if far == i:
            room = self.room[i] - (0 if done else self.carry[i] + self.head[i])
        else:
            done, room = 0, limit - self.above[far] - self.glue[far] - self.head[far]
        return far, min(done + room // self.pitch[far], self.lines[far] - SIDE)

    def _ends(self) -> None:
        """Forced breaks ahead."""
        self.until = [self.size] * self.size
        for i in range(self.size - 2, -1, -1):
            self.until[i] = i + 1 if self.force[i + 1] else self.until[i + 1]

    def _lost(self) -> list[int]:
        """How many uses from each atom on no layout can bring into sight: more than a spread lies between."""
        out = [0] * (self.size + 1)
        if not self.later_shows[0]:
            return out
        where: dict[int, list[int]] = {}
        for i, mask in enumerate(self.shows):
            for bit in _bits(mask):
                where.setdefault(bit, []).append(i)
        spread = 2 * max(self.room, default=0)
        for i in range(self.size - 1, -1, -1):
            far = (all(self._between(at, i) > spread for at in where[bit]) for bit in _bits(self.uses[i]))
            out[i] = out[i + 1] + sum(far)
        return out

    def _between(self, one: int, other: int) -> int:
        """The least height of two pages with the head of one atom and what must stand by another's head."""
        first, last = sorted((one, other))
        glues = self.glue[first + 1 : last + 1]
        # One white may fall between the pages.
        return sum(self.whole[first:last]) + sum(glues) - max(glues, default=0) + self.first[last]

    def _long(self) -> list[bool]:
        """True at the first atom of each question that is taller than a page."""
        out = [False] * self.size
        for flow, offset in zip(self.flows, self.offsets, strict=True):
            for start, first in enumerate(flow.atoms):
                if first.opens:
                    end = start + 1
                    while end < len(flow.atoms) and _same_question(first, flow.atoms[end]):
                        end += 1
                    height = self.above[offset + end] - self.above[offset + start] - self.glue[offset + start]
                    out[offset + start] = height > flow.room
        return out


def _bits(mask: int) -> list[int]:
    return [1 << n for n in range(mask.bit_length()) if mask >> n & 1]


def _same_question(first: Atom, later: Atom) -> bool:
    return not later.opens and (later.label, later.item) == (first.label, first.item)


def _view(page: int, duplex: bool) -> int:
    return (page + 1) // 2 if duplex else page
