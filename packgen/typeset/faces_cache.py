"""Parsed fonts and subsets in the cache folder."""

from __future__ import annotations

import importlib.util
import os
import sys
import zlib
from functools import lru_cache
from typing import Final, TypeVar

import msgspec

from packgen.load import cache

T = TypeVar("T")

SHELF: Final = "fonts"
# Counts up whenever what is kept changes its meaning.
_SCHEMA: Final = 2


def key(path: str, *more: str) -> str:
    """A name for what is made of the font file at `path` as it is now, and of `more`; "" if it cannot be seen."""
    try:
        stat = os.stat(path)
    except OSError:
        return ""
    return cache.name_of(os.path.abspath(path), str(stat.st_size), str(stat.st_mtime_ns), _maker(), *more)


def load(name: str, kind: type[T]) -> T | None:
    """What was kept under `name`, or None."""
    found = cache.load(SHELF, name)
    if found is None:
        return None
    try:
        return msgspec.msgpack.decode(found, type=kind)
    except msgspec.MsgspecError:
        return None


def keep(name: str, value: object) -> None:
    """Keep `value` if the folder can be written to."""
    cache.keep(SHELF, name, msgspec.msgpack.encode(value))


@lru_cache(maxsize=1)
def _maker() -> str:
    """What stands behind the bytes: this schema, the machine's byte order, zlib, and reportlab's parser file."""
    spec = importlib.util.find_spec("reportlab")
    parser = ""
    if spec is not None and spec.submodule_search_locations:
        stat = os.stat(os.path.join(next(iter(spec.submodule_search_locations)), "pdfbase", "ttfonts.py"))
        parser = f"{stat.st_size}.{stat.st_mtime_ns}"
    return f"{_SCHEMA}.{sys.byteorder}.{zlib.ZLIB_RUNTIME_VERSION}.{parser}"
