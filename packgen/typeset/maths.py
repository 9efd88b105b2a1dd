"""Formulas drawn: outlines of their glyphs, bars and roots, with the baseline at y = 0."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from packgen.model.galley import Op, Outline, Rect

_PATH: Final = r"([MLQCZ])|(-?[0-9.]+(?:e-?[0-9]+)?)"
_POINTS: Final = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}

USUAL: Final = 12.0  # points

Contour = tuple[float, ...]


class Formula(Struct, frozen=True):
    """A formula, set: `width`, what stands `up` and `down` from the baseline, in points; `alt` is what it says."""

    width: float
    up: float
    down: float
    ops: tuple[Op, ...]
    alt: str


@lru_cache(maxsize=512)
def set_formula(latex: str, alt: str, size: float) -> Formula:
    """A formula in LaTeX at a type size in points; in larger print than usual fractions are as large as the text."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    # Its other form draws with references that no reader of outlines follows.
    config.svg2 = False
    svg = Latex(latex, size=size, inline=size <= USUAL).svgxml()
    left, top, width, height = (float(value) for value in svg.attrib["viewBox"].split())
    ops: list[Op] = []
    for node in svg.iter():
        kind = node.tag.rpartition("}")[2]
        if kind == "path":
            ops.append(Outline(-left, 0.0, _contours(node.attrib["d"])))
        elif kind == "rect":
            x, y, w, h = (float(node.attrib[name]) for name in ("x", "y", "width", "height"))
            ops.append(Rect(x - left, y, w, h, 0.0, fill="#000000"))
    return Formula(width, max(0.0, -top), max(0.0, top + height), tuple(ops), alt)


def _contours(path: str) -> tuple[Contour, ...]:
    """An SVG path as closed contours: where each begins, then its curves, six numbers each."""
    out: list[list[float]] = []
    command = ""
    numbers: list[float] = []
    here = (0.0, 0.0)
    for letter, number in re.findall(_PATH, path):
        if letter:
            command, numbers = letter, []
            continue
        numbers.append(float(number))
        if len(numbers) < _POINTS[command]:
            continue
        if command == "M":
            out.append([*numbers])
        elif command == "L":
            (x0, y0), (x, y) = here, numbers
            out[-1] += [x0, y0, x, y, x, y]
        elif command == "Q":
            (x0, y0), (cx, cy, x, y) = here, numbers
            out[-1] += [(x0 + 2 * cx) / 3, (y0 + 2 * cy) / 3, (x + 2 * cx) / 3, (y + 2 * cy) / 3, x, y]
        else:
            out[-1] += numbers
        here = (numbers[-2], numbers[-1])
        numbers = []
    return tuple(tuple(contour) for contour in out if len(contour) > 2)
