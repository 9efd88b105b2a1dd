"""The user's cache folder: things worked out from files, kept for the next run.

Safe to delete and never trusted to be there.  A name is a hash of all that its content depends on, so nothing goes
stale; a checksum stands before the content, so that a damaged file counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import Final

_SUM: Final = 16
# Files kept in one shelf; the oldest go.
_MOST: Final = 1000
_tidied: set[str] = set()


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


def name_of(*parts: str | bytes) -> str:
    """The name of what depends on `parts` and on nothing else."""
    digest = hashlib.blake2b(digest_size=_SUM)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def load(shelf: str, name: str) -> bytes | None:
    """What was kept on `shelf` under `name`, or None."""
    root = folder()
    if root is None or not name:
        return None
    try:
        with open(os.path.join(root, shelf, name), "rb") as file:
            found = file.read()
    except OSError:
        return None
    data = found[_SUM:]
    return data if found[:_SUM] == _checksum(data) else None


def keep(shelf: str, name: str, data: bytes) -> None:
    """Keep `data` if the folder can be written to."""
    root = folder()
    if root is None or not name:
        return
    with contextlib.suppress(OSError):
        where = os.path.join(root, shelf)
        _tidy(where)
        temporary = os.path.join(where, f"{name}.{os.getpid()}-{os.urandom(4).hex()}")
        with open(temporary, "xb") as file:
            file.write(_checksum(data) + data)
        os.replace(temporary, os.path.join(where, name))


def _tidy(where: str) -> None:
    """Once a run: the folder is made, and all but the newest files go."""
    if where in _tidied:
        return
    os.makedirs(where, exist_ok=True)
    _tidied.add(where)
    kept = sorted(Path(where).iterdir(), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()
