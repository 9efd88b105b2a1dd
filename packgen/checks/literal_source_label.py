"""Labels written by hand where a form gives its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

LABEL = re.compile(r"\b(?:Sources?|Interpretations?|Extracts?)\s+[A-Z]\b|\bFigures?\s+\d+\b")


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        stimuli = question.stimuli or question.whole.value.stimuli
        fixed = {bank.pool.stimuli[id].value.label.casefold() for id in stimuli if id in bank.pool.stimuli}
        for field, text in question.texts if stimuli else ():
            label = LABEL.search(text)
            if label and " ".join(label[0].split()).casefold() not in fixed:
                message = f'"{label[0]}" is written out, but sources are lettered afresh in every paper'
                yield question.found(field, message, f"write @{stimuli[0]}; the paper puts its label there")


CHECK = Check(
    name="literal-source-label",
    what='A text that says "Source C" by hand although the item names its stimuli.',
    why="The next paper prints that source as Source A, and the question sends pupils to another one.",
    finds="""\
stimuli:
  - {id: letter, provenance: A letter of 1923., text: Comrades!}
items:
  - id: letter-useful
    kind: source-utility
    stem: How useful is Source C to a historian of the party?
    stimuli: [letter]
    scheme: {indicative: [{points: [one, two, three, four]}]}
""",
    passes="""\
stimuli:
  - {id: letter, provenance: A letter of 1923., text: Comrades!}
items:
  - id: letter-useful
    kind: source-utility
    stem: How useful is @letter to a historian of the party?
    stimuli: [letter]
    scheme: {indicative: [{points: [one, two, three, four]}]}
""",
    run=_run,
)
