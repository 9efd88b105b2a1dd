"""Brackets and quotation marks that open and never close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.markup.maths import FORMULA

LABEL = re.compile(r"(?:(?<=^)|(?<=\s))(?:\w|[ivx]{1,4}|\d{1,2})\)(?=\s)", re.MULTILINE)
ESCAPED = re.compile(r"\\.")
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def _run(bank: Bank) -> Iterator[Found]:
    for text in bank.texts:
        plain = LABEL.sub("", ESCAPED.sub("", FORMULA.sub("", text.text)))
        lone = [one for one, other in PAIRS if plain.count(one) != plain.count(other)]
        if plain.count('"') % 2 and not re.search(r'\d"', plain):
            lone.append('"')
        if lone:
            names = " ".join(lone)
            yield text.found(f"{names} is not paired: one of the two is missing or too many", "add or delete one")


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: {stem}
    marks: 1
    scheme: {{answers: [Bukharin]}}
"""


CHECK = Check(
    name="unpaired-marks",
    what="A text with a bracket or a double quotation mark that has no partner.",
    why="Pupils look for where the quotation ends; often a piece of the sentence was lost with it.",
    finds=_bank("Who led the Right (the friends of NEP?"),
    passes=_bank("Who led the Right (the friends of NEP) when $5(x - 2) = 4$?"),
    run=_run,
)
