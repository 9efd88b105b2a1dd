"""Which places of a paper may have other items in other versions, and which items those are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from packgen.assemble.brief import Brief
from packgen.assemble.problem import Rule, Weigh, stratum
from packgen.model.row import ItemRow


class Places(Struct, frozen=True):
    """Places of a paper (by number) that exchange items with each other, and the rows that may stand there.

    `widened` says how much of the topic the rows need not share: 0 none of it.
    """

    places: tuple[int, ...]
    supply: tuple[int, ...]
    widened: int = 0


Standing = tuple[str, int, int, tuple[str, ...]]
"""Kind, marks, SPaG marks, types of sources."""


def standing(brief: Brief, row: int) -> Standing:
    """What an item must have in common with another to take its place, its topic apart."""
    found = brief.rows[row]
    types = tuple(sorted(_type(brief, id) for id in found.stimuli))
    return found.kind, found.marks, found.spag, types


def _type(brief: Brief, stimulus: str) -> str:
    known = brief.pool.stimuli.get(stimulus)
    return known.value.type if known else ""


def core(brief: Brief, rows: Sequence[int], openings: Sequence[int]) -> frozenset[int]:
    """The places of `rows` whose items all versions share.

    Those are items that must be there, that belong together with others or share a source with them, and in a paper
    with a common core what its slot, the blueprint or its kind makes part of that: a kind marked by levels is.
    """
    plan = brief.blueprint
    out = {n for n, row in enumerate(rows) if row in brief.fixed or row in brief.bundled}
    users: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        for stimulus in brief.rows[row].stimuli:
            users.setdefault(stimulus, []).append(n)
    out.update(n for places in users.values() if len(places) > 1 for n in places)
    for n, (row, opening) in enumerate(zip(rows, openings, strict=True)):
        slot, kind = brief.slots[opening], brief.rows[row].kind
        if slot.core is not None:
            shared = slot.core
        elif brief.request.mode == "common-core":
            shared = kind in plan.core if plan.core else any(r.rubric for r in brief.pool.kinds[kind].rows)
        else:
            shared = kind in plan.core
        if shared:
            out.add(n)
    return frozenset(out)


def classes(
    brief: Brief, rows: Sequence[int], openings: Sequence[int], fixed: frozenset[int], versions: int, uses: int
) -> list[Places]:
    """The places that are not `fixed`, by what may stand there.

    Items share their whole topic where the bank has enough of them for `versions`, each used `uses` times at most, else
    as much of it as leaves enough; else any topic of the slot.
    """
    groups: dict[tuple[int, Standing, str], list[int]] = {}
    for n, (row, opening) in enumerate(zip(rows, openings, strict=True)):
        if n not in fixed:
            groups.setdefault((opening, standing(brief, row), brief.rows[row].topic), []).append(n)
    kept = {rows[n] for n in fixed}
    ruled_out = {foe for row in kept for foe in brief.foes.get(row, ())} | kept
    used = {stimulus for row in kept for stimulus in brief.rows[row].stimuli}
    alike: dict[tuple[int, Standing], list[int]] = {}
    for opening in {opening for opening, _, _ in groups}:
        for row in brief.openings[opening].members:
            if row not in ruled_out and row not in brief.bundled and not used & set(brief.rows[row].stimuli):
                alike.setdefault((opening, standing(brief, row)), []).append(row)
    return [
        _supplied(brief, tuple(places), alike.get((opening, made), []), topic, versions, uses)
        for (opening, made, topic), places in groups.items()
    ]


def _supplied(
    brief: Brief, places: tuple[int, ...], rows: Sequence[int], topic: str, versions: int, uses: int
) -> Places:
    steps = topic.split(".")
    needed = -(-versions * len(places) // uses)
    for widened in range(len(steps) + 1):
        near = ".".join(steps[: len(steps) - widened])
        supply = tuple(
            row
            for row in rows
            if not near or brief.rows[row].topic == near or brief.rows[row].topic.startswith(f"{near}.")
        )
        if len(supply) >= needed:
            break
    return Places(places, supply, widened)


def roomy(brief: Brief, versions: int) -> list[Rule]:
    """Rules that keep a paper to questions of which the bank has enough for `versions` papers without repeats.

    Topic by topic for a slot that can be filled so, else for each kind and number of marks as a whole.
    """
    rules: list[Rule] = []
    for n, opening in enumerate(brief.openings):
        counts = Counter(stratum(brief.rows[row]) for row in opening.members)
        whole: Counter[tuple[str, int, int]] = Counter()
        for (kind, marks, spag, _), number in counts.items():
            whole[kind, marks, spag] += number
        room = {made: number // versions for made, number in sorted(counts.items())}
        if sum(room.values()) >= opening.least:
            rules += [_room(made[:3], made[3], most, n) for made, most in room.items()]
        elif sum(number // versions for number in whole.values()) >= opening.least:
            rules += [_room(made, "", number // versions, n) for made, number in sorted(whole.items())]
    return rules


def _room(made: tuple[str, int, int], topic: str, most: int, opening: int) -> Rule:
    return Rule("room", topic, 0, most, _is(made, topic), frozenset((opening,)))


def _is(key: tuple[str, int, int], topic: str) -> Weigh:
    return lambda row: int(stratum(row)[:3] == key and topic in ("", row.topic))


def words_of(brief: Brief, known: dict[str, int], row: ItemRow) -> int:
    """What there is to read in a question and its sources."""
    for id in row.stimuli:
        if id not in known:
            found = brief.pool.stimuli.get(id)
            known[id] = len(found.value.text.split()) + len(found.value.provenance.split()) if found else 0
    return row.words + sum(known[id] for id in row.stimuli)
