"""Stimuli that no question asks about."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found


def _run(bank: Bank) -> Iterator[Found]:
    used = {id for question in bank.asked for id in question.item.stimuli}
    for id, located in bank.pool.stimuli.items():
        if id not in used:
            message = f"no question uses the {located.value.type} {id}"
            yield found(located, "", message, "write a question about it, or delete it")


def _bank(named: str) -> str:
    return f"""\
stimuli:
  - {{id: letter, provenance: A letter of 1923., text: Comrades!}}
  - {{id: speech, provenance: A speech of 1924., text: We swear!}}
items:
  - id: useful
    kind: source-utility
    stem: How useful is @{named.replace(", ", " beside @")} to a historian of the party?
    stimuli: [{named}]
    scheme: {{indicative: [{{points: [one, two, three, four]}}]}}
"""


CHECK = Check(
    name="unused-stimulus",
    what="A source, interpretation, extract or figure that no item names.",
    why="It is never printed; often its id was mistyped somewhere.",
    finds=_bank("letter"),
    passes=_bank("letter, speech"),
    run=_run,
)
