"""Mentions of stimuli that will not be on the page."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank, texts
from packgen.diagnostics import Diagnostic, error
from packgen.markup.reader import Reader
from packgen.markup.references import references

PLAIN = r"correct the id, or write \@ for a plain @"


def _run(bank: Bank) -> Iterator[Diagnostic]:
    read, stimuli = Reader(), bank.pool.stimuli
    named: dict[str, set[str]] = {}
    for question in bank.asked:
        named.setdefault(question.whole.value.id, set()).update(question.item.stimuli)
    for question in bank.asked:
        whole = question.whole.value.id
        for field, text in texts(question.item):
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in named[whole]:
                    message = f"@{id} is mentioned, but is not among the stimuli of {whole}"
                    hint = f"add {id} to its stimuli" if id in stimuli else PLAIN
                    yield error(CHECK.name, message, hint, question.at(field))
    for located in stimuli.values():
        for field, text in texts(located.value):
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in stimuli:
                    message = f"@{id} is mentioned, but there is no such stimulus in the bank"
                    yield error(CHECK.name, message, PLAIN, located.at(field))


CHECK = Check(
    name="dangling-reference",
    what="An @id in a text whose stimulus the item does not name.",
    why="Only named stimuli are printed, so the mention can't become a label.",
    example="stem: How far does @letter agree with @speech?\nstimuli: [letter]",
    run=_run,
)
