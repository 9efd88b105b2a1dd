"""Sources that do not say where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found


def _run(bank: Bank) -> Iterator[Found]:
    for located in bank.pool.stimuli.values():
        if located.value.type != "figure" and not located.value.provenance.strip():
            message = f"{located.value.type} {located.value.id} does not say where it comes from"
            yield found(located, "", message, 'add "provenance": what it is, who made it, when, and for whom')


def _bank(provenance: str) -> str:
    return f"""\
stimuli:
  - {{id: letter, {provenance}text: Comrades!}}
items:
  - id: letter-useful
    kind: source-utility
    stem: How useful is @letter to a historian of the party?
    stimuli: [letter]
    scheme: {{indicative: [{{points: [one, two, three, four]}}]}}
"""


CHECK = Check(
    name="missing-provenance",
    what="A source, interpretation or extract without provenance.",
    why="Pupils are asked what it is worth, and can't tell without its author, date and purpose.",
    finds=_bank(""),
    passes=_bank("provenance: From a letter to the Central Committee in 1923., "),
    run=_run,
)
