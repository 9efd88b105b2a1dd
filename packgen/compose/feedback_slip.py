"""A slip that tells a pupil how it went: marks by question, what went well, what would be better, a task."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.part_names import question_name
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording, worded
from packgen.model.document import (
    AnswerSpace,
    Block,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Inline,
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
MARK = 22.0  # mm of a column for marks, or of what heads a row of them
NARROWEST = 12.0  # mm of a column for one question's mark
LEAST = 2  # lines under a head
ROOM = 8.0  # mm of a row to write marks in


class SlipOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "feedback-slip": lines under each of its heads.

    There are fewer where one page needs that.
    """

    lines: int = 3


def compose(form: PupilForm, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """One slip; whose it is stands in the furniture.  `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, SlipOptions)
    blocks: list[Block] = [Heading(1, wording.inlines(meta.title), "title")]
    level, target = WriteInField(wording.say("slip_level"), 0.4), WriteInField(wording.say("slip_target"), 1.0)
    blocks.append(WriteIn((level, target)))
    blocks += _marks(form, layout, wording)
    for key in SPACES:
        words = wording.say(key)
        least = min(options.lines, LEAST)
        space = AnswerSpace(options.lines, least, options.lines, wording.say("slip_space", head=words))
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


def _marks(form: PupilForm, layout: Layout, wording: Wording) -> Iterator[Table]:
    """Room for the mark of each question and for the total.

    Questions stand side by side, as many as the page has room for in a table; below one another where the layout wants
    few columns.
    """
    worth = [
        (question_name(question, n, decimal=form.decimal), question.marks + question.spag)
        for n, question in enumerate(form.questions, 1)
    ]
    total = (wording.say("slip_total"), form.total())
    heads = [wording.say(key) for key in ("slip_question", "slip_mark", "slip_most")]
    if layout.most_columns or layout.one_column:
        named = [(wording.say("question", n=name), most) for name, most in worth]
        down = (Column(), Column(MARK, "right"), Column(MARK, "right"))
        rows = tuple(tuple(_cell(words) for words in (name, "", str(most))) for name, most in (*named, total))
        yield Table(down, tuple(_cell(words, head=True) for words in heads), rows, total=1)
        return
    body = layout.templates["body"]
    across = max(1, int((layout.size()[0] - body.left - body.right - MARK) / NARROWEST))
    worth.append(total)
    for some in (worth[n : n + across] for n in range(0, len(worth), across)):
        columns = (Column(MARK), *(Column(align="centre", rule_before=True) for _ in some))
        head, marks, most = (_cell(words, head=True) for words in heads)
        rows = ((marks, *(_cell("") for _ in some)), (most, *(_cell(str(worth)) for _, worth in some)))
        yield Table(columns, (head, *(_cell(name, head=True) for name, _ in some)), rows, least_height=ROOM)


def _cell(words: str, *, head: bool = False) -> Cell:
    text: Inline = Strong((Text(words),)) if head else Text(words)
    return Cell((Paragraph((text,), "small"),), header=head)


VIEW = View("feedback-slip", "pupils", Form.pupil, compose, options=SlipOptions)
