"""Keys that give themselves away by their length."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

RATIO = 1.5
MORE = 12


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        lengths = {option.id: len(plain_text(option.text)) for option in choice.response.options}
        others = [length for id, length in lengths.items() if id not in choice.key.options]
        if len(choice.key.options) != 1 or not others:
            continue
        key = lengths.get(choice.key.options[0], 0)
        if key >= RATIO * max(others) and key - max(others) >= MORE:
            message = f"the right option is much the longest ({key} characters; the next has {max(others)})"
            yield choice.asked.found("options", message, "shorten it, or make a distractor as exact")


CHECK = Check(
    name="longest-option-is-key",
    what=f"A right option half as long again as every other, and at least {MORE} characters longer.",
    why="Pupils who know nothing choose the longest, most careful option, and are right.",
    finds="""\
items:
  - id: winner
    kind: multiple-choice
    stem: Who came to lead the Soviet Union?
    options: [Leon Trotsky, Stalin after a long struggle, Lev Kamenev]
    key: b
""",
    passes="""\
items:
  - id: winner
    kind: multiple-choice
    stem: Who came to lead the Soviet Union?
    options: [Leon Trotsky, Joseph Stalin, Lev Kamenev]
    key: b
""",
    run=_run,
)
