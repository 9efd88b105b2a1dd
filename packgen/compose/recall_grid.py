"""A grid of short questions, empty for pupils or with the answers for the teacher."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from packgen.assemble.letters import letter
from packgen.compose.wording import NO_BREAK, Wording
from packgen.compose.words import one_run
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Columns,
    Inline,
    Paragraph,
    RichText,
    Strong,
    Table,
    Text,
)
from packgen.model.form import PaperQuestion
from packgen.model.response import Selected

SHADES = (0.0, 0.0, 0.1, 0.24)  # behind questions of 0, 1, 2 and 3 points; the points are printed as well
KEYS = ("recall_1", "recall_2", "recall_3")
NUMBER = 9.0  # mm


class GridOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "retrieval-grid" or "retrieval-answers"."""

    columns: int = 4
    title: bool = True
    name_line: bool = True
    shade: bool = True


def key_line(points: Sequence[int], wording: Wording) -> tuple[Block, ...]:
    """What one, two and three points stand for, as far as they occur; nothing where no question has points."""
    said = [wording.say(KEYS[n - 1]) for n in sorted(set(points)) if n]
    return (Paragraph((Text(wording.say("recall_apart").join(said)),), "grid-key"),) if said else ()


def grid(
    questions: Sequence[PaperQuestion],
    points: Sequence[int],
    wording: Wording,
    options: GridOptions,
    answer: Callable[[int], RichText] | None = None,
) -> Table | None:
    """The questions in rows that fill the page, numbered across.

    `answer` gives what stands below the nth, counted from 0, in place of options to choose from.
    """
    columns = max(1, options.columns)
    cells = [
        _cell(n, question, worth, answer(n) if answer else None, wording, options)
        for n, (question, worth) in enumerate(zip(questions, points, strict=True))
    ]
    if not cells:
        return None
    cells += [Cell(())] * (-len(cells) % columns)
    rows = tuple(tuple(cells[n : n + columns]) for n in range(0, len(cells), columns))
    return Table(tuple(Column() for _ in range(columns)), (), rows, "grid", boxed=True, fill=True)


def _cell(
    n: int, question: PaperQuestion, worth: int, answer: RichText | None, wording: Wording, options: GridOptions
) -> Cell:
    number = Paragraph((Strong((Text(str(n + 1)),)),))
    head: Block = number
    if worth:
        said = Paragraph((Text(wording.count("recall_points", worth)),), "grid-points")
        head = Columns((NUMBER, 0.0), ((number,), (said,)), 0.0)
    stem: list[Block] = [*question.lead]
    for part in question.parts:
        stem += part.stem
        if answer is None and isinstance(part.response, Selected):
            stem.append(Paragraph(_choices(part.response)))
    shade = SHADES[worth] if options.shade else 0.0
    return Cell((head, *stem, *(answer or ())), shade=shade)


def _choices(response: Selected) -> tuple[Inline, ...]:
    """Options after one another, each with its letter."""
    out: list[Inline] = []
    for n, option in enumerate(response.options):
        out += [
            Text(f"{NO_BREAK}{NO_BREAK} " if out else ""),
            Strong((Text(f"{letter(n)}{NO_BREAK}"),)),
            *one_run(option.text),
        ]
    return tuple(out)
