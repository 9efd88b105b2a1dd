"""Questions as pupils see them: numbers, parts, marks, sources and what there is to write in."""

from __future__ import annotations

from msgspec import Struct

from packgen.compose.either import alternatives, answer, shared
from packgen.compose.part_names import lead_name, paper_names
from packgen.compose.responses import Setting, respond
from packgen.compose.scaffold import scaffolded
from packgen.compose.sources import Standing, naming, path_name, printed
from packgen.compose.wording import Wording
from packgen.model.document import Block, Inline, LineBreak, Paragraph, Prompt, Question, Text
from packgen.model.form import PaperPart, PaperQuestion
from packgen.model.response import Annotated, Either


class Closing(Struct, frozen=True):
    """Which totals close a question: one of several parts, one that is undivided, its SPaG marks; `more` come after."""

    divided: bool = False
    undivided: bool = False
    spag: bool = False
    more: tuple[str, ...] = ()


def question(
    paper: PaperQuestion, place: int, standing: Standing, setting: Setting, *, in_sight: bool, closing: Closing
) -> Question:
    """One question with its sources.

    `place` is its place in the paper, from 1.  `in_sight` asks the page breaker to keep its sources in view;
    `closing` says which totals stand below it.  A source that a response holds in itself is not printed above it.
    """
    wording = setting.wording
    first = lead_name(paper, place, decimal=setting.decimal_parts)
    label = wording.say("question", n=first.full)
    held = _held(paper, setting)
    children: list[Block] = [printed(stimulus, wording) for stimulus in standing.above if stimulus.id not in held]
    if paper.lead:
        children.append(Prompt(first.number, first.part, paper.lead))
    names = paper_names(paper, place, decimal=setting.decimal_parts, led=bool(paper.lead))
    for part, sources, named in zip(paper.parts, standing.parts, standing.named, strict=True):
        children += [printed(stimulus, wording) for stimulus in sources if stimulus.id not in held]
        name = names[part.path]
        either = part.response if isinstance(part.response, Either) else None
        part = shared(part, either, names, wording) if either else part
        stem = (*naming(named, wording), *part.stem)
        marks = part_marks(part, wording) if setting.marks_tags and not either else ""
        uses = part.uses if in_sight else ()
        children.append(Prompt(name.number, name.part, stem, marks, uses, name.subpart, path_name(part.path)))
        if part.help and not either:
            children += scaffolded(part.help, wording)
        if either:
            children += alternatives(part, either, names, wording, tags=setting.marks_tags)
            children += scaffolded(part.help, wording) if part.help else []
            children += answer(part, either, names, setting)
        elif part.response is not None:
            children += respond(part.response, part.marks, wording.say("question", n=name.full), setting)
    children += _totals(paper, label, closing, wording)
    return Question(paper.item, label, standing.uses if in_sight else (), tuple(children))


def _held(paper: PaperQuestion, setting: Setting) -> set[str]:
    """The sources that stand inside a response and need not stand above it: no earlier part is about them."""
    first: dict[str, PaperPart] = {}
    for part in paper.parts:
        for id in part.uses:
            first.setdefault(id, part)
    return {
        id
        for id, part in first.items()
        if isinstance(part.response, Annotated) and part.response.stimulus == id and id in setting.sources
    }


def _totals(paper: PaperQuestion, label: str, closing: Closing, wording: Wording) -> list[Block]:
    """The closing lines of a question, one below the other."""
    lines: list[str] = []
    if closing.spag and paper.spag:
        lines.append(wording.count("spag_total", paper.spag))
    parts = sum(part.response is not None for part in paper.parts)
    if closing.undivided or (closing.divided and parts > 1):
        lines.append(wording.count("question_total", paper.marks + paper.spag, question=label))
    words: list[Inline] = []
    for line in (*lines, *closing.more):
        words += [LineBreak(), Text(line)] if words else [Text(line)]
    return [Paragraph(tuple(words), "total")] if words else []


def part_marks(part: PaperPart, wording: Wording) -> str:
    """A part's marks tag; "" for a lead-in."""
    return wording.marks(part.marks, part.spag) if part.marks or part.spag else ""
