"""Stimuli that stand above a question which does not speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

GENERAL = re.compile(
    r"\b(?:sources?|interpretations?|extracts?|figures?|pictures?|charts?|graphs?|maps?|diagrams?|tables?|views?|"
    r"photographs?|photos?|cartoons?|posters?|passages?|letters?|speech|speeches|reports?|articles?|documents?)\b",
    re.IGNORECASE,
)


def _run(bank: Bank) -> Iterator[Found]:
    said: dict[str, str] = {}
    for question in bank.asked:
        texts = "\n".join(text for _, text in question.prompt)
        said[question.whole.value.id] = f"{said.get(question.whole.value.id, '')}\n{texts}"
    for question in bank.asked:
        text = said[question.whole.value.id]
        if not bank.english(question.whole) or GENERAL.search(re.sub(r"@[\w.-]+", "", text)):
            continue
        for n, id in enumerate(question.item.stimuli):
            if f"@{id}" not in text:
                message = f"pupils see {id}, but nothing in the question speaks of it"
                yield question.found(f"stimuli.{n}", message, f"mention it as @{id}, or take it away")


def _bank(stem: str) -> str:
    return f"""\
stimuli:
  - {{id: testament, provenance: From Lenin's Testament of 1922., text: Stalin is too rude.}}
items:
  - id: criticism
    kind: short-answer
    stem: {stem}
    marks: 1
    stimuli: [testament]
    scheme: {{answers: [his rudeness]}}
"""


CHECK = Check(
    name="unmentioned-stimulus",
    what="A question that names a stimulus and then speaks neither of it nor of any source, picture or view.",
    why="Pupils don't know what it is there for, and answer without it.",
    finds=_bank("What did Lenin criticise in Stalin?"),
    passes=_bank("What does Lenin criticise in @testament?"),
    run=_run,
)
