"""Options that are ranges with something in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

RANGE = re.compile(r"\W*(?:from |between )?(\d[\d,]*)\s*(?:[-–]|to|and)\s*(\d[\d,]*)\W*(?:\D{0,20})")
BELOW = re.compile(r"\W*(?:under|below|less than|fewer than|before)\s*\D?(\d[\d,]*)\D{0,20}", re.IGNORECASE)
ABOVE = re.compile(r"\W*(?:over|above|more than|after)\s*\D?(\d[\d,]*)\D{0,20}", re.IGNORECASE)


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        texts = [plain_text(option.text) for option in choice.response.options]
        ranges = [_range(text) for text in texts]
        if len(ranges) < 2 or not all(ranges):
            continue
        ordered = sorted((found, text) for found, text in zip(ranges, texts, strict=True) if found)
        for (one, first), (other, second) in pairwise(ordered):
            if other[0] <= one[1]:
                message = f'the options "{first}" and "{second}" overlap'
                yield choice.asked.found("options", message, "let each end before the next begins: 10-19, 20-29")


def _range(text: str) -> tuple[float, float] | None:
    if found := RANGE.fullmatch(text):
        low, high = found[1].replace(",", ""), found[2].replace(",", "")
        # 1921-24 ends in 1924.
        whole = low[: len(low) - len(high)] + high if len(high) < len(low) else high
        return float(low), float(whole)
    if found := BELOW.fullmatch(text):
        return float("-inf"), float(found[1].replace(",", "")) - 1
    if found := ABOVE.fullmatch(text):
        return float(found[1].replace(",", "")) + 1, float("inf")
    return None


def _bank(options: str) -> str:
    return f"""\
items:
  - id: years-of-opposition
    kind: multiple-choice
    stem: In which years was the United Opposition active?
    options: [{options}]
    key: b
"""


CHECK = Check(
    name="overlapping-ranges",
    what="Options that are ranges of years or numbers of which two have something in common.",
    why="What lies in both has two right answers.",
    finds=_bank("1923-26, 1926-27, 1928-29"),
    passes=_bank("1923-25, 1926-27, 1928-29"),
    run=_run,
)
