"""The teacher's copy of a retrieval grid: each answer in its cell."""

from __future__ import annotations

from packgen.compose.answer_sheet import right_answers
from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.points import points
from packgen.compose.recall_grid import GridOptions, grid, key_line
from packgen.compose.view import Meta, SourcePlan, View, whole
from packgen.compose.wording import Wording, worded
from packgen.model.document import Block, Document, Heading, Inline, Paragraph, RichText, Section, Strong, Text
from packgen.model.form import Form, Question
from packgen.model.layout import Layout


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The grid of `form` with its answers; `plan` has no say in it."""
    options = read_options(layout, GridOptions)
    wording = worded(layout)
    papers = [question.paper for question in form.questions]
    worth = [points(question, layout.items, meta.topics) for question in papers]
    blocks: list[Block] = []
    if options.title and meta.title:
        blocks.append(Heading(1, wording.inlines(wording.say("answers_title", title=meta.title)), "title"))
    blocks += key_line(worth, wording)
    table = grid(papers, worth, wording, options, lambda n: _answer(form.questions[n], wording))
    if table is not None:
        blocks.append(table)
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="teachers",
        sections=(Section("body", tuple(blocks)),),
        fields=fields(meta, wording, form.version, sum(worth) or form.pupil().total()),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _answer(question: Question, wording: Wording) -> RichText:
    """The answers of all parts in bold."""
    marked = {part.path: part.marking for part in question.scheme.parts}
    out: list[Block] = []
    for part in question.paper.parts:
        if part.response is not None:
            said = right_answers(marked.get(part.path), part.response)
            words: tuple[Inline, ...] = said or (Text(wording.say("key_long")),)
            out.append(Paragraph((Strong(words),)))
    return tuple(out)


VIEW = View("retrieval-answers", "teachers", whole, compose, options=GridOptions)
