"""What the bank covers, and where it has gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from packgen.cli.terminal import complete

if TYPE_CHECKING:
    from packgen.checks.coverage import Coverage


@click.command(name="stats")
@click.option(
    "--topic", "topics", multiple=True, metavar="ID", shell_complete=complete.topics, help="With its subtree."
)
@click.option("--board", metavar="NAME", default="", shell_complete=complete.boards, help="As a paper for this board.")
@click.option("--json", "as_json", is_flag=True, help="All of it for programs, on stdout.")
def COMMAND(topics: tuple[str, ...], board: str, as_json: bool) -> None:
    """Show what the bank covers: questions and marks by topic, kind and objective, and its gaps in words."""
    from packgen.checks.coverage import coverage
    from packgen.cli.terminal import messages
    from packgen.cli.terminal.workplace import here
    from packgen.diagnostics import PackgenError
    from packgen.load.query import unknown_names

    place = here()
    if problems := unknown_names(place.pool, topics=topics, board=board):
        raise PackgenError(problems)
    found = coverage(place.pool, topics, board or place.settings.board)
    if as_json:
        messages.emit(found)
    else:
        _print(found)


def _print(found: Coverage) -> None:
    from packgen.checks.coverage import BANDS
    from packgen.cli.terminal import messages, table

    click.echo(f"{messages.count(found.questions, 'live question')}, {messages.count(found.marks, 'mark')}")
    bands = [f"{low}+" if not high else f"{low}" if low == high else f"{low}-{high}" for low, high in BANDS]
    right = frozenset(range(1, 3 + len(bands)))
    _title("Questions by marks")
    rows = [("TOPIC", "ALL", "MARKS", *bands, "")]
    rows += [(t.topic, *_numbers(t.questions, t.marks), *_numbers(*t.bands), t.title) for t in found.topics]
    table.show(rows, right)
    _title("Marks by objective")
    rows = [("TOPIC", *found.objectives, "")]
    rows += [(t.topic, *_numbers(*(t.aos.get(ao, 0) for ao in found.objectives)), "") for t in found.topics]
    table.show(rows, frozenset(range(1, 1 + len(found.objectives))))
    _title("Kinds")
    rows = [("KIND", "ALL", "MARKS", "TOPICS", "")]
    rows += [(k.kind, *_numbers(k.questions, k.marks, k.topics), "") for k in found.kinds]
    table.show(rows, frozenset((1, 2, 3)))
    _title("Kinds by topic")
    inner = {topic.topic.rpartition(".")[0] for topic in found.topics}
    for topic in (topic for topic in found.topics if topic.topic not in inner):
        table.paragraph(f"{topic.topic}: ", ", ".join(f"{kind} {number}" for kind, number in topic.kinds.items()))
    facts = found.facts
    if facts.named or facts.listed:
        _title("Facts")
        of = f" of {facts.listed}" if facts.listed else ""
        click.echo(f"questions rest on {facts.named}{of}")
    if found.gaps:
        _title("Gaps")
        for gap in found.gaps:
            table.paragraph("- ", gap)


def _title(words: str) -> None:
    click.echo(f"\n{words}")


def _numbers(*numbers: int) -> tuple[str, ...]:
    return tuple(str(number) if number else "-" for number in numbers)
