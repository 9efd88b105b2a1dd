"""Verdicts kept for the next run: what was looked through and found right is not looked through again.

A verdict's name depends on all that was looked at and on the code that looked, so that none outlives what it is about.
Only "nothing is wrong" is ever kept: where something is, it is told in every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from packgen import __version__
from packgen.load import cache

SHELF: Final = "verdicts"
ROOMS: Final = ("load", "kinds", "model", "load/index")


def name_of(what: str, digests: Iterable[str]) -> str:
    """The name of the verdict on things with these `digests`, in this order."""
    return cache.name_of(what, code(), *digests)


def is_right(name: str) -> bool:
    """Whether nothing was found wrong before."""
    return cache.load(SHELF, name) is not None


def keep_right(name: str) -> None:
    """Keep that nothing is wrong."""
    cache.keep(SHELF, name, b"")


@lru_cache(maxsize=1)
def code() -> str:
    """What tells this packgen's reading of banks from another's: its version, the files that read and hold them."""
    package = Path(__file__).resolve().parents[1]
    states: list[str] = []
    for room in ROOMS:
        with os.scandir(package / room) as files:
            for file in sorted(files, key=lambda each: each.name):
                if file.name.endswith(".py"):
                    state = file.stat()
                    states.append(f"{file.name} {state.st_size} {state.st_mtime_ns}")
    return cache.name_of(__version__, *states)
