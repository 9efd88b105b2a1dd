"""`pack.json`: a manifest as bytes, and back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import zlib
from pathlib import Path

import msgspec

from packgen import __version__
from packgen.diagnostics import PackgenError, Place, error
from packgen.load.walk import is_folder, shown
from packgen.model.layout import PAPERS
from packgen.model.manifest import SCHEMA, Manifest

NAME = "pack.json"
LARGEST = 20_000_000
AFRESH = "make the pack afresh with packgen make"

LIBRARIES = ("jinja2", "markdown-it-py", "msgspec", "pillow", "reportlab")
FONTS = ("font-source-sans-pro", "fontpkg-fira-sans", "fontpkg-pt-serif")


def encode(manifest: Manifest) -> bytes:
    """UTF-8 JSON, indented, the fields in their declared order, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def read(path: Path) -> Manifest:
    """The manifest in a `pack.json`, or in the folder that holds one; `PackgenError` if there is none."""
    file = path / NAME if is_folder(path) else path
    place = Place(shown(path))
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        hint = "give the path of the pack.json in a folder that packgen made"
        message = f"there is no {NAME} in this folder" if is_folder(path) else "there is no such file or folder"
        raise PackgenError([error("no-pack", message, hint, place)]) from None
    except OSError as problem:
        message = f"this file can't be read: {problem.strerror}"
        raise PackgenError([error("unreadable", message, "check its permissions", place)]) from None
    if len(data) > LARGEST:
        raise PackgenError([error("not-a-pack", "this file is too large to be a pack.json", AFRESH, place)])
    return decode(data, place)


def decode(data: bytes, place: Place) -> Manifest:
    """The manifest in `data`; `PackgenError` at `place` if it is none, or one of a newer schema."""
    try:
        head = msgspec.json.decode(data, type=dict[str, object])
        if isinstance(head.get("schema"), int) and head["schema"] != SCHEMA:
            message = f"this pack.json has schema {head['schema']}; this packgen reads schema {SCHEMA}"
            raise PackgenError([error("pack-schema", message, "install the newest packgen", place)])
        found = msgspec.json.decode(data, type=Manifest)
        wrong = _impossible(found)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        wrong = str(problem)
    if wrong:
        message = f"this is not a pack.json that packgen wrote ({wrong})"
        raise PackgenError([error("not-a-pack", message, AFRESH, place)])
    return found


def _impossible(manifest: Manifest) -> str:
    """What packgen never writes, where the fields are right one by one; "" if there is nothing."""
    if len(set(manifest.items)) < len(manifest.items):
        return "an item is named twice"
    if manifest.settings.get("paper", "a4") not in PAPERS:
        return "there is no paper of that size"
    return ""


def sha256(data: bytes) -> str:
    """The sha256 of `data`, hex."""
    return hashlib.sha256(data).hexdigest()


def made_with() -> dict[str, str]:
    """The versions of everything that can change a page's bytes, by name."""
    found = {"packgen": __version__, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    installed = _installed()
    for name in (*LIBRARIES, *FONTS):
        found[name] = installed.get(name.replace("-", "_")) or _recorded(name)
    return found


def _installed() -> dict[str, str]:
    """Versions as installers write them into the names of their folders: no file has to be read."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError):
            for entry in os.listdir(folder or os.curdir):
                if entry.endswith(".dist-info"):
                    name, _, version = entry.removesuffix(".dist-info").rpartition("-")
                    found.setdefault(name.lower().replace("-", "_").replace(".", "_"), version)
    return found


def _recorded(name: str) -> str:
    """The version of a package that is installed in some other way, or "unknown"."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
