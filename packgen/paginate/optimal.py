"""The optimal page breaker: of all layouts that keep the hard rules, the cheapest by a table of weights.

Dynamic programming over places where a page may start.  A place is (atom, lines done) with, in a duplex
document, the side of the page and what the left-hand page leaves for its right-hand one: the sources it
shows, and the uses that wait for a source.  A space is cut only where it would not fit whole, and then
fills its page, or where its last three lines are to stay with what follows or bring it into sight of a source
(so six are left where that may take one more cut): moving more lines overleaf only to fill the next page helps
nobody.  First-fit gives the upper bound.
"""

from __future__ import annotations

from heapq import heappop, heappush

from packgen.paginate.first_fit import wrong_side
from packgen.paginate.flow import SIDE
from packgen.paginate.reel import Cut, Leaf, Reel
from packgen.paginate.weights import NEAR_EMPTY, Weights

# atom, lines done, side (0 right, 1 left), sources shown on the left page, uses of it that still wait
_Key = tuple[int, int, int, int, tuple[int, ...]]


def optimal(reel: Reel, weights: Weights, duplex: bool, bound: int) -> tuple[int, list[Leaf]] | None:
    """The cheapest layout and its price, or None if none costs less than `bound`.

    Every atom must fit a page (see `flow.too_tall`).
    """
    return _Search(reel, weights, duplex, bound).run()


class _Search:
    def __init__(self, reel: Reel, weights: Weights, duplex: bool, bound: int) -> None:
        self.reel = reel
        self.weights = weights
        self.duplex = duplex
        self.bound = bound
        # Above this price of a break it is worth a cut to have an answer's last lines with what follows.
        self.worth_a_cut = -1 if weights.apart and reel.sources else weights.cut
        self.costs: dict[_Key, int] = {}
        # The place before, and whether the page in between is followed by a blank one.
        self.back: dict[_Key, tuple[_Key | None, bool]] = {}
        # Places by the least price of a whole layout through them, of equal ones the last first: the first end that
        # comes up is the cheapest.
        self.waiting: list[tuple[int, int, _Key]] = []
        self.tried: set[_Key] = set()
        self.ahead: dict[Cut, int] = {}

    def run(self) -> tuple[int, list[Leaf]] | None:
        if self.reel.size:
            self._reach((0, 0, 0, 0, ()), 0, self._ahead((0, 0)), None)
        ends: list[tuple[int, _Key]] = []
        while self.waiting:
            price, _, key = heappop(self.waiting)
            if ends and price > ends[0][0]:
                break
            if key[0] == self.reel.size:
                ends.append((price, key))
            elif key not in self.tried:
                self.tried.add(key)
                self._page(key, self.costs[key])
        if not ends:
            return None
        cost, last = min(ends)
        return cost, self._leaves(last)

    def _leaves(self, last: _Key) -> list[Leaf]:
        """The pages by which the place `last` was reached."""
        leaves: list[Leaf] = []
        at: _Key | None = last
        while at is not None:
            end = at[:2]
            at, blank = self.back[at]
            if blank:
                leaves.append((end, end))
            if at is not None:
                leaves.append((at[:2], end))
        return leaves[::-1]

    def _reach(self, key: _Key, cost: int, ahead: int, origin: _Key | None) -> None:
        """Note a way to a place, if it is the cheapest so far and can still lead to something below the bound."""
        reel = self.reel
        i, done, side, shown, waiting = key
        blank = not done and i < reel.size and reel.force[i] != "" and wrong_side(reel.force[i], side, self.duplex)
        if blank:
            cost += self.weights.page + self.weights.apart * sum(mask.bit_count() for mask in waiting)
            key = (i, 0, 1 - side, 0 if side == 0 else shown, ())
        price = cost + ahead
        if price >= self.bound:
            return
        known = self.costs.get(key)
        if known is not None:
            if known < cost:
                return
            # Of two equal ways the one from the later page start is kept: it leaves the white to the last page.
            before = self.back[key][0]
            if known == cost and origin is not None and before is not None and origin < before:
                return
        if known != cost:
            self.tried.discard(key)
            heappush(self.waiting, (price, -i, key))
            if i == reel.size:
                self.bound = price + 1  # as cheap is as good: of equal ways the best is chosen
        self.costs[key] = cost
        self.back[key] = (origin, blank)

    def _ahead(self, at: Cut) -> int:
        """The least that all from there on can cost."""
        price = self.ahead.get(at)
        if price is None:
            i, done = at
            lost = self.reel.lost[i + 1 if done else i]
            price = self.ahead[at] = self.reel.least(at) * self.weights.page + lost * self.weights.apart
        return price

    def _page(self, key: _Key, cost: int) -> None:
        """Try every end of the page that starts at `key`."""
        reel, weights, worth_a_cut = self.reel, self.weights, self.worth_a_cut
        i, done = key[:2]
        room, until = reel.room[i], reel.until[i]
        far, limit = reel.reach(i, done)
        cost += weights.page
        if far < until and reel.cuttable[far]:
            full = reel.filling(i, done, far, limit)
            self._cut(key, full, cost)
            again = reel.lines[far] - 2 * SIDE
            if full[1] > again and far + 1 < until and reel.penalty[far + 1] > worth_a_cut:
                self._cut(key, (far, again), cost)
        for j in range(far, i, -1):
            end = (j, 0)
            ahead = self._ahead(end)
            if cost + ahead >= self.bound:
                # Shorter pages leave more to set and can't cost less.
                break
            price = cost
            if j < until:
                penalty = reel.penalty[j]
                price += penalty
                if penalty > worth_a_cut and reel.cuttable[j - 1]:
                    self._cut(key, (j - 1, reel.lines[j - 1] - SIDE), cost)
            if (reel.above[j] + room - limit) * 100 < NEAR_EMPTY * room:
                price += weights.near_empty
            self._end(key, end, price, ahead)

    def _cut(self, key: _Key, end: Cut, cost: int) -> None:
        """End a page inside an answer space, if three lines stand on it."""
        i, done = key[:2]
        if end[1] - (done if end[0] == i else 0) < SIDE:
            return
        height = self.reel.height(((i, done), end))
        near_empty = self.weights.near_empty if height * 100 < NEAR_EMPTY * self.reel.room[i] else 0
        self._end(key, end, cost + self.weights.cut + near_empty, self._ahead(end))

    def _end(self, key: _Key, end: Cut, cost: int, ahead: int) -> None:
        """Reach `end` by a page from `key`, with the price of what is out of sight."""
        if cost + ahead >= self.bound:
            return
        reel = self.reel
        i, done, side, shown, waiting = key
        j, more = end
        start, stop = reel.heads(i, done, j, more)
        if self.duplex and not side:
            cost += self.weights.wrong_start * (reel.starting[stop] - reel.starting[start])
        if reel.sources:
            apart, shown, waiting = self._sight(start, stop, self.duplex and side == 1, shown, waiting)
            cost += self.weights.apart * apart
        self._reach((j, more, 1 - side if self.duplex else 0, shown, waiting), cost, ahead, key)

    def _sight(
        self, start: int, stop: int, left: bool, shown: int, waiting: tuple[int, ...]
    ) -> tuple[int, int, tuple[int, ...]]:
        """Of a page with the heads of atoms `start` to `stop`, after what a left-hand page left for it.

        How many uses stay out of sight of their source; the sources that it shows, and the uses that may still come
        into sight, if it is a `left` page itself.
        """
        reel, apart = self.reel, 0
        here = shown
        if reel.showing[start] < reel.showing[stop]:
            for mask in reel.shows[start:stop]:
                here |= mask
        if waiting or reel.using[start] < reel.using[stop]:
            missed = [mask & ~here for mask in (*waiting, *reel.uses[start:stop])]
            later = reel.later_shows[stop] if left else 0
            apart = sum([(mask & ~later).bit_count() for mask in missed])
            waiting = tuple(sorted([mask & later for mask in missed if mask & later])) if later else ()
        return apart, here & reel.later_uses[stop] if left else 0, waiting
