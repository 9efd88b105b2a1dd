"""Drafts that have been left lying."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from packgen.checks.example import short_answer
from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found

MONTHS = 6


def _run(bank: Bank) -> Iterator[Found]:
    limit = bank.today - datetime.timedelta(days=30 * MONTHS)
    for located in bank.live:
        item = located.value
        if item.status == "draft" and item.checked is not None and item.checked < limit:
            message = f"it has been a draft since {item.checked} at least"
            yield found(located, "status", message, "finish it (`status: live`), or retire it")


CHECK = Check(
    name="old-draft",
    severity="note",
    what=f"A draft that was last checked over {MONTHS} months ago.",
    why="Drafts never print; a question that was nearly done is work for nothing.",
    finds=short_answer("status: draft", "checked: 2026-02-01"),
    passes=short_answer("status: live", "checked: 2026-02-01"),
    run=_run,
)
