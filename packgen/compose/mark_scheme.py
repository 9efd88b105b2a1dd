"""The mark scheme of one version, for teachers: front matter, each question, its key and its objectives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from msgspec import Struct

from packgen.compose.either import Names, shared
from packgen.compose.fields import document_title, fields
from packgen.compose.keeping import kept
from packgen.compose.ladder import ladder
from packgen.compose.marking import marking as marked_by
from packgen.compose.options import read_options
from packgen.compose.part_names import PartName, question_name, scheme_names
from packgen.compose.remembered import Remembered
from packgen.compose.scheme_tables import ao_tables, key_tables
from packgen.compose.short_questions import runs, short_questions
from packgen.compose.small_print import said, small
from packgen.compose.view import Meta, SourcePlan, View, whole
from packgen.compose.wording import Wording, worded
from packgen.compose.words import one_run
from packgen.model import document as doc
from packgen.model.document import Block, Document, Group, Heading, Inline, Paragraph, RichText, Section, Text
from packgen.model.form import Form, MarkedPart, PaperPart, Question
from packgen.model.layout import Layout
from packgen.model.marking import EitherOf, LevelsOfResponse, Marking
from packgen.model.response import Either


class SchemeOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "mark-scheme".

    `front_matter`: a cover with general principles and how to place a level ("full"), or one line ("short").
    """

    front_matter: Literal["full", "short"] = "short"
    key_table: bool = True
    ao_grid: bool = True
    source_notes: bool = True
    facts: bool = False


_QUESTIONS = Remembered[Block]()
_FRONTS = Remembered[tuple[Block, ...]]()


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The scheme of `form`, its questions in the form's own order; `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, SchemeOptions)
    full = options.front_matter == "full"
    sections: list[Section] = []
    if full:
        by_levels = any(_by_levels(part.marking) for question in form.questions for part in question.scheme.parts)
        told = (meta, _total(form), by_levels)
        sections.append(Section("cover", _FRONTS.made((layout,), told, lambda: _front(*told, wording))))
    body: list[Block] = [] if full else _short_front(form, meta, wording)
    first_spag = ""
    template = layout.templates["body"]
    measure = layout.size()[0] - template.left - template.right
    for short, run in runs(form.questions):
        if short:
            body.append(short_questions(run, form.decimal, wording, measure))
            continue
        for n, question in run:
            called = question_name(question.paper, n, decimal=form.decimal)
            make = partial(_numbered, question, n, form.decimal, first_spag, wording, options)
            body.append(_QUESTIONS.made((question, layout), (n, form.decimal, first_spag), make))
            first_spag = first_spag or (called if question.paper.spag else "")
    body += _endings(form, wording, options)
    sections.append(Section("body", tuple(body)))
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="teachers",
        sections=tuple(sections),
        fields=fields(meta, wording, form.version, _total(form)),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _total(form: Form) -> int:
    return sum(question.paper.marks + question.paper.spag for question in form.questions)


def _short_front(form: Form, meta: Meta, wording: Wording) -> list[Block]:
    line = wording.count("scheme_line", _total(form))
    return [Heading(1, wording.inlines(meta.title), "title"), Paragraph((Text(line),), "small")]


def _front(meta: Meta, total: int, by_levels: bool, wording: Wording) -> tuple[Block, ...]:
    """A cover: what the scheme is for, general principles, how to place a level where there are levels."""
    lines: list[Block] = [Heading(1, wording.inlines(meta.subject or meta.title), "display")]
    if meta.subject:
        lines.append(Paragraph(wording.inlines(meta.title), "title-light"))
    lines.append(Paragraph((Text(wording.count("total_marks", total)),), "subtitle"))
    groups = ["principles"]
    if by_levels:
        groups.append("placing")
    for name in groups:
        entries = tuple((Paragraph(entry),) for entry in wording.entries(name))
        lines.append(Heading(2, (Text(wording.say(f"{name}_head")),)))
        lines.append(doc.ListBlock(entries))
    return tuple(lines)


def _by_levels(marking: Marking | None) -> bool:
    if isinstance(marking, EitherOf):
        return any(_by_levels(each.marking) for each in marking.alternatives)
    return isinstance(marking, LevelsOfResponse)


def _numbered(
    question: Question, n: int, decimal: bool, first_spag: str, wording: Wording, options: SchemeOptions
) -> Block:
    called = question_name(question.paper, n, decimal=decimal)
    names = scheme_names(question, n, decimal=decimal, led=True)
    return _question(question, called, names, first_spag, wording, options)


def _question(
    question: Question, called: str, names: Names, first_spag: str, wording: Wording, options: SchemeOptions
) -> Block:
    """One question; `first_spag` is what the question is called that had the SPaG bands before this one, or ""."""
    paper = question.paper
    parts = {part.path: part for part in paper.parts}
    divided = any(part.path for part in question.scheme.parts)
    children: list[Block] = []
    opening: list[Block] = []
    if divided:
        otherwise = wording.say("question", n=called)
        opening += _stem(2, paper.lead, called, wording.marks(paper.marks, paper.spag), otherwise)
    best_fit = options.front_matter == "short"
    for marked in question.scheme.parts:
        name = names[marked.path]
        part = parts.get(marked.path)
        either = part.response if part and isinstance(part.response, Either) else None
        if part and either:
            part = shared(part, either, names, wording)
        if divided:
            if part is not None and (marked.marking is not None or part.stem):
                opening += _part_stem(part, name, wording)
        else:
            stem = (*paper.lead, *part.stem) if part else paper.lead
            opening += _stem(2, stem, called, wording.marks(marked.marks, marked.spag), "")
        if marked.marking is None:
            continue
        opening += _target(marked, wording)
        spag = _spag(marked, first_spag, wording) if marked.spag else ()
        first_spag = first_spag or (called if spag else "")
        response, level = part.response if part else None, 3 if divided else 2
        if isinstance(marked.marking, EitherOf):
            assert part is not None, "the referee lets no choice through whose paper and scheme differ"
            children += _alternatives(part, marked.marking, names, wording, opening, best_fit=best_fit)
            children += spag
        else:
            children += kept(
                opening, marked_by(marked.marking, response, wording, spag=spag, best_fit=best_fit, level=level)
            )
        opening = []
    children += opening
    if options.facts and question.scheme.facts:
        children.append(said(wording.say("facts"), (Text(", ".join(question.scheme.facts)),)))
    return doc.Question(paper.item, wording.say("question", n=called), (), tuple(children))


def _alternatives(
    part: PaperPart,
    marking: EitherOf,
    names: Names,
    wording: Wording,
    opening: list[Block],
    *,
    best_fit: bool,
) -> Iterator[Block]:
    """Each question to choose from under its own heading, the first below what opens them all."""
    either = part.response
    assert isinstance(either, Either)
    stems = {each.label: each.stem for each in either.alternatives}
    for each in marking.alternatives:
        path = (*part.path, each.label)
        alone = PaperPart(path, stems[each.label], either, part.marks // either.choose, part.spag // either.choose)
        head = [*opening, *_part_stem(alone, names[path], wording)]
        if each.target:
            head.append(said(wording.say("target"), one_run(each.target)))
        yield from kept(head, marked_by(each.marking, None, wording, best_fit=best_fit, level=3))
        opening = []


def _stem(level: int, stem: RichText, number: str, marks: str, otherwise: str) -> list[Block]:
    """The stem as a heading: its first paragraph; what follows it in small type below."""
    first = stem[0] if stem else None
    words = first.inlines if isinstance(first, Paragraph) else (Text(otherwise),)
    rest = stem[1:] if isinstance(first, Paragraph) else stem
    head = Heading(level, words, right=(Text(marks),), right_style="label", number=number)
    return [head, *small(rest)]


def _part_stem(part: PaperPart, name: PartName, wording: Wording) -> list[Block]:
    """The stem of a part as a heading, its label hung as in the paper."""
    first = part.stem[0] if part.stem else None
    words = first.inlines if isinstance(first, Paragraph) else (Text(wording.say("part")),)
    rest = part.stem[1:] if isinstance(first, Paragraph) else part.stem
    right: tuple[Inline, ...] = (Text(wording.marks(part.marks, part.spag)),) if part.response is not None else ()
    number = name.part or name.number
    return [Heading(3, words, "part-heading", right, "label", number, part=name.subpart), *small(rest)]


def _target(marked: MarkedPart, wording: Wording) -> list[Block]:
    """ "Target. AO1 8, AO2 8: knowledge used to reach a judgement."."""
    split = ", ".join(f"{name} {marks}" for name, marks in sorted(marked.aos.items()) if marks)
    target = one_run(marked.target)
    if not split and not target:
        return []
    words: list[Inline] = [Text(f"{split}: " if target and split else f"{split}." if split else "")]
    return [said(wording.say("target"), (*words, *target))]


def _spag(marked: MarkedPart, printed: str, wording: Wording) -> tuple[Block, ...]:
    """The ladder of the SPaG marks, or where it was printed before."""
    label = wording.say("spag_label")
    if printed:
        return (said(label, (Text(wording.say("spag_as", question=wording.say("question", n=printed))),)),)
    line = said(label, (Text(wording.count("spag_marks", marked.spag)),))
    return (Group((line, ladder(marked.spag_levels, wording))),) if marked.spag_levels else (line,)


def _endings(form: Form, wording: Wording, options: SchemeOptions) -> list[Block]:
    out: list[Block] = []
    if options.source_notes and (notes := _notes(form, wording)):
        out += [Heading(2, (Text(wording.say("source_notes")),)), *notes]
    if options.key_table:
        out += key_tables(form, wording)
    if options.ao_grid and any(part.aos for question in form.questions for part in question.scheme.parts):
        out += ao_tables(form, wording)
    return out


def _notes(form: Form, wording: Wording) -> list[Block]:
    """What teachers should know of each source, under its label in this form."""
    out: list[Block] = []
    for stimulus in form.stimuli:
        texts = [text.strip() for text in form.teacher_notes.get(stimulus.id, "").split("\n\n") if text.strip()]
        lines = [wording.inlines(text) for text in texts]
        if lines:
            first = said(f"{stimulus.label}.", lines[0])
            out.append(Group((first, *(Paragraph(line, "small") for line in lines[1:]))))
    return out


VIEW = View("mark-scheme", "teachers", whole, compose, options=SchemeOptions)
