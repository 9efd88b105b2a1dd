"""A commented template for one more question."""

from __future__ import annotations

from pathlib import Path

import click

from packgen.cli.terminal import complete


@click.command(name="new")
@click.argument("kind", shell_complete=complete.kinds)
def COMMAND(kind: str) -> None:
    """Print a commented template for a question of KIND; fill it in and save it in your bank.

    \b
    packgen new describe-two > questionbank/my-questions.yaml
    """
    from packgen.cli.terminal.template import template
    from packgen.cli.terminal.workplace import here
    from packgen.diagnostics import PackgenError
    from packgen.load.query import unknown_names
    from packgen.load.walk import is_file

    place = here()
    pool = place.pool
    if problems := unknown_names(pool, kinds=[kind]):
        raise PackgenError(problems)
    if is_file(Path(place.settings.folder) / "schemas" / "bank-file.json"):
        click.echo("# yaml-language-server: $schema=../schemas/bank-file.json")
    click.echo(template(pool, pool.kinds[kind]), nl=False)
