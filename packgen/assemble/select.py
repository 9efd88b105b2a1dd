"""Choosing items: what was asked for by name, then a seeded choice that meets the request exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from packgen.assemble.choice import USUAL_COUNT, Choice, foes_of
from packgen.assemble.eligible import named, request_problems, worth
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.load.rows import Tariffs, row_of
from packgen.model.draw import Draw
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request


def select(pool: ItemPool, request: Request, usual: int = 0) -> tuple[Located[Item], ...]:
    """The items of the request's papers, in printing order: named ones always, the rest by the seed.

    Marks include SPaG and are met exactly.  No two items are enemies, and none that was not named has the wording
    of another.  Kinds stand in the order asked for, else easy to hard; items that share a stimulus stand together.
    `usual` is how many items there are where the request does not say (0 = six).
    Raises `PackgenError` with everything that is wrong with the request, or with what the bank is short of.
    """
    problems = faults(pool, request)
    if problems:
        raise PackgenError(problems)
    fixed, _ = named(pool, request)
    chosen = Choice(pool, request, fixed, usual or USUAL_COUNT).make()
    return together(_printing_order(pool, request, fixed, chosen))


def faults(pool: ItemPool, request: Request) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a request before anything is chosen."""
    fixed, unfound = named(pool, request)
    return (*request_problems(pool, request), *unfound, *_named_enemies(fixed))


def together(items: Sequence[Located[Item]], tied: Iterable[Sequence[str]] = ()) -> tuple[Located[Item], ...]:
    """`items` with those that share a stimulus, also through others, or are `tied`, moved up next to the first."""
    return tuple(item for block in blocks(items, tied) for item in block)


def blocks(
    items: Sequence[Located[Item]], tied: Iterable[Sequence[str]] = (), parted: Mapping[str, str] | None = None
) -> list[list[Located[Item]]]:
    """`items` in blocks: sets that share stimuli, in the order of their first items, and single ones.

    Ids of one of `tied` are one block in their own order.  Items whose values in `parted` differ share none.
    """
    leader: dict[str, str] = {}
    apart = parted or {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for item in items:
        for stimulus in item.value.stimuli:
            leader[find(f"@{stimulus}@{apart.get(item.value.id, '')}")] = find(item.value.id)
    place: dict[str, int] = {}
    for ids in tied:
        for n, id in enumerate(ids):
            leader[find(id)] = find(ids[0])
            place[id] = n
    out: dict[str, list[Located[Item]]] = {}
    for item in items:
        out.setdefault(find(item.value.id), []).append(item)
    for members in out.values():
        members.sort(key=lambda item: place.get(item.value.id, -1))
    return list(out.values())


def _named_enemies(fixed: Sequence[Located[Item]]) -> list[Diagnostic]:
    foes = foes_of([row_of(located.value, Tariffs({})) for located in fixed])
    ids = [f.value.id for f in fixed]
    pairs = [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if b in foes.get(a, ())]
    return [error("enemies", f"items {a} and {b} give each other away", "drop one of the two") for a, b in pairs]


def _printing_order(
    pool: ItemPool, request: Request, fixed: Sequence[Located[Item]], chosen: Sequence[Located[Item]]
) -> list[Located[Item]]:
    """Kinds in the order asked for; without kinds, named items first and the rest easy to hard."""
    if request.kinds:
        if request.marks is None and request.count is None:
            return _in_slots(request.kinds, fixed, chosen)
        place = {kind: n for n, kind in reversed(list(enumerate(request.kinds)))}
        return sorted([*fixed, *chosen], key=lambda located: place.get(located.value.kind, -1))
    return [*fixed, *sorted(chosen, key=lambda located: difficulty(pool, located.value, request.board, request.seed))]


def difficulty(pool: ItemPool, item: Item, board: str, seed: int) -> tuple[int, bool, float, str, int]:
    """What items are sorted by from easy to hard."""
    marks = worth(pool, item, board) or 0
    written = any(row.rubric or row.spaces for row in pool.kinds[item.kind].rows)
    return marks, written, -(item.facility or 0.0), item.kind, Draw(seed, "", item.id).rank("order")


def _in_slots(
    kinds: Sequence[str], fixed: Sequence[Located[Item]], chosen: Sequence[Located[Item]]
) -> list[Located[Item]]:
    waiting: dict[str, list[Located[Item]]] = {}
    for located in (*fixed, *chosen):
        waiting.setdefault(located.value.kind, []).append(located)
    slots = [waiting[kind].pop(0) for kind in kinds]
    placed = {located.value.id for located in slots}
    return [*(f for f in fixed if f.value.id not in placed), *slots]
