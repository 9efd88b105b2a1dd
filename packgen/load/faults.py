"""Why a value is not what its struct asks for: every reason, in a teacher's words."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct, inspect

from packgen.load.nodes import FLAWED, Flawed
from packgen.load.words import either, nearest, shown

RULES: Final = frozenset(
    (
        "bad-choice",
        "bad-form",
        "bad-value",
        "empty-field",
        "missing-field",
        "out-of-range",
        "unknown-field",
        "wrong-type",
    )
)


MANY: Final = 100_000
HINT: Final = "write it so, or leave the line out"


class Wrong(Struct, frozen=True):
    """One thing wrong with a value: its dotted field path, a rule of `RULES`, words."""

    field: str
    rule: str
    message: str
    hint: str = ""


def bare(kind: inspect.Type) -> inspect.Type:
    """A type without the words that describe it."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def faults(value: object, cls: Any, said: str = "") -> Iterator[Wrong]:
    """Everything that keeps `value` from being a `cls`; `said` is msgspec's message, for what only it can see."""
    found = False
    for found_one in _faults(value, _type_info(cls), ""):
        found = True
        yield found_one
    if said and not found and not _holds_flaw(value):
        yield _from_msgspec(said)


@lru_cache(maxsize=256)
def _type_info(cls: Any) -> inspect.Type:
    return inspect.type_info(cls)


# --- walking -----------------------------------------------------------------------


def _faults(value: object, kind: inspect.Type, path: str) -> Iterator[Wrong]:
    plain = bare(kind)
    if isinstance(value, Flawed):
        return
    if isinstance(plain, inspect.UnionType):
        yield from _union_faults(value, plain, path)
    elif value is None and not isinstance(plain, inspect.NoneType | inspect.AnyType):
        hint = f"give {expected(kind)}, or leave the line out"
        yield Wrong(path, "empty-field", f"{_named(path)} is empty", hint)
    elif isinstance(plain, inspect.StructType):
        yield from _struct_faults(value, plain, path)
    elif isinstance(plain, inspect.DictType):
        yield from _dict_faults(value, plain, path)
    elif isinstance(plain, inspect.VarTupleType | inspect.ListType | inspect.TupleType):
        yield from _list_faults(value, plain, path)
    else:
        wrong = _leaf_fault(value, kind)
        if wrong:
            message = f"{_named(path)} must be {expected(kind)}, not {shown(value)}"
            yield Wrong(path, wrong, message, _advice(value, plain))


def _struct_faults(value: object, kind: inspect.StructType, path: str) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield _not(path, "a mapping (`name: value` lines)", value, _fields_hint(kind))
        return
    fields = {field.encode_name: field for field in kind.fields}
    for name, child in value.items():
        under = _join(path, name)
        if name in fields:
            yield from _faults(child, fields[name].type, under)
        elif child is not FLAWED:
            hint = nearest(name, fields, _fields_hint(kind))
            yield Wrong(under, "unknown-field", f"`{name}` is not a field{_within(path, 'of')}", hint)
    for name, field in fields.items():
        if field.required and name not in value:
            hint = f"add `{name}:` with {expected(field.type)}"
            yield Wrong(path, "missing-field", f"`{name}` is missing{_within(path, 'from')}", hint)


def _dict_faults(value: object, kind: inspect.DictType, path: str) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield _not(path, "a mapping (`name: value` lines)", value)
        return
    for name, child in value.items():
        under = _join(path, name)
        wrong = _leaf_fault(name, kind.key_type)
        if wrong:
            yield Wrong(under, wrong, f"the name `{name}` must be {expected(kind.key_type)}", "rename it")
        yield from _faults(child, kind.value_type, under)


def _list_faults(value: object, kind: Any, path: str) -> Iterator[Wrong]:
    if not isinstance(value, list | tuple):
        yield _not(path, expected(kind), value, "write its entries as lines that begin with `- `, or [one, two]")
        return
    if isinstance(kind, inspect.TupleType):
        if len(value) != len(kind.item_types):
            message = f"{_named(path)} must have {len(kind.item_types)} entries, not {len(value)}"
            yield Wrong(path, "out-of-range", message, f"give {expected(kind)}")
            return
        types = kind.item_types
    else:
        types = (kind.item_type,) * len(value)
        least, most = kind.min_length, kind.max_length
        if len(value) < (least or 0) or (most is not None and len(value) > most):
            message = f"{_named(path)} must have {_bounds(least, most)} entries, not {len(value)}"
            yield Wrong(path, "out-of-range", message, "add some, or take some away")
    for n, (child, child_type) in enumerate(zip(value, types, strict=True)):
        yield from _faults(child, child_type, _join(path, str(n)))


def _union_faults(value: object, kind: inspect.UnionType, path: str) -> Iterator[Wrong]:
    branches = [t for t in kind.types if not isinstance(bare(t), inspect.NoneType)]
    if value is None and len(branches) < len(kind.types):
        return
    if len(branches) == 1:
        yield from _faults(value, branches[0], path)
        return
    if isinstance(value, dict):
        fitting = [t for t in branches if isinstance(bare(t), inspect.StructType | inspect.DictType)]
    elif isinstance(value, list | tuple):
        fitting = [t for t in branches if _is_list(bare(t))]
    else:
        fitting = [t for t in branches if _is_leaf(bare(t))]
        if any(_leaf_fault(value, t) is None for t in fitting):
            return
    if len(fitting) == 1:
        yield from _faults(value, fitting[0], path)
    elif not fitting or value is None or _is_leaf(bare(fitting[0])):
        hint = _ADVICE[inspect.FloatType] if fitting and all(map(_is_number, fitting)) else HINT
        yield _not(path, _one_of(branches), value, hint)
    else:
        ways = [list(_faults(value, t, path)) for t in fitting]
        yield from min(ways, key=len)


# --- single values -----------------------------------------------------------------


def _leaf_fault(value: object, kind: inspect.Type) -> str | None:
    """The rule that a single value breaks, or None."""
    kind = bare(kind)
    if isinstance(kind, inspect.AnyType):
        return None
    if isinstance(kind, inspect.StrType):
        return _text_fault(value, kind)
    if isinstance(kind, inspect.LiteralType):
        return None if value in kind.values else "bad-choice"
    if isinstance(kind, inspect.EnumType):
        return None if any(value == member.value for member in kind.cls) else "bad-choice"
    plain = _PLAIN.get(type(kind))
    if plain is None:
        return None
    try:
        found = msgspec.convert(value, plain, strict=False)
    except msgspec.ValidationError:
        return "wrong-type"
    return _number_fault(found, kind) if isinstance(kind, inspect.IntType | inspect.FloatType) else None


def _text_fault(value: object, kind: inspect.StrType) -> str | None:
    if not isinstance(value, str):
        return "wrong-type"
    if len(value) < (kind.min_length or 0) or (kind.max_length is not None and len(value) > kind.max_length):
        return "out-of-range"
    return "bad-form" if kind.pattern is not None and not re.search(kind.pattern, value) else None


def _number_fault(value: Any, kind: inspect.IntType | inspect.FloatType) -> str | None:
    inside = (
        (kind.ge is None or value >= kind.ge)
        and (kind.gt is None or value > kind.gt)
        and (kind.le is None or value <= kind.le)
        and (kind.lt is None or value < kind.lt)
    )
    return None if inside and math.isfinite(value) else "out-of-range"


def expected(kind: inspect.Type) -> str:
    """What a value of that type looks like, in words."""
    if isinstance(kind, inspect.Metadata):
        words = (kind.extra_json_schema or {}).get("description")
        return str(words) if words else expected(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _one_of([t for t in kind.types if not isinstance(bare(t), inspect.NoneType)])
    if isinstance(kind, inspect.StrType):
        if kind.pattern is not None:
            return f"text of the form {kind.pattern}"
        return "text" if kind.max_length is None else f"text of at most {kind.max_length} characters"
    if isinstance(kind, inspect.IntType):
        return f"a whole number{_range(kind)}"
    if isinstance(kind, inspect.FloatType):
        return f"a number{_range(kind)}"
    if isinstance(kind, inspect.LiteralType):
        return f"one of: {', '.join(str(v) for v in sorted(kind.values, key=str))}"
    if isinstance(kind, inspect.EnumType):
        return f"one of: {', '.join(str(member.value) for member in kind.cls)}"
    if isinstance(kind, inspect.TupleType):
        return f"a list of {len(kind.item_types)} ({', '.join(expected(t) for t in kind.item_types)})"
    if isinstance(kind, inspect.StructType | inspect.DictType):
        return "a mapping (`name: value` lines)"
    return _WORDS.get(type(kind), "a list" if _is_list(kind) else "another kind of value")


def _one_of(branches: Sequence[inspect.Type]) -> str:
    """What a value of one of these types looks like; whole numbers are not told apart where any number will do."""
    some = [bare(t) for t in branches]
    floats = [t for t in some if isinstance(t, inspect.FloatType)]
    return either([expected(t) for t, b in zip(branches, some, strict=True) if not (_is_whole(b) and floats)])


def _is_whole(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.IntType)


def _is_number(kind: inspect.Type) -> bool:
    return isinstance(bare(kind), inspect.IntType | inspect.FloatType)


def _range(kind: inspect.IntType | inspect.FloatType) -> str:
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    above = "above " if kind.ge is None and kind.gt is not None else ""
    if low is not None and high is not None:
        return (
            f" {above}{_figure(low)} and at most {_figure(high)}"
            if above
            else f" from {_figure(low)} to {_figure(high)}"
        )
    if low is not None:
        return f" {above or 'of at least '}{_figure(low)}"
    return f" of at most {_figure(high)}" if high is not None else ""


def _figure(number: float) -> str:
    return f"{number:g}" if number != int(number) else f"{int(number):,}" if abs(number) >= MANY else str(int(number))


def _advice(value: object, kind: inspect.Type) -> str:
    """What to do about a single wrong value."""
    if isinstance(kind, inspect.LiteralType):
        return nearest(str(value), [str(v) for v in kind.values], "write one of them exactly as it stands here")
    if isinstance(kind, inspect.StrType):
        if not isinstance(value, str | list | tuple | dict):
            return "put it in quotes"
        return "shorten it" if kind.max_length and len(str(value)) > kind.max_length else "change it to that form"
    return _ADVICE.get(type(kind), "change it, or leave the line out")


# What msgspec reads a single value as, and what a teacher calls it.
_PLAIN: Final[dict[type[inspect.Type], Any]] = {
    inspect.BoolType: bool,
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.DateType: datetime.date,
    inspect.NoneType: None,
}
_WORDS: Final[dict[type[inspect.Type], str]] = {
    inspect.BoolType: "true or false",
    inspect.DateType: "a date like 2026-12-01",
    inspect.NoneType: "nothing",
}

_ADVICE: Final[dict[type[inspect.Type], str]] = {
    inspect.BoolType: "write true or false",
    inspect.IntType: "write it in digits, like 4",
    inspect.FloatType: "write it in digits, like 0.5",
    inspect.DateType: "write year, month and day with two digits each: 2026-12-01",
}


# --- words -------------------------------------------------------------------------


def _is_list(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.VarTupleType | inspect.ListType | inspect.TupleType)


def _is_leaf(kind: inspect.Type) -> bool:
    return not _is_list(kind) and not isinstance(kind, inspect.StructType | inspect.DictType | inspect.UnionType)


def _not(path: str, wanted: str, value: object, hint: str = HINT) -> Wrong:
    return Wrong(path, "wrong-type", f"{_named(path)} must be {wanted}, not {shown(value)}", hint)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _named(path: str) -> str:
    """The field at `path` as a teacher would call it."""
    parent, _, last = path.rpartition(".")
    if not last:
        return "this entry"
    return f"entry {int(last) + 1} of {_named(parent)}" if last.isdecimal() and parent else f"`{last}`"


def _within(path: str, preposition: str) -> str:
    return f" {preposition} {_named(path)}" if path else ""


def _fields_hint(kind: inspect.StructType) -> str:
    return f"the fields are: {', '.join(field.encode_name for field in kind.fields)}"


def _bounds(least: int | None, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return f"{least} to {most}" if least else f"at most {most}"


# --- the rare cases ------------------------------------------------------------------


def _holds_flaw(value: object) -> bool:
    pending = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, Flawed):
            return True
        if isinstance(found, dict):
            pending.extend(found.values())
        elif isinstance(found, list | tuple):
            pending.extend(found)
    return False


def _from_msgspec(said: str) -> Wrong:
    """What only msgspec found (a struct's own check), with its path as ours."""
    message, _, where = said.partition(" - at `$")
    path = re.sub(r"\[(\d+)\]", r".\1", where.rstrip("`")).strip(".")
    return Wrong(path, "bad-value", f"{_named(path)}: {message}" if path else message, "change the value")
