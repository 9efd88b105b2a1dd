"""Answers that no pupil will write word for word."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.kinds.shape import tariff_of

MOST_WORDS = 8


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        scheme = question.item.scheme
        tariff = tariff_of(question.item, bank.pool.kinds, next(iter(question.item.boards), ""))
        if len(scheme.answers) != 1 or scheme.accept or scheme.reject or scheme.guidance or scheme.points:
            continue
        words = len(scheme.answers[0].split())
        if tariff is not None and tariff.marks == 1 and words > MOST_WORDS:
            message = f"the only answer has {words} words, for one mark; nothing says what else to accept"
            yield question.found(
                "scheme.answers.0", message, "add `accept` with what earns the mark too, or `guidance`"
            )


def _bank(accept: str) -> str:
    return f"""\
items:
  - id: patronage
    kind: short-answer
    stem: What is meant by 'patronage'?
    marks: 1
    scheme:
      answers: [giving posts to people who will then support the one who gave them]
{accept}"""


CHECK = Check(
    name="no-accept-list",
    what=f"A one-mark question whose only answer has over {MOST_WORDS} words, with no `accept` or `guidance`.",
    why="Two markers will draw the line in two places.",
    finds=_bank(""),
    passes=_bank("      accept: [jobs for supporters]\n"),
    run=_run,
)
