"""The plain page breaker: every page takes what still fits, under the hard rules."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.paginate.flow import Flow, Position, Span


def first_fit(flows: Sequence[Flow], duplex: bool) -> list[Span]:
    """The pages of all galleys in order; each galley starts a page of its own."""
    spans: list[Span] = []
    for flow in flows:
        if flow.atoms:
            _Filler(flow, duplex, spans).run()
    return spans


def wrong_side(force: str, page: int, duplex: bool) -> bool:
    """True if page number `page` (from 0, a right-hand page) is not the side that `force` asks for."""
    return duplex and ((force == "left" and page % 2 == 0) or (force == "right" and page % 2 == 1))


class _Filler:
    """Fills pages from one galley's atoms."""

    def __init__(self, flow: Flow, duplex: bool, spans: list[Span]) -> None:
        self.flow = flow
        self.duplex = duplex
        self.spans = spans
        self.start = Position(0)
        self.used = 0
        self.top = True

    def run(self) -> None:
        atoms = self.flow.atoms
        i = 0
        while i < len(atoms):
            if atoms[i].force:
                if not self.top:
                    self.end(Position(i))
                while wrong_side(atoms[i].force, len(self.spans), self.duplex):
                    self.spans.append(Span(self.flow.galley, self.start, self.start, blank=True))
            i = self.group(i, self.group_end(i))
        if not self.top:
            self.end(Position(len(atoms)))

    def group_end(self, i: int) -> int:
        """The last atom that is kept, link by link, with atom `i`."""
        while i + 1 < len(self.flow.atoms) and self.flow.kept(i + 1):
            i += 1
        return i

    def group(self, i: int, last: int) -> int:
        """Set atoms `i` to `last` on one page if one page can hold them; the atom after those set."""
        if not self.top and self.used + self.flow.glue[i] + self.height(i, last) > self.flow.room:
            if self.flow.carry[i] + self.height(i, last) <= self.flow.room or i == last:
                self.end(Position(i))
            else:
                return self.parted(i, last)
        elif self.top and i < last and self.flow.carry[i] + self.height(i, last) > self.flow.room:
            return self.parted(i, last)
        for atom in range(i, last + 1):
            self.set(atom)
        return last + 1

    def parted(self, i: int, last: int) -> int:
        """A group that no page can hold: as many of its last atoms as fit stay together."""
        flow = self.flow
        k = last
        while k - 1 > i and flow.carry[k - 1] + self.height(k - 1, last) <= flow.room:
            k -= 1
        self.group(i, k - 1)
        return self.group(k, last)

    def height(self, i: int, last: int) -> int:
        """The least height of atoms `i` to `last` on one page, without the glue above."""
        flow = self.flow
        return sum(flow.whole[k] + flow.glue[k + 1] for k in range(i, last)) + flow.first[last]

    def set(self, i: int) -> None:
        """Set one atom, its answer lines over as many pages as they need."""
        flow = self.flow
        self.used += flow.carry[i] if self.top else flow.glue[i]
        self.top = False
        at = Position(i)
        self.used += flow.head[i]
        while flow.rest(at) > flow.room - self.used:
            done = flow.cut(at, flow.room - self.used)
            if not done:
                break
            at = Position(i, done)
            self.end(at)
            self.top = False
        self.used += flow.rest(at)

    def end(self, at: Position) -> None:
        """Finish the page at `at`."""
        self.spans.append(Span(self.flow.galley, self.start, at))
        self.start = at
        self.used = 0
        self.top = True
