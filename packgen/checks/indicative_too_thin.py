"""Levels of response with too little content to place an answer by."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.kinds.rows import row_for


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        item = question.item
        kind = bank.kind(question)
        row = row_for(item, kind, item.boards[0] if item.boards else "") if kind else None
        rubric = bank.pool.rubrics.get(item.scheme.rubric or (row.rubric if row else ""))
        if rubric is None:
            continue
        levels = len(rubric.value.levels)
        points = sum(len(group.points) for group in item.scheme.indicative) + len(item.scheme.points)
        if 0 < points < levels:
            said = "1 point" if points == 1 else f"{points} points"
            message = f"{said} of indicative content for a ladder of {levels} levels"
            hint = "give five to eight, in groups where the question has sides"
            yield question.found("scheme.indicative", message, hint)


CHECK = Check(
    name="indicative-too-thin",
    what="Fewer points of indicative content than the ladder has levels.",
    why="Markers place an answer by what it could have said; two points do not tell a third level from a fourth.",
    finds="""\
items:
  - id: why-stalin
    kind: explain-why
    stem: Explain why Stalin defeated his rivals.
    scheme: {indicative: [{points: [He was General Secretary.]}]}
""",
    passes="""\
items:
  - id: why-stalin
    kind: explain-why
    stem: Explain why Stalin defeated his rivals.
    scheme:
      indicative:
        - points:
            - He was General Secretary.
            - His rivals were divided.
            - He changed sides in time.
            - New members owed him their places.
""",
    run=_run,
)
