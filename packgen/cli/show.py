"""Questions in full: stem, options, sources, mark scheme."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.asked_query import QueryCommand

if TYPE_CHECKING:
    from packgen.pipeline.workplace import Workplace

# A single word in small letters is taken for an id; quotes around it, or anything beside it, look for words.
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


MOST = 20


@click.command(name="show", cls=QueryCommand)
@click.argument("query", nargs=-1, required=True, metavar="ITEM or QUERY", shell_complete=complete.items)
@click.option("--board", metavar="NAME", default="", shell_complete=complete.boards, help="Whose marks and wording.")
@click.option("--all", "show_all", is_flag=True, help=f"All that the query finds, even if they are more than {MOST}.")
def COMMAND(query: tuple[str, ...], board: str, show_all: bool) -> None:
    """Show a question, or all that a query finds, as they would print: stem, options, sources and mark scheme as text.

    Drafts and retired items are shown too. `packgen list --help` says how to ask.
    """
    from packgen.cli.terminal import asked_query, messages
    from packgen.cli.terminal.workplace import here
    from packgen.diagnostics import PackgenError, error
    from packgen.load.rows import rows
    from packgen.model.row import Wanted
    from packgen.pipeline.narrowing import read_query

    place = here()
    if len(query) == 1 and _ID.fullmatch(query[0]):
        _show(place, query[0], board)
        return
    text = asked_query.joined(query)
    found = rows(place.pool, Wanted(status="", query=read_query(text, place.pool, place.settings)))
    if not found:
        messages.say("no question fits")
    if len(found) > MOST and not show_all:
        hint = "ask for less, or add --all to show every one"
        raise PackgenError([error("too-many", f"the query finds {len(found)} questions", hint)])
    for n, row in enumerate(found):
        if n:
            click.echo("")
        _show(place, row.id, board)


def _show(place: Workplace, item: str, board: str) -> None:
    from packgen.cli.terminal import item_text, messages
    from packgen.pipeline.workplace import show

    located, form, problems = show(item, place, board)
    value = located.value
    click.echo(f"{value.id}  {value.kind}, topic {value.topic}, {value.status}")
    click.echo(f"{located.place}")
    tags = [f"{name}={v if isinstance(v, str) else ','.join(v)}" for name, v in value.tags.items()]
    if value.boards:
        tags.append(f"board={','.join(value.boards)}")
    if tags:
        click.echo("  ".join(tags))
    click.echo()
    for line in item_text.lines(form, shutil.get_terminal_size().columns):
        click.echo(line)
    messages.show(problems)
