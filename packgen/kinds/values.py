"""Values that have numbers of each version's own: what an author gets wrong in them, and how a question lends them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from packgen.kinds.braces import NAME
from packgen.kinds.expressions import CONSTANTS, Numbers
from packgen.kinds.quantities import MOST_CHOICES, Amount, Values, choices
from packgen.kinds.shape import Finding

MOST_VALUES: Final = 8
ANSWER: Final = "answer"
"""What a scheme calls the answer itself."""


def check_values(values: Values, lent: Values | None = None) -> Iterator[Finding]:
    """What is wrong with the field `values`; `lent` are those of the question around it."""
    if len(values) > MOST_VALUES:
        message = f"{len(values)} values are too many; {MOST_VALUES} is the most"
        yield Finding("values", "too-many-values", message, "write the others into the stem as plain numbers")
    for name, given in values.items():
        where = f"values.{name}"
        if not NAME.fullmatch(name) or name in CONSTANTS or name == ANSWER:
            message = f'a value can\'t be called "{name}"'
            yield Finding(where, "bad-name", message, "use a letter or a short word, like a or price")
        if name in (lent or {}):
            message = f"{name} is a value of the whole question already"
            yield Finding(where, "value-given-twice", message, "delete it here, or call it otherwise")
        count = choices(given)
        if count < 1:
            what = "the list is empty" if isinstance(given, tuple) else "the range ends before it begins"
            yield Finding(where, "no-values", f"{name} has no number: {what}", "{from: 2, to: 9, step: 1} or [2, 5, 7]")
        elif count > MOST_CHOICES:
            message = f"{name} may be {count:,} numbers; {MOST_CHOICES:,} is the most"
            yield Finding(where, "too-many-choices", message, "choose a larger `step`")


def fixed(numbers: Numbers) -> Values:
    """`numbers` as values that have no choice."""
    return {name: (_amount(value),) for name, value in numbers.items()}


def _amount(value: Fraction) -> Amount:
    return value.numerator if value.denominator == 1 else float(value)
