"""Options that speak of "the above" but do not stand last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, warning
from packgen.model.document import plain_text

ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any|either) of the (?:above|other|answers|options|rest)\b", re.IGNORECASE
)


def _run(bank: Bank) -> Iterator[Diagnostic]:
    for choice in bank.choices:
        options = choice.response.options
        speaks = [ABOVE.search(plain_text(option.text)) is not None for option in options]
        for place, option in enumerate(options):
            moves = choice.response.movable[place : place + 1] == (True,)
            if speaks[place] and (moves or not all(speaks[place:])):
                message = f'option "{plain_text(option.text)}" does not always stand last'
                hint = 'pin it ("pin: last"), or better ask without it'
                yield warning(CHECK.name, message, hint, choice.asked.at("options"))


CHECK = Check(
    name="all-or-none-not-last",
    what='An option such as "all of the above" that may be printed before others.',
    why="Pupils read options in order; above which others it stands must not depend on the shuffle.",
    example="options: [Trotsky, All of the above are right, Zinoviev]",
    run=_run,
)
