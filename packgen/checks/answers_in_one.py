"""Several answers squeezed into one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

SEVERAL = re.compile(r"\s/\s|\s\|\s|\(or\b|(?<=\w) or (?=\w)", re.IGNORECASE)


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        for n, answer in enumerate(question.item.scheme.answers):
            if len(answer.split()) <= 8 and SEVERAL.search(answer):
                hint = "leave the model answer under `answers` and put the others under `accept`"
                yield question.found(f"scheme.answers.{n}", f'"{answer}" is several answers in one', hint)


def _bank(scheme: str) -> str:
    return f"""\
items:
  - id: enrolment-year
    kind: short-answer
    stem: What is the name of the bank's word for the campaign of 1924?
    marks: 1
    scheme: {{{scheme}}}
"""


CHECK = Check(
    name="answers-in-one",
    what='An answer such as "the Lenin Enrolment / the Lenin Levy".',
    why="Exports and on-screen marking compare with each answer as it stands.",
    finds=_bank("answers: [the Lenin Enrolment / the Lenin Levy]"),
    passes=_bank("answers: [the Lenin Enrolment], accept: [the Lenin Levy]"),
    run=_run,
)
