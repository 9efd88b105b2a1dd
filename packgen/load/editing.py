"""Bank files changed on purpose: which they are, read as text and written back whole, all of them or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packgen.diagnostics import Diagnostic, PackgenError, Place, error
from packgen.load.walk import is_folder, shown, yaml_files
from packgen.load.yaml import read_bytes, read_yaml


def own_files(folder: Path, roots: Sequence[Path]) -> tuple[Path, ...]:
    """The YAML files below those of `roots` that lie in `folder`: what is not the folder's own is never changed."""
    home = folder.resolve()
    found: dict[Path, None] = {}
    for root in roots:
        if is_folder(root) and root.resolve().is_relative_to(home):
            found.update(dict.fromkeys(yaml_files(root.resolve())[0]))
    return tuple(found)


def read_text(path: Path) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file that can be read without problems, its line ends as they are; else None and what is wrong."""
    name = shown(path)
    data, problems = read_bytes(path, name)
    if data is None:
        return None, problems
    _, problems = read_yaml(data, name, keep=False)
    return (None if problems else data.decode("utf-8-sig")), problems


def write_all(texts: Mapping[Path, str]) -> None:
    """Write the files whole, each under another name first; where one can't be written, all stay as they were.

    Raises `PackgenError` with the file that could not be written.
    """
    with contextlib.ExitStack() as stack:
        ready = {path: stack.enter_context(_beside(path, text.encode())) for path, text in texts.items()}
        before = {path: path.read_bytes() for path in texts}
        done: list[Path] = []
        for path, temporary in ready.items():
            try:
                os.replace(temporary, path)
            except OSError as problem:
                for changed in done:
                    changed.write_bytes(before[changed])
                raise _unwritten(path, problem) from None
            done.append(path)


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise _unwritten(path, problem) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(path, temporary)
        yield temporary
    except OSError as problem:
        raise _unwritten(path, problem) from None
    finally:
        temporary.unlink(missing_ok=True)


def _unwritten(path: Path, problem: OSError) -> PackgenError:
    message = f"the file can't be written: {problem.strerror or problem}; nothing was changed"
    return PackgenError([error("not-written", message, "check its permissions", Place(shown(path)))])
