"""A small bank of your own to start from."""

from __future__ import annotations

from pathlib import Path

import click

STARTER = Path(__file__).parent / "starter"


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also into a folder that is not empty; what is there stays as it is.")
def COMMAND(folder: Path, force: bool) -> None:
    """Write a small commented bank and its packgen.toml into DIR: six questions that print as they are."""
    from packgen.cli.terminal import messages
    from packgen.cli.terminal.files import written
    from packgen.diagnostics import PackgenError, Place, error
    from packgen.load.schema import schema_files
    from packgen.load.walk import is_folder

    if is_folder(folder) and not force and any(folder.iterdir()):
        hint = "choose another name, or add --force to put the files that are missing beside yours"
        raise PackgenError([error("not-empty", "this folder is not empty", hint, Place(str(folder)))])
    starter = sorted(path for path in STARTER.rglob("*") if path.suffix in (".yaml", ".toml"))
    files = {path.relative_to(STARTER).as_posix(): path.read_bytes() for path in starter}
    files |= {f"schemas/{name}": data for name, data in schema_files().items()}
    for path in written(folder, files, keep=True):
        click.echo(path)
    messages.say(f'now: cd "{folder}", then packgen make, or packgen check after every change')
