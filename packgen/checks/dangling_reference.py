"""Mentions of stimuli that will not be on the page."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found
from packgen.markup.reader import Reader
from packgen.markup.references import references
from packgen.model import authored

PLAIN = r"correct the id, or write \@ for a plain @"


def _run(bank: Bank) -> Iterator[Found]:
    read, stimuli = Reader(), bank.pool.stimuli
    named: dict[str, set[str]] = {}
    for question in bank.asked:
        named.setdefault(question.whole.value.id, set()).update(question.item.stimuli)
    for question in bank.asked:
        whole = question.whole.value.id
        for field, text in question.texts:
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in named[whole]:
                    message = f"@{id} is mentioned, but is not among the stimuli of {whole}"
                    yield question.found(field, message, f"add {id} to its stimuli" if id in stimuli else PLAIN)
    for located in stimuli.values():
        for field, text in authored.texts(located.value):
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in stimuli:
                    message = f"@{id} is mentioned, but there is no such stimulus in the bank"
                    yield found(located, field, message, PLAIN)


CHECK = Check(
    name="dangling-reference",
    severity="error",
    what="An @id in a text whose stimulus the item does not name.",
    why="Only named stimuli are printed, so the mention can't become a label.",
    finds="""\
stimuli:
  - {id: letter, provenance: A letter of 1923., text: Comrades!}
items:
  - id: letter-and-speech
    kind: source-utility
    stem: How useful is @letter, beside @speech, to a historian of the party?
    stimuli: [letter]
    scheme: {indicative: [{points: [one, two, three, four]}]}
""",
    passes="""\
stimuli:
  - {id: letter, provenance: A letter of 1923., text: Comrades!}
items:
  - id: letter-and-speech
    kind: source-utility
    stem: How useful is @letter to a historian of the party?
    stimuli: [letter]
    scheme: {indicative: [{points: [one, two, three, four]}]}
""",
    run=_run,
)
