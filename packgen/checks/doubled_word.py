"""Words that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})\s+\1(?![\w'’-])", re.IGNORECASE)
MAY_DOUBLE = frozenset(
    ("that", "had", "is", "very", "so", "no", "her", "bye", "hear", "ha", "sehr", "nous", "vous", "die")
)


def _run(bank: Bank) -> Iterator[Found]:
    for text in bank.texts:
        doubled = next((d for d in DOUBLED.finditer(text.text) if d[1].casefold() not in MAY_DOUBLE), None)
        # "Baden Baden", "New New York": a name may say itself twice.
        if doubled and not (doubled[0][:1].isupper() and doubled[0].split()[1][:1].isupper()):
            message = f'"{" ".join(doubled[0].split())}": a word stands there twice'
            yield text.found(message, "delete one of them")


def _bank(word: str) -> str:
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: Who led {word} Right of the party?
    marks: 1
    scheme: {{answers: [Bukharin]}}
"""


CHECK = Check(
    name="doubled-word",
    what='A word that is written twice in a row, "the the"; not those that may be, such as "had had".',
    why="It is overlooked on a screen, over a line's end most of all, and seen by every pupil on paper.",
    finds=_bank("the the"),
    passes=_bank("the"),
    run=_run,
)
