"""What a blueprint would give, without printing it."""

from __future__ import annotations

from typing import Any

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.options import read_tags
from packgen.model.blueprint import MODES
from packgen.model.request import LARGEST_SEED, MOST_ITEMS, MOST_MARKS, MOST_VERSIONS


@click.command(name="plan")
@click.argument("blueprint", metavar="BLUEPRINT", shell_complete=complete.blueprints)
@click.option(
    "--topic", "topics", multiple=True, metavar="ID", shell_complete=complete.topics, help="With its subtree."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete.kinds, help="In open slots.")
@click.option("--tag", "tags", multiple=True, metavar="NAME=VALUE", callback=read_tags, help="All must hold.")
@click.option("--item", "items", multiple=True, metavar="ID", shell_complete=complete.items, help="This very item.")
@click.option("--marks", type=click.IntRange(1, MOST_MARKS), help="Total marks, SPaG included.")
@click.option("--count", type=click.IntRange(1, MOST_ITEMS), help="Number of items.")
@click.option("--board", metavar="NAME", shell_complete=complete.boards, help="Whose marks and wording.")
@click.option("--layout", metavar="NAME", shell_complete=complete.layouts, help="worksheet, exam ...")
@click.option("--versions", type=click.IntRange(1, MOST_VERSIONS), help="A, B, C ...")
@click.option("--mode", type=click.Choice(MODES), help="How versions differ.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help="The same seed chooses the same.")
@click.option("--thorough", is_flag=True, help="Take longer over the choice.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
def COMMAND(as_json: bool, **wishes: Any) -> None:
    """Show what BLUEPRINT would give: the questions of one paper, its sums, and how many papers the bank has.

    \b
    packgen plan end-of-unit --topic 1.1 --seed 7
    """
    from packgen.cli.terminal import asking, messages, outlook_text
    from packgen.cli.terminal.workplace import here
    from packgen.pipeline.outlook import outlook

    place = here(whole=True)
    request = asking.request(place, wishes)
    found = outlook(request, place)
    if as_json:
        messages.emit(outlook_text.plain(place, request, found))
    else:
        outlook_text.show(place, request, found)
