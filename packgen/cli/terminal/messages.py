"""Diagnostics and failures on stderr; results on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from packgen import __version__
from packgen.diagnostics import BUG, FAILED, Diagnostic, PackgenError

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def say(text: str) -> None:
    """A line for the person at the terminal, on stderr."""
    click.echo(text, err=True, color=_colour())


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Every diagnostic once, in order: `path:line: error[rule]: message`, and its hint beneath."""
    for diagnostic in dict.fromkeys(diagnostics):
        say(_styled(diagnostic))


def emit(value: object) -> None:
    """`value` as indented JSON in UTF-8 on stdout, whatever the console's encoding is."""
    data = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    click.echo(data, nl=False)


def report_failure(problem: Exception) -> int:
    """Show why the run ended; returns the exit code.  A bug's traceback goes to a log, never to the screen."""
    if isinstance(problem, PackgenError):
        show(problem.diagnostics)
        return FAILED
    say(f"packgen has met a bug: {type(problem).__name__}. Please report it with this log: {_log(problem)}")
    return BUG


def count(number: int, one: str, many: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _log(problem: Exception) -> Path:
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="packgen-", suffix=".log", text=True)
    with open(handle, "w", encoding="utf-8", errors="replace") as stream:
        stream.write(f"packgen {__version__}, Python {sys.version}\n{sys.argv}\n\n")
        traceback.print_exception(problem, file=stream)
    return Path(name)


def _styled(diagnostic: Diagnostic) -> str:
    where = click.style(f"{diagnostic.place}: ", bold=True) if diagnostic.place else ""
    label = click.style(f"{diagnostic.severity}[{diagnostic.rule}]", fg=COLOURS[diagnostic.severity], bold=True)
    text = f"{where}{label}: {diagnostic.message}"
    return f"{text}\n  hint: {diagnostic.hint}" if diagnostic.hint else text


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
