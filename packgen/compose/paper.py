"""The paper that pupils write on: a worksheet with a title and a name line, or an exam with a cover."""

from __future__ import annotations

from functools import partial

from msgspec import structs

from packgen.compose.cards import room_for
from packgen.compose.cover import cover
from packgen.compose.fields import document_title, fields
from packgen.compose.groups import QuestionGroup, group_head, group_name, grouped
from packgen.compose.name_line import name_line
from packgen.compose.options import read_options
from packgen.compose.paper_options import PaperOptions
from packgen.compose.questions import Closing, question
from packgen.compose.remembered import Remembered
from packgen.compose.responses import Setting
from packgen.compose.room import Room, growth
from packgen.compose.sources import printed, standings
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording, worded
from packgen.compose.words import MM_PER_POINT
from packgen.model.document import (
    AnswerSpace,
    Block,
    Document,
    Figure,
    Group,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Prompt,
    Question,
    Section,
    Text,
    inline_text,
)
from packgen.model.drawing import Drawing, Shape, Stroke
from packgen.model.form import Form, PupilForm
from packgen.model.layout import Layout, Style, Template

EXTRA_COLUMN = 18.0
ABOVE_EXTRA = 22.0
PROMPT_MOST = 12  # lines below a closing prompt where a page has room
DOT, DOT_PITCH = 1.2, 2.8
BELOW_ITS_QUESTION = 0.85
"""How much of a page a timeline may take, so that its question stands above it."""
_QUESTIONS = Remembered[Question]()
_COVERS = Remembered[Group]()


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The paper of `form`."""
    wording = worded(layout)
    options = read_options(layout, PaperOptions)
    sections: list[Section] = []
    if options.cover:
        # A cover that fits one page is never parted, whatever a break would do for the pages after it.
        # All that it says of the questions: their names and marks.
        asked = tuple((question.number, question.marks, question.spag) for question in form.questions)
        make = partial(cover, form, layout, meta, plan, wording, options)
        front = _COVERS.made((layout,), (meta, plan.insert, form.decimal, asked), lambda: Group(make()))
        sections.append(Section("cover", (front,)))
    body = [*_head(meta, layout, wording, options), *_questions(form, layout, plan, wording, options)]
    if options.closing_prompts:
        body += [_closing_prompt(prompt, wording, options) for prompt in wording.entries("closing_prompts")]
    if options.end_of_questions:
        body.append(Paragraph((Text(wording.say("end_of_questions")),), "end"))
    for _ in range(options.extra_pages):
        body += _extra_page(layout, wording)
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


def _head(meta: Meta, layout: Layout, wording: Wording, options: PaperOptions) -> list[Block]:
    out: list[Block] = []
    if options.title and meta.title:
        out.append(Heading(1, wording.inlines(meta.title), "title"))
    if options.name_line:
        out.append(name_line(wording, layout))
    if options.opening_line:
        out.append(Paragraph(wording.rich("opening_line")))
    return out


def _questions(
    form: PupilForm, layout: Layout, plan: SourcePlan, wording: Wording, options: PaperOptions
) -> list[Block]:
    setting = _setting(form, layout, plan, wording, options)
    standing = standings(form, plan)
    out: list[Block] = []
    for group in grouped(form.questions, layout.items.group_by):
        out += group_head(group, wording, options)
        tagged = structs.replace(setting, marks_tags=options.marks_tags == "all" or not group.each)
        for n, paper in enumerate(group.questions, group.first):
            closing = _closing(n, group, form, wording, options)
            stands = standing[n - 1]
            sources = (paper, layout, *stands.above, *(source for part in stands.parts for source in part))
            where = (stands.named, stands.uses, tuple(map(len, stands.parts)))
            block = _QUESTIONS.made(
                sources,
                (n, where, form.decimal, tagged.marks_tags, plan.insert, closing),
                partial(question, paper, n, stands, tagged, in_sight=not plan.insert, closing=closing),
            )
            out.append(block)
    return out


def _setting(form: PupilForm, layout: Layout, plan: SourcePlan, wording: Wording, options: PaperOptions) -> Setting:
    """How a layout with these options sets responses."""
    return Setting(
        wording=wording,
        timelines=_timelines(layout),
        cards=room_for(layout),
        cross=layout.styles.get("cross", Style()),
        lines_per_mark=options.lines_per_mark,
        lines_most=options.lines_most,
        lines_least=options.lines_least,
        short_choices=options.short_choices,
        plan_box=options.plan_box,
        timeline_scale=options.timeline_scale,
        decimal_parts=form.decimal,
        writing=layout.writing,
        sources={} if layout.one_column or plan.insert else {s.id: printed(s, wording) for s in form.stimuli},
    )


def _closing(n: int, group: QuestionGroup, form: PupilForm, wording: Wording, options: PaperOptions) -> Closing:
    """The totals below question `n`: its own, and those of the group and of the paper that it ends."""
    more: list[str] = []
    if options.group_totals and group.name and n == group.first + len(group.questions) - 1:
        more.append(wording.count("group_total", group.total, group=group_name(group, wording)))
    if options.paper_total and n == len(form.questions):
        more.append(wording.count("paper_total", form.total()))
    return Closing(options.question_totals, options.undivided_totals, options.spag_totals, tuple(more))


def _closing_prompt(prompt: tuple[Inline, ...], wording: Wording, options: PaperOptions) -> Question:
    """A prompt that is no question of the bank's, with lines to write on."""
    name = wording.say("answer_space_flexible", question=inline_text(prompt))
    lines = max(1, options.lines_least)
    space = AnswerSpace(lines, 1, max(lines, PROMPT_MOST), name)
    return Question("", inline_text(prompt), (), (Prompt("", "", (Paragraph(prompt),)), space))


def _extra_page(layout: Layout, wording: Wording) -> list[Block]:
    """A page of lines with a column for the numbers of the questions that go on there."""
    template, look = layout.templates["body"], layout.answer
    width, height = layout.size()
    measure = width - template.left - template.right
    pitch = look.pitch * MM_PER_POINT
    lines = int((height - template.top - template.bottom - ABOVE_EXTRA) / pitch)
    dash = (0.0, DOT_PITCH) if look.dots else ()
    shapes: list[Shape] = [Stroke(EXTRA_COLUMN, 0.0, EXTRA_COLUMN, lines * pitch)]
    shapes += [
        Stroke(0.0, n * pitch, measure, n * pitch, DOT if look.dots else look.weight, dash) for n in range(1, lines + 1)
    ]
    drawing = Drawing(measure, lines * pitch, tuple(shapes), wording.say("extra_page_space"))
    return [
        PageBreak(),
        Heading(2, (Text(wording.say("extra_page")),), "extra-page"),
        Paragraph((Text(wording.say("extra_page_use")),), "small"),
        Figure(drawing, drawing.alt),
    ]


def _timelines(layout: Layout) -> Room:
    """The room that a timeline has beside its question's number and above the foot of a page."""
    width, height = layout.size()
    template = layout.templates.get("body", Template())
    tallest = (height - template.top - template.bottom) * BELOW_ITS_QUESTION
    measure = width - layout.question.text_x - layout.question.right
    return Room(measure, tallest, growth(layout.styles.get("small", Style())))


VIEW = View("paper", "pupils", Form.pupil, compose, options=PaperOptions)
