"""Each marking as blocks: keys, points, levels of response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from packgen.assemble.letters import letter
from packgen.compose.ladder import ladder
from packgen.compose.small_print import cell, heads, labelled, said, small
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines, one_run
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    RichText,
    RuleLine,
    Strong,
    Table,
    Text,
    plain_text,
)
from packgen.model.marking import ContentGroup, EitherOf, Key, KeyEntry, LevelsOfResponse, Marking, MarkingPoints
from packgen.model.response import Extended, Number, Response, Selected, Written

LABEL_COLUMN, NUMBER_COLUMN = 34.0, 18.0
SHORT_LABEL = 6
HALF_MEASURE = 80.0
TALLEST_COLUMN = 36
LONGEST_SHORT = 60


def marking(
    marks: Key | MarkingPoints | LevelsOfResponse,
    response: Response | None,
    wording: Wording,
    *,
    spag: tuple[Block, ...] = (),
    best_fit: bool = False,
    level: int = 2,
) -> tuple[Block, ...]:
    """How a part is marked, below a heading of `level`.

    `spag` are the blocks about its SPaG marks; `best_fit` adds how to place an answer in a level.
    """
    if isinstance(marks, Key):
        return (*_key(marks, response, wording), *spag)
    if isinstance(marks, MarkingPoints):
        return (*_points(marks, wording), *spag)
    if isinstance(marks, LevelsOfResponse):
        content = _content(marks.indicative, wording, level + 1)
        return (*_levels(marks, wording, best_fit), *spag, *content)
    assert_never(marks)


def short_answer(marks: Marking | None, response: Response | None, wording: Wording) -> str:
    """What the key table shows for a part: its answer, or in a word how it is marked."""
    if isinstance(marks, EitherOf):
        levels = any(isinstance(each.marking, LevelsOfResponse) for each in marks.alternatives)
        return wording.say("key_levels" if levels else "key_points")
    if isinstance(marks, Key):
        short = key_letters(marks, response) or marks.short
        return short if 0 < len(short) <= LONGEST_SHORT else wording.say("key_long")
    if isinstance(marks, LevelsOfResponse):
        return wording.say("key_levels")
    return wording.say("key_points") if marks is not None else ""


def key_letters(key: Key, response: Response | None) -> str:
    """The letters of the right options in the order in which this form prints them; "" if it is no choice."""
    if not isinstance(response, Selected):
        return ""
    return ", ".join(letter(n) for n, option in enumerate(response.options) if option.id in key.options)


def answers(key: Key, response: Response | None) -> RichText:
    """The right answers: of a choice each with its letter in bold, several of another kind as a list."""
    if isinstance(response, Selected) and key.options:
        return tuple(
            Paragraph((Strong((Text(letter(n)),)), Text("\u00a0 "), *one_run(option.text)))
            for n, option in enumerate(response.options)
            if option.id in key.options
        )
    if len(key.entries) == 1:
        return (Paragraph(one_run(key.entries[0].answer)),)
    return (_bullets([entry.answer for entry in key.entries]),)


def remarks(key: Key, response: Response | None, wording: Wording) -> list[tuple[Inline, ...]]:
    """Lines about a key: why wrong options are wrong, each by its letter, and what else to accept or refuse."""
    why = {wrong.option: one_run(wrong.reason) for wrong in key.distractors}
    options = response.options if isinstance(response, Selected) else ()
    lines = [
        labelled(wording.say("distractor", letter=letter(n)), why[option.id])
        for n, option in enumerate(options)
        if option.id in why
    ]
    if len(lines) > 1:
        lines = [tuple(node for n, line in enumerate(lines) for node in ((LineBreak(), *line) if n else line))]
    accept = [text for entry in key.entries for text in entry.accept]
    reject = [text for entry in key.entries for text in entry.reject]
    return lines + _also(accept, reject, wording)


def _key(key: Key, response: Response | None, wording: Wording) -> tuple[Block, ...]:
    listed = isinstance(response, Written | Number | Extended | None) and all(
        not entry.label or entry.label.isdigit() for entry in key.entries
    )
    if not (listed or isinstance(response, Selected)):
        return (*small(key.rule), _key_table(key.entries, wording))
    label = wording.say("answer")
    right = (
        Paragraph(labelled(label, block.inlines), "note") if isinstance(block, Paragraph) else block
        for block in answers(key, response)
    )
    whys = (labelled(f"{entry.label}.", one_run(entry.answer)) for entry in key.entries if entry.label)
    lines = [*(whys if isinstance(response, Selected) else ()), *remarks(key, response, wording)]
    return (*small(key.rule), *right, *(Paragraph(line, "note") for line in lines))


def _key_table(entries: Sequence[KeyEntry], wording: Wording) -> Block:
    """Where, what, and what else to accept or refuse, in as many columns as there is something in."""
    extra = [key for key in ("accept", "reject") if any(getattr(entry, key) for entry in entries)]
    rows = tuple(
        (
            cell(entry.label, head=True),
            Cell(entry.answer),
            *(Cell((Paragraph(_joined(getattr(entry, key))),)) for key in extra),
        )
        for entry in entries
    )
    named = ["key_where", "key_answer", *(f"key_{key}" for key in extra)]
    header = heads(*map(wording.say, named))
    short = all(len(entry.label) <= SHORT_LABEL for entry in entries)
    first = Column(NUMBER_COLUMN if short else LABEL_COLUMN)
    return Table((first, *(Column() for _ in named[1:])), header, rows, indent=True)


def _points(points: MarkingPoints, wording: Wording) -> tuple[Block, ...]:
    out: list[Block] = [*small(points.rule)]
    if points.points:
        out.append(_bullets(points.points))
    return (*out, *(Paragraph(line, "note") for line in _also(points.accept, points.reject, wording)))


def _also(accept: Sequence[RichText], reject: Sequence[RichText], wording: Wording) -> list[tuple[Inline, ...]]:
    """ "Accept. This; that." and "Do not accept. This.", as far as there is any."""
    out: list[tuple[Inline, ...]] = []
    for key, texts in (("accept", accept), ("reject", reject)):
        if words := _joined(texts):
            out.append(labelled(wording.say(key), words))
    return out


def _joined(texts: Sequence[RichText]) -> tuple[Inline, ...]:
    """Texts in one line, semicolons between."""
    out: list[Inline] = []
    for text in texts:
        out += [Text("; "), *one_run(text)] if out else one_run(text)
    return tuple(out)


def _levels(levels: LevelsOfResponse, wording: Wording, best_fit: bool) -> list[Block]:
    out: list[Block] = []
    if best_fit:
        out.append(Paragraph(wording.rich("best_fit"), "note"))
    out += small(levels.guidance)
    out.append(ladder(levels.levels, wording))
    if levels.caps:
        caps: list[Inline] = []
        for cap in levels.caps:
            caps += [Text(" "), *one_run(cap)] if caps else one_run(cap)
        out.append(said(wording.say("caps"), tuple(caps)))
    return out


def _content(groups: Sequence[ContentGroup], wording: Wording, level: int) -> list[Block]:
    """Indicative content: two groups side by side where they are short enough to stay whole, else one by one."""
    groups = [group for group in groups if group.points]
    if not groups:
        return []
    head = Heading(
        level,
        (Text(wording.say("indicative_content")),),
        right=(Text(wording.say("other_material")),),
        rule=True,
    )
    if len(groups) == 2 and max(map(_lines, groups)) <= TALLEST_COLUMN:
        first, second = (tuple(_group(group, wording)) for group in groups)
        return [head, Columns((0.0, 0.0), (first, second), rule=True), RuleLine()]
    return [head, *(block for group in groups for block in _group(group, wording))]


def _group(group: ContentGroup, wording: Wording) -> list[Block]:
    label: list[Block] = [Paragraph(one_run(group.heading), "group-head")] if group.heading else []
    return [*label, _bullets(group.points)]


def _lines(group: ContentGroup) -> int:
    return sum(estimated_lines(plain_text(point), HALF_MEASURE) for point in group.points)


def _bullets(points: Sequence[RichText]) -> Block:
    return ListBlock(tuple(small(point) for point in points), style="small")
