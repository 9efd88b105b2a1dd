"""Where a command runs: the folder's settings and its bank, read once, their problems said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from packgen.cli.terminal import messages
from packgen.diagnostics import PackgenError, has_errors

if TYPE_CHECKING:
    from packgen.pipeline.workplace import Workplace


def here(*, whole: bool = False) -> Workplace:
    """The workplace of the current folder.

    Ends the run if packgen.toml has errors, if nothing of the bank can be used and, with `whole`, if a file of the
    bank can't be read.  Items with errors are only counted, in one line on stderr: they are simply never chosen.
    """
    from packgen.pipeline.workplace import open_workplace

    place = open_workplace(Path.cwd(), messages.say)
    if has_errors(place.settings_problems):
        raise PackgenError(place.settings_problems)
    if has_errors(place.bank_problems) and not place.pool.items:
        raise PackgenError(place.bank_problems)
    if whole and place.unread:
        raise PackgenError(place.unread)
    if place.pool.broken:
        broken = messages.count(len(place.pool.broken), "item has errors and is", "items have errors and are")
        messages.say(f'{broken} left out; "packgen check" says what is wrong')
    return place
