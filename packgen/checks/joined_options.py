"""Options such as "both A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.language import folded
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

LETTERS = re.compile(r"\W*(?:(?i:both|either|neither) )?\(?[A-H]\)?(?:,? (?:and|or|nor) |, )\(?[A-H]\)?\W*")
JOINTS = re.compile(r",|\band\b|\bor\b|\bnor\b|&")
LEAD = re.compile(r"^\W*(?:both|either|neither)\b", re.IGNORECASE)


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        options = [plain_text(option.text) for option in choice.response.options]
        known = {folded(option) for option in options}
        for option in options:
            parts = [folded(part) for part in JOINTS.split(LEAD.sub("", option)) if part.strip()]
            if LETTERS.fullmatch(option) or (len(parts) > 1 and all(part in known for part in parts)):
                message = f'the option "{option}" joins other options'
                yield choice.asked.found("options", message, "let the key name both of them, or ask for the pair")


def _bank(options: str) -> str:
    return f"""\
items:
  - id: opposition
    kind: multiple-choice
    stem: Who led the United Opposition beside Trotsky?
    options: [{options}]
    key: c
"""


CHECK = Check(
    name="joined-options",
    what='An option that joins others: "both A and B", "Zinoviev and Kamenev" beside each of them.',
    why="A pupil who is sure of one half is told about the other; letters also change when options are shuffled.",
    finds=_bank("Zinoviev, Kamenev, Zinoviev and Kamenev, Bukharin and Tomsky"),
    passes=_bank("Zinoviev and Rykov, Kamenev and Tomsky, Zinoviev and Kamenev, Bukharin and Rykov"),
    run=_run,
)
