"""Make a pack again from its pack.json."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="remake")
@click.argument("pack_json", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The folder for packs (where this one stands).")
@click.option("--accept-changes", is_flag=True, help="Go on if questions of the pack have changed in the bank.")
@click.option("--force", is_flag=True, help="Replace files that were edited since.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
def COMMAND(pack_json: Path, out: Path | None, accept_changes: bool, force: bool, as_json: bool) -> None:
    """Make the pack of PACK_JSON again: the same questions in the same order, the same bytes.

    Stops if a question of it has changed in the bank or is gone, and says which, unless --accept-changes is given.
    """
    from packgen.cli.terminal import messages, report
    from packgen.cli.terminal.workplace import here
    from packgen.load.walk import is_folder
    from packgen.pipeline.making import remake
    from packgen.write import manifest, pack

    old = manifest.read(pack_json)
    folder = pack_json if is_folder(pack_json) else pack_json.parent
    with pack.staged(old.slug, old.request, out or folder.resolve().parent, force=force) as stage:
        made = remake(old, here(whole=True), accept_changes=accept_changes, store=stage)
        messages.show(made.diagnostics)
        paths = stage.keep(made.pack.manifest)
    report.written(made.pack, paths, as_json=as_json, recipes=made.recipes)
    same = old.files == made.pack.manifest.files
    messages.say("every file has the recorded bytes" if same else "the files differ from the recorded ones")
