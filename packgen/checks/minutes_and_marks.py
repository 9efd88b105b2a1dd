"""Working times that don't go with the marks."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.kinds.shape import tariff_of

RATIO = 2.5
MORE = 2


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        minutes, kind = question.item.minutes, bank.kind(question)
        tariff = tariff_of(question.item, bank.pool.kinds, next(iter(question.item.boards), ""))
        if minutes is None or kind is None or tariff is None or kind.homework:
            continue
        usual = kind.minutes_per_mark * (tariff.marks + tariff.spag)
        if max(minutes, usual) > RATIO * min(minutes, usual) and abs(minutes - usual) > MORE:
            message = f"{minutes:g} minutes for {tariff.marks + tariff.spag} marks; about {usual:.0f} are usual"
            yield question.found("minutes", message, "correct `minutes`, or leave it out")


def _bank(minutes: int) -> str:
    return f"""\
items:
  - id: patronage
    kind: describe-two
    stem: Describe two ways in which patronage helped Stalin.
    minutes: {minutes}
    scheme: {{points: [Delegates owed him their posts., He knew every file.]}}
"""


CHECK = Check(
    name="minutes-and-marks",
    what=f"Minutes that are over {RATIO:g} times, or under 1/{RATIO:g} of, what its kind takes for its marks.",
    why="The time printed on a paper is made of them; one 40 for a 4 makes a lesson's test too long.",
    finds=_bank(40),
    passes=_bank(4),
    run=_run,
)
