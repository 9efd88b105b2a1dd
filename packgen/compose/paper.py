"""The paper that pupils write on: a worksheet with a title and a name line, or an exam with a cover."""

from __future__ import annotations

from packgen.compose.cover import cover
from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.paper_options import PaperOptions
from packgen.compose.questions import question
from packgen.compose.responses import Setting
from packgen.compose.sources import standings
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording
from packgen.model.document import Block, Document, Heading, Paragraph, Section, Text, WriteIn, WriteInField
from packgen.model.form import Form, PupilForm
from packgen.model.layout import Layout


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The paper of `form`."""
    wording = Wording(layout)
    options = read_options(layout, PaperOptions)
    sections: list[Section] = []
    if options.cover:
        sections.append(Section("cover", cover(form, layout, meta, plan, wording, options)))
    body = [*_head(meta, wording, options), *_questions(form, layout, plan, wording, options)]
    if options.end_of_questions:
        body.append(Paragraph((Text(wording.say("end_of_questions")),), "end"))
    sections.append(Section("body", tuple(body)))
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="pupils",
        sections=tuple(sections),
        fields=fields(meta, wording, form.version, form.total()),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _head(meta: Meta, wording: Wording, options: PaperOptions) -> list[Block]:
    out: list[Block] = []
    if options.title and meta.title:
        out.append(Heading(1, wording.inlines(meta.title), "title"))
    if options.name_line:
        ends = (("name", 0.56), ("class", 0.76), ("date_to_fill", 1.0))
        out.append(WriteIn(tuple(WriteInField(wording.say(key), end) for key, end in ends), "name-line"))
    if options.opening_line:
        out.append(Paragraph(wording.rich("opening_line")))
    return out


def _questions(
    form: PupilForm, layout: Layout, plan: SourcePlan, wording: Wording, options: PaperOptions
) -> list[Block]:
    setting = Setting(
        wording=wording,
        measure=layout.size()[0] - layout.question.text_x - layout.question.right,
        lines_per_mark=options.lines_per_mark,
        lines_most=options.lines_most,
        short_choices=options.short_choices,
        plan_box=options.plan_box,
        timeline_scale=options.timeline_scale,
    )
    return [
        question(paper, n, standing, setting, in_sight=not plan.insert, total=options.question_totals)
        for n, (paper, standing) in enumerate(zip(form.questions, standings(form, plan), strict=True), 1)
    ]


VIEW = View("paper", "pupils", Form.pupil, compose)
