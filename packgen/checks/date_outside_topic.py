"""Years that the topic is not about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from packgen.checks.rule import Bank, Check, Found

YEAR = re.compile(
    r"(?<![\w£$€.,:/-])(?<!\d[–-])(1\d{3}|20\d{2})(?![\d%])(?![.,:]\d)(?!\s?(?:km|miles|tonnes|people|men)\b)"
)


def _run(bank: Bank) -> Iterator[Found]:
    for text in bank.texts:
        owner: Any = text.owner.value
        first, last = bank.years(getattr(owner, "topic", ""))
        if first is None and last is None:
            continue
        strange = [
            year
            for year in dict.fromkeys(map(int, YEAR.findall(text.text)))
            if (first is not None and year < first) or (last is not None and year > last)
        ]
        if strange:
            years = ", ".join(map(str, strange))
            span = f"from {first} on" if last is None else f"up to {last}" if first is None else f"{first} to {last}"
            message = f"{years} lies outside the years of topic {owner.topic} ({span})"
            yield text.found(message, "correct the year, widen the topic's `from` and `to`, or choose another topic")


def _bank(year: int) -> str:
    return f"""\
items:
  - id: lenin-death
    kind: describe-two
    stem: Describe two effects of Lenin's death in January {year}.
    scheme: {{points: [The Triumvirate ruled., The Testament was read to delegates.]}}
"""


CHECK = Check(
    name="date-outside-topic",
    what="A year before the topic's `from` or after its `to`, in a question, a scheme, a source or a note.",
    why="Most often two figures have changed places: 1942 for 1924.",
    finds=_bank(1942),
    passes=_bank(1924),
    run=_run,
)
