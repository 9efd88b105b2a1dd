"""The layouts that make can fill."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="layouts")
def COMMAND() -> None:
    """Show every layout: the folder's own first, then those that come with packgen."""
    from packgen.cli.terminal import messages, table
    from packgen.load.config import load_config
    from packgen.load.layout import layout_names, load_layout

    settings, problems = load_config(Path.cwd())
    folders = [Path(folder) for folder in settings.layouts]
    rows = [("LAYOUT", "FOR", "SIDES", "PURPOSE")]
    for name in layout_names(folders):
        layout, more = load_layout(name, folders)
        problems += more
        if layout is not None:
            rows.append((name, layout.audience, layout.sides, layout.purpose))
    table.show(rows)
    messages.show(problems)
