"""The kinds of question, with boards and marks."""

from __future__ import annotations

import click


@click.command(name="kinds")
def COMMAND() -> None:
    """Show every kind of question: its name, what each board gives for it, how many live questions the bank has."""
    from packgen.cli.terminal import table
    from packgen.cli.terminal.workplace import here
    from packgen.load.rows import holdings

    pool = here().pool
    have = holdings(pool).kinds
    rows = [("KIND", "QUESTIONS", "NAME", "MARKS")]
    for name, kind in sorted(pool.kinds.items()):
        tariffs = ", ".join(f"{row.board} {row.marks}" + (f"+{row.spag} SPaG" if row.spag else "") for row in kind.rows)
        rows.append((name, str(have.get(name, 0)), kind.name, tariffs))
    table.show(rows, right=frozenset({1}))
