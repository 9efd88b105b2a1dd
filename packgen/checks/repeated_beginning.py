"""Options that all begin with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from packgen.checks.language import words
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

LEAST = 3


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        texts = [words(plain_text(option.text)) for option in choice.response.options]
        same = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))]
        if len(texts) >= 3 and len(same) >= LEAST:
            message = f'all options begin with "{" ".join(same)}"'
            yield choice.asked.found("options", message, "move these words into the stem")


def _bank(stem: str, options: str) -> str:
    return f"""\
items:
  - id: enrolment
    kind: multiple-choice
    stem: {stem}
    options: [{options}]
    key: a
"""


CHECK = Check(
    name="repeated-beginning",
    what=f"Options that all begin with the same {LEAST} words or more.",
    why="Pupils read the same words four times before they come to what differs.",
    finds=_bank(
        "What was the Lenin Enrolment?",
        "A campaign to recruit workers, A campaign to punish peasants, A campaign to print books",
    ),
    passes=_bank(
        "For what purpose was the campaign of 1924 called the Lenin Enrolment?",
        "To recruit workers, To punish peasants, To print books",
    ),
    run=_run,
)
