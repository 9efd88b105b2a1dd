"""The group of commands: found by file name, imported when asked for, every ending turned into an exit code."""

from __future__ import annotations

import ast
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from packgen import INTERRUPTED, __version__

ROOM = Path(__file__).parent.parent


class Commands(click.Group):
    """A group whose commands are the modules of `packgen.cli`; listing them imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names, sorted."""
        return sorted(f.stem.replace("_", "-") for f in ROOM.glob("*.py") if f.stem != "__init__")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None if there is none."""
        from packgen import registry

        found = registry.get("cli", cmd_name)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the first line of its module's docstring."""
        rows = [(name, summary(ROOM / f"{name.replace('-', '_')}.py")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line and exit: 0 done, 1 errors in the input, 2 wrong usage, 70 a bug, 130 interrupted."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        extra["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **extra)
        except click.ClickException as problem:
            problem.show()
            code = problem.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted; no pack is half-written", err=True)
            code = INTERRUPTED
        except Exception as problem:
            code = self.ending(problem)
        sys.exit(code if isinstance(code, int) else 0)

    def ending(self, problem: Exception) -> int:
        """Say what ended the run and return its exit code."""
        if isinstance(problem, OSError) and problem.errno == errno.EPIPE:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stands in until the process ends
            return 1
        from packgen.cli.terminal import messages
        from packgen.diagnostics import PackgenError, error

        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            hint = "make room, or choose another place"
            problem = PackgenError([error("disk-full", "there is no room left for what packgen has to write", hint)])
        return messages.report_failure(problem)


def summary(module: Path) -> str:
    """The first line of a module's docstring, without importing it."""
    try:
        text = module.read_text(encoding="utf-8")
    except OSError:
        return ""
    first = text[: text.index('"""', 3) + 3] if text.startswith('"""') and '"""' in text[3:] else '""'
    return str(ast.literal_eval(first)).strip().splitlines()[0]


@click.command(cls=Commands, name="packgen", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="packgen", message="%(prog)s %(version)s")
def packgen() -> None:
    """Printed question packs from a plain-text question bank."""
