"""JSON Schemas by which an editor completes and checks banks, layouts and settings."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="schemas")
@click.argument("folder", metavar="[DIR]", default="schemas", type=click.Path(path_type=Path))
def COMMAND(folder: Path) -> None:
    """Write the JSON Schemas into DIR (schemas), with the kinds of question that this folder knows.

    A bank file names its schema in a comment at its top, with the way from the file to the schema:

    \b
    # yaml-language-server: $schema=../schemas/bank-file.json

    Run it again after an update of packgen, or after a change of your own kinds.
    """
    from packgen.cli.terminal.files import written
    from packgen.cli.terminal.workplace import here
    from packgen.load.schema import schema_files

    for path in written(folder, schema_files(here().pool.kinds)):
        click.echo(path)
