"""Ladders that nothing is marked by."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found
from packgen.kinds.lowered import SPAG
from packgen.kinds.rows import row_for
from packgen.kinds.shape import find_shape
from packgen.model.item import Item
from packgen.model.pool import ItemPool


def _run(bank: Bank) -> Iterator[Found]:
    used = {row.rubric for kind in bank.pool.kinds.values() for row in kind.rows}
    used |= {f"{SPAG}{row.spag}" for kind in bank.pool.kinds.values() for row in kind.rows}
    for question in bank.asked:
        used |= set(_named(question.item, bank.pool))
    for located in bank.own_rubrics:
        if located.value.id not in used:
            message = f"nothing is marked by the rubric {located.value.id}"
            yield found(located, "", message, "name it in a scheme or in a kind's row, or delete it")


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


def _bank(rubric: str) -> str:
    return f"""\
rubrics:
  - id: our-own-2
    name: Two levels for two marks
    levels: [{{level: 1, marks: "1", verdict: Named.}}, {{level: 2, marks: "2", verdict: Explained.}}]
items:
  - id: patronage
    kind: short-answer
    stem: What is meant by 'patronage'?
    marks: 2
    scheme: {{{rubric}points: [Giving posts, "... to those who then owe one support"]}}
"""


CHECK = Check(
    name="unused-rubric",
    what="A rubric of the bank that no kind's row and no item's scheme names.",
    why="It looks like the ladder in force, but changing it changes nothing.",
    finds=_bank(""),
    passes=_bank("rubric: our-own-2, "),
    run=_run,
)
