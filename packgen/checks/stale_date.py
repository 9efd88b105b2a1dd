"""Things that nobody has looked at for years."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from packgen.checks.example import short_answer
from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found
from packgen.model.pool import Located

YEARS = 3


def _run(bank: Bank) -> Iterator[Found]:
    limit = bank.today - datetime.timedelta(days=365 * YEARS)
    dated: tuple[Located[Any], ...] = (*bank.live, *bank.pool.stimuli.values())
    for located in dated:
        checked = located.value.checked
        if checked is None:
            continue
        if checked < limit:
            message = f"it was last checked on {checked}, over {YEARS} years ago"
            yield found(located, "checked", message, "read it again and set `checked` to the day")
        elif checked > bank.today + datetime.timedelta(days=1):
            yield found(located, "checked", f"{checked} is still to come", "correct `checked`")


CHECK = Check(
    name="stale-date",
    what=f"A `checked` date over {YEARS} years ago, or still to come.",
    why="Specifications and boards' wordings change; so do textbooks' facts.",
    finds=short_answer("checked: 2019-09-01"),
    passes=short_answer("checked: 2026-09-01"),
    run=_run,
)
