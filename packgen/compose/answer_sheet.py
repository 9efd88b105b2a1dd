"""A teacher's copy of a short paper: the answers on its lines, and what else to accept or refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.assemble.letters import letter
from packgen.compose.either import Names, alternatives, shared
from packgen.compose.fields import document_title, fields
from packgen.compose.groups import group_head, grouped
from packgen.compose.marking import remarks
from packgen.compose.options import read_options
from packgen.compose.paper_options import PaperOptions
from packgen.compose.part_names import PartName, lead_name, paper_names
from packgen.compose.questions import part_marks
from packgen.compose.small_print import cell
from packgen.compose.view import Meta, SourcePlan, View, whole
from packgen.compose.wording import Wording, worded
from packgen.compose.words import one_run
from packgen.model import document as doc
from packgen.model.document import (
    AnswerSpace,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Prompt,
    RichText,
    Section,
    Table,
    Text,
    inline_text,
)
from packgen.model.form import Form, PaperPart, Question
from packgen.model.layout import Layout
from packgen.model.marking import EitherOf, Key, LevelsOfResponse, Marking, MarkingPoints
from packgen.model.response import Blanks, Either, Matched, Ordered, Response, Selected, Verdicts

NUMBER = 12.0
ENDS = (".", "!", "?")
Words = tuple[Inline, ...]


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The answers of `form` in its own order; `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, PaperOptions)
    body: list[Block] = []
    if options.title and meta.title:
        body.append(Heading(1, wording.inlines(wording.say("answers_title", title=meta.title)), "title"))
    body.append(Paragraph(wording.rich("answers_use"), "answers-use"))
    rows: list[tuple[Cell, ...]] = []
    for group in grouped([question.paper for question in form.questions], layout.items.group_by):
        body += group_head(group, wording, options)
        tags = options.marks_tags == "all" or not group.each
        for n in range(group.first, group.first + len(group.questions)):
            question = form.questions[n - 1]
            names = paper_names(question.paper, n, decimal=form.decimal, led=bool(question.paper.lead))
            first = lead_name(question.paper, n, decimal=form.decimal)
            body.append(_question(question, first, names, wording, tags))
            rows += _rows(question, names, wording)
    if rows:
        heads = ("", wording.say("key_accept"), wording.say("key_reject"))
        table = Table((Column(NUMBER), Column(), Column()), tuple(cell(head, head=True) for head in heads), tuple(rows))
        body += [PageBreak(), Heading(2, (Text(wording.say("accept_title")),), "title"), table]
    total = sum(question.paper.marks + question.paper.spag for question in form.questions)
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="teachers",
        sections=(Section("body", tuple(body)),),
        fields=fields(meta, wording, form.version, total),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _question(question: Question, first: PartName, names: Names, wording: Wording, tags: bool) -> Block:
    """A question as pupils see it, its answers where they write."""
    paper = question.paper
    marked = {part.path: part.marking for part in question.scheme.parts}
    children: list[Block] = [Prompt(first.number, first.part, paper.lead)] if paper.lead else []
    for part in paper.parts:
        name = names[part.path]
        if isinstance(part.response, Either):
            part = shared(part, part.response, names, wording)
        marks = part_marks(part, wording) if tags else ""
        children.append(Prompt(name.number, name.part, part.stem, marks, subpart=name.subpart))
        if isinstance(part.response, Either):
            children += _alternatives(part, part.response, marked.get(part.path), names, wording)
        elif part.response is not None:
            words = right_answers(marked.get(part.path), part.response) or (Text(wording.say("key_long")),)
            children.append(AnswerSpace(0, 0, 0, "", words=words))
    return doc.Question(paper.item, wording.say("question", n=first.full), (), tuple(children))


def _alternatives(
    part: PaperPart, either: Either, marking: Marking | None, names: Names, wording: Wording
) -> Iterator[Block]:
    """Each question to choose from, its answers below it."""
    schemes = {each.label: each.marking for each in marking.alternatives} if isinstance(marking, EitherOf) else {}
    prompts = alternatives(part, either, names, wording, tags=False)
    for each, prompt in zip(either.alternatives, prompts, strict=True):
        words = _joined(_answers(schemes.get(each.label), either)) or (Text(wording.say("key_long")),)
        yield from (prompt, AnswerSpace(0, 0, 0, "", words=words))


def right_answers(marking: Marking | None, response: Response) -> Words:
    """The right answers in one line, semicolons between where they are no sentences; () where there is none to name."""
    return _joined(_answers(marking, response))


def _answers(marking: Marking | None, response: Response) -> list[Words]:
    """Each right answer, or what a good answer says, in a few words."""
    if isinstance(marking, Key) and isinstance(response, Selected):
        chosen = [
            (Text(f"{letter(n)}\u00a0 "), *one_run(option.text))
            for n, option in enumerate(response.options)
            if option.id in marking.options
        ]
        return chosen + [one_run(entry.answer) for entry in marking.entries if entry.label]
    if isinstance(marking, Key) and isinstance(response, Matched | Blanks | Verdicts | Ordered):
        return [(Text(marking.short),)]
    if isinstance(marking, Key):
        return [_labelled(entry.label, one_run(entry.answer)) for entry in marking.entries]
    if isinstance(marking, MarkingPoints):
        return [one_run(point) for point in marking.points]
    if isinstance(marking, LevelsOfResponse):
        return [one_run(point) for group in marking.indicative for point in group.points]
    return []


def _labelled(label: str, words: Words) -> Words:
    return (Text(f"{label}\u00a0 "), *words) if label and not label.isdigit() else words


def _rows(question: Question, names: Names, wording: Wording) -> list[tuple[Cell, ...]]:
    """What else to accept or refuse, a row for each part of which there is something to say."""
    responses = {part.path: part.response for part in question.paper.parts}
    out: list[tuple[Cell, ...]] = []
    for part in question.scheme.parts:
        accept, reject = _also(part.marking)
        refused = [_joined([one_run(text) for text in reject])] if reject else []
        if isinstance(part.marking, Key):
            refused = [*_wrong_options(part.marking, responses.get(part.path), wording), *refused]
        if accept or refused:
            taken = (Paragraph(_joined([one_run(text) for text in accept])),) if accept else ()
            name = cell(names[part.path].full, head=True)
            out.append((name, Cell(taken), Cell(tuple(Paragraph(words) for words in refused))))
    return out


def _wrong_options(key: Key, response: Response | None, wording: Wording) -> list[Words]:
    """Why wrong options are wrong, each by its letter."""
    return remarks(Key((), "", (), key.options, key.distractors), response, wording)


def _also(marking: Marking | None) -> tuple[list[RichText], list[RichText]]:
    if isinstance(marking, Key):
        accept = [text for entry in marking.entries for text in entry.accept]
        return accept, [text for entry in marking.entries for text in entry.reject]
    if isinstance(marking, MarkingPoints):
        return list(marking.accept), list(marking.reject)
    return [], []


def _joined(texts: Sequence[Words]) -> Words:
    """Texts with semicolons between; one that is a sentence already has its full stop."""
    out: list[Inline] = []
    for words in texts:
        between = " " if inline_text(tuple(out)).endswith(ENDS) else "; "
        out += [Text(between), *words] if out else words
    return tuple(out)


VIEW = View("answer-sheet", "teachers", whole, compose, options=PaperOptions)
