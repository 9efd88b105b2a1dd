"""Open sets: one module a member, its file's name is the member's name.

`packgen/kinds/multiple_choice.py` holds the shape "multiple-choice" in its one public
constant `SHAPE`.  Nothing is registered in a list; nothing is imported before it is asked for.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Final

CONSTANTS: Final = {
    "kinds": "SHAPE",
    "compose": "VIEW",
    "checks": "CHECK",
    "checks.papers": "CHECK",
    "export": "EXPORT",
    "cli": "COMMAND",
}


@functools.cache
def names(room: str) -> tuple[str, ...]:
    """The members of a room, sorted: every module that has the room's constant."""
    package = importlib.import_module(f"packgen.{room}")
    found = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return tuple(n.replace("_", "-") for n in found if _has_constant(room, n))


@functools.cache
def get(room: str, name: str) -> object | None:
    """The constant of member `name` of `room`, or None if there is no such member."""
    module = name.replace("-", "_")
    if not module.isidentifier():
        return None
    full = f"packgen.{room}.{module}"
    try:
        found = importlib.import_module(full)
    except ModuleNotFoundError as problem:
        if problem.name == full:
            return None
        raise
    return getattr(found, CONSTANTS[room], None)


def _has_constant(room: str, module: str) -> bool:
    return hasattr(importlib.import_module(f"packgen.{room}.{module}"), CONSTANTS[room])
