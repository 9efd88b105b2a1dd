"""Options of which some end with a full stop."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        stops = [plain_text(option.text).rstrip().endswith(".") for option in choice.response.options]
        if 0 < sum(stops) < len(stops):
            message = f"{sum(stops)} of {len(stops)} options end with a full stop"
            yield choice.asked.found("options", message, "end all of them with one, or none")


def _bank(stop: str) -> str:
    return f"""\
items:
  - id: trotsky-late
    kind: multiple-choice
    stem: Why did some leaders distrust Trotsky?
    options: [He joined the party late{stop}, He led no army, He wrote no books]
    key: a
"""


CHECK = Check(
    name="uneven-endings",
    what="Options of which some end with a full stop and others don't.",
    why="The one that was written with more care is often the right one, and pupils notice.",
    finds=_bank("."),
    passes=_bank(""),
    run=_run,
)
