"""Make a pack: pages for pupils, schemes for teachers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.options import read_class, read_date, read_days, read_numbers, read_tags, read_title
from packgen.model.blueprint import MODES
from packgen.model.layout import BREAKING, PAPERS
from packgen.model.request import (
    LARGEST_SEED,
    MOST_ITEMS,
    MOST_JOBS,
    MOST_MARKS,
    MOST_MINUTES,
    MOST_SPARES,
    MOST_VERSIONS,
    SCAFFOLDS,
)


@click.command(name="make")
@click.argument("blueprint", required=False, metavar="[BLUEPRINT]", shell_complete=complete.blueprints)
@click.option(
    "--topic", "topics", multiple=True, metavar="ID", shell_complete=complete.topics, help="With its subtree."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete.kinds, help="In this order.")
@click.option(
    "--tag", "tags", multiple=True, metavar="NAME=VALUE", callback=read_tags, help="As in board=aqa; all must hold."
)
@click.option("--item", "items", multiple=True, metavar="ID", shell_complete=complete.items, help="This very item.")
@click.option("--query", default="", metavar="QUERY", help="Choose only from what it finds, as in packgen list.")
@click.option(
    "--for", "for_class", default="", metavar="CLASS", callback=read_class, help="Remember it for this class."
)
@click.option(
    "--avoid-used", callback=read_days, metavar="DAYS", help="Nothing that the class had in the last 60d, 8w, 6m."
)
@click.option("--marks", type=click.IntRange(1, MOST_MARKS), help="Total marks, SPaG included.")
@click.option("--count", type=click.IntRange(1, MOST_ITEMS), help="Number of items.")
@click.option(
    "--board",
    metavar="NAME",
    shell_complete=complete.boards,
    help="Whose marks and wording; else packgen.toml's, else each question's own.",
)
@click.option("--layout", metavar="NAME", shell_complete=complete.layouts, help="worksheet, exam ...")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete.profiles,
    help="Pupils' pages once more: large-print-18, dyslexia ...",
)
@click.option("--versions", type=click.IntRange(1, MOST_VERSIONS), help="A, B, C ... (1, or as the blueprint says).")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    help="How versions differ: the same questions shuffled, others as hard (parallel), a common core with others.",
)
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help="The same seed makes the same pack.")
@click.option("--title", default="", callback=read_title, help="Printed, and the name of the pack's folder.")
@click.option("--date", callback=read_date, metavar="YYYY-MM-DD", help="The date of the paper.")
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), help="The time allowed.")
@click.option("--paper", type=click.Choice(sorted(PAPERS), case_sensitive=False), help="Paper size.")
@click.option("--booklet", is_flag=True, help="Pupils' papers once more to print and fold: A4 on A3, A5 on A4.")
@click.option(
    "--two-up",
    "two_up",
    type=click.Choice(["copies", "pages"]),
    is_flag=False,
    flag_value="copies",
    help="Two pages beside each other: copies to cut apart (the default), or pages that follow one another.",
)
@click.option("--mono", is_flag=True, help="Black on white, for the photocopier: no grounds, tints or greys.")
@click.option(
    "--numbers",
    callback=read_numbers,
    metavar="4,6,2,3d",
    help="What the questions are called, in the order of printing: those of the paper that they come from.",
)
@click.option("--class", "group", metavar="NAME|FILE", help="A copy for each pupil of a class list.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEAD", callback=read_tags, help="name=Pupil ...")
@click.option("--seating", type=click.Path(path_type=Path), metavar="FILE", help="The room: who sits where.")
@click.option("--spares", type=click.IntRange(0, MOST_SPARES), help="Copies without a name, with --class.")
@click.option("--separate", is_flag=True, help="A file for each pupil, with --class; else all in one.")
@click.option("--merged", is_flag=True, help="All versions of a paper in one file, all schemes in another.")
@click.option("--breaking", type=click.Choice(BREAKING), help="What page breaks should favour; else the layout's way.")
@click.option(
    "--scaffold",
    type=click.Choice(SCAFFOLDS),
    help="Help with each answer: sentence starters, a writing frame, or both with key words (structured).",
)
@click.option("--thorough", is_flag=True, help="Take longer over the choice, so that it is more evenly random.")
@click.option("--explain-pages", "explain", is_flag=True, help="Say how full each page is and why it ends there.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder for packs (output).")
@click.option("--no-mark-scheme", is_flag=True, help="Pupils' pages only.")
@click.option("--force", is_flag=True, help="Replace a pack that another request made.")
@click.option("--dry-run", is_flag=True, help="Say what would be chosen; write nothing.")
@click.option("--jobs", type=click.IntRange(1, MOST_JOBS), help="Processes that print; by default as many as pay.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
@click.option("--open", "open_it", is_flag=True, help="Open the pupils' pages when they are made.")
def COMMAND(
    *,
    out: Path | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
    open_it: bool,
    explain: bool,
    jobs: int | None,
    **wishes: Any,
) -> None:
    """Choose questions from the bank and print them: pages for pupils, schemes for teachers, a record of both.

    BLUEPRINT is the name of one ("packgen blueprints" lists them) or a file: it says what the paper must be; options
    then change what it says.  Without it, without --count and --marks: one item for each --kind, in the order given;
    without --kind, six items.

    \b
    packgen make retrieval-quiz --topic 1.1.2
    packgen make --topic 1.1 --kind timeline --kind describe-two --seed 7
    packgen make --topic 1.1 --marks 40 --layout exam --versions 3 --title "End of unit"
    packgen make --topic 1.1 --marks 40 --layout exam --versions 4 --class 10B --seating seating.csv
    """
    from packgen.cli.terminal import asking, messages, report
    from packgen.cli.terminal.progress import Progress
    from packgen.cli.terminal.workplace import here
    from packgen.pipeline import making, remembering, workplace
    from packgen.write import pack as packs

    place = here(whole=True)
    drawn = wishes["seed"] is None and place.settings.seed is None
    request = asking.request(place, wishes)
    request, classroom = asking.classroom(place, request, wishes)
    said = f"seed {request.seed} was drawn at random: add --seed {request.seed} to choose the same again"
    chosen = workplace.choose(request, place, making.name_of(request, place))
    tariffs = workplace.tariffs(place, chosen.items, request.board)
    if dry_run:
        report.chosen(place, request, chosen, tariffs, as_json=as_json)
        if drawn and chosen.items:
            messages.say(said)
        return
    folder = out or Path(place.settings.out)
    packs.check_place(making.name_of(request, place), request, folder, force=force)
    with packs.staged(making.name_of(request, place), request, folder, force=force) as stage:
        with Progress() as progress:
            made = making.make(
                request,
                place,
                chosen,
                explain=explain,
                classroom=classroom,
                store=stage,
                jobs=jobs,
                progress=progress.told(),
            )
        messages.show(made.diagnostics)
        paths = stage.keep(made.pack.manifest)
    remembering.remember(request, place, made.pack.manifest)
    report.written(made.pack, paths, tariffs, as_json=as_json, notes=made.notes, recipes=made.recipes)
    if drawn and chosen.items:
        messages.say(said)
    if open_it:
        click.launch(str(paths[0]))
