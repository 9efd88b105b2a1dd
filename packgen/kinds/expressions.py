"""A small language of sums: `round(a * b / 2, 1)`.  It reads as Python does and knows nothing of Python.

Numbers are exact fractions as long as they can be, so that 0.1 + 0.2 is 0.3.  Everything is bounded: the length of
an expression, its depth, its powers, its numbers.  Nothing but what is listed here is ever carried out.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

LONGEST: Final = 200
DEEPEST: Final = 30
MOST_POWER: Final = 20
LARGEST: Final = Fraction(10**15)
MOST_DIGITS: Final = 10
"""The furthest place that `round` rounds to."""
_EXACT_BITS: Final = 256
"""A fraction with a longer denominator is rounded to what a computer's number holds."""

_SIGNS: Final = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})
"""Signs as people write them, and what stands for them here."""
_UNSAID: Final = re.compile(r"[0-9)]\s*[A-Za-z_(]")
"""Where a sign of multiplication is left out."""

Numbers = Mapping[str, Fraction]
Sum = Callable[[Numbers], Fraction]
CONSTANTS: Final[Numbers] = {"pi": Fraction(math.pi)}
HINT: Final = "use numbers, the names under `values`, + - * / **, round( ), sqrt( ), min( ), max( ), abs( ) and pi"


class BadExpressionError(ValueError):
    """An expression that says nothing or has no value; `hint` tells what to write."""

    def __init__(self, message: str, hint: str = HINT) -> None:
        super().__init__(message)
        self.hint = hint


@lru_cache(maxsize=1024)
def expression(text: str) -> tuple[Sum, frozenset[str]]:
    """What `text` works out, given its names' numbers, and the names that it has.  Raises `BadExpressionError`.

    The sum raises the same, where it divides by nothing or its result is too large.
    """
    if len(text) > LONGEST:
        raise BadExpressionError(f"it has more than {LONGEST} characters", "shorten it, or split the question")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip().translate(_SIGNS), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        left_out = _UNSAID.search(text)
        hint = f"write every sign: {left_out[0][0]} * {left_out[0][-1]}" if left_out else HINT
        raise BadExpressionError("it can't be read as a sum", hint) from None
    names: set[str] = set()
    return _made(tree.body, names, 0), frozenset(names)


def worked_out(text: str, numbers: Numbers) -> Fraction:
    """The value of an expression.  Raises `BadExpressionError`; also for a name without a number."""
    made, names = expression(text)
    missing = sorted(names - set(numbers))
    if missing:
        raise BadExpressionError(f'there is no value "{missing[0]}"')
    return made(numbers)


def number(value: float) -> Fraction:
    """A number as its digits say it: 0.1 is a tenth."""
    return Fraction(str(value))


def rounded(value: Fraction, places: int) -> Fraction:
    """To so many decimals (below 0: tens, hundreds), halves away from zero as schools teach it."""
    scale = Fraction(10) ** places
    whole = math.floor(abs(value) * scale + Fraction(1, 2))
    return (whole if value >= 0 else -whole) / scale


def _made(node: ast.expr, names: set[str], depth: int) -> Sum:
    if depth > DEEPEST:
        raise BadExpressionError("it is nested too deeply", "split it, or leave out brackets")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _constant(value)
        case ast.Name(id=name):
            return _named(name, names)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            inner = _made(operand, names, depth + 1)
            return inner if isinstance(sign, ast.UAdd) else lambda numbers: -inner(numbers)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            carry_out = _OPERATIONS[type(op)]
            first, second = _made(left, names, depth + 1), _made(right, names, depth + 1)
            return lambda numbers: _bounded(carry_out(first(numbers), second(numbers)))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            least, most, carry_out_all = _FUNCTIONS[name]
            if not least <= len(args) <= most:
                raise BadExpressionError(f"{name}( ) is given {len(args)} numbers")
            inners = [_made(arg, names, depth + 1) for arg in args]
            return lambda numbers: _bounded(carry_out_all(*(inner(numbers) for inner in inners)))
        case ast.BinOp(op=ast.BitXor()):
            raise BadExpressionError("^ is not an operation here", "write a power as a ** 2")
        case ast.Tuple():
            raise BadExpressionError("a comma stands in it", "write decimals with a point: 3.5")
        case ast.Call(func=ast.Constant() | ast.BinOp()):
            raise BadExpressionError("a bracket follows a number without a sign", "write every sign: 3 * (a + b)")
        case ast.Call(func=ast.Name(id=name)):
            raise BadExpressionError(f"there is no {name}( )")
    raise BadExpressionError("it holds something that is no sum")


def _constant(value: float) -> Sum:
    if not math.isfinite(value):
        raise BadExpressionError("a number in it is too large")
    given = _bounded(number(value))
    return lambda numbers: given


def _named(name: str, names: set[str]) -> Sum:
    if name in CONSTANTS:
        given = CONSTANTS[name]
        return lambda numbers: given
    names.add(name)
    return lambda numbers: numbers[name]


def _bounded(value: Fraction) -> Fraction:
    if abs(value) > LARGEST:
        raise BadExpressionError("a number in it is too large", "keep numbers below a thousand million million")
    return Fraction(float(value)) if value.denominator.bit_length() > _EXACT_BITS else value


def _divided(a: Fraction, b: Fraction) -> Fraction:
    if not b:
        raise BadExpressionError("it divides by zero", "change the values so that this can't happen")
    return a / b


def _power(a: Fraction, b: Fraction) -> Fraction:
    if b.denominator != 1:
        raise BadExpressionError("a power must be a whole number", "write sqrt( ) for a root")
    if abs(b) > MOST_POWER:
        raise BadExpressionError("a power in it is too large", f"{MOST_POWER} is the most")
    if not a and b < 0:
        raise BadExpressionError("it divides by zero", "change the values so that this can't happen")
    return a ** int(b)


def _root(a: Fraction) -> Fraction:
    if a < 0:
        raise BadExpressionError("it takes the square root of a negative number", "change the values")
    top, bottom = math.isqrt(a.numerator), math.isqrt(a.denominator)
    exact = top * top == a.numerator and bottom * bottom == a.denominator
    return Fraction(top, bottom) if exact else Fraction(math.sqrt(a))


def _round(a: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    if places.denominator != 1 or abs(places) > MOST_DIGITS:
        raise BadExpressionError(
            "round( ) is given places that there are none of", f"0 to {MOST_DIGITS}, as round(a, 1)"
        )
    return rounded(a, int(places))


_OPERATIONS: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: _divided,
    ast.Pow: _power,
}
_FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Fraction]]]] = {
    "round": (1, 2, _round),
    "sqrt": (1, 1, _root),
    "abs": (1, 1, abs),
    "min": (2, 10, min),
    "max": (2, 10, max),
}
