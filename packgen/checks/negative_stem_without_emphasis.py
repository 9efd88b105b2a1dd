"""Negative words that a pupil may read over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

NEGATIVE = re.compile(
    r"(?<![*_\w'’-])(?:not|except|never|incorrect|untrue|false|(?<!at )least)(?![*_\w'’-])(?! only\b)"
)
TRUE_OR_FALSE = re.compile(r"\btrue or false\b", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S).+?(?<=\S)\1")
QUOTED = re.compile(r"(?<!\w)(['\"‘“]).+?['\"’”](?!\w)", re.DOTALL)


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        if not hasattr(question.item, "options"):
            continue
        plain = TRUE_OR_FALSE.sub("", QUOTED.sub("", EMPHASIS.sub("", question.item.stem)))
        found = NEGATIVE.search(plain)
        if found:
            message = f'"{found[0]}" turns this question round, but is not emphasised'
            yield question.found("stem", message, f"write **{found[0]}**, or ask it positively")


def _bank(word: str) -> str:
    return f"""\
items:
  - id: triumvirate
    kind: multiple-choice
    stem: Which of these was {word} a member of the Triumvirate?
    options: [Bukharin, Stalin, Zinoviev]
    key: a
"""


CHECK = Check(
    name="negative-stem-without-emphasis",
    what="A question with options whose stem says not, except, never or least in plain type.",
    why="Pupils who know the answer lose the mark by reading over one small word.",
    finds=_bank("not"),
    passes=_bank("**not**"),
    run=_run,
)
