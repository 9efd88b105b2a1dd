"""Questions without references in a file whose other questions have them."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning
from packgen.model.item import Item
from packgen.model.pool import Located


def _run(bank: Bank) -> Iterator[Diagnostic]:
    files: dict[str, list[Located[Item]]] = {}
    for located in bank.pool.items.values():
        if located.value.status != "retired":
            files.setdefault(located.place.path, []).append(located)
    for items in files.values():
        bare = [located for located in items if not located.value.facts]
        if 2 * len(bare) >= len(items):
            continue
        for located in bare:
            message = f"item {located.value.id} names no facts; most of this file do"
            hint = 'add "facts" with the references that its key and scheme rest on'
            yield warning(CHECK.name, message, hint, located.place)


CHECK = Check(
    name="missing-facts",
    what="An item without facts in a file where more than half of the items have them.",
    why="When a fact turns out wrong, the items that rest on it are found by these references.",
    example="- id: who-led-the-right\n  facts: []",
    run=_run,
)
