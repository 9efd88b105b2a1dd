"""Plain values to structs: quickly where all is well, with every error in plain words where it is not.

msgspec stops at its first error, so a value that it refuses is read again along the struct's types (`faults`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec
from msgspec import inspect

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
    # An unbounded float takes "nan" and "inf", which only the slow reading refuses.
    target: Any = cls
    problems = _explain(value, target, at, "") if _has_loose_floats(target) else ()
    return (None, problems) if problems else (found, ())


def _explain(value: object, cls: Any, at: At, said: str) -> tuple[Diagnostic, ...]:
    from packgen.load.faults import faults

    wrongs = tuple(faults(value, cls, said))
    out = [error(w.rule, w.message, w.hint, at(w.field)) for w in wrongs[:MAX_ERRORS]]
    if len(wrongs) > MAX_ERRORS:
        out.append(error("bad-value", f"and {len(wrongs) - MAX_ERRORS} more like these", "", at("")))
    return tuple(out)


@lru_cache(maxsize=256)
def _has_loose_floats(cls: Any) -> bool:
    """Whether a float without bounds (where "nan" would pass) stands anywhere in `cls`."""
    seen: set[type[Any]] = set()
    pending: list[Any] = [inspect.type_info(cls)]
    while pending:
        kind = bare(pending.pop())
        if isinstance(kind, inspect.FloatType):
            if (kind.ge is None and kind.gt is None) or (kind.le is None and kind.lt is None):
                return True
        elif isinstance(kind, inspect.StructType):
            if kind.cls not in seen:
                seen.add(kind.cls)
                pending.extend(field.type for field in kind.fields)
        elif isinstance(kind, inspect.UnionType):
            pending.extend(kind.types)
        elif isinstance(kind, inspect.TupleType):
            pending.extend(kind.item_types)
        elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
            pending.append(kind.item_type)
        elif isinstance(kind, inspect.DictType):
            pending.append(kind.value_type)
    return False


def bare(kind: inspect.Type) -> inspect.Type:
    """A type without the words that describe it."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind
