"""Questions that name lines of a source whose lines end where the page has them end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

_LINES = re.compile(r"\blines?\s+\d+", re.IGNORECASE)
_ENDED = re.compile(r"(?:\\|  )\n")


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        if not bank.english(question.whole):
            continue
        named = next((each for each in (question.item, *question.around) if each.stimuli), question.item).stimuli
        known = [bank.pool.stimuli[id].value for id in named if id in bank.pool.stimuli]
        for field, text in question.prompt:
            found = _LINES.search(text)
            if not found or not known:
                continue
            numbered = [each for each in known if each.line_numbers]
            if not numbered:
                message = f'"{found[0]}" is named, but no source of the question has its lines numbered'
                yield question.found(field, message, f"give {known[0].id} `line_numbers: true`")
            elif not any(_ENDED.search(each.text) for each in numbered):
                message = f'"{found[0]}" is another line of {numbered[0].id} in every layout and in large print'
                yield question.found(field, message, "end the lines of its text yourself, with \\ at the end of each")


def _bank(end: str) -> str:
    return f"""\
stimuli:
  - id: mill
    type: extract
    provenance: The opening of a story.
    line_numbers: true
    text: |
      The mill had stood empty since the flood, and the children{end}
      of the lower town were told not to go near it.
items:
  - id: mill-empty
    kind: short-answer
    stem: Since when, by line 1 of @mill, has the mill been empty?
    marks: 1
    stimuli: [mill]
    scheme: {{answers: [the flood]}}
"""


CHECK = Check(
    name="moving-lines",
    what="A question that names lines of a source that are not numbered, or that its author has not ended.",
    why="Lines end elsewhere in another layout and in large print, so that pupils are sent to other words.",
    finds=_bank(""),
    passes=_bank("\\"),
    run=_run,
)
