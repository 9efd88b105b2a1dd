"""Options of very different length."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks import longest_option_is_key
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

RATIO = 4
MORE = 30


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        options = sorted(choice.response.options, key=lambda option: len(plain_text(option.text)))
        lengths = [len(plain_text(option.text)) for option in options]
        if len(options) < 3 or lengths[-1] < RATIO * lengths[0] or lengths[-1] - lengths[0] < MORE:
            continue
        if options[-1].id in choice.key.options and lengths[-1] >= longest_option_is_key.RATIO * lengths[-2]:
            continue  # told as longest-option-is-key
        message = f"the longest option has {lengths[-1]} characters, the shortest {lengths[0]}"
        yield choice.asked.found("options", message, "make them alike: all short, or all as exact")


def _bank(option: str) -> str:
    return f"""\
items:
  - id: post-1922
    kind: multiple-choice
    stem: Which post did Stalin hold from April 1922?
    options: [General Secretary, {option}, Head of state]
    key: a
"""


CHECK = Check(
    name="uneven-options",
    what=f"Options of which the longest has {RATIO} times the characters of the shortest and at least {MORE} more.",
    why="An option that stands out is chosen, or left out, for its looks.",
    finds=_bank("Editor of the party's newspaper and head of all that was printed"),
    passes=_bank("Editor of Pravda"),
    run=_run,
)
