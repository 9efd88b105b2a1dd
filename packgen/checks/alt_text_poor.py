"""Descriptions of pictures that describe nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from packgen.checks.language import words
from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found

OPENING = re.compile(
    r"^\s*(?:an? |the )?(?:image|picture|graphic|illustration) (?:of|showing|that shows)\b", re.IGNORECASE
)
FILE = re.compile(r"\.(?:png|jpe?g|gif|webp)\s*$", re.IGNORECASE)
LEAST_WORDS = 3


def _run(bank: Bank) -> Iterator[Found]:
    for located in bank.pool.stimuli.values():
        picture = located.value.picture
        if picture is None:
            continue
        said, stem = words(picture.alt), words(PurePosixPath(picture.file).stem.replace("-", " ").replace("_", " "))
        opening = OPENING.match(picture.alt)
        if FILE.search(picture.alt) or said == stem or len(said) < LEAST_WORDS:
            message = f'"{picture.alt.strip()}" describes nothing'
            yield found(located, "picture.alt", message, "say what is to be seen, in a sentence or two")
        elif opening and bank.english(located):
            message = f'a screen reader says that it is a picture before it says "{opening[0].strip()}"'
            yield found(located, "picture.alt", message, "begin with what is to be seen")


def _bank(alt: str) -> str:
    return f"""\
stimuli:
  - id: plan
    type: figure
    picture: {{file: images/plan.png, alt: {alt}}}
items:
  - id: plan-bases
    kind: short-answer
    stem: Using @plan, name the leader of the army.
    marks: 1
    stimuli: [plan]
    scheme: {{answers: [Trotsky]}}
"""


CHECK = Check(
    name="alt-text-poor",
    what='Alt text that is a file\'s name, is shorter than three words, or begins with "image of".',
    why="Pupils who can't see the picture have nothing else to answer by.",
    finds=_bank("plan.png"),
    passes=_bank("Four boxes with the names of leaders and their offices."),
    run=_run,
)
