"""One question: stem, options, sources, mark scheme."""

from __future__ import annotations

import shutil

import click

from packgen.cli.terminal import complete


@click.command(name="show")
@click.argument("item", shell_complete=complete.items)
@click.option("--board", metavar="NAME", default="", shell_complete=complete.boards, help="Whose marks and wording.")
def COMMAND(item: str, board: str) -> None:
    """Show ITEM as it would print: stem, options, sources and mark scheme as text.

    Drafts and retired items are shown too.
    """
    from packgen.cli.terminal import item_text, messages
    from packgen.cli.terminal.workplace import here
    from packgen.pipeline.workplace import show

    place = here()
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
