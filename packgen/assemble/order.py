"""The order of questions in each version.

Versions have the same sequence of kinds and of marks: single questions change places only with others of the
same kind and marks, and sets that share a stimulus only with sets of the same make, their inside untouched.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from itertools import chain
from itertools import permutations as orders_of
from typing import TypeVar

from packgen.assemble.letters import letter
from packgen.assemble.select import blocks
from packgen.kinds.shape import tariff_of
from packgen.model.chosen import Chosen
from packgen.model.draw import Draw
from packgen.model.item import Item, first_value
from packgen.model.layout import UNGROUPED, Choosing
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request

T = TypeVar("T")

Block = list[Located[Item]]


def version_names(count: int) -> tuple[str, ...]:
    """ "" for a single version, else "A" to "Z", "AA", "AB" ..."""
    return ("",) if count == 1 else tuple(letter(n) for n in range(count))


def orders(
    pool: ItemPool,
    chosen: Sequence[Located[Item]],
    versions: Sequence[str],
    seed: int,
    board: str = "",
    grouping: Choosing = UNGROUPED,
    sections: Mapping[str, str] | None = None,
    tied: Sequence[Sequence[str]] = (),
) -> tuple[tuple[Located[Item], ...], ...]:
    """The questions of each version in print order; a single version keeps the order of `chosen` but for pins.

    A version's order depends on the versions before it only, never on how many follow; it differs from them
    in every class that still has an order to spare.  Blocks of one group stand together, groups as `grouping` says;
    where `sections` are given (by id), they are the groups, in the order of `chosen`.  Items of one of `tied` stay
    together.
    """

    def group(block: Block) -> str:
        if sections is not None:
            return sections[block[0].value.id]
        return first_value(block[0].value.tags.get(grouping.group_by, "")) if grouping.group_by else ""

    base = _pinned(blocks(chosen, tied, sections))
    if sections is None:
        base.sort(key=lambda block: grouping.rank(group(block)))
    else:
        places = list(dict.fromkeys(sections[item.value.id] for item in chosen))
        base.sort(key=lambda block: places.index(group(block)))
    if len(versions) == 1:
        return (_flat(base),)
    classes: dict[Hashable, list[int]] = {}
    for n, block in enumerate(base):
        if not any(located.value.pin for located in block):
            classes.setdefault((group(block), _make(pool, block, board)), []).append(n)
    out = [list(base) for _ in versions]
    for held in classes.values():
        members = sorted((base[n] for n in held), key=lambda block: block[0].value.id)
        names = ",".join(block[0].value.id for block in members)
        for order, shuffled in zip(out, permutations(members, versions, seed, f"order {names}"), strict=True):
            for place, block in zip(held, shuffled, strict=True):
                order[place] = block
    return tuple(_flat(order) for order in out)


def arranged(
    pool: ItemPool, request: Request, chosen: Chosen, names: Sequence[str], grouping: Choosing = UNGROUPED
) -> tuple[tuple[Located[Item], ...], ...]:
    """The questions of each version of `chosen` in print order."""
    if chosen.forms:
        return tuple(tuple(pool.items[id] for id in ids) for ids in chosen.forms)
    divided = chosen.sections if len(chosen.sections) > 1 else ()
    places = [str(n) for n, (_, count) in enumerate(divided) for _ in range(count)]
    sections = {item.value.id: place for item, place in zip(chosen.items, places, strict=True)} if places else None
    return orders(pool, chosen.items, names, request.seed, request.board, grouping, sections, chosen.tied)


def permutations(values: Sequence[T], versions: Sequence[str], seed: int, purpose: str) -> list[tuple[T, ...]]:
    """A uniformly random order of `values` for each version, unlike the ones before it while there are others."""
    whole = math.factorial(len(values))
    done: list[tuple[int, ...]] = []
    for version in versions:
        draw = Draw(seed, version)
        recent = done[-(whole - 1) :] if whole > 1 else []
        if recent and len(recent) == whole - 1:
            # One order is left: drawing until it comes would take as many draws as there are orders.
            used = set(recent)
            order = next(each for each in chain(done[-whole:][:1], orders_of(range(len(values)))) if each not in used)
        else:
            order, attempt = draw.order(len(values), f"{purpose} 0"), 0
            while order in recent:
                attempt += 1
                order = draw.order(len(values), f"{purpose} {attempt}")
        done.append(order)
    return [tuple([values[n] for n in order]) for order in done]


def _pinned(found: Sequence[Block]) -> list[Block]:
    """Blocks with a question pinned first moved to the front, pinned last to the back."""

    def rank(block: Block) -> int:
        pins = {located.value.pin for located in block}
        return -1 if "first" in pins else 1 if "last" in pins else 0

    return sorted(found, key=rank)


def _make(pool: ItemPool, block: Block, board: str) -> tuple[tuple[str, int, int], ...]:
    """What blocks that may change places have in common: kinds and marks, in order."""
    tariffs = [(located.value.kind, tariff_of(located.value, pool.kinds, board)) for located in block]
    return tuple((kind, tariff.marks, tariff.spag) if tariff else (kind, 0, 0) for kind, tariff in tariffs)


def _flat(order: Sequence[Block]) -> tuple[Located[Item], ...]:
    return tuple(located for block in order for located in block)
