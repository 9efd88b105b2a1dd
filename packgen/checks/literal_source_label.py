"""Labels written by hand where a form gives its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank, texts
from packgen.diagnostics import Diagnostic, warning

LABEL = re.compile(r"\b(?:Sources?|Interpretations?|Extracts?)\s+[A-Z]\b|\bFigures?\s+\d+\b")


def _run(bank: Bank) -> Iterator[Diagnostic]:
    for question in bank.asked:
        stimuli = question.item.stimuli or question.whole.value.stimuli
        fixed = {bank.pool.stimuli[id].value.label.casefold() for id in stimuli if id in bank.pool.stimuli}
        for field, text in texts(question.item) if stimuli else ():
            found = LABEL.search(text)
            if found and " ".join(found[0].split()).casefold() not in fixed:
                message = f'"{found[0]}" is written out, but sources are lettered afresh in every paper'
                hint = f"write @{stimuli[0]}; the paper puts its label there"
                yield warning(CHECK.name, message, hint, question.at(field))


CHECK = Check(
    name="literal-source-label",
    what='A text that says "Source C" by hand although the item names its stimuli.',
    why="The next paper prints that source as Source A, and the question sends pupils to another one.",
    example="stem: How useful is Source C?\nstimuli: [testament-postscript]",
    run=_run,
)
