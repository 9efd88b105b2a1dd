"""Files that commands write for people to go on with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from packgen.cli.terminal import messages
from packgen.diagnostics import PackgenError, Place, error
from packgen.load.walk import is_file, shown


def written(folder: Path, files: Mapping[str, bytes], *, keep: bool = False) -> Iterator[str]:
    """Write `files` (by path inside `folder`, with `/`) and give their paths as they are shown, one after another.

    With `keep`, what is there already stays as it is.  Raises `PackgenError` where nothing can be written.
    """
    place = Place(str(folder))
    if is_file(folder):
        raise PackgenError([error("in-the-way", "there is a file with this name", "choose another name", place)])
    try:
        for name, data in files.items():
            target = folder / name
            if keep and target.exists():
                messages.say(f"{shown(target)} is there already and stays as it is")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            yield shown(target)
    except OSError as problem:
        message = f"packgen can't write here: {problem.strerror}"
        raise PackgenError([error("not-written", message, "choose another folder", place)]) from None
