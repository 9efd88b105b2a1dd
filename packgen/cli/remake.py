"""Make a pack again from its pack.json."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from packgen.cli.terminal.options import read_tags
from packgen.model.request import MOST_JOBS


@click.command(name="remake")
@click.argument("pack_json", type=click.Path(path_type=Path))
@click.option("--class", "group", metavar="NAME|FILE", help="A class pack's list, which pack.json does not hold.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEAD", callback=read_tags, help="As for make.")
@click.option("--pupil", "pupils", multiple=True, type=click.IntRange(1), help="This pupil's copy alone, by number.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder for packs (where this one stands).")
@click.option("--accept-changes", is_flag=True, help="Go on if questions of the pack have changed in the bank.")
@click.option("--force", is_flag=True, help="Replace files that were edited since.")
@click.option("--jobs", type=click.IntRange(1, MOST_JOBS), help="Processes that print; by default as many as pay.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
def COMMAND(
    *,
    pack_json: Path,
    pupils: tuple[int, ...],
    out: Path | None,
    accept_changes: bool,
    force: bool,
    jobs: int | None,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Make the pack of PACK_JSON again: the same questions in the same order, the same bytes.

    Stops if a question of it has changed in the bank or is gone, and says which, unless --accept-changes is given.
    A class's pack takes the class list again; with --pupil it prints the copies of those pupils into its folder.
    """
    from packgen.cli.terminal import asking, messages, report
    from packgen.cli.terminal.progress import Progress
    from packgen.cli.terminal.workplace import here
    from packgen.load.walk import is_folder
    from packgen.pipeline.making import remake
    from packgen.write import manifest, pack

    old = manifest.read(pack_json)
    folder = pack_json if is_folder(pack_json) else pack_json.parent
    place = here(whole=True)
    classroom = asking.recorded_class(old, place, pupils, accept_changes, wishes)
    if pupils:
        made = remake(old, place, accept_changes=accept_changes, classroom=classroom, only=pupils)
        messages.show(made.diagnostics)
        paths = pack.add(made.pack.files, out or folder)
        report.written(made.pack, paths, as_json=as_json, recipes=made.recipes)
        return
    with pack.staged(old.slug, old.request, out or folder.resolve().parent, force=force) as stage:
        with Progress() as progress:
            made = remake(
                old,
                place,
                accept_changes=accept_changes,
                classroom=classroom,
                store=stage,
                jobs=jobs,
                progress=progress.told(),
            )
        messages.show(made.diagnostics)
        paths = stage.keep(made.pack.manifest)
    report.written(made.pack, paths, as_json=as_json, recipes=made.recipes)
    same = old.files == made.pack.manifest.files
    messages.say("every file has the recorded bytes" if same else "the files differ from the recorded ones")
