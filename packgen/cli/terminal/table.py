"""Plain tables for stdout."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Sequence

import click

GAP = "  "
LEAST = 20
PIPE = 80


def show(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Print `rows` in columns; the last one is cut to the terminal's width, in a pipe it is not.

    `right` names the columns (from 0) that are set flush right.
    """
    if not rows:
        return
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
    room = _columns() - sum(widths) - len(GAP) * len(widths) if sys.stdout.isatty() else 0
    for row in rows:
        cells = [_pad(cell, widths[n], n in right) for n, cell in enumerate(row[:-1])]
        last = shortened(row[-1], max(room, LEAST)) if room else row[-1]
        click.echo(GAP.join([*cells, last]).rstrip())


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def paragraph(lead: str, text: str) -> None:
    """Print `lead` and, indented by it, as many lines of `text` as the terminal's width (80 in a pipe) asks for."""
    columns = _columns() if sys.stdout.isatty() else PIPE
    lines = textwrap.wrap(text, max(columns - len(lead), LEAST), break_on_hyphens=False) or [""]
    for n, line in enumerate(lines):
        click.echo((lead if n == 0 else " " * len(lead)) + line)


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(1 for c in text if unicodedata.combining(c))


def shortened(text: str, room: int) -> str:
    """`text`, or as many of its words as fit into `room` columns with an ellipsis."""
    if width(text) <= room:
        return text
    cut = text[: room - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def _pad(text: str, columns: int, right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space
