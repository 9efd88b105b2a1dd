"""Parsed fonts and subsets kept in the user's cache folder: safe to delete, never trusted to be there.

A file's name is a hash of all that its content depends on, so nothing in it ever goes stale.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import sys
import tempfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")

# Counts up whenever what is kept changes its meaning.
_SCHEMA: Final = 1
_MOST: Final = 200


def folder() -> Path | None:
    """The cache folder: PACKGEN_CACHE, else the system's own place; None if PACKGEN_CACHE is set empty."""
    named = os.environ.get("PACKGEN_CACHE")
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")
    return Path(base) / "packgen" if os.path.isabs(base) else None


def key(path: str, *more: str) -> str:
    """A name for what is made of the font file at `path` as it is now, and of `more`; "" if it cannot be seen."""
    try:
        stat = os.stat(path)
    except OSError:
        return ""
    parts = (os.path.abspath(path), str(stat.st_size), str(stat.st_mtime_ns), _maker(), *more)
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def load(name: str, kind: type[T]) -> T | None:
    """What was kept under `name`, or None."""
    root = folder()
    if root is None or not name:
        return None
    try:
        return msgspec.msgpack.decode((root / "fonts" / name).read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def keep(name: str, value: object) -> None:
    """Keep `value` under `name` if the folder can be written to; the oldest files go."""
    root = folder()
    if root is None or not name:
        return
    with contextlib.suppress(OSError):
        where = root / "fonts"
        where.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=where)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.msgpack.encode(value))
        os.replace(temporary, where / name)
        kept = sorted(where.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_MOST]:
            path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _maker() -> str:
    """What stands behind the bytes: this schema, the machine's byte order, zlib, and reportlab's parser file."""
    spec = importlib.util.find_spec("reportlab")
    parser = ""
    if spec is not None and spec.submodule_search_locations:
        stat = os.stat(os.path.join(next(iter(spec.submodule_search_locations)), "pdfbase", "ttfonts.py"))
        parser = f"{stat.st_size}.{stat.st_mtime_ns}"
    return f"{_SCHEMA}.{sys.byteorder}.{zlib.ZLIB_RUNTIME_VERSION}.{parser}"
