"""The plain page breaker: every page takes what still fits, under the hard rules."""

from __future__ import annotations

from packgen.paginate.flow import KEEP, SIDE
from packgen.paginate.reel import Cut, Leaf, Reel


def first_fit(reel: Reel, duplex: bool) -> list[Leaf]:
    """The document's pages in order."""
    return _Filler(reel, duplex).run()


def wrong_side(force: str, page: int, duplex: bool) -> bool:
    """True if page number `page` (from 0, a right-hand page) is not the side that `force` asks for."""
    return duplex and ((force == "left" and page % 2 == 0) or (force == "right" and page % 2 == 1))


class _Filler:
    """Fills pages from a reel: `used` of the room of the page that starts at `start`; nothing stands at its `top`."""

    def __init__(self, reel: Reel, duplex: bool) -> None:
        self.reel = reel
        self.duplex = duplex
        self.leaves: list[Leaf] = []
        self.start: Cut = (0, 0)
        self.used = 0
        self.top = True

    def run(self) -> list[Leaf]:
        force, size = self.reel.force, self.reel.size
        i = 0
        while i < size:
            if force[i]:
                if not self.top:
                    self.end((i, 0))
                while wrong_side(force[i], len(self.leaves), self.duplex):
                    self.leaves.append((self.start, self.start))
            i = self.groups(i)
        if not self.top:
            self.end((size, 0))
        return self.leaves

    def groups(self, i: int) -> int:
        """Set all groups from atom `i` on that fit whole below what is `used`, or the first alone; the atom after."""
        reel = self.reel
        above, until, penalty = reel.above, reel.until[i], reel.penalty
        # Heights by `above`: where the page began, and how far it goes.
        base = above[i] + reel.glue[i] - (reel.carry[i] if self.top else reel.glue[i]) - self.used
        limit = base + reel.room[i]
        far = i
        while far < until and above[far + 1] <= limit:
            far += 1
        while i < far < until and penalty[far] >= KEEP:
            far -= 1
        if far > i:
            self.used, self.top = above[far] - base, False
            return far
        last = i
        while last + 1 < until and penalty[last + 1] >= KEEP:
            last += 1
        self.group(i, last)
        return last + 1

    def group(self, i: int, last: int) -> None:
        """Set atoms `i` to `last`, which are kept with one another, on one page if one page can hold them."""
        reel = self.reel
        room, height = reel.room[i], self.height(i, last)
        fits = reel.carry[i] + height <= room
        if self.top:
            if i < last and not fits:
                self.parted(i, last)
                return
        elif self.used + reel.glue[i] + height > room:
            if i < last and not fits:
                self.parted(i, last)
                return
            self.end((i, 0))
        self.used += (reel.carry[i] if self.top else reel.glue[i]) + height - reel.first[last]
        self.last(last)

    def parted(self, i: int, last: int) -> None:
        """A group that no page can hold: as many of its last atoms as fit stay together."""
        reel = self.reel
        k = last
        while k - 1 > i and reel.carry[k - 1] + self.height(k - 1, last) <= reel.room[i]:
            k -= 1
        self.group(i, k - 1)
        self.group(k, last)

    def height(self, i: int, last: int) -> int:
        """The least height of atoms `i` to `last` on one page, without the glue above."""
        reel = self.reel
        return reel.above[last] + reel.glue[last] - reel.above[i] - reel.glue[i] + reel.first[last]

    def last(self, i: int) -> None:
        """Set the last atom of a group below what is `used`, its answer lines over as many pages as they need."""
        reel = self.reel
        room, pitch, lines, done = reel.room[i], reel.pitch[i], reel.lines[i], 0
        self.used += reel.head[i]
        self.top = False
        rest = lines * pitch + reel.tail[i]
        while self.used + rest > room and reel.cuttable[i]:
            more = min((room - self.used) // pitch, lines - SIDE - done)
            if more < SIDE:
                break
            done += more
            rest -= more * pitch
            self.end((i, done))
            self.top = False
        self.used += rest

    def end(self, at: Cut) -> None:
        """Finish the page at `at`."""
        self.leaves.append((self.start, at))
        self.start = at
        self.used = 0
        self.top = True
