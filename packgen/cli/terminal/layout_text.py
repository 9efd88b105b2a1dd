"""A layout in full: what `layouts --show` prints of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packgen.cli.terminal import messages, table
from packgen.load.layout import PICTURE, load_layout
from packgen.load.walk import is_file, shown

if TYPE_CHECKING:
    from packgen.compose.options import Value
    from packgen.model.layout import Layout


def show(name: str, folders: Sequence[Path]) -> None:
    """Print the layout of that name; raises `PackgenError` if there is none or it can't be read."""
    from packgen.diagnostics import PackgenError

    layout, problems = load_layout(name, folders)
    if layout is None:
        raise PackgenError(problems)
    click.echo(f"{layout.name}: {layout.purpose}\n")
    table.show([row for row in _facts(layout) if row[1]])
    options = _options(layout)
    if options:
        click.echo()
        table.show([("OPTION", "HERE", "DEFAULT", "TAKES"), *options])
    click.echo()
    table.show([("STRING", "WORDS"), *((key, " / ".join(layout.strings[key].split("\n"))) for key in layout.strings)])
    messages.show(problems)


def _facts(layout: Layout) -> list[tuple[str, str]]:
    up = {
        "single": "",
        "copies": ", two copies to a sheet",
        "quarters": ", four copies to a sheet",
        "pages": ", two pages to a sheet",
    }[layout.up]
    return [
        ("for", layout.audience),
        ("paper", f"{layout.paper}{', landscape' if layout.landscape else ''}, {layout.sides}{up}"),
        ("pages at most", str(layout.most_pages or "")),
        ("view", layout.view),
        ("made with it", ", ".join(layout.companions)),
        ("folder", shown(Path(layout.folder))),
        ("picture", shown(picture) if is_file(picture := Path(layout.folder) / PICTURE) else ""),
    ]


def _options(layout: Layout) -> list[tuple[str, str, str, str]]:
    """Each option of the layout's view: its value here, where a layout doesn't say, and what it takes."""
    from packgen import registry
    from packgen.compose.options import defaults
    from packgen.compose.view import View

    view = registry.get("compose", layout.view)
    if not isinstance(view, View) or view.options is None:
        return []
    return [
        (name, _said(layout.options.get(name, default)), _said(default), takes)
        for name, (default, takes) in defaults(view.options).items()
    ]


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
