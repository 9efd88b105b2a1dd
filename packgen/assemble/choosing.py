"""Choosing for a whole pack: by the flags of a request alone, or by its blueprint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packgen.assemble.audit import audited
from packgen.assemble.brief import Brief
from packgen.assemble.eligible import named, request_problems, suited
from packgen.assemble.engine import THOROUGH, solve
from packgen.assemble.explain import explained
from packgen.assemble.select import difficulty, select, together
from packgen.diagnostics import PackgenError
from packgen.model.chosen import Chosen
from packgen.model.draw import Draw
from packgen.model.item import Item
from packgen.model.layout import UNGROUPED, Choosing
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request


def choose(pool: ItemPool, request: Request, wanted: Choosing = UNGROUPED) -> Chosen:
    """What `request` would print; `wanted` is what its layout asks of questions.

    Raises `PackgenError` with everything that is wrong with the request, or with what the bank is short of.
    """
    if request.blueprint is None:
        return Chosen(select(suited(pool, request, wanted.most_marks), request))
    _, unfound = named(pool, request)
    problems = [*request_problems(pool, request), *unfound]
    if problems:
        raise PackgenError(problems)
    brief = Brief(pool, request, wanted.most_marks)
    chosen = laid_out(brief, _solved(brief))
    ids = [item.value.id for item in chosen.items]
    if wrong := audited(ids, [count for _, count in chosen.sections], pool, brief.blueprint):
        raise PackgenError(wrong)
    return chosen


def _solved(brief: Brief) -> list[list[int]]:
    """The rows of each opening; raises with why there are none."""
    request = brief.request
    problem = brief.problem()
    found = solve(problem, Draw(request.seed, "").random("paper"), walked=THOROUGH if request.thorough else None)
    if found is None:
        raise PackgenError(explained(brief))
    return found.chosen()


def laid_out(brief: Brief, filled: Sequence[Sequence[int]]) -> Chosen:
    """The rows of each opening as a paper in printing order."""
    plan = brief.blueprint
    items: list[Located[Item]] = []
    sections: list[tuple[str, int]] = []
    tied: list[tuple[str, ...]] = []
    for title, slots in _sections(brief):
        here = [brief.pool.items[brief.rows[row].id] for slot in slots for row in _eased(brief, filled[slot])]
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
