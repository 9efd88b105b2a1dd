"""What `plan` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from packgen.cli.terminal import messages, table
from packgen.cli.terminal.item_text import in_a_line
from packgen.kinds.wording import asked

if TYPE_CHECKING:
    from packgen.assemble.counting import Papers
    from packgen.model.request import Request
    from packgen.pipeline.outlook import Outlook
    from packgen.pipeline.workplace import Workplace


def show(place: Workplace, request: Request, found: Outlook) -> None:
    """The questions, the sums per topic and objective, the number of papers."""
    from packgen.pipeline.workplace import worth

    ids = _ids(found)
    rows = []
    for n, id in enumerate(ids, 1):
        item = place.pool.items[id].value
        rows.append(
            (str(n), item.id, item.kind, str(worth(place, item, request.board)), item.topic, in_a_line(asked(item)))
        )
    table.show(rows, right=frozenset({0, 3}))
    click.echo(
        f"{messages.count(found.marks, 'mark')} in {messages.count(len(ids), 'question')}, {found.minutes:.0f} minutes"
    )
    click.echo()
    titles = {topic: place.pool.topics[topic].value.title for topic in found.topics if topic in place.pool.topics}
    table.show(
        [(topic, str(marks), titles.get(topic, "")) for topic, marks in found.topics.items()], right=frozenset({1})
    )
    click.echo("  ".join(f"{name} {marks}" for name, marks in found.objectives.items()))
    click.echo(_many(found.papers))


def plain(place: Workplace, request: Request, found: Outlook) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "seed": request.seed,
        "questions": list(_ids(found)),
        "marks": found.marks,
        "topics": found.topics,
        "objectives": found.objectives,
        "minutes": round(found.minutes, 1),
        "papers": {"number": found.papers.number, "exact": found.papers.exact},
    }


def _ids(found: Outlook) -> tuple[str, ...]:
    return found.chosen.forms[0] if found.chosen.forms else tuple(item.value.id for item in found.chosen.items)


def _many(papers: Papers) -> str:
    if papers.exact and papers.number == 1:
        return "the bank has this one paper"
    if not papers.number:
        return "the bank has few such papers: too few to be estimated from samples"
    number = f"{papers.number:,}".replace(",", " ")
    if papers.number >= 10**9:
        power = len(str(papers.number)) - 1
        number = f"{papers.number / 10**power:.1f} x 10^{power}"
    return (
        f"the bank has {number} such papers" if papers.exact else f"the bank has about {number} such papers (estimated)"
    )
