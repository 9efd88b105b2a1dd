"""A calculation: numbers that differ from version to version, and an answer that is worked out from them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Final

from msgspec import Meta, Struct, field, structs

from packgen.diagnostics import PackgenError, error
from packgen.kinds.braces import filled, named, unknown_names
from packgen.kinds.expressions import BadExpressionError, Numbers, expression, rounded, worked_out
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import said
from packgen.kinds.quantities import (
    MOST_PLACES,
    Amount,
    Range,
    Values,
    drawn,
    places_of,
    sets,
    stands_before,
    to_figures,
    with_unit,
    written,
)
from packgen.kinds.rows import answer_spaces
from packgen.kinds.shape import Finding, Lowering, Shape, row_tariff
from packgen.kinds.values import ANSWER, check_values
from packgen.model.document import ListBlock, RichText
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Markdown
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Number

_TOLERANCE: Final = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(%?)\s*")


class NumericItem(Item, frozen=True, kw_only=True):
    """A calculation.

    `values` names numbers, each a range or a list, of which every version gets its own; the stem has them as `{a}`.
    `answer` is worked out from them (`a * b / 2`), and so is what the scheme has in braces.  `unit` stands at the end
    of the answer line.  `decimals` or `figures` (significant) say how the answer is rounded, `tolerance` how far off it
    may be: a number, or a share such as "2%".
    """

    values: dict[str, Range | tuple[Amount, ...]] = field(default_factory=dict)
    answer: str | Amount = ""
    unit: Annotated[str, Meta(max_length=20)] = ""
    tolerance: str | Amount = ""
    decimals: Annotated[int, Meta(ge=0, le=6)] | None = None
    figures: Annotated[int, Meta(ge=1, le=9)] | None = None


class NumericPart(NumericItem, frozen=True, kw_only=True):
    """A calculation inside a question that lends it values; pupils were `told` these names before its own stem."""

    lent: Values = field(default_factory=dict)
    told: frozenset[str] = frozenset()


def _lent(item: NumericItem) -> Values:
    return item.lent if isinstance(item, NumericPart) else {}


def _values(item: NumericItem) -> Values:
    """Its own values and those that it is lent."""
    return {**_lent(item), **item.values}


class Answered(Struct, frozen=True):
    """The answer to one version's values: as printed, and the least and most that count as right."""

    value: Fraction
    places: int
    low: Fraction
    high: Fraction


def _check(item: NumericItem, kind: Kind) -> Iterator[Finding]:
    found = [*check_values(item.values, _lent(item)), *_check_answer(item), *_check_names(item)]
    yield from found
    if found:
        return
    fields = [("answer", str(item.answer)), *_sums(item)]
    inexact = item.decimals is None and item.figures is None
    for numbers in sets(_values(item)):
        for where, text in fields:
            try:
                value = worked_out(text, numbers if where == "answer" else _with_answer(item, numbers))
            except BadExpressionError as problem:
                message = f"`{text}` has no value{_where(numbers)}: {problem}"
                yield Finding(where, "no-answer", message, problem.hint)
                return
            if where == "answer" and inexact and places_of(value) is None:
                message = f"the answer never ends{_where(numbers)}: {float(value):.8g}..."
                hint = "say how it is rounded: `decimals: 1`, or `figures: 3` for significant figures"
                yield Finding("answer", "not-rounded", message, hint)
                return


def _check_answer(item: NumericItem) -> Iterator[Finding]:
    if not str(item.answer).strip():
        yield Finding("answer", "no-key", "there is no answer", "give it as a number or as a sum: answer: a * b / 2")
    if item.decimals is not None and item.figures is not None:
        message = "the answer is rounded both to decimals and to significant figures"
        yield Finding("figures", "rounded-twice", message, "keep `decimals` or `figures`")
    if item.tolerance != "" and _tolerance(item) is None:
        message = f'the tolerance "{item.tolerance}" is no number of 0 or more'
        yield Finding("tolerance", "bad-tolerance", message, 'write 0.5, or a share in quotes: "2%"')


def _check_names(item: NumericItem) -> Iterator[Finding]:
    values = _values(item)
    told = {*named(item.stem), *(item.told if isinstance(item, NumericPart) else ())} & set(values)
    yield from unknown_names(item.stem, "stem", values)
    for where, text in [("answer", str(item.answer)), *_sums(item)]:
        if not text.strip():
            continue
        try:
            _, names = expression(text)
        except BadExpressionError as problem:
            yield Finding(where, "bad-expression", f"`{text[:60]}` is not a sum: {problem}", problem.hint)
            continue
        for name in sorted(names):
            if name in values and name not in told:
                message = f"`{text}` needs {name}, which pupils are not told"
                yield Finding("stem", "value-not-told", message, f"write {{{name}}} into the stem")
            elif name not in values and not (name == ANSWER and where != "answer"):
                message = f"`{text}` has a name that is no value: {name}"
                hint = f"the values are {', '.join(values)}" if values else "add it under `values:`"
                yield Finding(where, "unknown-value", message, hint)


def _where(numbers: Numbers) -> str:
    said_of = ", ".join(f"{name} = {written(value)}" for name, value in numbers.items())
    return f" for {said_of}" if said_of else ""


def _scheme_texts(item: NumericItem) -> Iterator[tuple[str, Markdown]]:
    scheme = item.scheme
    for name in ("accept", "reject", "points"):
        yield from ((f"scheme.{name}.{n}", text) for n, text in enumerate(getattr(scheme, name)))
    yield "scheme.guidance", scheme.guidance


def _sums(item: NumericItem) -> Iterator[tuple[str, str]]:
    """The sums in braces in the scheme, each with its field."""
    for where, text in _scheme_texts(item):
        yield from ((where, name) for name in dict.fromkeys(named(text, formulas=False)))


def _with_answer(item: NumericItem, numbers: Numbers) -> dict[str, Fraction]:
    return {**numbers, ANSWER: answered(item, numbers).value}


def _tolerance(item: NumericItem) -> tuple[Fraction, bool] | None:
    found = _TOLERANCE.fullmatch(str(item.tolerance))
    return (Fraction(found[1]), bool(found[2])) if found else None


def answered(item: NumericItem, numbers: Numbers) -> Answered:
    """The answer to `numbers`.  Raises `BadExpressionError` where there is none."""
    exact = worked_out(str(item.answer), numbers)
    places = item.decimals
    if item.figures is not None:
        value, places = to_figures(exact, item.figures)
    elif places is None and (places := places_of(exact)) is None:
        value, places = to_figures(exact, MOST_PLACES)
    else:
        value = rounded(exact, places)
    room, share = _tolerance(item) or (Fraction(0), False)
    if share:
        # Outwards, to one place more than the key has, so that nothing inside the share is refused.
        reach, scale = abs(exact) * room / 100, Fraction(10) ** (places + 1)
        low, high = math.floor((exact - reach) * scale) / scale, math.ceil((exact + reach) * scale) / scale
        return Answered(value, places, min(low, value), max(high, value))
    return Answered(value, places, value - room, value + room)


def _lower(item: NumericItem, how: Lowering) -> Question:
    numbers = drawn(_values(item), lambda numbers: answered(item, numbers).value, how.draw)
    try:
        if numbers is None:
            raise BadExpressionError("none of its values has an answer")
        answer = answered(item, numbers)
    except BadExpressionError as problem:
        message = f"item {item.id} can't be printed: {problem}"
        raise PackgenError([error("cannot-lower", message, problem.hint, how.at("answer"))]) from None
    tariff = row_tariff(item, how.row)
    stem = how.blocks("stem", filled(item.stem, numbers))
    spaces = answer_spaces(item, how.row)
    unit = item.unit.strip()
    response = Number(spaces[0] if spaces else None, unit, stands_before(unit))
    return undivided(item, how, tariff, stem, response, _key(item, how, numbers, answer, tariff.marks))


def _key(item: NumericItem, how: Lowering, numbers: Numbers, answer: Answered, marks: int) -> Key:
    known = {**numbers, ANSWER: answer.value}

    def read(field: str, text: Markdown) -> RichText:
        return how.blocks(field, filled(text, known))

    short = with_unit(written(answer.value, answer.places), item.unit)
    accept = _range(item, answer) + _all(read, "accept", item.scheme.accept)
    steps = _all(read, "points", item.scheme.points)
    rule: RichText = ()
    if marks > 1:
        rule = said(f"{marks} marks for the right answer." + (" Otherwise, for working:" if steps else ""))
    if steps:
        rule += (ListBlock(steps),)
    rule += read("scheme.guidance", item.scheme.guidance)
    entry = KeyEntry("", said(short), accept, _all(read, "reject", item.scheme.reject))
    return Key((entry,), short, rule)


def _all(read: Callable[[str, Markdown], RichText], name: str, texts: Sequence[Markdown]) -> tuple[RichText, ...]:
    return tuple(read(f"scheme.{name}.{n}", text) for n, text in enumerate(texts))


def _range(item: NumericItem, answer: Answered) -> tuple[RichText, ...]:
    """What is right beside the key: all between the ends of its tolerance."""
    if answer.low == answer.high:
        return ()
    places = [places_of(value) or 0 for value in (answer.low, answer.high)]
    most = max(answer.places, *places)
    low, high = written(answer.low, most), written(answer.high, most)
    if stands_before(item.unit):
        return (said(f"{with_unit(low, item.unit)} to {with_unit(high, item.unit)}"),)
    return (said(f"{low} to {with_unit(high, item.unit)}"),)


def _template(kind: Kind) -> str:
    return """\
values:                       # each version gets its own; the stem has them in braces, like {a}
  a: {from: 3, to: 12, step: 1}
  b: [4, 6, 8, 10]
answer: a * b / 2             # + - * / ** ( ) round( ) sqrt( ) min( ) max( ) abs( ) pi
unit: cm²
# decimals: 1                 # or figures: 3, for significant figures
# tolerance: 0.5              # or "2%"
scheme:
  points: ["{a} × {b} or {a * b} seen: 1 mark"]    # marks for working; sums in braces are worked out
"""


def _answer(item: NumericItem, numbers: Numbers) -> object:
    """What tells one set of lent values from another; a calculation with values of its own draws those by itself."""
    return None if item.values else answered(item, numbers).value


SHAPE: Shape[NumericItem] = Shape(
    name="numeric",
    purpose="work out a number from values that differ from version to version",
    item=NumericItem,
    check=_check,
    lower=_lower,
    ladders=lambda item, row: (),
    template=_template,
    lent=lambda item, values, told: NumericPart(**structs.asdict(item), lent=values, told=told),
    answer=_answer,
)
