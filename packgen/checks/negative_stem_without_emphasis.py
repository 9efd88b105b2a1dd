"""Negative words that a pupil may read over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning

NEGATIVE = re.compile(
    r"(?<![*_\w'’-])(?:not|except|never|incorrect|untrue|false|(?<!at )least)(?![*_\w'’-])(?! only\b)"
)
TRUE_OR_FALSE = re.compile(r"\btrue or false\b", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S).+?(?<=\S)\1")
QUOTED = re.compile(r"(?<!\w)(['\"‘“]).+?['\"’”](?!\w)", re.DOTALL)


def _run(bank: Bank) -> Iterator[Diagnostic]:
    for question in bank.asked:
        if not hasattr(question.item, "options"):
            continue
        plain = TRUE_OR_FALSE.sub("", QUOTED.sub("", EMPHASIS.sub("", question.item.stem)))
        found = NEGATIVE.search(plain)
        if found:
            message = f'"{found[0]}" turns this question round, but is not emphasised'
            yield warning(CHECK.name, message, f"write **{found[0]}**, or ask it positively", question.at("stem"))


CHECK = Check(
    name="negative-stem-without-emphasis",
    what="A question with options whose stem says not, except, never or least in plain type.",
    why="Pupils who know the answer lose the mark by reading over one small word.",
    example="stem: Which of these was not a member of the Triumvirate?",
    run=_run,
)
