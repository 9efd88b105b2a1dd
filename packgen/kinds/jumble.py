"""Orders that differ from version to version and never give an answer away."""

from __future__ import annotations

from collections.abc import Callable

from packgen.model.draw import Draw

MOST_TRIES = 1_000


def jumbled(count: int, draw: Draw, purpose: str, tells: Callable[[list[int]], bool] | None = None) -> list[int]:
    """An order of 0 ... `count` - 1 for the version of `draw`: one that `tells` nothing, by default any but that.

    Each version takes the next order of one sequence, which is the item's own, so that two versions have the same
    one only where there are fewer orders than versions.  An order that `tells` is given where there is no other.
    """
    given = list(range(count))
    refused = tells or (lambda order: order == given)
    random = Draw(draw.seed, "", draw.item).random(purpose)
    wanted = version_place(draw.version)
    found: list[list[int]] = []
    seen: set[tuple[int, ...]] = set()
    for _ in range(MOST_TRIES):
        order = list(given)
        random.shuffle(order)
        if tuple(order) not in seen and not refused(order):
            seen.add(tuple(order))
            found.append(order)
            if len(found) > wanted:
                return order
    return found[wanted % len(found)] if found else given


def version_place(version: str) -> int:
    """The place of a version among its pack's, from 0: 0 for "" and "A", 1 for "B", 26 for "AA"."""
    place = 0
    for letter in version.upper():
        place = place * 26 + max(1, min(26, ord(letter) - ord("A") + 1))
    return max(0, place - 1)
