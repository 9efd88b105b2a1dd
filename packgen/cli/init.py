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
    from packgen.diagnostics import PackgenError, Place, error
    from packgen.load.walk import shown

    place = Place(str(folder))
    if folder.exists() and not folder.is_dir():
        raise PackgenError([error("in-the-way", "there is a file with this name", "choose another name", place)])
    if folder.is_dir() and any(folder.iterdir()) and not force:
        hint = "choose another name, or add --force to put the files that are missing beside yours"
        raise PackgenError([error("not-empty", "this folder is not empty", hint, place)])
    files = sorted(path for path in STARTER.rglob("*") if path.suffix in (".yaml", ".toml"))
    try:
        for file in files:
            target = folder / file.relative_to(STARTER)
            if target.exists():
                messages.say(f"{shown(target)} is there already and stays as it is")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            click.echo(shown(target))
    except OSError as problem:
        message = f"packgen can't write here: {problem.strerror}"
        raise PackgenError([error("not-written", message, "choose another folder", place)]) from None
    messages.say(f'now: cd "{folder}", then packgen make, or packgen check after every change')
