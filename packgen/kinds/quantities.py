"""The numbers of a calculation: what each version is given, and how numbers are written."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Final

from msgspec import Meta, field

from packgen.kinds.expressions import BadExpressionError, Numbers, number, rounded
from packgen.kinds.jumble import version_place
from packgen.model.draw import Draw
from packgen.model.item import Authored

MOST_CHOICES: Final = 10_000
MOST_LOOKED_AT: Final = 600
"""So many sets of values are tried where there are too many to try all."""
TRIES_EACH: Final = 40
MOST_PLACES: Final = 6
FIGURES: Final = 4
NO_BREAK: Final = "\u00a0"
_BEFORE: Final = frozenset("£$€")
_CLOSE: Final = frozenset(("%", "°", "′", "″"))

Amount = Annotated[int, Meta(ge=-(10**12), le=10**12)] | Annotated[float, Meta(ge=-1e12, le=1e12)]


class Range(Authored, frozen=True, kw_only=True):
    """The numbers `from` ... `to` in steps of `step`."""

    first: Amount = field(name="from")
    last: Amount = field(name="to")
    step: Annotated[int, Meta(gt=0, le=10**12)] | Annotated[float, Meta(gt=0, le=1e12)] = 1


Values = Mapping[str, Range | tuple[Amount, ...]]


def choices(given: Range | tuple[Amount, ...]) -> int:
    """How many numbers a value may be."""
    if isinstance(given, tuple):
        return len(given)
    return max(0, math.floor((number(given.last) - number(given.first)) / number(given.step)) + 1)


def chosen(given: Range | tuple[Amount, ...], n: int) -> Fraction:
    """The number at place `n` of a value's choices."""
    return number(given[n]) if isinstance(given, tuple) else number(given.first) + n * number(given.step)


def sets(values: Values) -> Iterator[dict[str, Fraction]]:
    """Sets of values to look at: all there are, or the ends of every range and a sample, always the same."""
    counts = {name: choices(given) for name, given in values.items()}
    total = math.prod(counts.values())
    if total <= MOST_LOOKED_AT:
        for n in range(total):
            yield _numbered(values, counts, n)
        return
    corners = 2 ** len(counts)
    if corners <= MOST_LOOKED_AT:
        for n in range(corners):
            yield {name: chosen(values[name], counts[name] - 1 if n >> k & 1 else 0) for k, name in enumerate(counts)}
    sample = random.Random("values")
    for _ in range(MOST_LOOKED_AT):
        yield _numbered(values, counts, sample.randrange(total))


def drawn(values: Values, answer: Callable[[Numbers], object], draw: Draw) -> dict[str, Fraction] | None:
    """The values of the version of `draw`; None if no set of them has an answer.

    Each version takes the next set of one sequence with an answer that no version before it has, as long as there
    is one.
    """
    if not values:
        return {}
    counts = {name: choices(given) for name, given in values.items()}
    total = math.prod(counts.values())
    chance = Draw(draw.seed, "", draw.item).random("values")
    wanted = version_place(draw.version)
    few = total <= MOST_LOOKED_AT
    order = chance.sample(range(total), total) if few else None
    found: list[dict[str, Fraction]] = []
    alike: list[dict[str, Fraction]] = []
    seen: set[object] = set()
    for n in range(total if order else TRIES_EACH * (wanted + 1)):
        numbers = _numbered(values, counts, order[n] if order else chance.randrange(total))
        try:
            key = answer(numbers)
        except BadExpressionError:
            continue
        if key in seen:
            alike.append(numbers)
            continue
        seen.add(key)
        found.append(numbers)
        if len(found) > wanted:
            return numbers
    found += alike
    return found[wanted % len(found)] if found else None


def _numbered(values: Values, counts: Mapping[str, int], n: int) -> dict[str, Fraction]:
    out = {}
    for name, count in counts.items():
        n, place = divmod(n, count)
        out[name] = chosen(values[name], place)
    return out


def places_of(value: Fraction) -> int | None:
    """How many decimals write `value` exactly; None if `MOST_PLACES` do not."""
    return next((places for places in range(MOST_PLACES + 1) if value * 10**places % 1 == 0), None)


def to_figures(value: Fraction, figures: int) -> tuple[Fraction, int]:
    """`value` to so many significant figures, and the decimals that show them."""
    if not value:
        return value, 0
    places = figures - 1 - _magnitude(value)
    out = rounded(value, places)
    return out, max(0, figures - 1 - _magnitude(out))


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first figure."""
    out = math.floor(math.log10(abs(value)))
    if abs(value) >= Fraction(10) ** (out + 1):
        return out + 1
    return out - 1 if abs(value) < Fraction(10) ** out else out


def written(value: Fraction, places: int | None = None) -> str:
    """A number in figures, with a true minus; with as many decimals as it has, or `places`."""
    if places is None:
        places = places_of(value)
    if places is None:
        value, places = to_figures(value, FIGURES)
    value = rounded(value, places)
    whole = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    digits = f"{whole[:-places]}.{whole[-places:]}" if places else whole
    return f"\u2212{digits}" if value < 0 else digits


def with_unit(figures: str, unit: str) -> str:
    """A number with its unit, kept together: "12 cm", "40%", "£3"."""
    unit = unit.strip()
    if unit in _BEFORE:
        return f"\u2212{unit}{figures[1:]}" if figures.startswith("\u2212") else f"{unit}{figures}"
    return f"{figures}{'' if unit in _CLOSE or not unit else NO_BREAK}{unit}"


def stands_before(unit: str) -> bool:
    """True for a sign of money, which stands before its number."""
    return unit.strip() in _BEFORE
