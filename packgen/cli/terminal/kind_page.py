"""The documentation page of a kind, made from the kind itself: what boards give for it, its fields, an example."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from packgen.cli.terminal.template import template
from packgen.diagnostics import PackgenError, error
from packgen.kinds.rows import asked_by
from packgen.kinds.shape import find_shape
from packgen.model.item import Item, Kind, Row
from packgen.model.pool import ItemPool

NOTHING = ItemPool((), {}, {}, {}, {}, {})
INDEX = "README"
PICTURES = "pictures"
PAPER, SCHEME = "{kind}.png", "{kind}-scheme.png"
"""The pictures of a question as it is printed and of its mark scheme, in the folder of the pages."""


def pages(kinds: Mapping[str, Kind], pictured: Collection[str] = ()) -> dict[str, str]:
    """The Markdown of every kind's page by the name of its file without ".md", and of the index of all.

    The pages of the kinds that are `pictured` show their pictures.
    """
    return {INDEX: _index(kinds), **{name: page(kind, shown=name in pictured) for name, kind in kinds.items()}}


def write_pages(kinds: Mapping[str, Kind], folder: Path) -> list[Path]:
    """Write the pages into `folder`; raises `PackgenError` where that can't be."""
    made = []
    pictured = {name for name in kinds if (folder / PICTURES / PAPER.format(kind=name)).is_file()}
    for name, text in pages(kinds, pictured).items():
        path = folder / f"{name}.md"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as problem:
            hint = "name a folder that you may write to"
            raise PackgenError(
                [error("not-written", f"{path} can't be written: {problem.strerror}", hint)]
            ) from problem
        made.append(path)
    return made


def page(kind: Kind, *, shown: bool = False) -> str:
    """The page of one kind, which depends on the kind and its shape alone, with its pictures if they are `shown`."""
    return "\n".join(_lines(kind, shown)) + "\n"


def _pictures(kind: Kind) -> Iterator[str]:
    yield ""
    yield "## What it prints"
    yield ""
    yield "A question of this kind; long answer spaces are cut to a few lines here."
    yield ""
    yield f"![{_cell(kind.name)}: a question as pupils get it]({PICTURES}/{PAPER.format(kind=kind.kind)})"
    yield ""
    yield "Its mark scheme:"
    yield ""
    yield f"![{_cell(kind.name)}: how it is marked]({PICTURES}/{SCHEME.format(kind=kind.kind)})"


def _index(kinds: Mapping[str, Kind]) -> str:
    lines = ["# Kinds of question", "", "Made by `packgen kinds --docs`; one page for each kind.", ""]
    lines += ["| kind | | marks |", "|---|---|---|"]
    lines += [f"| [{name}]({name}.md) | {_cell(kind.purpose)} | {_tariffs(kind)} |" for name, kind in kinds.items()]
    return "\n".join(lines) + "\n"


def _lines(kind: Kind, shown: bool) -> Iterator[str]:
    shape = find_shape(kind.shape)
    yield f"# {kind.kind}: {kind.name}"
    yield ""
    yield kind.purpose
    if shape is not None:
        yield ""
        yield f"Shape `{kind.shape}`: {shape.purpose}."
    if kind.command_words:
        yield ""
        yield f"Its questions have the words {', '.join(f'*{words}*' for words in kind.command_words)}."
    if shown:
        yield from _pictures(kind)
    yield ""
    yield "## Boards"
    yield ""
    yield "| board | marks | objectives | sources | prompts | lines | ladder | rules |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in kind.rows:
        yield f"| {' | '.join(_row(kind, row))} |"
    if shape is not None:
        own = [name for name in shape.item.__struct_fields__ if name not in Item.__struct_fields__]
        yield ""
        yield "## Fields"
        yield ""
        if own:
            yield f"Besides [those of every item](../bank-format.md#items): {', '.join(f'`{name}`' for name in own)}."
        else:
            yield "[Those of every item](../bank-format.md#items)."
    if kind.scaffold.starters or kind.scaffold.frame:
        yield ""
        yield "## Scaffold"
        yield ""
        yield from (f"- {starter}" for starter in kind.scaffold.starters)
        if kind.scaffold.frame:
            yield ""
            yield f"A frame of {len(kind.scaffold.frame)} paragraphs: {', '.join(p.name for p in kind.scaffold.frame)}."
    yield ""
    yield "## Example"
    yield ""
    yield "```yaml"
    yield from template(NOTHING, kind).rstrip().splitlines()
    yield "```"


def _row(kind: Kind, row: Row) -> tuple[str, ...]:
    asked = asked_by(kind, row)
    spaces = [f"{space.lines}" + (f" ({_cell(space.label)})" if space.label else "") for space in row.spaces]
    rubrics = [row.rubric, row.with_stimuli.rubric if row.with_stimuli else ""]
    return (
        row.board + (f" ({_cell(row.name)})" if row.name else ""),
        f"{row.marks}" + (f" + {row.spag} SPaG" if row.spag else ""),
        ", ".join(f"{ao} {marks}" for ao, marks in row.aos.items()),
        _range(asked.stimuli),
        _range(asked.bullets),
        ", ".join(spaces),
        ", ".join(f"`{rubric}`" for rubric in rubrics if rubric),
        _cell(" ".join((*row.caps, row.note))),
    )


def _range(pair: tuple[int, int]) -> str:
    least, most = pair
    return "" if not most else f"{least}" if least == most else f"{least} to {most}"


def _tariffs(kind: Kind) -> str:
    return ", ".join(f"{row.board} {row.marks}" + (f" + {row.spag}" if row.spag else "") for row in kind.rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
