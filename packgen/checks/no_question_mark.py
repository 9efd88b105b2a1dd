"""Questions that end like statements, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

ASKS = re.compile(
    r"^(?:(?:in|at|on|with|by|for|from|to|of) )?(?:which|what|who|whom|whose|where|why|how (?!to\b))\b|"
    r"^when (?:did|was|were|is|do)\b|"
    r"^(?:did|was|were|is|are|do|does|can|could) (?!you\b)",
    re.IGNORECASE,
)
COMMANDS = re.compile(
    r"^(?:explain|describe|give|name|list|state|identify|define|write|complete|outline)\b", re.IGNORECASE
)
SENTENCES = re.compile(r"(?<=[.?!])['\"’”)*_]*\s+")


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        stem = question.item.stem.strip().rstrip("*_ ")
        if not stem or not bank.english(question.whole) or "\n\n" in stem:
            continue
        last = SENTENCES.split(stem)[-1].lstrip("*_'\"‘“(")
        if ASKS.match(last) and stem.endswith("."):
            yield question.found("stem", "the question ends with a full stop", "end it with a question mark")
        elif COMMANDS.match(last) and stem.endswith("?"):
            yield question.found("stem", "this is no question, but ends like one", "end it with a full stop")


def _bank(mark: str) -> str:
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: Who led the Right of the party{mark}
    marks: 1
    scheme: {{answers: [Bukharin]}}
"""


CHECK = Check(
    name="no-question-mark",
    what='A question that ends with a full stop, or a command ("Explain why ...") that ends with a question mark.',
    why="It is the slip that parents send back.",
    finds=_bank("."),
    passes=_bank("?"),
    run=_run,
)
