"""A retrieval grid: questions from last lesson, last week and last term in cells to write in."""

from __future__ import annotations

from msgspec import structs

from packgen.compose import paper
from packgen.compose.fields import document_title, fields
from packgen.compose.name_line import name_line
from packgen.compose.options import read_options
from packgen.compose.points import points
from packgen.compose.recall_grid import GridOptions, grid, key_line
from packgen.compose.sources import printed
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import worded
from packgen.model.document import Block, Document, Heading, PageBreak, Section
from packgen.model.form import Form, PaperQuestion, PupilForm
from packgen.model.layout import Layout


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The grid, and after it the sources that its questions need; a paper where nothing stands side by side."""
    options = read_options(layout, GridOptions)
    worth = [points(question, layout.items, meta.topics) for question in form.questions]
    if layout.one_column:
        questions = tuple(_worth(question, n) for question, n in zip(form.questions, worth, strict=True))
        plain = {"title": options.title, "name_line": options.name_line, "plan_box": False}
        return paper.compose(
            structs.replace(form, questions=questions), structs.replace(layout, options=plain), meta, plan
        )
    wording = worded(layout)
    blocks: list[Block] = []
    if options.title and meta.title:
        blocks.append(Heading(1, wording.inlines(meta.title), "title"))
    if options.name_line:
        blocks.append(name_line(wording, layout))
    blocks += key_line(worth, wording)
    if (table := grid(form.questions, worth, wording, options)) is not None:
        blocks.append(table)
    if form.stimuli and not plan.insert:
        blocks += [PageBreak(), *(printed(stimulus, wording) for stimulus in form.stimuli)]
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="pupils",
        sections=(Section("body", tuple(blocks)),),
        fields=fields(meta, wording, form.version, sum(worth) or form.total()),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _worth(question: PaperQuestion, points: int) -> PaperQuestion:
    """The question with its points in place of its marks, if it has points and one part to give them for."""
    if not points or len(question.parts) != 1:
        return question
    (part,) = question.parts
    return structs.replace(question, marks=points, spag=0, parts=(structs.replace(part, marks=points, spag=0),))


VIEW = View("retrieval-grid", "pupils", Form.pupil, compose, options=GridOptions)
