"""Each response as blocks: what a pupil finds to write in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from packgen.assemble.letters import letter
from packgen.compose import annotation, cards, choosing
from packgen.compose.answer_lines import capped
from packgen.compose.room import Room
from packgen.compose.wording import Wording
from packgen.model.document import (
    AnswerSpace,
    BlankSpace,
    Block,
    Cell,
    Choice,
    Choices,
    Column,
    Group,
    Paragraph,
    Source,
    Strong,
    Table,
    Text,
    plain_text,
)
from packgen.model.layout import Style
from packgen.model.response import (
    Annotated,
    AnswerLines,
    Blanks,
    Cards,
    Either,
    Extended,
    Graph,
    Grid,
    Matched,
    MindMap,
    Number,
    Ordered,
    Ranked,
    Response,
    Selected,
    Timeline,
    Verdicts,
    Written,
)

SHORT_CHOICE = 26
KEPT_HEIGHT = 170.0


class Setting(Struct, frozen=True):
    """How a layout sets responses: its words, the room that timelines and cards have, its caps and habits.

    `short_choices` is the number of columns for options of a few words; `plan_box` prints planning boxes;
    `decimal_parts` names parts 2.1 and not 2 (a); `marks_tags` prints what each part is worth.  `writing` is how much
    more room handwriting needs than usual, `cross` how boxes to cross are labelled.  `sources` are those, by id, that
    a response may hold in itself.
    """

    wording: Wording
    timelines: Room
    cards: cards.Room
    cross: Style = Style()
    lines_per_mark: float = 0.0
    lines_most: int = 0
    lines_least: int = 3
    short_choices: int = 1
    plan_box: bool = True
    timeline_scale: bool = False
    decimal_parts: bool = False
    marks_tags: bool = True
    writing: float = 1.0
    sources: Mapping[str, Source] = {}


def respond(response: Response, marks: int, name: str, setting: Setting) -> tuple[Block, ...]:
    """The blocks of `response`; `name` ("Question 2 (a)") tells a screen reader whose space it is."""
    if isinstance(response, Selected):
        return (*_selected(response, setting), *_reason(response, marks, name, setting))
    if isinstance(response, Written):
        return _spaces(response.spaces, marks, name, setting)
    if isinstance(response, Number):
        return _number(response, marks, name, setting)
    if isinstance(response, Either):
        each = respond(Extended(response.space, response.plan), marks // response.choose, name, setting)
        return each * response.choose
    if isinstance(response, Extended):
        (space,) = capped((response.space,), marks, setting.lines_per_mark, setting.lines_most, setting.lines_least)
        return (*_plan(response, name, setting), _ruled(space, name, setting))
    if isinstance(response, Timeline):
        from packgen.compose import timeline

        return timeline.blocks(response, setting.timelines, setting.wording, setting.timeline_scale)
    if isinstance(response, Grid):
        return (_grid(response),)
    if isinstance(response, Matched):
        return (choosing.matched(response, setting.timelines.measure, setting.wording),)
    if isinstance(response, Blanks):
        return choosing.blanks(response)
    if isinstance(response, Verdicts):
        return (choosing.verdicts(response, setting.wording, setting.writing),)
    if isinstance(response, Ordered):
        return (choosing.ordered(response),)
    if isinstance(response, Cards):
        return cards.blocks(response, setting.cards, setting.wording)
    if isinstance(response, Ranked):
        from packgen.compose import ranking

        room = setting.timelines
        ranked = ranking.blocks(response, room.measure, room.grow, setting.wording)
        return (*ranked, *_spaces(response.spaces, marks, name, setting))
    if isinstance(response, Graph):
        from packgen.compose import living_graph

        graph = living_graph.blocks(response, setting.timelines, setting.wording)
        return (*graph, *_spaces(response.spaces, marks, name, setting))
    if isinstance(response, MindMap):
        from packgen.compose import mind_map

        measure, one_column = setting.timelines.measure, setting.cards.across == 1
        return (mind_map.blocks(response, measure, setting.wording, one_column=one_column),)
    if isinstance(response, Annotated):
        return annotation.blocks(response, setting.sources, name, setting.wording)
    assert_never(response)


def _spaces(spaces: tuple[AnswerLines, ...], marks: int, name: str, setting: Setting) -> tuple[Block, ...]:
    room = capped(spaces, marks, setting.lines_per_mark, setting.lines_most, setting.lines_least)
    return tuple(_ruled(space, name, setting) for space in room)


def _selected(response: Selected, setting: Setting) -> tuple[Block, ...]:
    short = all(len(plain_text(option.text)) <= SHORT_CHOICE for option in response.options)
    columns = setting.short_choices if short and len(response.options) > 2 else 1
    options = tuple(Choice(letter(n), option.text) for n, option in enumerate(response.options))
    return (Choices(options, max(1, columns)),)


def _reason(response: Selected, marks: int, name: str, setting: Setting) -> tuple[Block, ...]:
    """Lines for the reason of a choice, the word on the first of them."""
    if response.reason is None:
        return ()
    (space,) = capped((response.reason,), marks, setting.lines_per_mark, setting.lines_most, setting.lines_least)
    label = setting.wording.say("choice_reason")
    heard = setting.wording.count("answer_space", space.lines, question=f"{name} {label}")
    return (AnswerSpace(space.lines, space.least, space.most, heard, label),)


def _number(response: Number, marks: int, name: str, setting: Setting) -> tuple[Block, ...]:
    """Lines for the working; a last one for the answer, with the word for it and the unit."""
    working = _spaces((response.working,), marks, name, setting) if response.working else ()
    label = setting.wording.say("number_answer")
    unit = "" if response.before else response.unit
    heard = f"{setting.wording.count('answer_space', 1, question=f'{name} {label}')} {response.unit}".strip()
    words = f"{label} {response.unit}" if response.before else label
    return (*working, AnswerSpace(1, 1, 1, heard, words, unit=unit, kept=bool(working)))


def _ruled(space: AnswerLines, name: str, setting: Setting) -> Block:
    label = f"({space.label})" if len(space.label) == 1 and space.label.isalnum() else space.label
    whose = f"{name} {label}".strip()
    if space.least == space.most:
        heard = setting.wording.count("answer_space", space.lines, question=whose)
    else:
        heard = setting.wording.say("answer_space_flexible", question=whose)
    above = len(label) > 3
    return AnswerSpace(space.lines, space.least, space.most, heard, label, above)


def _plan(response: Extended, name: str, setting: Setting) -> tuple[Block, ...]:
    if not response.plan or not setting.plan_box:
        return ()
    say = setting.wording.say
    return (BlankSpace(response.plan, say("plan"), say("plan_space", question=name)),)


def _grid(grid: Grid) -> Block:
    """A table to write in, on one page unless that would leave the one before too empty."""
    columns = tuple(Column(width) for width in grid.widths)
    header = tuple(Cell((Paragraph((Strong((Text(head),)),), "small"),), header=True) for head in grid.heads)
    rows = tuple(tuple(Cell(text) for text in row) for row in grid.rows)
    table = Table(columns, header, rows, boxed=True, least_height=grid.row_height, indent=True)
    return Group((table,), keep=grid.row_height * len(rows) <= KEPT_HEIGHT)
