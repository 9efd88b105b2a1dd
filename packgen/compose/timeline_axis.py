"""The axis of a timeline: its scale, its ticks and where its years are written."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

INSET = 3.0
YEAR_LABEL = 8.4
IN_ITS_YEAR = 10.5
QUARTERS_FROM = 12.0
MONTHS_FROM = 60.0
EVERY = ((2, 16.0), (5, 14.0), (10, 14.0), (25, 14.0), (50, 14.0))


class Tick(Struct, frozen=True):
    """A tick at `x` mm; a `strong` one crosses the axis, the others hang below it."""

    x: float
    strong: bool


class YearLabel(Struct, frozen=True):
    """A year as printed, centred on `x` mm."""

    x: float
    year: int


class Axis(Struct, frozen=True):
    """Years `start` to `end` (its right end), from `left` mm at `scale` mm a year."""

    start: int
    end: int
    left: float
    scale: float

    def x(self, at: float) -> float:
        """Where the moment `at` (in years, 1922.25) lies, in mm."""
        return self.left + (at - self.start) * self.scale

    @property
    def right(self) -> float:
        """Where the axis ends, in mm."""
        return self.x(self.end)

    @property
    def every(self) -> int:
        """Years from one label to the next; 1 = each year is labelled, in the middle of its year."""
        if self.scale >= IN_ITS_YEAR:
            return 1
        for step, room in EVERY:
            if step * self.scale >= room:
                return step
        return 100 * math.ceil(14.0 / (100 * self.scale))

    def labels(self) -> tuple[YearLabel, ...]:
        """The years that are written: in their year, or under their tick where they stand farther apart."""
        step = self.every
        if step == 1:
            return tuple(YearLabel(self.x(year + 0.5), year) for year in range(self.start, self.end))
        return tuple(YearLabel(self.x(year), year) for year in self._round_years(step))

    def _round_years(self, step: int) -> list[int]:
        """The years whose numbers are multiples of `step`, as they are called: 40 BC, which is the year -39, and 40."""
        years = range(self.start, self.end + 1)
        return [year for year in years if (year if year > 0 else 1 - year) % step == 0]

    def ticks(self) -> tuple[Tick, ...]:
        """Strong ticks at labelled years (at every year where each is labelled), weak ones between."""
        step = self.every
        if step > 1:
            minor = max(1, step // 10) if self.scale * max(1, step // 10) >= 1.0 else step
            strong = {*self._round_years(step), self.start, self.end}
            years = sorted({*self._round_years(minor), *strong})
            return tuple(Tick(self.x(year), year in strong) for year in years)
        parts = 12 if self.scale >= MONTHS_FROM else 4 if self.scale >= QUARTERS_FROM else 1
        count = (self.end - self.start) * parts
        return tuple(Tick(self.x(self.start + n / parts), n % parts == 0) for n in range(count + 1))

    def under_label(self, x: float) -> bool:
        """True if a line straight down from `x` would run through a year's label."""
        return any(abs(label.x - x) < YEAR_LABEL / 2 for label in self.labels())


def axis_for(start: float, end: float, moments: Iterable[float], measure: float) -> Axis:
    """The axis from `start` to `end` years, widened to whole years that hold all `moments`, centred in `measure` mm.

    The scale is rounded down to a length that can be found on a ruler.
    """
    inside = list(moments)
    first = math.floor(min([start, *inside]))
    last = max([math.ceil(end), first + 1, *(math.floor(at) + 1 for at in inside)])
    axis = _scaled(first, last, INSET, measure)
    return axis if axis.every == 1 else _scaled(first, last, YEAR_LABEL / 2, measure)


def axis_of(scale: float, axis: Axis, measure: float) -> Axis:
    """`axis` at `scale` mm a year, centred in `measure` mm; as it was where that is too long."""
    length = (axis.end - axis.start) * scale
    return Axis(axis.start, axis.end, (measure - length) / 2, scale) if length <= measure else axis


def _scaled(start: int, end: int, inset: float, measure: float) -> Axis:
    years = end - start
    scale = (measure - 2 * inset) / years
    fine = 1.0 if scale >= 10 else 0.5 if scale >= 1 else 0.05 if scale >= 0.1 else 0.0
    if fine:
        scale = math.floor(scale / fine + 1e-9) * fine
    return Axis(start, end, (measure - years * scale) / 2, scale)
