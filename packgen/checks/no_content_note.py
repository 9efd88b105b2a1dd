"""Sources that may upset, without a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found

UPSETTING = re.compile(
    r"\b(?:tortur\w+|rap(?:e|ed|ing|ist)s?|suicide|genocide|massacre[sd]?|lynch\w*|corpses?|cannibal\w*|mutilat\w+|"
    r"beheaded|gassed|gas chambers?|concentration camps?|extermination|holocaust|starved to death|burn(?:t|ed) alive|"
    r"dead (?:bodies|children)|executions? by|firing squad|child abuse)\b",
    re.IGNORECASE,
)


def _run(bank: Bank) -> Iterator[Found]:
    for located in bank.pool.stimuli.values():
        stimulus = located.value
        if stimulus.content_note.strip() or not bank.english(located):
            continue
        texts = {"text": stimulus.text, "picture.alt": stimulus.picture.alt if stimulus.picture else ""}
        for field, text in texts.items():
            if word := UPSETTING.search(text):
                message = f'"{word[0]}" may upset pupils, who are not warned'
                yield found(located, field, message, "add `content_note:` with a plain line on what it is about")
                break


def _bank(note: str) -> str:
    return f"""\
stimuli:
  - id: witness
    provenance: Written for this page in the manner of a witness of 1933.
    text: Whole villages starved to death that winter.
{note}items:
  - id: witness-useful
    kind: source-utility
    stem: How useful is @witness to a historian of collectivisation?
    stimuli: [witness]
    scheme: {{indicative: [{{points: [one, two, three, four]}}]}}
"""


CHECK = Check(
    name="no-content-note",
    what="A source about torture, massacre, suicide or the like without a `content_note`.",
    why="Somebody in the class may have met it at home; a line in advance lets the teacher prepare them.",
    finds=_bank(""),
    passes=_bank("    content_note: This source speaks of famine.\n"),
    run=_run,
)
