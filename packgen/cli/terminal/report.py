"""What `make` and `remake` say when they are done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from packgen.assemble.eligible import listed
from packgen.cli.terminal import messages, table
from packgen.kinds.rows import SCHOOL
from packgen.load.walk import shown

if TYPE_CHECKING:
    from packgen.model.chosen import Chosen
    from packgen.model.request import Request
    from packgen.pipeline.explain import PageNote
    from packgen.pipeline.recipe import Recipe
    from packgen.pipeline.workplace import Workplace
    from packgen.write.pack import Pack


def chosen(place: Workplace, request: Request, found: Chosen, tariffs: Sequence[str], *, as_json: bool) -> None:
    """What a request would print, without printing it; `tariffs` are the boards that the marks come from.

    Where versions have questions of their own those of the first are listed; as JSON, all of them.
    """
    from packgen.pipeline.workplace import worth

    items = [place.pool.items[id] for id in found.forms[0]] if found.forms else found.items
    rows = [(item.value, worth(place, item.value, request.board)) for item in items]
    total = sum(marks for _, marks in rows)
    if as_json:
        questions = [{"id": item.id, "kind": item.kind, "topic": item.topic, "marks": marks} for item, marks in rows]
        forms = {"forms": found.forms} if found.forms else {}
        messages.emit({"seed": request.seed, "board": request.board, "marks": total, "questions": questions, **forms})
        return
    if not rows:
        click.echo("no questions are chosen for notes; nothing was written")
        return
    from packgen.cli.terminal.item_text import in_a_line
    from packgen.kinds.wording import asked

    table.show(
        [(str(n), item.id, item.kind, str(marks), in_a_line(asked(item))) for n, (item, marks) in enumerate(rows, 1)],
        right=frozenset({0, 3}),
    )
    said = f"{messages.count(total, 'mark')} in {messages.count(len(rows), 'question')}"
    others = f", version A of {len(found.forms)} with questions of their own" if found.forms else ""
    click.echo(f"{said}{_whose(request.board, tariffs)}{others}; nothing was written")


def written(
    pack: Pack,
    paths: Sequence[Path],
    tariffs: Sequence[str] = (),
    *,
    as_json: bool,
    notes: Mapping[str, Sequence[PageNote]] | None = None,
    recipes: Mapping[str, Recipe] | None = None,
) -> None:
    """The files of a pack that has been written, its marks and pages.

    `tariffs` are the boards that the marks come from; `notes` say by file why its pages end, `recipes` how to print it.
    """
    manifest, recipes = pack.manifest, recipes or {}
    marks = manifest.versions[0].marks
    if as_json:
        messages.emit(
            {
                "pack": str(paths[-1].parent),
                "slug": manifest.slug,
                "seed": manifest.seed,
                "board": manifest.request.board,
                "marks": marks,
                "versions": manifest.versions,
                "files": [
                    {"path": str(path), "pages": file.pages, "sha256": file.sha256, **_printing(recipes.get(file.path))}
                    for path, file in zip(paths, manifest.files, strict=False)
                ],
                "record": str(paths[-1]),
                **({"explained": notes} if notes else {}),
            }
        )
        return
    rows = [
        (
            shown(path),
            messages.count(file.pages, "page") if file.pages else "",
            recipes[file.path].text if file.path in recipes else "",
        )
        for path, file in zip(paths, manifest.files, strict=False)
    ]
    table.show([*rows, (shown(paths[-1]), "", "")])
    for path, pages in (notes or {}).items():
        click.echo(f"\n{path}")
        for note in pages:
            click.echo(f"  page {note.page}: {note.used:.0%} full; {note.reason}")
    if not manifest.items:
        return
    questions = messages.count(len(manifest.versions[0].items), "question")
    versions = f", {len(manifest.versions)} versions" if len(manifest.versions) > 1 else ""
    whose = _whose(manifest.request.board, tariffs)
    click.echo(f"{messages.count(marks, 'mark')} in {questions}{whose}{versions}, seed {manifest.seed}")


def _printing(recipe: Recipe | None) -> dict[str, object]:
    """A file's print recipe as JSON has it; nothing for a file that is not printed."""
    if recipe is None:
        return {}
    names = ("paper", "sheets", "sides", "finish", "copies", "text")
    return {"print": {name: getattr(recipe, name) for name in names}}


def _whose(board: str, tariffs: Sequence[str]) -> str:
    """The board asked for; without one, those that the marks come from, if that is not the school alone."""
    if board:
        return f" for {board}"
    return f" (marks as in {listed(tariffs)})" if set(tariffs) - {SCHOOL} else ""
