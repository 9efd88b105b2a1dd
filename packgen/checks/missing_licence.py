"""Stimuli of which nobody says whether they may be copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found


def _run(bank: Bank) -> Iterator[Found]:
    files: dict[str, list[Any]] = {}
    for located in bank.pool.stimuli.values():
        files.setdefault(located.place.path, []).append(located)
    for stimuli in files.values():
        bare = [one for one in stimuli if not one.value.licence.strip() and not one.value.credit.strip()]
        if 2 * len(bare) >= len(stimuli):
            continue
        for located in bare:
            message = f"{located.value.id} has neither licence nor credit; most of this file's have"
            yield found(located, "", message, "say in `licence` or `credit` whose it is and how it may be copied")


def _bank(licence: str) -> str:
    return f"""\
stimuli:
  - {{id: letter, provenance: A letter of 1923., text: Comrades!, licence: public domain}}
  - {{id: speech, provenance: A speech of 1924., text: We swear!, licence: public domain}}
  - {{id: report, provenance: A report of 1925., text: All is well.{licence}}}
items:
  - id: useful
    kind: source-utility
    stem: How useful are @letter, @speech and @report to a historian of the party?
    stimuli: [letter, speech, report]
    scheme: {{indicative: [{{points: [one, two, three, four]}}]}}
"""


CHECK = Check(
    name="missing-licence",
    what="A stimulus with neither `licence` nor `credit` in a file where more than half of them have one.",
    why="What may be copied for a class may not be put on the school's web page.",
    finds=_bank(""),
    passes=_bank(", credit: Written for this page"),
    run=_run,
)
