"""Another id for an item, a source, a rubric, a fact or a topic, wherever it is named."""

from __future__ import annotations

import click


@click.command(name="rename")
@click.argument("old")
@click.argument("new")
@click.option(
    "--what",
    type=click.Choice(("item", "stimulus", "rubric", "fact", "topic")),
    help="What OLD names, where several things have that id.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be changed; write nothing.")
def COMMAND(old: str, new: str, what: str | None, dry_run: bool) -> None:
    """Change the id OLD to NEW in all bank files, blueprints and kinds of this folder: all of them, or none.

    A topic takes its subtree with it. Packs that were made before keep the old id in their records.
    """
    from pathlib import Path
    from typing import Any, cast

    from packgen.cli.terminal import messages
    from packgen.diagnostics import PackgenError, has_errors
    from packgen.load.config import load_config
    from packgen.load.editing import own_files, write_all
    from packgen.load.renaming import renamed, texts_of
    from packgen.load.walk import shown

    settings, problems = load_config(Path.cwd())
    if has_errors(problems):
        raise PackgenError(problems)
    folder = Path(settings.folder)
    roots = [Path(root) for root in (*settings.banks, *settings.kinds)]
    files = texts_of(own_files(folder, [*roots, folder / "blueprints"]))
    found, changes, texts = renamed(files, old, new, cast("Any", what))
    for change in changes:
        click.echo(f"{shown(change.path)}:{change.line}")
    said = f"{messages.count(len(changes), 'place')} in {messages.count(len(texts), 'file')}"
    if dry_run:
        messages.say(f"the {found} {old} would be called {new}: {said}; nothing was changed")
        return
    write_all(texts)
    messages.say(f"the {found} {old} is called {new} now: {said}")
