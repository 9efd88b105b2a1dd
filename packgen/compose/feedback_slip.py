"""A slip that tells a pupil how it went: marks by question, what went well, what would be better, a task."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.part_names import question_name
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording
from packgen.model.document import (
    AnswerSpace,
    Block,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    WriteIn,
    WriteInField,
)
from packgen.model.form import Form, PupilForm
from packgen.model.layout import Layout

SPACES = ("went_well", "even_better", "task")
MARK = 22.0  # mm of a column for marks


class SlipOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "feedback-slip": lines under each of its heads."""

    lines: int = 3


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """One slip; whose it is stands in the furniture.  `plan` has no say in it."""
    wording = Wording(layout)
    options = read_options(layout, SlipOptions)
    blocks: list[Block] = [Heading(1, wording.inlines(meta.title), "title")]
    level, target = WriteInField(wording.say("slip_level"), 0.4), WriteInField(wording.say("slip_target"), 1.0)
    blocks.append(WriteIn((level, target)))
    blocks.append(_marks(form, wording))
    for key in SPACES:
        words = wording.say(key)
        space = AnswerSpace(options.lines, options.lines, options.lines, wording.say("slip_space", head=words))
        blocks.append(Group((Heading(2, (Text(words),), "label"), space)))
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience="pupils",
        sections=(Section("body", tuple(blocks)),),
        fields=fields(meta, wording, form.version, form.total()),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _marks(form: PupilForm, wording: Wording) -> Table:
    """A row for each question, with room for the mark, and the total."""
    head = (wording.say("slip_question"), wording.say("slip_mark"), wording.say("slip_most"))
    return Table(
        (Column(), Column(MARK, "right"), Column(MARK, "right")),
        tuple(Cell((Paragraph((Strong((Text(words),)),), "small"),), header=True) for words in head),
        tuple(_rows(form, wording)),
        total=1,
    )


def _rows(form: PupilForm, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for n, question in enumerate(form.questions, 1):
        name = wording.say("question", n=question_name(question, n, decimal=form.decimal))
        yield _row(name, question.marks + question.spag)
    yield _row(wording.say("slip_total"), form.total())


def _row(name: str, most: int) -> tuple[Cell, ...]:
    return tuple(Cell((Paragraph((Text(words),), "small"),)) for words in (name, "", str(most)))


VIEW = View("feedback-slip", "pupils", Form.pupil, compose, options=SlipOptions)
