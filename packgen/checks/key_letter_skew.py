"""Files whose fixed-order questions have their keys in one place too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, Place, warning
from packgen.kinds.labels import LETTERS

LEAST = 8
SHARE = 0.5


def _run(bank: Bank) -> Iterator[Diagnostic]:
    places: dict[str, Counter[int]] = {}
    for choice in bank.choices:
        options = [option.id for option in choice.response.options]
        if any(choice.response.movable) or len(choice.key.options) != 1 or len(options) < 3:
            continue
        if choice.key.options[0] in options:
            path = choice.asked.whole.place.path
            places.setdefault(path, Counter())[options.index(choice.key.options[0])] += 1
    for path, counts in places.items():
        ((place, times),) = counts.most_common(1)
        if counts.total() >= LEAST and times > SHARE * counts.total():
            message = f"{times} of {counts.total()} choices in a fixed order have the key {LETTERS[place].upper()}"
            hint = "change distractors so that the right number or date is sometimes early, sometimes late"
            yield warning(CHECK.name, message, hint, Place(path))


CHECK = Check(
    name="key-letter-skew",
    what=f"A file of {LEAST} or more fixed-order choices, more than half of them with the same key letter.",
    why="Shuffling evens out letters, but numbers and dates stay in order; pupils soon learn to guess C.",
    example="options: [1922, 1923, 1924, 1925]\nkey: c   # and so for most of the file",
    run=_run,
)
