"""Questions without references in a file whose other questions have them."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found
from packgen.model.item import Item
from packgen.model.pool import Located


def _run(bank: Bank) -> Iterator[Found]:
    files: dict[str, list[Located[Item]]] = {}
    for located in bank.live:
        files.setdefault(located.place.path, []).append(located)
    for items in files.values():
        bare = [located for located in items if not located.value.facts]
        if 2 * len(bare) >= len(items):
            continue
        for located in bare:
            message = f"item {located.value.id} names no facts; most of this file do"
            yield found(located, "", message, 'add "facts" with the references that its key and scheme rest on')


CHECK = Check(
    name="missing-facts",
    what="An item without facts in a file where more than half of the items have them.",
    why="When a fact turns out wrong, the items that rest on it are found by these references.",
    finds="""\
items:
  - {id: a, kind: short-answer, stem: Who led the Right?, marks: 1, facts: ["41"], scheme: {answers: [Bukharin]}}
  - {id: b, kind: short-answer, stem: When did Lenin die?, marks: 1, facts: ["7"], scheme: {answers: ["1924"]}}
  - {id: c, kind: short-answer, stem: Who was exiled?, marks: 1, scheme: {answers: [Trotsky]}}
""",
    passes="""\
items:
  - {id: a, kind: short-answer, stem: Who led the Right?, marks: 1, facts: ["41"], scheme: {answers: [Bukharin]}}
  - {id: b, kind: short-answer, stem: When did Lenin die?, marks: 1, facts: ["7"], scheme: {answers: ["1924"]}}
  - {id: c, kind: short-answer, stem: Who was exiled?, marks: 1, facts: ["19"], scheme: {answers: [Trotsky]}}
""",
    run=_run,
)
