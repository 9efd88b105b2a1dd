"""Which files a bank has: a walk that stays inside the bank, follows no link out of it and never loops."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from packgen.diagnostics import Diagnostic, Place, error, warning

SUFFIXES: Final = (".yaml", ".yml")
MAX_FOLDERS: Final = 2_000


def shown(path: Path) -> str:
    """`path` as a teacher would type it: from the current folder if it lies there, else in full."""
    try:
        near = path.relative_to(Path.cwd())
    except (ValueError, OSError):
        near = path
    # A name that is not valid UTF-8 must not break the message that names it.
    return os.fsencode(near).decode("utf-8", "replace")


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder; a path that the system can't take (too long, say) is not."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether `path` is a file; a path that the system can't take is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def yaml_files(root: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The YAML files below `root` (resolved), sorted by path, and messages for what was not followed."""
    files: list[Path] = []
    problems: list[Diagnostic] = []
    pending = [root]
    walked = 0
    while pending:
        folder = pending.pop()
        walked += 1
        if walked > MAX_FOLDERS:
            hint = "name the bank's own folder, not one above it"
            problems.append(error("too-many-folders", f"more than {MAX_FOLDERS} folders", hint, Place(shown(root))))
            break
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            message = f"the folder can't be read: {reason}"
            problems.append(error("unreadable-file", message, "check its permissions", Place(shown(folder))))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                problems.extend(_link(path, root))
            elif entry.name.startswith("."):
                if path.suffix.lower() in SUFFIXES and not entry.is_dir():
                    message, hint = "a hidden file is not read", "rename it without the first dot"
                    problems.append(warning("hidden-file", message, hint, Place(shown(path))))
            elif entry.is_dir():
                if path.suffix.lower() in SUFFIXES:
                    message = f"{entry.name} is a folder, not a file"
                    problems.append(error("not-a-file", message, "rename the folder", Place(shown(path))))
                else:
                    pending.append(path)
            elif path.suffix.lower() in SUFFIXES:
                files.append(path)
    files.sort(key=lambda path: path.relative_to(root).parts)
    return tuple(files), tuple(problems)


def _link(path: Path, root: Path) -> list[Diagnostic]:
    """Messages for a symbolic link that would have been read: none is followed."""
    place = Place(shown(path))
    try:
        target = path.resolve(strict=True)
        matters = target.is_dir() or path.suffix.lower() in SUFFIXES
    except (OSError, RuntimeError):
        return [error("broken-link", "the link leads nowhere or to itself", "delete it", place)]
    if not matters:
        return []
    if target.is_relative_to(root):
        message = "a link to another place in the bank is not followed"
        return [warning("link-inside", message, "what it names is read where it stands; delete the link", place)]
    message = f"the link leads out of the bank, to {shown(target)}"
    return [error("link-outside", message, "copy what it names into the bank", place)]
