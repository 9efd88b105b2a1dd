"""Formulas: whether they can be set, and what they say aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

FORMULA: Final = re.compile(r"(?<![\\$\d])\$\$?(?=[^\s$])(?:\\.|[^$\\])+?(?<!\s)\$\$?(?!\d)", re.DOTALL)
"""A formula between dollar signs, whose brackets and braces are LaTeX's own."""
LONGEST: Final = 500
_BRACES: Final = re.compile(r"\\.|[{}]")
_SIGNS: Final[Mapping[str, str]] = {
    "+": "plus", "-": "minus", "−": "minus", "±": "plus or minus", "×": "times", "⋅": "times", "·": "times",
    "÷": "divided by", "/": "over", "=": "equals", "≠": "is not equal to", "<": "is less than", ">": "is greater than",
    "≤": "is at most", "≥": "is at least", "≈": "is about", "→": "gives", "∞": "infinity", "∑": "the sum",
    "∫": "the integral", "∏": "the product", "∝": "is proportional to", "∈": "is in", "∠": "angle", "°": "degrees",
    "(": "open bracket", ")": "close bracket", "[": "open bracket", "]": "close bracket", "|": "bar", "!": "factorial",
    "%": "percent", ",": ",", "\u2061": "", "′": "prime",
}  # fmt: skip
_POWERS: Final[Mapping[str, str]] = {"2": "squared", "3": "cubed"}


class BadFormulaError(ValueError):
    """A formula that can't be set; says why in plain words."""


@lru_cache(maxsize=512)
def spoken(latex: str) -> str:
    """What a screen reader says for a formula in LaTeX: "x squared plus 1".  Raises `BadFormulaError`."""
    return re.sub(r"[ ,]*,", ",", " ".join(_say(_tree(latex)).split())).strip(" ,")


def _tree(latex: str) -> Element:
    """The formula as MathML."""
    from latex2mathml.converter import convert_to_element

    if not latex.strip():
        raise BadFormulaError("there is nothing between the dollar signs")
    if len(latex) > LONGEST:
        raise BadFormulaError(f"it has more than {LONGEST} characters")
    depth = 0
    for brace in _BRACES.findall(latex):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            raise BadFormulaError("a closing brace } has no opening one")
    if depth:
        raise BadFormulaError("an opening brace { is not closed")
    try:
        tree = convert_to_element(latex)
    except Exception as problem:  # the library raises one class for each fault, without words
        words = re.sub(r"(?<!^)([A-Z])", r" \1", type(problem).__name__.removesuffix("Error")).lower()
        raise BadFormulaError(f"it can't be read ({words})") from None
    for node in tree.iter():
        if unescape(node.text or "").startswith("\\"):
            raise BadFormulaError(f"there is no command {node.text}")
        if node.tag in ("mfrac", "msup", "msub", "mroot") and len(node) < 2:
            raise BadFormulaError("a fraction, a power or an index lacks a part")
    return tree


def _say(node: Element) -> str:
    parts = [_say(child) for child in node]
    rule = _RULES.get(node.tag)
    if rule is not None and len(parts) >= rule[0]:
        return rule[1](parts)
    text = unescape(node.text or "").strip()
    return _SIGNS.get(text, text) if node.tag == "mo" else " ".join([text, *parts])


def _power(parts: Sequence[str]) -> str:
    return f"{parts[0]} {_POWERS.get(parts[1].strip(), f'to the power {parts[1]}')}"


def _fraction(parts: Sequence[str]) -> str:
    return f"{_grouped(parts[0])} over {_grouped(parts[1])}"


def _grouped(words: str) -> str:
    return f"the whole of {words}," if len(words.split()) > 1 else words


_RULES: Final[Mapping[str, tuple[int, Callable[[Sequence[str]], str]]]] = {
    "mfrac": (2, _fraction),
    "msup": (2, _power),
    "msub": (2, lambda parts: f"{parts[0]} sub {parts[1]}"),
    "msubsup": (3, lambda parts: f"{parts[0]} from {parts[1]} to {parts[2]}"),
    "munderover": (3, lambda parts: f"{parts[0]} from {parts[1]} to {parts[2]} of"),
    "msqrt": (1, lambda parts: f"the square root of {_grouped(' '.join(parts))}"),
    "mroot": (2, lambda parts: f"the root of degree {parts[1]} of {_grouped(parts[0])}"),
    "mtable": (1, lambda parts: "; ".join(f"row {n}: {row}" for n, row in enumerate(parts, 1))),
    "mtr": (1, lambda parts: ", ".join(parts)),
}
