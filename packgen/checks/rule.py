"""What every check offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from packgen.diagnostics import Diagnostic
from packgen.model.pool import ItemPool


class Check(Struct, frozen=True):
    """A rule that authors are told about; its findings are warnings and stop nothing.

    `name` is also the rule of its diagnostics.  `what` says what it finds, `why` it matters, `example` shows one
    case in YAML.
    """

    name: str
    what: str
    why: str
    example: str
    run: Callable[[ItemPool], Iterable[Diagnostic]]
