"""A small bank of your own to start from."""

from __future__ import annotations

from pathlib import Path

import click

STARTER = Path(__file__).parent / "starter"
OTHERS = Path(__file__).parent / "starters"
"""A folder for each other subject, with its `questionbank`."""
USUAL = "geography"
SUBJECTS = (USUAL, *sorted(path.name for path in OTHERS.iterdir() if path.is_dir()))
KEPT = (".yaml", ".toml", ".txt", ".png")


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also into a folder that is not empty; what is there stays as it is.")
@click.option("--subject", type=click.Choice(SUBJECTS), default=USUAL, show_default=True, help="What it is about.")
def COMMAND(folder: Path, force: bool, subject: str) -> None:
    """Write a small commented bank and its packgen.toml into DIR: questions that print as they are."""
    from packgen.cli.terminal import messages
    from packgen.cli.terminal.files import written
    from packgen.diagnostics import PackgenError, Place, error
    from packgen.load.schema import schema_files
    from packgen.load.walk import is_folder

    if is_folder(folder) and not force and any(folder.iterdir()):
        hint = "choose another name, or add --force to put the files that are missing beside yours"
        raise PackgenError([error("not-empty", "this folder is not empty", hint, Place(str(folder)))])
    files = _files(STARTER)
    if subject != USUAL:
        files = {"packgen.toml": files["packgen.toml"], **_files(OTHERS / subject)}
    files |= {f"schemas/{name}": data for name, data in schema_files().items()}
    for path in written(folder, files, keep=True):
        click.echo(path)
    messages.say(f'now: cd "{folder}", then packgen make, or packgen check after every change')


def _files(root: Path) -> dict[str, bytes]:
    """The files of a bank by their paths inside `root`."""
    found = sorted(path for path in root.rglob("*") if path.suffix in KEPT)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
