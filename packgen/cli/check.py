"""Everything that is wrong with a bank, in one run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="check")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.pass_context
def COMMAND(ctx: click.Context, path: Path | None) -> None:
    """Check PATH: a file, a folder, a bank or packgen.toml; without PATH all that the current folder uses.

    Looks at fields, references, marks, texts, pictures, fonts and layouts. Errors end with exit code 1; warnings are
    advice.
    """
    from packgen.cli.terminal import messages
    from packgen.diagnostics import FAILED, has_errors
    from packgen.pipeline import checking

    place, found = checking.check(Path.cwd(), path)
    messages.show(found)
    errors = sum(d.severity == "error" for d in found)
    advice = sum(d.severity == "warning" for d in found)
    items = messages.count(len(place.pool.items), "item")
    said = f"{messages.count(errors, 'error')}, {messages.count(advice, 'warning')}; {items} without errors"
    messages.say(said)
    ctx.exit(FAILED if has_errors(found) else 0)
