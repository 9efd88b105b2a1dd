"""What can be wrong with an input, as values that travel with the data.

A loader never raises for bad data: it returns its value and a tuple of
`Diagnostic`.  `PackgenError` carries diagnostics up to the command line where a
stage cannot go on.  Exit codes: `OK`, `FAILED`, `USAGE`, `BUG`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

OK = 0
FAILED = 1
USAGE = 2
BUG = 70

Severity = Literal["error", "warning", "note"]


class Place(Struct, frozen=True, order=True):
    """Where in an input: a path as the teacher would type it, a line from 1 (0 = the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Diagnostic(Struct, frozen=True):
    """One located, plain message.

    `rule` is a stable, hyphenated name (`duplicate-id`); `message` says what is
    wrong in one sentence, `hint` what to do about it.
    """

    severity: Severity
    rule: str
    message: str
    hint: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        text = f"{where}{self.severity}[{self.rule}]: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class PackgenError(Exception):
    """Raised where a stage cannot go on; holds every diagnostic found so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[PackgenError], tuple[tuple[Diagnostic, ...]]]:
        """What makes it again where another process raised it."""
        return PackgenError, (self.diagnostics,)


def error(rule: str, message: str, hint: str = "", place: Place | None = None) -> Diagnostic:
    """An error at `place`."""
    return Diagnostic("error", rule, message, hint, place)


def warning(rule: str, message: str, hint: str = "", place: Place | None = None) -> Diagnostic:
    """A warning at `place`."""
    return Diagnostic("warning", rule, message, hint, place)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True if at least one of `diagnostics` is an error."""
    return any(d.severity == "error" for d in diagnostics)
