"""The blueprints of papers that make can fill."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="blueprints")
def COMMAND() -> None:
    """Show every blueprint: the folder's own, then those of its banks."""
    from packgen.cli.terminal import messages, table
    from packgen.load.config import load_config
    from packgen.pipeline.blueprints import all_blueprints

    settings, problems = load_config(Path.cwd())
    found, more = all_blueprints(settings)
    rows = [(each.name, each.layout or settings.layout, each.purpose) for each in found]
    table.show([("BLUEPRINT", "LAYOUT", "PURPOSE"), *rows])
    messages.show((*problems, *more))
