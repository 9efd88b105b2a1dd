"""Questions that say their own answer."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.language import content, holds, words
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        stem = words(question.item.stem)
        if "or" in stem:
            continue
        for n, answer in enumerate(question.item.scheme.answers):
            if content(answer) and holds(stem, words(answer)):
                message = f'the stem says the answer, "{answer}"'
                yield question.found(f"scheme.answers.{n}", message, "ask it in other words")
    for choice in bank.choices:
        stem = words(choice.asked.item.stem)
        said = {option.id: words(plain_text(option.text)) for option in choice.response.options}
        told = [id for id, option in said.items() if content(" ".join(option)) and holds(stem, option)]
        if told and set(told) == set(choice.key.options):
            yield choice.asked.found("stem", "the stem says the right option and no other", "ask it in other words")


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: triumvirate-name
    kind: short-answer
    stem: {stem}
    marks: 1
    scheme: {{answers: [the Triumvirate]}}
"""


CHECK = Check(
    name="answer-in-stem",
    what="A stem that has the words of its own answer, or of the right option alone.",
    why="It asks for reading, not for knowledge.",
    finds=_bank("What was the name of the alliance, the Triumvirate, that was formed in 1923?"),
    passes=_bank("What was the name of the alliance of three that was formed in 1923?"),
    run=_run,
)
