"""Pictures of a bank: found inside its folder only, and what they are told by their content, not their name."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from packgen.diagnostics import Diagnostic, error
from packgen.model.document import Picture
from packgen.model.pool import Bank

MAX_PIXELS: Final = 40_000_000
MAX_BYTES: Final = 40_000_000
FORMATS: Final = ("PNG", "JPEG", "MPO")
"""MPO is what many cameras write: a JPEG with a second picture after it, which is left alone."""


def find_picture(root: Path, name: str) -> Picture | Diagnostic:
    """The picture `name` (with `/`) inside the bank folder `root`, or an error without a place.

    It must be a whole PNG or JPEG of at most `MAX_PIXELS` pixels; the digest is of the file's bytes.
    """
    path = locate(root, name)
    if isinstance(path, Diagnostic):
        return path
    try:
        state = path.stat()
        return _read(path, state.st_size, state.st_mtime_ns, name)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        return error("unreadable-picture", f"the picture {name} can't be read: {reason}", "check its permissions")


def locate(root: Path, name: str) -> Path | Diagnostic:
    """Where the picture `name` lies inside the bank folder `root` (resolved), without reading it."""
    inside = "name a file inside the bank's folder, like images/map.png"
    if "://" in name:
        return error("picture-outside", f"the picture {name} is on the web", "save it into the bank's folder")
    if not name or any(ord(c) < 32 for c in name):
        return error("no-picture", "a picture without a file name", inside)
    if "\\" in name:
        return error("picture-outside", f"the picture {name} is named with backslashes", "write / between folders")
    pure = PurePosixPath(name)
    if pure.is_absolute() or PureWindowsPath(name).drive or ".." in pure.parts:
        return error("picture-outside", f"the picture {name} lies outside the bank", inside)
    try:
        base = root.resolve()
        path = (base / pure).resolve()
        there = path.is_file()
        folder = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        return error("no-picture", f"there is no picture {name}", inside)
    if not path.is_relative_to(base):
        return error("picture-outside", f"the picture {name} is a link that leads out of the bank", "copy it there")
    if folder:
        return error("no-picture", f"{name} is a folder, not a picture", inside)
    return path if there else error("no-picture", f"there is no picture {name} in the bank", f"looked in {base.name}/")


def picture_finder(banks: Sequence[Bank]) -> Callable[[str], Picture | str]:
    """For a Markdown reader: the first of `banks` that has the picture gives it; else a sentence says why not."""

    def find(name: str) -> Picture | str:
        said = f"there is no picture {name}: no bank is loaded"
        worst = ""
        for bank in banks:
            found = find_picture(Path(bank.root), name)
            if isinstance(found, Picture):
                return found
            said = found.message
            if found.rule != "no-picture":
                worst = worst or said
        return worst or said

    return find


@lru_cache(maxsize=512)
def _read(path: Path, size: int, changed: int, name: str) -> Picture | Diagnostic:
    """The picture at `path`; `size` and `changed` (ns) are its file's, so that a changed file is read again."""
    from PIL import Image, UnidentifiedImageError

    if size > MAX_BYTES:
        message = f"the picture {name} has {size // 1_000_000} MB; {MAX_BYTES // 1_000_000} MB is the most"
        return error("picture-too-large", message, "save it smaller: 2000 pixels across print well")
    only = "save it as PNG or JPEG"
    data = path.read_bytes()
    try:
        # Pillow warns of large pictures before their size can be asked for; the limit here is lower than its own.
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            with Image.open(file) as image:
                if image.format not in FORMATS:
                    return error("picture-format", f"the picture {name} is {image.format}, not PNG or JPEG", only)
                pixels = image.width * image.height
                if pixels > MAX_PIXELS:
                    message = f"the picture {name} has {pixels // 1_000_000} million pixels; 40 million is the most"
                    return error("picture-too-large", message, "save it smaller: 2000 pixels across print well")
                image.load()
    except UnidentifiedImageError:
        return error("picture-format", f"the file {name} is not a picture", only)
    except Exception as problem:
        # Pillow's decoders raise almost anything for damaged data (OSError, SyntaxError, ValueError, struct.error).
        if isinstance(problem, MemoryError | RecursionError):
            raise
        return error("picture-damaged", f"the picture {name} is damaged or cut short", "save or copy it again")
    return Picture(str(path), hashlib.blake2b(data, digest_size=16).hexdigest())
