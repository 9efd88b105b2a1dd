"""The layouts that make can fill."""

from __future__ import annotations

from pathlib import Path

import click

from packgen.cli.terminal import complete


@click.command(name="layouts")
@click.option("--show", "name", metavar="NAME", shell_complete=complete.layouts, help="One layout in full.")
def COMMAND(name: str | None) -> None:
    """Show every layout: the folder's own first, then those that come with packgen.

    With --show one of them: what it is for, its options, its strings, what is made with it.
    """
    from packgen.cli.terminal import layout_text, messages, table
    from packgen.load.config import load_config
    from packgen.load.layout import layout_names, load_layout

    settings, problems = load_config(Path.cwd())
    folders = [Path(folder) for folder in settings.layouts]
    if name is not None:
        messages.show(problems)
        layout_text.show(name, folders)
        return
    rows = [("LAYOUT", "FOR", "SIDES", "PURPOSE")]
    for each in layout_names(folders):
        layout, more = load_layout(each, folders)
        problems += more
        if layout is not None:
            rows.append((each, layout.audience, layout.sides, layout.purpose))
    table.show(rows)
    messages.show(problems)
