"""Spaces that are too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

STRAY = (
    (re.compile(r"(?<=[^\s|])[ ]{2,}(?=[^\s|\\])"), "two spaces in a row", "delete one"),
    (re.compile(r"(?<=\w)[ ][,;.?!](?![.\d\w])"), "a space before a stop", "delete it"),
    (re.compile(r"[a-z]{2}[,;](?=[a-z]{2})"), "no space after a comma", "add one"),
    (re.compile(r"\((?:[ ])\w|\w[ ]\)"), "a space inside brackets", "delete it"),
)
FRENCH = ("fr",)


def _run(bank: Bank) -> Iterator[Found]:
    for text in bank.texts:
        lang = getattr(text.owner.value, "lang", "") or bank.languages.get(text.owner.bank, "")
        if lang.casefold().startswith(FRENCH):
            continue
        for pattern, message, hint in STRAY:
            if found := pattern.search(text.text):
                around = text.text[max(0, found.start() - 12) : found.end() + 12].replace("\n", " ").strip()
                yield text.found(f'{message}: "{around}"', hint)
                break


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: "{stem}"
    marks: 1
    scheme: {{answers: [Bukharin]}}
"""


CHECK = Check(
    name="stray-space",
    what="Two spaces in a row, a space before a comma or a stop, none after a comma, one inside brackets.",
    why="Justified or not, such gaps show on paper.",
    finds=_bank("Who led the Right , and was editor of a newspaper?"),
    passes=_bank("Who led the Right, and was editor of a newspaper?"),
    run=_run,
)
