"""Choosing by a blueprint: the questions of its slots, in its order, and those of the other versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import structs

from packgen.assemble.audit import audited
from packgen.assemble.brief import Brief
from packgen.assemble.classes import standing
from packgen.assemble.explain import no_versions
from packgen.assemble.order import arranged, version_names
from packgen.assemble.select import difficulty, together
from packgen.assemble.versions import filled, shuffled, versions
from packgen.diagnostics import PackgenError
from packgen.kinds.shape import tariff_of
from packgen.model.blueprint import Blueprint, Slot, bounds
from packgen.model.chosen import Chosen
from packgen.model.item import Item
from packgen.model.layout import Choosing
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request

ATTEMPTS = 4
"""How many first papers are tried for versions that all keep to the blueprint."""


def by_blueprint(pool: ItemPool, request: Request, wanted: Choosing, *, own: bool) -> Chosen:
    """What the blueprint of `request` asks for, with items of its `own` for each version.

    Raises `PackgenError` where the bank can't give that.
    """
    brief = Brief(pool, request, wanted.most_marks)
    chosen = _versions_of(brief, wanted) if own else laid_out(brief, filled(brief))
    known: dict[str, str] = {}
    for ids in chosen.forms or ([item.value.id for item in chosen.items],):
        if wrong := audited(ids, [count for _, count in chosen.sections], pool, brief.blueprint, known):
            raise PackgenError(wrong)
    return chosen


def as_designed(pool: ItemPool, request: Request, design: Chosen) -> Request:
    """The request with a blueprint of the kinds and marks of `design`, in its order; named items as they are."""
    asked = frozenset(request.items)
    slots: list[Slot] = []
    for located in design.items:
        item = located.value
        tariff = tariff_of(item, pool.kinds, request.board)
        marks = tariff.marks if tariff else None
        slot = Slot(items=(item.id,), core=True) if item.id in asked else Slot(kinds=(item.kind,), marks=marks)
        if slots and structs.replace(slots[-1], count=1) == slot and not slot.items:
            slots[-1] = structs.replace(slot, count=bounds(slots[-1].count)[1] + 1)
        else:
            slots.append(slot)
    plan = Blueprint(name="", purpose="", slots=tuple(slots), topics=request.topics)
    return structs.replace(request, blueprint=plan, marks=None, count=None, kinds=())


def _versions_of(brief: Brief, wanted: Choosing) -> Chosen:
    """Versions with items of their own, from the first paper that has its like often enough."""
    short: PackgenError | None = None
    for attempt in range(ATTEMPTS):
        found = filled(brief, attempt)
        try:
            made = _with_versions(brief, found, laid_out(brief, found), wanted)
        except PackgenError as problem:
            short = short or problem
            continue
        if made is not None:
            return made
    raise short or PackgenError(no_versions(brief))


def _with_versions(brief: Brief, found: Sequence[Sequence[int]], first: Chosen, wanted: Choosing) -> Chosen | None:
    """`first` with other items in the other versions."""
    pool, request = brief.pool, brief.request
    opening_of = {row: opening for opening, rows in enumerate(found) for row in rows}
    printed = arranged(pool, request, first, ("",), wanted)[0]
    rows = [brief.index[item.value.id] for item in printed]
    openings = [opening_of[row] for row in rows]
    papers = versions(brief, rows, openings)
    if papers is None:
        return None
    names = version_names(request.versions)
    if request.mode == "common-core":
        places = _exchangeable(brief, rows, openings, first.tied)
        papers = [shuffled(brief, paper, places, name) for paper, name in zip(papers, names, strict=True)]
    forms = tuple(tuple(brief.rows[row].id for row in paper) for paper in papers)
    items = tuple(pool.items[id] for id in dict.fromkeys(id for form in forms for id in form))
    return Chosen(items, forms, first.sections, first.tied)


def _exchangeable(
    brief: Brief, rows: Sequence[int], openings: Sequence[int], tied: Sequence[Sequence[str]]
) -> list[list[int]]:
    """Places whose questions may change with one another: of one slot and make, tied to no other."""
    held = {brief.index[id] for ids in tied for id in ids}
    out: dict[object, list[int]] = {}
    users = Counter(stimulus for row in rows for stimulus in brief.rows[row].stimuli)
    for n, (row, opening) in enumerate(zip(rows, openings, strict=True)):
        pinned = brief.pool.items[brief.rows[row].id].value.pin
        shares_source = any(users[stimulus] > 1 for stimulus in brief.rows[row].stimuli)
        if row not in held and not pinned and not shares_source:
            out.setdefault((opening, standing(brief, row)), []).append(n)
    return list(out.values())


def laid_out(brief: Brief, found: Sequence[Sequence[int]]) -> Chosen:
    """The rows of each opening as a paper in printing order."""
    plan = brief.blueprint
    items: list[Located[Item]] = []
    sections: list[tuple[str, int]] = []
    tied: list[tuple[str, ...]] = []
    for title, slots in _sections(brief):
        here = [brief.pool.items[brief.rows[row].id] for slot in slots for row in _eased(brief, found[slot])]
        if plan.order == "easy-to-hard":
            here.sort(key=lambda located: _difficulty(brief, located))
        elif plan.order == "topic":
            order = {topic: n for n, topic in enumerate(brief.pool.topics)}
            here.sort(key=lambda located: (order.get(located.value.topic, len(order)), _difficulty(brief, located)))
        close = _within(plan.together, here)
        printed = together(here, close)
        items += printed
        tied += close
        sections.append((title, len(printed)))
    return Chosen(tuple(items), sections=tuple(sections), tied=tuple(tied))


def _sections(brief: Brief) -> Iterable[tuple[str, list[int]]]:
    """The sections' titles and slots; slots outside all sections are one without a title."""
    plan = brief.blueprint
    first = len(plan.slots)
    if first:
        yield "", list(range(first))
    for section in plan.sections:
        yield section.title, list(range(first, first + len(section.slots)))
        first += len(section.slots)


def _eased(brief: Brief, rows: Sequence[int]) -> list[int]:
    """The rows of one slot, easy to hard."""
    return sorted(rows, key=lambda row: _difficulty(brief, brief.pool.items[brief.rows[row].id]))


def _difficulty(brief: Brief, located: Located[Item]) -> tuple[int, bool, float, str, int]:
    return difficulty(brief.pool, located.value, brief.blueprint.board, brief.request.seed)


def _within(tied: Iterable[Sequence[str]], items: Sequence[Located[Item]]) -> list[tuple[str, ...]]:
    """What of each of `tied` stands among `items`, where that is more than one."""
    ids = {item.value.id for item in items}
    found = (tuple(id for id in group if id in ids) for group in tied)
    return [group for group in found if len(group) > 1]
