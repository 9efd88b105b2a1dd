"""Stimuli that no question asks about."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning


def _run(bank: Bank) -> Iterator[Diagnostic]:
    used = {id for question in bank.asked for id in question.item.stimuli}
    for id, located in bank.pool.stimuli.items():
        if id not in used:
            message = f"no question uses the {located.value.type} {id}"
            yield warning(CHECK.name, message, "write a question about it, or delete it", located.place)


CHECK = Check(
    name="unused-stimulus",
    what="A source, interpretation, extract or figure that no item names.",
    why="It is never printed; often its id was mistyped somewhere.",
    example="stimuli:\n  - id: letter-to-congres   # items name letter-to-congress",
    run=_run,
)
