"""Stems that do not begin as their kind's questions do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.item import Kind


def _run(bank: Bank) -> Iterator[Found]:
    phrases = {
        phrase.casefold(): kind.kind
        for kind in bank.pool.kinds.values()
        for phrase in _phrases(kind)
        if " " in phrase and _extended(kind)
    }
    for question in bank.asked:
        kind = bank.kind(question)
        stem = " ".join(word for word in question.item.stem.casefold().split() if word != "that")
        if kind is None or not _phrases(kind) or not stem or not bank.english(question.whole):
            continue
        if any(_has(stem, phrase.casefold()) for phrase in _phrases(kind)):
            continue
        other = next((phrase for phrase in phrases if _has(stem, phrase)), None)
        if other is not None and phrases[other] != kind.kind:
            message = f'"{other}" asks for {phrases[other]}; the item is {kind.kind}'
            hint = f"a question of this kind has the words {_listed(kind)}"
            yield question.found("stem", message, hint)
        elif other is None and _extended(kind):
            message = f"the stem has no command word of {kind.kind}"
            yield question.found("stem", message, f"its questions have the words {_listed(kind)}")


def _phrases(kind: Kind) -> tuple[str, ...]:
    """The command words of a kind, those of any board among them."""
    return tuple(dict.fromkeys((*kind.command_words, *(w for row in kind.rows for w in row.command_words or ()))))


def _extended(kind: Kind) -> bool:
    """Whether every question of a kind is worth four marks or more and marked by a ladder or by developed points."""
    return all(row.marks >= 4 and (row.rubric or row.points_each > 1) for row in kind.rows)


def _has(stem: str, phrase: str) -> bool:
    """Whether `stem` has the words of `phrase`; "two things that you can infer" has "two things you can infer"."""
    return re.search(rf"\b{re.escape(phrase)}\b", stem) is not None


def _listed(kind: Kind) -> str:
    return " or ".join(f'"{phrase}"' for phrase in _phrases(kind))


def _bank(command: str) -> str:
    return f"""\
items:
  - id: patronage
    kind: describe-two
    stem: {command} in which patronage helped Stalin.
    scheme: {{points: [Delegates owed him their posts., He knew every file.]}}
"""


CHECK = Check(
    name="command-word",
    what="A stem without the command words of its kind, or with those of another kind.",
    why="Boards keep to their wording; pupils have learnt which answer each of the words asks for.",
    finds=_bank("Outline the ways"),
    passes=_bank("Describe two ways"),
    run=_run,
)
