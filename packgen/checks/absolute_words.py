"""Distractors that give themselves away by words such as "always"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

ABSOLUTE = re.compile(
    r"\b(?:always|never|everyone|everybody|nobody|no one|completely|entirely|totally|absolutely|impossible)\b",
    re.IGNORECASE,
)


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        if not bank.english(choice.asked.whole):
            continue
        words = {option.id: ABSOLUTE.search(plain_text(option.text)) for option in choice.response.options}
        if any(words.get(id) for id in choice.key.options):
            continue
        for word in filter(None, words.values()):
            message = f'"{word[0]}" stands in a wrong option and in no right one'
            yield choice.asked.found("options", message, "say it less absolutely")
            break


def _bank(option: str) -> str:
    return f"""\
items:
  - id: trotsky-lenin
    kind: multiple-choice
    stem: Why did some leaders distrust Trotsky?
    options: [He joined the party late, {option}, He wrote no books]
    key: a
"""


CHECK = Check(
    name="absolute-words",
    what='A wrong option with a word such as "always", "never" or "completely" where no right one has such a word.',
    why="Little is always so: pupils cross out such options without knowing anything.",
    finds=_bank("He always agreed with Stalin"),
    passes=_bank("He often agreed with Stalin"),
    run=_run,
)
