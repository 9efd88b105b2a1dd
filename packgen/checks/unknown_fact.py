"""Numbers of facts that the bank's list does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found
from packgen.load.facts import FILE, load_facts
from packgen.model.pool import Located


def _run(bank: Bank) -> Iterator[Found]:
    facts = lru_cache(maxsize=64)(load_facts)
    told: tuple[Located[Any], ...] = (*bank.live, *bank.pool.stimuli.values())
    for located in told:
        known = facts(Path(located.bank)) if located.bank else {}
        for n, fact in enumerate(located.value.facts):
            # Pages and addresses may stand beside the numbers of the list.
            if known and fact.isdecimal() and fact not in known:
                message = f"there is no fact {fact} in {FILE}"
                yield found(located, f"facts.{n}", message, "correct the number, or add the fact to the list")


def _bank(fact: str) -> str:
    return f"""\
items:
  - id: lenin-death
    kind: short-answer
    stem: In which year did Lenin die?
    marks: 1
    facts: ["{fact}"]
    scheme: {{answers: ["1924"]}}
"""


CHECK = Check(
    name="unknown-fact",
    what="A number under `facts` that stands in no line of the facts.md beside bank.yaml, where there is one.",
    why="When a fact turns out wrong, the items that rest on it are found by its number.",
    finds=_bank("77"),
    passes=_bank("7"),
    run=_run,
)
