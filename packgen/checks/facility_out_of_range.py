"""Questions that nearly nobody, or nearly everybody, gets right."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

LEAST = 0.2
MOST = 0.9


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        facility = question.item.facility
        if facility is not None and not LEAST <= facility <= MOST:
            who = "hardly anyone" if facility < LEAST else "nearly everyone"
            message = f"with a facility of {facility:g} {who} gets it right"
            hint = "look at the key and at the wording; if the number is right, make it easier or harder"
            yield question.found("facility", message, hint)


def _bank(facility: float) -> str:
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: Who led the Right of the party?
    marks: 1
    facility: {facility}
    scheme: {{answers: [Bukharin]}}
"""


CHECK = Check(
    name="facility-out-of-range",
    what=f"A facility below {LEAST:.2f} or above {MOST:.2f}.",
    why="Such a question tells nobody apart; one that nearly all get wrong often has a wrong key.",
    finds=_bank(0.12),
    passes=_bank(0.62),
    run=_run,
)
