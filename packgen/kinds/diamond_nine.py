"""Diamond nine: nine statements ranked in the shape of a diamond, and the ranking justified."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.kinds.jumble import jumbled
from packgen.kinds.lowered import item_marking, undivided
from packgen.kinds.repeats import repeated
from packgen.kinds.rows import answer_spaces
from packgen.kinds.shape import Finding, Lowering, Shape, row_tariff
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Markdown
from packgen.model.response import Ranked

NINE = 9
LONGEST = 160


class DiamondNineItem(Item, frozen=True, kw_only=True):
    """Nine statements, shuffled and lettered.  There is no one right ranking: `scheme` says what a good one argues."""

    statements: tuple[Markdown, ...] = ()
    top: str = ""
    bottom: str = ""


def _check(item: DiamondNineItem, kind: Kind) -> Iterator[Finding]:
    if len(item.statements) != NINE:
        message = f"there are {len(item.statements) or 'no'} statements; a diamond nine has nine"
        rule = "too-few-statements" if len(item.statements) < NINE else "too-many-statements"
        yield Finding("statements", rule, message, "give nine under `statements:`")
    for n, text in enumerate(item.statements):
        if not text.strip():
            message = f"statement {n + 1} has no words"
            yield Finding(f"statements.{n}", "empty-statement", message, "write it")
        elif len(text) > LONGEST:
            message = f"statement {n + 1} has {len(text)} characters; {LONGEST} is the most"
            yield Finding(f"statements.{n}", "long-statement", message, "say it in fewer words")
    for first, n in repeated(item.statements):
        message = f"statements {first + 1} and {n + 1} say the same"
        yield Finding(f"statements.{n}", "duplicate-statement", message, "word them differently")
    scheme = item.scheme
    if not (scheme.points or scheme.indicative or scheme.answers):
        hint = "add `scheme:` with `points` that a good justification makes"
        yield Finding("scheme", "no-mark-scheme", "nothing says how the ranking is marked", hint)


def _lower(item: DiamondNineItem, how: Lowering) -> Question:
    order = jumbled(len(item.statements), how.draw, "statements", lambda order: False)
    statements = tuple(how.blocks(f"statements.{n}", item.statements[n]) for n in order)
    tariff = row_tariff(item, how.row)
    response = Ranked(statements, answer_spaces(item, how.row), item.top, item.bottom)
    marking = item_marking(item, how, tariff.marks)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, marking)


SHAPE: Shape[DiamondNineItem] = Shape(
    name="diamond-nine",
    purpose="rank nine statements in a diamond, and justify the ranking",
    item=DiamondNineItem,
    check=_check,
    lower=_lower,
    template=lambda kind: (
        """\
statements:                   # nine; they are shuffled and lettered
  - He controlled appointments.
  - He kept the party's records.
  - Trotsky was often ill.
  - Trotsky was seen as arrogant.
  - His rivals underrated him.
  - The Testament was not published.
  - Zinoviev and Kamenev feared Trotsky more.
  - The ban on factions silenced critics.
  - Socialism in One Country was popular.
# top: most important         # the words above and below the diamond
# bottom: least important
scheme:
  points:
    - "His office: it made loyal delegates, on whom all votes depended."
    - "His rivals' mistakes: without them his office would not have been enough."
    - "Ideas: they won support, but came after his office had given him delegates."
  # guidance: A word to the marker.
"""
    ),
)
