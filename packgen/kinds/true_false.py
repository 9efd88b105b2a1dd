"""True or false: statements to judge and, where they are false, to put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from packgen.kinds.jumble import jumbled
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, said
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import Paragraph, RichText, Strong, Text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Verdicts

MOST_STATEMENTS = 20


class Statement(Authored, frozen=True, kw_only=True):
    """A statement and whether it is so; `correction` puts a false one right, `accept` lists other ways to do it."""

    text: Markdown = ""
    answer: bool | None = None
    correction: Markdown = ""
    accept: tuple[Markdown, ...] = ()


class TrueFalseItem(Item, frozen=True, kw_only=True):
    """Statements to judge.  With `correct: false` there are no lines to put the false ones right."""

    statements: tuple[Statement, ...] = ()
    correct: bool = True
    order: Literal["shuffle", "fixed"] = "shuffle"


def _check(item: TrueFalseItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.statements)
    if not count:
        hint = "add them under `statements:`, each with `text` and `answer`"
        yield Finding("statements", "no-statements", "there are no statements to judge", hint)
    if count > MOST_STATEMENTS:
        message = f"{count} statements are too many for one question; {MOST_STATEMENTS} is the most"
        yield Finding("statements", "too-many-statements", message, "make two items of them")
    for n, statement in enumerate(item.statements):
        yield from _check_one(item, n, statement)
    for first, n in repeated([statement.text for statement in item.statements]):
        message = f"statements {first + 1} and {n + 1} say the same"
        yield Finding(f"statements.{n}.text", "duplicate-statement", message, "word them differently, or delete one")
    answers = {statement.answer for statement in item.statements}
    if 2 < count <= MOST_STATEMENTS and len(answers) == 1 and None not in answers:
        word = "true" if answers.pop() else "false"
        message = f"every statement is {word}: pupils who tick one column are right without thinking"
        yield Finding("statements", "one-sided-statements", message, "add one or two of the other sort")


def _check_one(item: TrueFalseItem, n: int, statement: Statement) -> Iterator[Finding]:
    field = f"statements.{n}"
    if not statement.text.strip():
        yield Finding(f"{field}.text", "empty-statement", f"statement {n + 1} has no words", "write its `text`")
    if statement.answer is None:
        message = f"statement {n + 1} doesn't say whether it is true"
        yield Finding(f"{field}.answer", "no-key", message, "add `answer: true` or `answer: false`")
    elif statement.answer and statement.correction.strip():
        message = f"statement {n + 1} is true but has a correction"
        yield Finding(f"{field}.correction", "needless-correction", message, "delete it, or write `answer: false`")
    elif not statement.answer and item.correct and not statement.correction.strip():
        message = f"statement {n + 1} is false, but nothing says what is right"
        hint = "add its `correction`, or give the item `correct: false` if pupils only tick"
        yield Finding(f"{field}.correction", "no-correction", message, hint)


def _lower(item: TrueFalseItem, how: Lowering) -> Question:
    count = len(item.statements)
    order = list(range(count))
    if item.order == "shuffle":
        order = jumbled(count, how.draw, "statements", lambda order: False)
    texts = tuple(how.blocks(f"statements.{n}.text", item.statements[n].text) for n in order)
    entries = tuple(_entry(item, how, n, place) for place, n in enumerate(order, 1))
    short = ", ".join(f"{place}\u00a0{'T' if item.statements[n].answer else 'F'}" for place, n in enumerate(order, 1))
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, count)
    if item.correct and tariff.marks == count:
        rule = said("1 mark for each. A false statement earns it only with its correction.")
    rule += how.blocks("scheme.guidance", item.scheme.guidance)
    response = Verdicts(texts, item.correct)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(entries, short, rule))


def _entry(item: TrueFalseItem, how: Lowering, n: int, place: int) -> KeyEntry:
    statement = item.statements[n]
    accept = tuple(how.blocks(f"statements.{n}.accept.{k}", text) for k, text in enumerate(statement.accept))
    verdict: RichText = (Paragraph((Strong((Text("True" if statement.answer else "False"),)),)),)
    correction = how.blocks(f"statements.{n}.correction", statement.correction)
    if correction and isinstance(correction[0], Paragraph):
        words = (Strong((Text("False:"),)), Text(" "), *correction[0].inlines)
        verdict = (Paragraph(words), *correction[1:])
    return KeyEntry(str(place), verdict, accept)


def _tariff(item: TrueFalseItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each statement, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.statements)))


SHAPE: Shape[TrueFalseItem] = Shape(
    name="true-false",
    purpose="say of each statement whether it is true, and put the false ones right",
    item=TrueFalseItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
statements:                   # shuffled, unless you write `order: fixed`
  - text: Stalin became General Secretary in April 1922.
    answer: true
  - text: Lenin died in 1922.
    answer: false
    correction: Lenin died in January 1924.
    accept: ["1924"]
  - text: Socialism in One Country was Trotsky's policy.
    answer: false
    correction: It was the policy of Stalin and Bukharin.
# correct: false              # only boxes to tick, no lines to put false statements right
"""
    ),
)
