"""Where a command runs: the folder's settings and its bank, read once, their problems said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from packgen.cli.terminal import messages
from packgen.diagnostics import PackgenError, has_errors

if TYPE_CHECKING:
    from packgen.pipeline.workplace import Workplace


def here() -> Workplace:
    """The workplace of the current folder.

    Ends the run if packgen.toml or a whole file of the bank can't be read; items with errors are only counted, in
    one line on stderr, because they are simply never chosen.
    """
    from packgen.pipeline.workplace import open_workplace

    place = open_workplace(Path.cwd())
    if has_errors(place.diagnostics) and not place.pool.items:
        raise PackgenError(place.diagnostics)
    if place.pool.broken:
        broken = messages.count(len(place.pool.broken), "item has errors and is", "items have errors and are")
        messages.say(f'{broken} left out; "packgen check" says what is wrong')
    return place


def shown(path: Path) -> str:
    """`path` as a person would type it: relative to the current folder if it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
