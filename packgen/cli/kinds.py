"""The kinds of question, with boards and marks."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="kinds")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), help="Write a page for each kind here.")
def COMMAND(docs: Path | None) -> None:
    """Show every kind of question: its name, what each board gives for it, how many live questions the bank has.

    With --docs, a page of Markdown for each kind: what boards give, its fields, its scaffold, an example, and
    its pictures, where they lie in the folder's pictures/ as KIND.png and KIND-scheme.png.
    """
    from packgen.cli.terminal import table
    from packgen.cli.terminal.workplace import here
    from packgen.load.rows import holdings

    pool = here().pool
    if docs is not None:
        from packgen.cli.terminal.kind_page import write_pages

        for path in write_pages(dict(sorted(pool.kinds.items())), docs):
            click.echo(path)
        return
    have = holdings(pool).kinds
    rows = [("KIND", "QUESTIONS", "NAME", "MARKS")]
    for name, kind in sorted(pool.kinds.items()):
        tariffs = ", ".join(f"{row.board} {row.marks}" + (f"+{row.spag} SPaG" if row.spag else "") for row in kind.rows)
        rows.append((name, str(have.get(name, 0)), kind.name, tariffs))
    table.show(rows, right=frozenset({1}))
