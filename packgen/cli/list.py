"""The questions of the bank, by words, topic, kind or tag."""

from __future__ import annotations

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.options import read_tags


@click.command(name="list")
@click.argument("words", nargs=-1)
@click.option(
    "--topic", "topics", multiple=True, metavar="ID", shell_complete=complete.topics, help="With its subtree."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete.kinds, help="Any of these.")
@click.option("--tag", "tags", multiple=True, metavar="NAME=VALUE", callback=read_tags, help="All must hold.")
@click.option(
    "--board", metavar="NAME", default="", shell_complete=complete.boards, help="What a paper for this board may have."
)
def COMMAND(
    words: tuple[str, ...],
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    tags: tuple[tuple[str, str], ...],
    board: str,
) -> None:
    """List the questions that have all the WORDS: id, kind, marks, stem."""
    from packgen.cli.terminal import item_text, messages, table
    from packgen.cli.terminal.workplace import here
    from packgen.diagnostics import PackgenError
    from packgen.load.query import unknown_names
    from packgen.load.rows import rows
    from packgen.model.row import Wanted

    place = here()
    if problems := unknown_names(place.pool, topics=topics, kinds=kinds, board=board):
        raise PackgenError(problems)
    wanted = Wanted(text=" ".join(words), topics=topics, kinds=kinds, tags=tags, board=board, status="")
    found = rows(place.pool, wanted, board or place.settings.board)
    if not found:
        messages.say("no question fits")
    lines = []
    for row in found:
        status = "" if row.status == "live" else f"({row.status}) "
        stem = item_text.in_a_line(row.asked)
        lines.append((row.id, row.kind, str(row.marks or "?"), status + stem))
    table.show(lines, right=frozenset({2}))
