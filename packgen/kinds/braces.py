"""Numbers in the place of what texts have in braces: "{a} cm", "{a * b}"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct, structs

from packgen.kinds.expressions import BadExpressionError, Numbers, expression, worked_out
from packgen.kinds.quantities import written
from packgen.kinds.shape import Finding
from packgen.markup.maths import FORMULA
from packgen.model.authored import markdown_fields
from packgen.model.item import Item, Markdown

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
_NAMED: Final = re.compile(r"(?<!\\)\{([^{}\n]{1,200})\}")
_SIGN_BEFORE: Final = re.compile(r"(?:[-+*/−–×·÷]|\\(?:times|cdot|div))\s*\Z")
_POWER_AFTER: Final = re.compile(r"\s*(?:\^|[²³])")
"""Where a number below zero stands in brackets: 5 − (−3), (−3)²."""
SIGN: Final = 12
"""A sign and the space after it are no longer."""
StructT = TypeVar("StructT", bound=Struct)


def named(text: Markdown, *, formulas: bool = True) -> list[str]:
    """What `text` has in braces, in formulas as well if `formulas`."""
    return [match[1].strip() for match in _NAMED.finditer(text if formulas else FORMULA.sub("", text))]


def unknown_names(text: Markdown, field: str, values: Iterable[str]) -> Iterator[Finding]:
    """A finding for each name in braces that is none of `values`, if there are any, also in a sum with one of them."""
    known = set(values)
    where = "stem" if field == "stem" else "text"
    for inside in dict.fromkeys(named(text, formulas=False) if known else ()):
        for name in sorted(_names(inside) - known) if NAME.fullmatch(inside) or _names(inside) & known else ():
            message = f"the {where} has {{{inside}}}, and there is no value {name}"
            yield Finding(field, "unknown-value", message, f"add it under `values:`, or write \\{{{inside}\\}}")


def _names(inside: str) -> frozenset[str]:
    try:
        return expression(inside)[1]
    except BadExpressionError:
        return frozenset()


def filled(text: Markdown, numbers: Numbers) -> Markdown:
    """`text` with numbers for what it has in braces; a formula keeps the braces around them."""
    out, end = [], 0
    for formula in FORMULA.finditer(text):
        out += [
            _put(text[end : formula.start()], numbers, "", plain=False),
            _put(formula[0], numbers, "{}", plain=True),
        ]
        end = formula.end()
    return "".join((*out, _put(text[end:], numbers, "", plain=False)))


def filled_in(value: StructT, numbers: Numbers) -> StructT:
    """`value` with all its Markdown filled, that of structs inside it too, but not that of items inside it."""
    markdown = markdown_fields(type(value))
    changed: Mapping[str, Any] = {
        name: _filled_field(getattr(value, name), numbers, name in markdown) for name in value.__struct_fields__
    }
    return structs.replace(value, **changed)


def _filled_field(value: Any, numbers: Numbers, markdown: bool) -> Any:
    if isinstance(value, str):
        return filled(value, numbers) if markdown else value
    if isinstance(value, tuple):
        return tuple(_filled_field(one, numbers, markdown) for one in value)
    return filled_in(value, numbers) if isinstance(value, Struct) and not isinstance(value, Item) else value


def _put(text: Markdown, numbers: Numbers, braces: str, *, plain: bool) -> Markdown:
    def put(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in numbers and (plain or not numbers):
            return match[0]
        try:
            figures = written(worked_out(name, numbers))
        except BadExpressionError:
            return match[0]
        if figures.startswith("\u2212") and (
            _SIGN_BEFORE.search(text, max(0, match.start() - SIGN), match.start())
            or _POWER_AFTER.match(text, match.end())
        ):
            figures = f"({figures})"
        figures = figures.replace("\u2212", "-") if plain else figures
        return f"{braces[:1]}{figures}{braces[1:]}"

    return _NAMED.sub(put, text)
