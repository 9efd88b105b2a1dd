"""Items that are kept apart from what is never printed."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found


def _run(bank: Bank) -> Iterator[Found]:
    for located in bank.live:
        for n, name in enumerate(located.value.enemies):
            other = bank.pool.items.get(name)
            if other is not None and other.value.status == "retired":
                message = f"{name}, from which it is kept apart, is retired"
                yield found(located, f"enemies.{n}", message, "delete it from `enemies`")


def _bank(status: str) -> str:
    return f"""\
items:
  - {{id: a, kind: short-answer, stem: Who led the Right?, marks: 1, enemies: [b], scheme: {{answers: [Bukharin]}}}}
  - {{id: b, kind: short-answer, stem: When did Lenin die?, marks: 1, status: {status}, scheme: {{answers: ["1924"]}}}}
"""


CHECK = Check(
    name="stale-enemy",
    severity="note",
    what="An item whose `enemies` name a retired one.",
    why="Who reads the list thinks that the pair still matters.",
    finds=_bank("retired"),
    passes=_bank("live"),
    run=_run,
)
