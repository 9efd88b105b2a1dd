"""Options that say the same in another dress."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.language import folded
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        seen: dict[str, str] = {}
        for option in choice.response.options:
            text = plain_text(option.text)
            same = folded(text)
            if same and same in seen:
                message = f'the options "{seen[same]}" and "{text}" say the same'
                yield choice.asked.found("options", message, "change one of them")
            seen.setdefault(same, text)


def _bank(option: str) -> str:
    return f"""\
items:
  - id: members
    kind: multiple-choice
    stem: How many leaders formed the Triumvirate?
    options: ["Two", "Three", "Four", "{option}"]
    key: b
"""


CHECK = Check(
    name="near-equal-options",
    what='Two options that differ in capitals, articles, punctuation or figures only: "three" and "3".',
    why="Both are right or both are wrong, so that one less is left to choose from.",
    finds=_bank("4"),
    passes=_bank("5"),
    run=_run,
)
