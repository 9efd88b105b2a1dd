"""Exchange one question of a pack for another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from packgen.cli.terminal import complete
from packgen.cli.terminal.options import read_tags


@click.command(name="swap")
@click.argument("pack_json", type=click.Path(path_type=Path))
@click.option("--out", "gone", required=True, metavar="Q7", help="What goes: Q7, B7 of version B, or an id.")
@click.option("--in", "came", default="", metavar="ITEM", shell_complete=complete.items, help="The one that comes.")
@click.option("--class", "group", metavar="NAME|FILE", help="A class pack's list, which pack.json does not hold.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEAD", callback=read_tags, help="As for make.")
@click.option("--accept-changes", is_flag=True, help="Go on if other questions of the pack have changed in the bank.")
@click.option("--force", is_flag=True, help="Replace files that were edited since.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
def COMMAND(
    *, pack_json: Path, gone: str, came: str, accept_changes: bool, force: bool, as_json: bool, **wishes: Any
) -> None:
    """Put another question in the place of one in the pack of PACK_JSON, and leave everything else where it is.

    Without --in the seed chooses one of the same kind and marks, on the same topic if the bank has one.  Order, option
    letters and the other questions' answer lines stay; the pack remembers it, so that remake makes it again.  A class's
    pack takes the class list again.

    \b
    packgen swap output/end-of-unit-test/pack.json --out Q7
    """
    from packgen.cli.terminal import asking, messages, report
    from packgen.cli.terminal.workplace import here
    from packgen.load.walk import is_folder
    from packgen.pipeline.swapping import named, swapped
    from packgen.write import manifest, pack

    old = manifest.read(pack_json)
    folder = (pack_json if is_folder(pack_json) else pack_json.parent).resolve()
    item = named(old, gone)
    place = here(whole=True)
    classroom = asking.recorded_class(old, place, (), accept_changes, wishes)
    with pack.staged(old.slug, old.request, folder.parent, force=force) as stage:
        made, new = swapped(old, place, gone, came, accept_changes=accept_changes, store=stage, classroom=classroom)
        messages.show(made.diagnostics)
        paths = stage.keep(made.pack.manifest)
    report.written(made.pack, paths, as_json=as_json, recipes=made.recipes)
    messages.say(f"{item} went, {new} came; all else is where it was")
