"""Mentions of stimuli that will not be on the page."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import asked, texts
from packgen.diagnostics import Diagnostic, warning
from packgen.markup.reader import Reader
from packgen.markup.references import references
from packgen.model.pool import ItemPool


def _run(pool: ItemPool) -> Iterator[Diagnostic]:
    read = Reader()
    for question in asked(pool):
        named = {*question.item.stimuli, *question.whole.value.stimuli}
        for field, text in texts(question.item):
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in named:
                    message = f"@{id} is mentioned, but is not among the stimuli of {question.whole.value.id}"
                    hint = f"add {id} to its stimuli" if id in pool.stimuli else "there is no such stimulus in the bank"
                    yield warning(CHECK.name, message, hint, question.at(field))
    for located in pool.stimuli.values():
        for field, text in texts(located.value):
            for id in references(read.blocks(text)) if "@" in text else ():
                if id not in pool.stimuli:
                    message = f"@{id} is mentioned, but there is no such stimulus in the bank"
                    yield warning(CHECK.name, message, r"correct the id, or write \@ for a plain @", located.at(field))


CHECK = Check(
    name="dangling-reference",
    what="An @id in a text whose stimulus the item does not name.",
    why="Only named stimuli are printed, so the mention can't become a label.",
    example="stem: How far does @letter agree with @speech?\nstimuli: [letter]",
    run=_run,
)
