"""Questions with two sides whose scheme has one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found

TWO_SIDED = re.compile(
    r"\b(?:how far|to what extent|do you agree|assess the validity|the more important|more convincing|"
    r"the main (?:reason|factor|cause))\b",
    re.IGNORECASE,
)


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        groups = [group for group in question.item.scheme.indicative if any(point.strip() for point in group.points)]
        if len(groups) == 1 and bank.english(question.whole) and TWO_SIDED.search(question.item.stem):
            heading = groups[0].heading or "no heading"
            message = f"the question has two sides, the indicative content one group ({heading})"
            hint = "group it: for and against, or one group for each of what is compared"
            yield question.found("scheme.indicative", message, hint)


def _bank(against: str) -> str:
    return f"""\
items:
  - id: agree-machine
    kind: how-far-do-you-agree
    statement: Stalin won because he was General Secretary.
    stem: How far do you agree?
    scheme:
      indicative:
        - heading: For
          points: [He chose delegates., He knew every file., He ran the offices., Members owed him posts.]
{against}"""


CHECK = Check(
    name="one-sided-scheme",
    what='A "how far" question, a judgement or a comparison whose indicative content is one single group.',
    why="Upper levels need both sides; a marker who sees one side credits one side.",
    finds=_bank(""),
    passes=_bank("        - heading: Against\n          points: [Rivals made mistakes., NEP was in trouble.]\n"),
    run=_run,
)
