"""Options that speak of "the above" but do not stand last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text

ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any|either) of the (?:above|other|answers|options|rest)\b", re.IGNORECASE
)


def _run(bank: Bank) -> Iterator[Found]:
    for choice in bank.choices:
        options = choice.response.options
        speaks = [ABOVE.search(plain_text(option.text)) is not None for option in options]
        for place, option in enumerate(options):
            moves = choice.response.movable[place : place + 1] == (True,)
            if speaks[place] and (moves or not all(speaks[place:])):
                message = f'option "{plain_text(option.text)}" does not always stand last'
                yield choice.asked.found("options", message, 'pin it ("pin: last"), or better ask without it')


CHECK = Check(
    name="all-or-none-not-last",
    what='An option such as "all of the above" that may be printed before others.',
    why="Pupils read options in order; above which others it stands must not depend on the shuffle.",
    finds="""\
items:
  - id: rivals
    kind: multiple-choice
    stem: Who opposed Stalin in 1926?
    options: [Trotsky, All of the above are right, Zinoviev]
    key: c
""",
    passes="""\
items:
  - id: rivals
    kind: multiple-choice
    stem: Who opposed Stalin in 1926?
    options: [Trotsky, Zinoviev, All of the above]
    key: c
""",
    run=_run,
)
