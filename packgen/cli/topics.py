"""The topic tree, with how many questions each part has."""

from __future__ import annotations

from collections import Counter

import click


@click.command(name="topics")
def COMMAND() -> None:
    """Show the topic tree: the number of live questions on each topic with all that lies below it."""
    from packgen.cli.terminal.workplace import here
    from packgen.load.rows import holdings

    pool = here().pool
    below: Counter[str] = Counter()
    for topic, number in holdings(pool).topics.items():
        steps = topic.split(".")
        below.update({".".join(steps[: n + 1]): number for n in range(len(steps))})
    for id in sorted(pool.topics, key=_natural):
        indent = "  " * id.count(".")
        click.echo(f"{indent}{id}  {pool.topics[id].value.title}  ({below[id]})")


def _natural(id: str) -> list[tuple[int, int, str]]:
    """A key that puts 1.10 after 1.9."""
    return [(0, int(step), "") if step.isascii() and step.isdigit() else (1, 0, step) for step in id.split(".")]
