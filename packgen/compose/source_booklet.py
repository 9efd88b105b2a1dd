"""The source booklet: all sources of a paper, apart from its questions, credits at the end."""

from __future__ import annotations

from msgspec import Struct

from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.part_names import question_name
from packgen.compose.sources import printed
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording, worded
from packgen.model.document import Block, Document, Heading, ListBlock, Paragraph, Section, Text
from packgen.model.form import Form, PupilForm
from packgen.model.layout import Layout


class BookletOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "source-booklet"."""

    acknowledgements: bool = True


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """All sources of `form` in the order of their labels; `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, BookletOptions)
    blocks: list[Block] = [Heading(1, wording.inlines(meta.title), "title")]
    if users := _users(form):
        blocks.append(Paragraph((Text(_directions(users, wording)),), "small"))
    blocks += [printed(stimulus, wording, credit=not options.acknowledgements) for stimulus in form.stimuli]
    if options.acknowledgements:
        blocks += _acknowledgements(form, wording)
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="pupils",
        sections=(Section("body", tuple(blocks)),),
        fields=fields(meta, wording, form.version, form.total()),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _users(form: PupilForm) -> list[str]:
    """What the questions that use a source are called."""
    return [
        question_name(question, n, decimal=form.decimal)
        for n, question in enumerate(form.questions, 1)
        if question.stimuli
    ]


def _directions(users: list[str], wording: Wording) -> str:
    return wording.count("booklet_use", len(users), questions=wording.join(users))


def _acknowledgements(form: PupilForm, wording: Wording) -> list[Block]:
    credited = [stimulus for stimulus in form.stimuli if stimulus.credit]
    if not credited:
        return []
    lines = tuple((Paragraph(wording.inlines(f"{s.label}: {s.credit}"), "small"),) for s in credited)
    return [Heading(2, (Text(wording.say("acknowledgements")),)), ListBlock(lines, style="small")]


VIEW = View("source-booklet", "pupils", Form.pupil, compose, needs=("insert",), options=BookletOptions)
