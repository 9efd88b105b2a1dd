"""The topic tree, with how many questions each part has."""

from __future__ import annotations

from collections import Counter

import click


@click.command(name="topics")
def COMMAND() -> None:
    """Show the topic tree: the number of live questions on each topic with all that lies below it."""
    from packgen.checks.coverage import in_order
    from packgen.cli.terminal.workplace import here
    from packgen.load.rows import holdings

    pool = here().pool
    below: Counter[str] = Counter()
    for topic, number in holdings(pool).topics.items():
        steps = topic.split(".")
        below.update({".".join(steps[: n + 1]): number for n in range(len(steps))})
    for id in sorted(pool.topics, key=in_order):
        indent = "  " * id.count(".")
        click.echo(f"{indent}{id}  {pool.topics[id].value.title}  ({below[id]})")
