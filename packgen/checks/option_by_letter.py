"""Words about an option that name it by its letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

NAMED = re.compile(r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) \(?[A-H]\b\)?")


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        if not any(choice.response.movable):
            continue
        for field, text in choice.asked.texts:
            if named := NAMED.search(text):
                message = f'"{named[0]}" is named by its letter, but options are shuffled'
                yield choice.asked.found(field, message, "say what the option says, or write `order: fixed`")


def _bank(guidance: str) -> str:
    return f"""\
items:
  - id: triumvirate
    kind: multiple-choice
    stem: Who joined Stalin in the Triumvirate?
    options: [Zinoviev, Trotsky, Bukharin]
    key: a
    scheme: {{guidance: {guidance}}}
"""


CHECK = Check(
    name="option-by-letter",
    what='A text of a shuffled choice that speaks of "option B".',
    why="In the next version another option is B, and the mark scheme is wrong.",
    finds=_bank("Option B is the commonest mistake."),
    passes=_bank("Trotsky is the commonest mistake."),
    run=_run,
)
