"""A layout's view options, read into the view's own struct."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from packgen.compose.wording import layout_place
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.model.layout import Layout

OptionsT = TypeVar("OptionsT", bound=msgspec.Struct)
Value = bool | int | float | str | tuple[str, ...]

_FIELD = r"`\$\.(\w+)"
_UNKNOWN = r"unknown field `(.+)`"


def read_options(layout: Layout, options: type[OptionsT]) -> OptionsT:
    """`layout.options` as `options`; raises `PackgenError` for one that the view doesn't know or of a wrong sort."""
    try:
        return msgspec.convert(layout.options, options)
    except msgspec.ValidationError as problem:
        raise PackgenError([_explained(layout, options, str(problem))]) from None


def defaults(options: type[msgspec.Struct]) -> dict[str, tuple[Value, str]]:
    """A view's options in their order: what each is where a layout doesn't say, and in words what it takes."""
    from msgspec import inspect

    info = inspect.type_info(options)
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    return {field.name: (field.default, _taken(field.type)) for field in fields}


def _taken(sort: msgspec.inspect.Type) -> str:
    from msgspec import inspect

    if isinstance(sort, inspect.LiteralType):
        return ", ".join(map(str, sort.values))
    if isinstance(sort, inspect.VarTupleType):
        one = _taken(sort.item_type)
        return "a list of words" if one == "words" else f"a list of: {one}"
    words = {inspect.BoolType: "true, false", inspect.IntType: "a whole number", inspect.FloatType: "a number"}
    return words.get(type(sort), "words")


def _explained(layout: Layout, options: type[msgspec.Struct], problem: str) -> Diagnostic:
    known = ", ".join(options.__struct_fields__)
    if unknown := re.search(_UNKNOWN, problem):
        message = f'layout "{layout.name}" sets the option "{unknown.group(1)}", which the view {layout.view} has not'
        return error("layout-option", message, f"its options are: {known}", layout_place(layout))
    field = re.search(_FIELD, problem)
    name = field.group(1) if field else "?"
    message = f'layout "{layout.name}" sets the option "{name}" to a value that it can\'t have'
    hint = "the reference of layouts lists what each option takes"
    return error("layout-option", message, hint, layout_place(layout))
