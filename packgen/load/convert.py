"""Plain values to structs: quickly where all is well, with every error in plain words where it is not.

msgspec stops at its first error, so a value that it refuses is read again along the struct's types (`faults`).
Every float of such a struct has bounds: without them "nan" and "inf" would be taken for numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec

from packgen.diagnostics import Diagnostic, Place, error

T = TypeVar("T")
At = Callable[[str], Place]

MAX_ERRORS: Final = 50


def convert(value: object, cls: type[T], at: At) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """`value` (dicts, lists, text) as a `cls`, or None and all that is wrong; `at` gives a field path's place.

    Where a value is `FLAWED` its message has been given before: None, and nothing said again.
    """
    try:
        found = msgspec.convert(value, cls, strict=False)
    except msgspec.ValidationError as problem:
        return None, _explain(value, cls, at, str(problem))
    return found, ()


def _explain(value: object, cls: Any, at: At, said: str) -> tuple[Diagnostic, ...]:
    from packgen.load.faults import faults

    wrongs = tuple(faults(value, cls, said))
    out = [error(w.rule, w.message, w.hint, at(w.field)) for w in wrongs[:MAX_ERRORS]]
    if len(wrongs) > MAX_ERRORS:
        out.append(error("bad-value", f"and {len(wrongs) - MAX_ERRORS} more like these", "", at("")))
    return tuple(out)
