"""What was printed for which class, and when."""

from __future__ import annotations

import click


@click.command(name="history")
@click.argument("group", required=False, default="", metavar="[CLASS]")
@click.option("--item", default="", metavar="ID", help="Only this question.")
@click.option("--json", "as_json", is_flag=True, help="Every use as JSON on stdout.")
@click.option("--forget", metavar="CLASS", help="Forget all that was printed for a class.")
def COMMAND(group: str, item: str, as_json: bool, forget: str | None) -> None:
    """Show which packs were printed for CLASS (or for every class), and how many questions each had.

    `packgen make --for CLASS` remembers what it prints, by the ids of the questions. No pupil's name is ever kept.
    """
    from pathlib import Path

    from packgen.cli.terminal import messages, table
    from packgen.diagnostics import PackgenError, has_errors
    from packgen.load.config import load_config
    from packgen.pipeline.narrowing import needed

    settings, problems = load_config(Path.cwd())
    if has_errors(problems):
        raise PackgenError(problems)
    memory = needed(settings)
    if forget is not None:
        gone = memory.forget(forget)
        messages.say(f"{messages.count(gone, 'use')} of a question forgotten for {forget}")
        return
    uses = memory.uses(group, item)
    if as_json:
        messages.emit(
            [{"day": u.day, "class": u.group, "pack": u.pack, "item": u.item, "subject": u.subject} for u in uses]
        )
        return
    if not uses:
        messages.say(
            "nothing has been printed" + (f" for {group}" if group else "") + (f" with {item}" if item else "")
        )
        return
    packs: dict[tuple[str, str, str], list[str]] = {}
    for use in uses:
        packs.setdefault((use.day.isoformat(), use.group, use.pack), []).append(use.item)
    table.show([(*key, messages.count(len(items), "question"), ", ".join(items)) for key, items in packs.items()])
