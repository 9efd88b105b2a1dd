"""Ladders that nothing is marked by."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning
from packgen.kinds.lowered import SPAG
from packgen.kinds.rows import row_for
from packgen.kinds.shape import find_shape
from packgen.model.item import Item
from packgen.model.pool import ItemPool


def _run(bank: Bank) -> Iterator[Diagnostic]:
    used = {row.rubric for kind in bank.pool.kinds.values() for row in kind.rows}
    used |= {f"{SPAG}{row.spag}" for kind in bank.pool.kinds.values() for row in kind.rows}
    for question in bank.asked:
        used |= set(_named(question.item, bank.pool))
    roots = {each.root for each in bank.pool.banks}
    for id, located in bank.pool.rubrics.items():
        if id not in used and (not located.bank or located.bank in roots):
            message = f"nothing is marked by the rubric {id}"
            hint = "name it in a scheme or in a kind's row, or delete it"
            yield warning(CHECK.name, message, hint, located.place)


def _named(item: Item, pool: ItemPool) -> Iterator[str]:
    yield item.scheme.rubric
    if item.spag:
        yield f"{SPAG}{item.spag}"
    kind = pool.kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if kind is None or shape is None or shape.ladders is None:
        return
    for board in item.boards or ("",):
        row = row_for(item, kind, board)
        if row is not None:
            yield from (ladder.rubric for ladder in shape.ladders(item, row))


CHECK = Check(
    name="unused-rubric",
    what="A rubric of the bank that no kind's row and no item's scheme names.",
    why="It looks like the ladder in force, but changing it changes nothing.",
    example="rubrics:\n  - id: explain-why-old",
    run=_run,
)
