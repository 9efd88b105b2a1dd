"""Command words that ask for more, or less, than the marks pay for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.language import NUMBERS
from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import Asked
from packgen.kinds.shape import tariff_of

COUNTED = re.compile(
    r"\b(?:give|name|list|state|identify|describe|explain|suggest) (?:the |any )?(two|three|four|five|six)\b",
    re.IGNORECASE,
)
JUDGES = re.compile(r"^(?:how far|to what extent|assess|evaluate)\b", re.IGNORECASE)
RECALLS = re.compile(r"^(?:name|list|state|identify)\b", re.IGNORECASE)
LEAST_TO_JUDGE = 6
MOST_TO_RECALL = 6


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        tariff = tariff_of(question.item, bank.pool.kinds, next(iter(question.item.boards), ""))
        if tariff is None or not bank.english(question.whole) or hasattr(question.item, "options"):
            continue
        stem = question.item.stem.strip()
        counted = COUNTED.search(stem)
        if counted:
            yield from _counted(question, counted, tariff.marks)
        if (word := JUDGES.match(stem)) and tariff.marks < LEAST_TO_JUDGE:
            message = f'"{word[0]}" asks for a judgement, for which {_marks(tariff.marks)} leave no room'
            yield question.found("stem", message, "ask for something smaller, or give it more marks")
        if (word := RECALLS.match(stem)) and tariff.marks > MOST_TO_RECALL:
            message = f'"{word[0]}" asks for a word or two, and is worth {_marks(tariff.marks)}'
            yield question.found("stem", message, "ask to describe or explain, or give it fewer marks")


def _counted(question: Asked, found: re.Match[str], marks: int) -> Iterator[Found]:
    number, scheme = NUMBERS[found[1].casefold()], question.item.scheme
    asked = f'"{found[0]}"'
    if marks % number:
        message = f"{asked} can't be shared out over {_marks(marks)}"
        yield question.found("stem", message, f"give it {number} or {2 * number} marks, or ask for another number")
        return
    given = len(scheme.answers) or len(scheme.points)
    if given and given < number and not scheme.indicative:
        message = f"{asked} is asked, but the scheme has {given} of them"
        yield question.found("scheme", message, "add the others to the scheme")


def _marks(marks: int) -> str:
    return "1 mark" if marks == 1 else f"{marks} marks"


def _bank(number: str) -> str:
    return f"""\
items:
  - id: right-allies
    kind: short-answer
    stem: Name {number} allies of Bukharin on the Right of the party.
    marks: 2
    scheme: {{answers: [Rykov, Tomsky]}}
"""


CHECK = Check(
    name="command-and-marks",
    what='A number of things asked for that does not go into the marks or the scheme; "assess" for 2 marks.',
    why="Pupils read from the marks how much to write, and from the command word what.",
    finds=_bank("three"),
    passes=_bank("two"),
    run=_run,
)
