"""The questions of the bank that a query finds: by words, topic, kind, marks ..."""

from __future__ import annotations

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.asked_query import QueryCommand
from packgen.cli.terminal.options import read_columns, read_tags

USUAL = "id,kind,marks,stem"


@click.command(name="list", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=complete.terms)
@click.option(
    "--topic", "topics", multiple=True, metavar="ID", shell_complete=complete.topics, help="With its subtree."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete.kinds, help="Any of these.")
@click.option("--tag", "tags", multiple=True, metavar="NAME=VALUE", callback=read_tags, help="All must hold.")
@click.option(
    "--board", metavar="NAME", default="", shell_complete=complete.boards, help="What a paper for this board may have."
)
@click.option(
    "--columns", metavar="NAMES", default="id,kind,marks,stem", callback=read_columns, help="Like id,topic,aos."
)
@click.option(
    "--sort", metavar="NAMES", default="", callback=read_columns, help="By these columns; -marks: most first."
)
@click.option("--count", "only_count", is_flag=True, help="Only how many there are.")
@click.option("--json", "as_json", is_flag=True, help="The columns as JSON on stdout.")
def COMMAND(
    query: tuple[str, ...],
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    tags: tuple[tuple[str, str], ...],
    board: str,
    columns: tuple[str, ...],
    sort: tuple[str, ...],
    only_count: bool,
    as_json: bool,
) -> None:
    """List the questions that QUERY finds: id, kind, marks, stem.

    All terms must hold: words (the beginning is enough), "phrases", and fields: topic, kind, board, marks, facility,
    tag, ao, stimulus, status, tier, author, fact, used, id. A hyphen turns a term round; `or` and parentheses group.

    \b
    packgen list topic:1.1 kind:explain-why marks:8..12 -used:90d "Lenin Enrolment"
    packgen list "(topic:1.1 or topic:1.2) -status:draft" --sort -marks
    """
    from packgen.cli.terminal import asked_query, messages, table
    from packgen.cli.terminal.columns import COLUMNS, NUMBERS, Line, in_order, shown
    from packgen.cli.terminal.workplace import here
    from packgen.diagnostics import PackgenError
    from packgen.load.query import unknown_names
    from packgen.load.rows import rows
    from packgen.model.row import Wanted
    from packgen.pipeline.narrowing import last_used, read_query

    place = here()
    pool = place.pool
    if problems := unknown_names(pool, topics=topics, kinds=kinds, board=board):
        raise PackgenError(problems)
    text = asked_query.joined(query)
    asked = read_query(text, pool, place.settings) if text else None
    wanted = Wanted(query=asked, topics=topics, kinds=kinds, tags=tags, board=board, status="")
    found = rows(pool, wanted, board or place.settings.board)
    if only_count:
        click.echo(len(found))
        return
    used = last_used(pool, place.settings) if "used" in {*columns, *(name.removeprefix("-") for name in sort)} else {}
    lines = in_order([Line(row, pool.items, used) for row in found], sort)
    if as_json:
        messages.emit([{name: COLUMNS[name](line) for name in columns} for line in lines])
        return
    right = frozenset(n for n, name in enumerate(columns) if name in NUMBERS)
    table.show([[shown(line, name) for name in columns] for line in lines], right=right)
    messages.say(messages.count(len(found), "question") if found else "no question fits")
