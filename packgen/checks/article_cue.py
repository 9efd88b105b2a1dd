"""Stems whose last word fits some of the options only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

ENDS = re.compile(r"(?<![/\w])(an?)[^\w/]*$", re.IGNORECASE)
VOWEL = re.compile(r"^\W*(?!(?:eu|one\b|once\b|un[ie]|us[ae]|u[bt]))(?:[aeiou]|hour|honest|honour|heir)", re.IGNORECASE)


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        last = ENDS.search(choice.asked.item.stem.rstrip())
        if last is None or not bank.english(choice.asked.whole):
            continue
        wanted = last[1].casefold() == "an"
        fits = [bool(VOWEL.match(plain_text(option.text))) == wanted for option in choice.response.options]
        if not all(fits):
            message = f'"{last[1]}" at the end of the stem fits {sum(fits)} of the {len(fits)} options'
            yield choice.asked.found("stem", message, 'write "a/an", or put the article into the options')


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: enrolment
    kind: multiple-choice
    stem: {stem}
    options: [campaign, army, editor]
    key: a
"""


CHECK = Check(
    name="article-cue",
    what='A stem that ends with "a" or "an" before options of which only some can follow it.',
    why="The article says which options can be left out.",
    finds=_bank("The Lenin Enrolment of 1924 was a"),
    passes=_bank("The Lenin Enrolment of 1924 was a/an"),
    run=_run,
)
