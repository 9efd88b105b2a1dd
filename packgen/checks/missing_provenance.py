"""Sources that do not say where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning


def _run(bank: Bank) -> Iterator[Diagnostic]:
    for located in bank.pool.stimuli.values():
        if located.value.type != "figure" and not located.value.provenance.strip():
            message = f"{located.value.type} {located.value.id} does not say where it comes from"
            hint = 'add "provenance": what it is, who made it, when, and for whom'
            yield warning(CHECK.name, message, hint, located.place)


CHECK = Check(
    name="missing-provenance",
    what="A source, interpretation or extract without provenance.",
    why="Pupils are asked what it is worth, and can't tell without its author, date and purpose.",
    example="- id: letter\n  type: source\n  text: Comrades ...",
    run=_run,
)
