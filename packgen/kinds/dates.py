"""Dates as people write them, read into years on a scale."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from msgspec import Struct

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_SEASONS = {"spring": (2, 5), "summer": (5, 8), "autumn": (8, 11), "fall": (8, 11), "winter": (11, 14)}
_THIRDS = {"early": (0, 4), "mid": (4, 8), "middle of": (4, 8), "late": (8, 12), "end of": (10, 12), "start of": (0, 2)}

_QUALIFIER = r"(?i)^(?:c\.|ca\.|circa|about|around|by|before|after|from|since|in|on|the)\s*(?=\S)"
_PART = rf"(?i)^(?:the )?({'|'.join([*_SEASONS, *_THIRDS])})[\s-]+(?:the )?(?:of )?"
_ERA = r"(?i)\s*\b(BCE|BC|CE|AD)$|^(AD|CE)\s*"
_ISO = r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?"
_DAY_FIRST = r"(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]\s*(\d{1,2})(?:st|nd|rd|th)?)?\s+([a-z]+)\.?,?\s+(\d{1,4})"
_MONTH_FIRST = r"([a-z]+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?(\d{1,4})"
_YEAR = r"\d{1,4}"
_YEARS = r"(\d{1,4})\s*(?:[-–/]|to)\s*(\d{1,4})"
_DECADE = r"(\d{2,3}0)['’]?s"
_CENTURY = r"(\d{1,2})(?:st|nd|rd|th)[\s-]century"


class Moment(Struct, frozen=True):
    """A date as a stretch of years: `first` to `last` (1922.25 is the start of April 1922), and as it is printed.

    Years before Christ are negative: 44 BC runs from -44 to -43.
    """

    first: float
    last: float
    text: str

    @property
    def middle(self) -> float:
        """Halfway."""
        return (self.first + self.last) / 2


def read_date(text: str) -> Moment | None:
    """The date that `text` names in English or in figures, or None.

    Understands 1922, 1922-04, 1922-04-03, April 1922, 3 April 1922, April 3, 1922, early 1923, spring 1921, 1920s,
    1921–28, 19th century, c. 1066, 44 BC.
    """
    typed = " ".join(text.replace("\u00a0", " ").split())
    iso = re.fullmatch(_ISO, typed)
    if iso:
        return _iso(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else 0)
    plain = re.sub(_QUALIFIER, "", re.sub(_QUALIFIER, "", typed)).lower()
    part = re.match(_PART, plain)
    if part:
        plain = plain[part.end() :]
    era = re.search(_ERA, plain)
    before_christ = bool(era and era.group().strip() in ("bc", "bce"))
    span = _span(re.sub(_ERA, "", plain), before_christ)
    if span is None:
        return None
    if part:
        months = _SEASONS.get(part[1]) or _THIRDS[part[1]]
        length = (span[1] - span[0]) / 12
        span = (span[0] + months[0] * length, span[0] + months[1] * length)
    return Moment(float(span[0]), float(span[1]), typed)


def placed(moments: Sequence[Moment]) -> tuple[float, ...]:
    """A place on the scale for each of the `moments`, in their order and never falling, each within its own stretch.

    The moments must be in order (see `out_of_order`).
    """
    limits: list[float] = []
    for moment in reversed(moments):
        limits.append(min(moment.last, limits[-1]) if limits else moment.last)
    out: list[float] = []
    for moment, limit in zip(moments, reversed(limits), strict=True):
        at = min(moment.middle, limit)
        out.append(max(at, out[-1]) if out else max(at, moment.first))
    return tuple(round(at, 4) for at in out)


def out_of_order(moments: Sequence[Moment]) -> int | None:
    """The index of the first moment that ends before one that stands above it begins, or None."""
    latest = float("-inf")
    for n, moment in enumerate(moments):
        if moment.last <= latest:
            return n
        latest = max(latest, moment.first)
    return None


def _iso(year: int, month: int, day: int) -> Moment | None:
    if year == 0:
        return None
    name = calendar.month_name[month]
    if not day:
        return Moment(year + (month - 1) / 12, year + month / 12, f"{name} {year}")
    span = _day(year, month, day)
    return Moment(span[0], span[1], f"{day} {name} {year}") if span else None


def _span(text: str, before_christ: bool) -> tuple[float, float] | None:
    """The years that a date without its qualifiers covers."""
    sign = -1 if before_christ else 1
    if found := re.fullmatch(_DAY_FIRST, text):
        return _days(sign * int(found[4]), found[3], int(found[1]), int(found[2] or found[1]))
    if found := re.fullmatch(_MONTH_FIRST, text):
        if found[2]:
            return _days(sign * int(found[3]), found[1], int(found[2]), int(found[2]))
        month = _month(found[1])
        year = sign * int(found[3])
        return (year + (month - 1) / 12, year + month / 12) if month and year else None
    if found := re.fullmatch(_YEARS, text):
        return _years(found[1], found[2], before_christ)
    if found := re.fullmatch(_DECADE, text):
        year = sign * int(found[1])
        return (year, year + 10) if year > 0 else (year - 9, year + 1)
    if found := re.fullmatch(_CENTURY, text):
        number = int(found[1])
        return (-100.0 * number, -100.0 * (number - 1)) if before_christ else (100.0 * number - 99, 100.0 * number + 1)
    if re.fullmatch(_YEAR, text) and int(text):
        year = sign * int(text)
        return (year, year + 1)
    return None


def _years(low: str, high: str, before_christ: bool) -> tuple[float, float] | None:
    if before_christ:
        first, last = -float(low), -float(high)
    else:
        first, last = float(low), float(low[: len(low) - len(high)] + high)
    return (first, last + 1) if first < last and first else None


def _month(name: str) -> int:
    return _MONTHS.get(name) or _SHORT.get(name) or 0


def _days(year: int, name: str, first: int, last: int) -> tuple[float, float] | None:
    month = _month(name)
    start = _day(year, month, first) if month else None
    end = _day(year, month, last) if month else None
    return (start[0], end[1]) if start and end and start[0] <= end[0] else None


def _day(year: int, month: int, day: int) -> tuple[float, float] | None:
    days = 29 if month == 2 and year < 0 else calendar.monthrange(year, month)[1] if year else 0
    if not 1 <= day <= days:
        return None
    start = year + (month - 1) / 12
    return (start + (day - 1) / days / 12, start + day / days / 12)
