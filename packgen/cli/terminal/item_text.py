"""A question with its sources and its mark scheme as plain text, for `show`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import assert_never

from packgen.assemble.letters import letter
from packgen.markup.reader import Reader
from packgen.markup.references import references, resolve
from packgen.model.document import RichText, inline_text, plain_text
from packgen.model.form import Form, MarkedPart, PaperPart, PaperStimulus, Question
from packgen.model.item import Markdown
from packgen.model.marking import EitherOf, Key, LevelsOfResponse, Marking, MarkingPoints
from packgen.model.response import (
    Annotated,
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

INDENT = "  "
# Text in which nothing can be markup and no character is changed for another.
_PLAIN = re.compile("[A-Za-z][A-Za-z ,;]*[.?:]?")


def lines(form: Form, columns: int) -> Iterator[str]:
    """The lines of a form's sources and questions, wrapped to `columns`."""
    for line in _form(form):
        indent = line[: len(line) - len(line.lstrip())]
        yield from textwrap.wrap(line, max(columns, 30), subsequent_indent=indent + INDENT) or [""]


def in_a_line(asked: Markdown) -> str:
    """What an item asks (`kinds.wording.asked`), as plain text on one line, stimuli as [id]."""
    return asked if _PLAIN.fullmatch(asked) and "  " not in asked else _plain(asked)


def _plain(text: Markdown) -> str:
    if not text:
        return ""
    blocks = Reader().blocks(text)
    return plain_text(resolve(blocks, {id: f"[{id}]" for id in references(blocks)}))


def _form(form: Form) -> Iterator[str]:
    for stimulus in form.stimuli:
        yield from _stimulus(stimulus)
        if note := form.teacher_notes.get(stimulus.id):
            yield f"{INDENT}for teachers: {' '.join(note.split())}"
        yield ""
    for question in form.questions:
        yield from _question(question)


def _stimulus(stimulus: PaperStimulus) -> Iterator[str]:
    yield f"{stimulus.label} ({stimulus.id}): {inline_text(stimulus.provenance)}"
    if stimulus.text:
        yield f"{INDENT}{plain_text(stimulus.text)}"
    if stimulus.picture:
        yield f"{INDENT}picture: {stimulus.alt}"
    if stimulus.credit:
        yield f"{INDENT}{stimulus.credit}"


def _question(question: Question) -> Iterator[str]:
    paper = question.paper
    if paper.lead:
        yield plain_text(paper.lead)
    for part in paper.parts:
        yield from _part(part)
    yield ""
    yield "Mark scheme"
    for marked in question.scheme.parts:
        yield from _marked(marked)


def _part(part: PaperPart) -> Iterator[str]:
    spag = f" + {part.spag} SPaG" if part.spag else ""
    marks = f"  [{part.marks}{spag}]" if part.marks else ""
    yield f"{_path(part.path)}{plain_text(part.stem)}{marks}"
    if part.response is not None:
        yield from (f"{INDENT}{line}" for line in _response(part.response))


def _response(response: Response) -> Iterator[str]:
    match response:
        case Selected():
            yield from (f"{letter(n)}  {plain_text(option.text)}" for n, option in enumerate(response.options))
            if response.reason is not None:
                yield f"reason: {_lines(response.reason.lines)}"
        case Written():
            for space in response.spaces:
                yield f"{space.label + ': ' if space.label else ''}{_lines(space.lines)}"
        case Number():
            if response.working is not None:
                yield f"working: {_lines(response.working.lines)}"
            yield f"answer: {response.unit} ..." if response.before else f"answer: ... {response.unit}".rstrip()
        case Extended():
            yield f"{'space to plan, ' if response.plan else ''}{_lines(response.space.lines)}"
        case Timeline():
            yield f"timeline {response.start:g} to {response.end:g}, {len(response.slots)} boxes"
            yield from (f"{slot.date or '...'}  {plain_text(slot.event) or '...'}" for slot in response.slots)
            yield from (f"- {plain_text(event)}" for event in response.bank)
        case Either():
            yield f"answer {response.choose} of these:"
            yield from (f"({each.label})  {plain_text(each.stem)}" for each in response.alternatives)
            yield f"{'space to plan, ' if response.plan else ''}{_lines(response.space.lines)}"
        case Grid():
            yield " | ".join(response.heads)
            yield from (" | ".join(plain_text(cell) or "..." for cell in row) for row in response.rows)
        case Matched():
            yield from (f"{n}  {plain_text(text)}" for n, text in enumerate(response.left, 1))
            yield from (f"{letter(n)}  {plain_text(text)}" for n, text in enumerate(response.right))
        case Blanks():
            yield plain_text(response.text)
            if response.bank:
                yield f"bank: {', '.join(map(plain_text, response.bank))}"
        case Verdicts():
            yield from (f"{n}  {plain_text(text)}" for n, text in enumerate(response.statements, 1))
        case Cards():
            yield f"categories: {', '.join(map(plain_text, response.categories))}"
            yield from (f"card {n}  {plain_text(card.text)}" for n, card in enumerate(response.cards, 1))
        case Ranked():
            yield from (f"{letter(n)}  {plain_text(text)}" for n, text in enumerate(response.statements))
        case Graph():
            yield f"graph {response.start:g} to {response.end:g}, heights {response.low} to {response.high}"
            yield from (f"{letter(n)}  {e.date}  {plain_text(e.event)}" for n, e in enumerate(response.events))
        case MindMap():
            yield f"map around {plain_text(response.centre)}"
            yield from (f"- {plain_text((*b.label, *sum(b.points, ()))) or '...'}" for b in response.branches)
        case Ordered():
            yield from (f"{letter(n)}  {plain_text(text)}" for n, text in enumerate(response.entries))
        case Annotated():
            yield from (f"- {aspect.name} {plain_text(aspect.ask)}".rstrip() for aspect in response.aspects)
        case _:
            assert_never(response)


def _marked(part: MarkedPart) -> Iterator[str]:
    if part.marking is None:
        return
    aos = ", ".join(f"{name} {marks}" for name, marks in part.aos.items() if marks)
    head = f"{_path(part.path)}{plain_text(part.target)}{f' ({aos})' if aos else ''}".strip()
    if head:
        yield f"{INDENT}{head}"
    yield from (f"{INDENT}{line}" for line in _marking(part.marking))


def _marking(marking: Marking) -> Iterator[str]:
    match marking:
        case Key():
            for entry in marking.entries:
                label = f"{entry.label}: " if entry.label else ""
                yield f"key: {label}{plain_text(entry.answer)}{_also(entry.accept, entry.reject)}"
            for wrong in marking.distractors:
                yield f"not {plain_text(wrong.text)}: {plain_text(wrong.reason)}"
            yield from _told(marking.rule)
        case MarkingPoints():
            yield from _told(marking.rule)
            yield from (f"- {plain_text(point)}" for point in marking.points)
            yield from (f"accept: {plain_text(text)}" for text in marking.accept)
            yield from (f"do not accept: {plain_text(text)}" for text in marking.reject)
        case EitherOf():
            for each in marking.alternatives:
                yield f"({each.label}) {plain_text(each.target)}".rstrip()
                yield from (f"{INDENT}{line}" for line in _marking(each.marking))
        case LevelsOfResponse():
            for level in marking.levels:
                band = f"{level.low}-{level.high}" if level.high > level.low else str(level.low)
                yield f"level {level.level} ({band}): {plain_text(level.verdict)} {plain_text(level.text)}"
            for group in marking.indicative:
                yield f"{group.heading or 'Indicative content'}:"
                yield from (f"{INDENT}- {plain_text(point)}" for point in group.points)
            for cap in marking.caps:
                yield from _told(cap)
            yield from _told(marking.guidance)
        case _:
            assert_never(marking)


def _told(text: RichText) -> Iterator[str]:
    if text:
        yield plain_text(text)


def _also(accept: Iterable[RichText], reject: Iterable[RichText]) -> str:
    said = "".join(f"; accept {plain_text(text)}" for text in accept)
    return said + "".join(f"; not {plain_text(text)}" for text in reject)


def _lines(n: int) -> str:
    return f"{n} line" if n == 1 else f"{n} lines"


def _path(path: tuple[str, ...]) -> str:
    return "".join(f"({step})" for step in path) + " " if path else ""
