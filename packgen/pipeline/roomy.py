"""Copies that are cut apart: fewer to a sheet where something is too tall for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packgen.diagnostics import Diagnostic, has_errors, warning
from packgen.model.layout import Layout
from packgen.model.printing import fewer_up
from packgen.model.request import Request
from packgen.pipeline.press import Press

COUNTED = {"quarters": "four to a sheet", "copies": "two to a sheet", "single": "one to a sheet"}


def roomy(
    layouts: Sequence[Layout], plan: Callable[[Sequence[Layout]], Press], request: Request
) -> tuple[Press, Sequence[Layout], tuple[Diagnostic, ...]]:
    """`layouts` planned by `plan`; the first of them with fewer copies to a sheet if something fits none of its pages.

    With it the layouts as they were planned, and a warning if they are not as they were.  Where the request itself says
    how many stand on a sheet, or a whole sheet is too small as well, the press holds the errors.
    """
    press, first = plan(layouts), layouts[0]
    while press.cramped and not request.two_up and (larger := fewer_up(layouts[0])) is not None:
        layouts = [larger, *layouts[1:]]
        press = plan(layouts)
    if layouts[0].up == first.up or has_errors(press.problems):
        return press, layouts, ()
    name, asked, now = first.file or first.name, COUNTED[first.up], COUNTED[layouts[0].up]
    message = f"a question of the {name} is too tall to be printed {asked}: they are printed {now}"
    return press, layouts, (warning("fewer-to-a-sheet", message, "choose a shorter question, or divide it"),)
