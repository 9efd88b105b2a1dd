"""Right options that sound like the question."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.language import content, holds, words
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

LEAST_LETTERS = 5


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        if not bank.english(choice.asked.whole) or len(choice.response.options) < 3:
            continue
        stem = {word for word in content(choice.asked.item.stem) if len(word) >= LEAST_LETTERS}
        shared = {option.id: _shared(plain_text(option.text), stem) for option in choice.response.options}
        keys = [shared[id] for id in choice.key.options if id in shared]
        wrong = [shared[id] for id in shared if id not in choice.key.options]
        said = [plain_text(o.text) for o in choice.response.options if o.id in choice.key.options]
        whole = any(holds(words(choice.asked.item.stem), words(text)) for text in said if words(text))
        if keys and all(keys) and not any(wrong) and not whole:
            word = sorted(keys[0])[0]
            message = f'the right option alone repeats "{word}" from the stem'
            yield choice.asked.found("options", message, "use the word in a distractor too, or in neither place")


def _shared(option: str, stem: set[str]) -> set[str]:
    return stem.intersection(content(option))


def _bank(option: str) -> str:
    return f"""\
items:
  - id: enrolment
    kind: multiple-choice
    stem: What was the Lenin Enrolment?
    options: [A mass funeral, {option}, A five-year plan]
    key: b
"""


CHECK = Check(
    name="key-repeats-stem",
    what=f"A right option that alone repeats a word of the stem ({LEAST_LETTERS} letters or more).",
    why="Pupils who don't know choose what sounds like the question.",
    finds=_bank("The enrolment of members"),
    passes=_bank("A drive for new members"),
    run=_run,
)
