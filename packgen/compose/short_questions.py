"""Questions of few marks with a plain answer: where several follow one another, a table with a row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from packgen.compose.marking import answers, remarks
from packgen.compose.part_names import follow_on, question_name
from packgen.compose.remembered import Remembered
from packgen.compose.small_print import cell, heads
from packgen.compose.wording import Wording
from packgen.model.document import Block, Cell, Column, Group, Heading, Paragraph, Table, Text, plain_text
from packgen.model.form import Question
from packgen.model.marking import Key
from packgen.model.response import Number, Selected, Written

MOST_MARKS = 3
LONGEST_STEM = 240
NUMBER, MARKS = 13.0, 16.0
STEM, ANSWER = 0.28, 0.24
KEPT_ROWS = 8
_ROWS = Remembered[tuple[Cell, ...]]()
_NARROWER = Remembered[tuple[Cell, ...]]()
_SHORT = Remembered[bool]()


def runs(questions: Sequence[Question]) -> Iterator[tuple[bool, list[tuple[int, Question]]]]:
    """Numbered questions in runs of short ones and of others, each with True if it is short."""
    for short, run in groupby(enumerate(questions, 1), key=lambda numbered: is_short(numbered[1])):
        yield short, list(run)


def is_short(question: Question) -> bool:
    """True if a row says all: an undivided question in a few words, keyed, for three marks at most."""
    return _SHORT.made((question,), (), lambda: _short(question))


def _short(question: Question) -> bool:
    paper, scheme = question.paper, question.scheme
    if len(paper.parts) != 1 or len(scheme.parts) != 1 or paper.marks > MOST_MARKS or paper.spag:
        return False
    part, marking = paper.parts[0], scheme.parts[0].marking
    stem = (*paper.lead, *part.stem)
    return (
        isinstance(marking, Key)
        and isinstance(part.response, Selected | Written | Number)
        and all(isinstance(block, Paragraph) for block in stem)
        and len(plain_text(stem)) <= LONGEST_STEM
        and all(not entry.label or entry.label.isdigit() for entry in marking.entries)
    )


def short_questions(run: Sequence[tuple[int, Question]], decimal: bool, wording: Wording, measure: float) -> Block:
    """The table of one run, `measure` mm wide, under a heading that says which questions it holds."""
    called = [question_name(question.paper, n, decimal=decimal) for n, question in run]
    rows = [
        _ROWS.made((question, wording.layout), (name,), partial(_row, name, question, wording))
        for name, (_, question) in zip(called, run, strict=True)
    ]
    noted = any(row[3].blocks for row in rows)
    named = ["key_number", "key_question", "key_answer", "key_notes", "key_marks"]
    widths = [NUMBER, STEM * measure, ANSWER * measure, 0.0]
    if not noted:
        rows = [_NARROWER.made((row,), (), partial(_without_notes, row)) for row in rows]
        named.remove("key_notes")
        widths = [NUMBER, 0.0, 0.0]
    columns = (*map(Column, widths), Column(MARKS, "right"))
    header = heads(*map(wording.say, named))
    words = _heading(called, wording)
    marks = wording.marks(sum(question.paper.marks for _, question in run))
    head = Heading(2, (Text(words),), right=(Text(marks),), right_style="label")
    return Group((head, Table(columns, header, tuple(rows))), keep=len(rows) <= KEPT_ROWS)


def _heading(called: Sequence[str], wording: Wording) -> str:
    if len(called) == 1:
        return wording.say("question", n=called[0])
    if not follow_on(called):
        return wording.say("questions_named", names=wording.join(called))
    return wording.say("questions" if len(called) > 2 else "questions_two", first=called[0], last=called[-1])


def _without_notes(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return *row[:3], row[4]


def _row(called: str, question: Question, wording: Wording) -> tuple[Cell, ...]:
    (part,) = question.paper.parts
    key = question.scheme.parts[0].marking
    assert isinstance(key, Key)
    stem = Cell((*question.paper.lead, *part.stem))
    notes = Cell((*key.rule, *map(Paragraph, remarks(key, part.response, wording))))
    marks = cell(str(question.paper.marks))
    return (cell(called, head=True), stem, Cell(answers(key, part.response)), notes, marks)
