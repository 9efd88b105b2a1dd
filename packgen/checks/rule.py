"""What every check offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic


class Check(Struct, frozen=True):
    """A rule that authors are told about; its findings are warnings, or errors where such an item can't be printed.

    `name` is also the rule of its diagnostics.  `what` says what it finds, `why` it matters, `example` shows one
    case in YAML.
    """

    name: str
    what: str
    why: str
    example: str
    run: Callable[[Bank], Iterable[Diagnostic]]
