"""Questions that nearly nobody, or nearly everybody, gets right."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.example import short_answer
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


CHECK = Check(
    name="facility-out-of-range",
    what=f"A facility below {LEAST:.2f} or above {MOST:.2f}.",
    why="Such a question tells nobody apart; one that nearly all get wrong often has a wrong key.",
    finds=short_answer("facility: 0.12"),
    passes=short_answer("facility: 0.62"),
    run=_run,
)
