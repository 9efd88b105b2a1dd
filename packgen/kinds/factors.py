"""Research tasks on a list of factors: (a) a table to fill, (b) explain, (c) judge which mattered most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from packgen.kinds.labels import part_label
from packgen.kinds.lowered import marked, question, scheme_marking
from packgen.kinds.marking import Terms, number_word, said
from packgen.kinds.rows import added, flexed, scaled
from packgen.kinds.shape import Finding, Ladder, Lowering, Shape, Tariff
from packgen.model.document import RichText, plain_text
from packgen.model.form import MarkedPart, PaperPart, Question
from packgen.model.item import Authored, Item, Kind, LineRange, Markdown, Row, SchemeText
from packgen.model.marking import Key, KeyEntry, Marking
from packgen.model.response import AnswerLines, Extended, Grid, Response, Written

MOST_FACTORS = 12
ROW_HEIGHT = 24.0
"""Millimetres of a table row to write in: three lines of handwriting."""
FACTOR_WIDTH = 40.0
EXPLAIN_MARKS = 4
EXPLAIN_EACH = 2
JUDGE_MARKS = 8
EXPLAIN_LINES = 10
JUDGE_LINES = 15

_TABLE = "Complete the table with what you find out about each factor."
_EXPLAIN = "Choose two of these factors. Explain how each of them made a difference."
_JUDGE = "Which factor was the most significant? Give reasons for your answer."


class Factor(Authored, frozen=True, kw_only=True):
    """A factor as printed in the table; `notes` tell teachers what a pupil may find."""

    name: Markdown
    notes: tuple[Markdown, ...] = ()


class FactorTask(Authored, frozen=True, kw_only=True):
    """One of the three tasks, where it differs from the usual; marks 0 leave it out."""

    stem: Markdown = ""
    marks: Annotated[int, Meta(ge=0, le=100)] | None = None
    lines: Annotated[int, Meta(ge=0, le=200)] | LineRange | None = None
    scheme: SchemeText = SchemeText()


class FactorsItem(Item, frozen=True, kw_only=True):
    """A list of factors to research.  The stem is the question that they answer.

    `heads` head the table's columns.  `table` is worth a mark a factor, `explain` 4 and `judge` 8 unless they say
    otherwise; the item's own `scheme` marks the judgement.
    """

    factors: tuple[Factor | Markdown, ...] = ()
    heads: tuple[str, ...] = ("Factor", "What happened", "How it made a difference")
    row_height: Annotated[float, Meta(ge=8, le=120)] = ROW_HEIGHT
    table: FactorTask = FactorTask()
    explain: FactorTask = FactorTask()
    judge: FactorTask = FactorTask()


def _factors(item: FactorsItem) -> tuple[Factor, ...]:
    return tuple(Factor(name=written) if isinstance(written, str) else written for written in item.factors)


def _marks(item: FactorsItem) -> tuple[int, int, int]:
    """The marks of the table, of the explanation and of the judgement."""

    def given(task: FactorTask, usual: int) -> int:
        return usual if task.marks is None else task.marks

    return given(item.table, len(item.factors)), given(item.explain, EXPLAIN_MARKS), given(item.judge, JUDGE_MARKS)


def _judge_scheme(item: FactorsItem) -> SchemeText:
    own = item.judge.scheme
    return own if own != SchemeText() else item.scheme


def _check(item: FactorsItem, kind: Kind) -> Iterator[Finding]:
    least, most = kind.factors if kind.factors != (0, 0) else (2, MOST_FACTORS)
    count = len(item.factors)
    if not max(2, least) <= count <= most:
        hint = f"list {number_word(max(2, least))} to {number_word(most)} under `factors:`"
        yield Finding("factors", "factors-count", f"{count or 'no'} factors given", hint)
    seen: set[str] = set()
    for n, factor in enumerate(_factors(item)):
        name = " ".join(factor.name.split())
        if not name:
            yield Finding(f"factors.{n}", "empty-factor", f"factor {n + 1} is empty", "write it or delete it")
        elif name in seen:
            yield Finding(f"factors.{n}", "duplicate-factor", f"the factor {name!r} is listed twice", "delete one")
        seen.add(name)
    if len(item.heads) < 2:
        hint = "the first column holds the factors; give at least one more to fill in"
        yield Finding("heads", "too-few-heads", "the table has nothing to fill in", hint)
    marks = _marks(item)
    if not any(marks):
        yield Finding("table", "no-tasks", "all three tasks are left out", "give at least one of them marks")
    scheme = _judge_scheme(item)
    if marks[2] and not (scheme.indicative or scheme.points):
        hint = "add `scheme:` with `indicative` content for the judgement"
        yield Finding("scheme", "no-indicative-content", "nothing says what a good judgement may hold", hint)


def _lower(item: FactorsItem, how: Lowering) -> Question:
    table, explain, judge = _marks(item)
    tasks: list[tuple[FactorTask, str, int, Response, Marking]] = []
    if table:
        tasks.append((item.table, _TABLE, table, _grid(item, how), _table_key(item, how, table)))
    if explain:
        lines = _lines(item.explain, how.row, 0, EXPLAIN_LINES)
        tasks.append((item.explain, _EXPLAIN, explain, Written(lines), _explain_marking(item, how, explain)))
    if judge:
        lines = _lines(item.judge, how.row, 1, JUDGE_LINES)
        judgement: Response = Extended(lines[0], how.row.plan) if lines else Written(())
        tasks.append((item.judge, _JUDGE, judge, judgement, _judge_marking(item, how, judge)))
    parts: list[PaperPart] = []
    marking: list[MarkedPart] = []
    names = {id(item.table): "table", id(item.explain): "explain", id(item.judge): "judge"}
    for n, (task, usual, marks, response, scheme) in enumerate(tasks):
        path = (part_label(how.depth, n),)
        stem = how.blocks(f"{names[id(task)]}.stem", task.stem) if task.stem.strip() else said(usual)
        parts.append(PaperPart(path, stem, response, marks, 0, item.stimuli))
        marking.append(marked(path, how, Tariff(marks, 0, scaled(how.row.aos, marks)), scheme))
    return question(item, how, how.blocks("stem", item.stem), parts, marking)


def _name(item: FactorsItem, how: Lowering, n: int) -> RichText:
    field = f"factors.{n}" if isinstance(item.factors[n], str) else f"factors.{n}.name"
    return how.blocks(field, _factors(item)[n].name)


def _grid(item: FactorsItem, how: Lowering) -> Grid:
    empty: tuple[RichText, ...] = ((),) * (len(item.heads) - 1)
    rows = tuple((_name(item, how, n), *empty) for n in range(len(item.factors)))
    return Grid(item.heads, (FACTOR_WIDTH, *(0.0,) * (len(item.heads) - 1)), rows, item.row_height)


def _table_key(item: FactorsItem, how: Lowering, marks: int) -> Key:
    entries = []
    for n, factor in enumerate(_factors(item)):
        notes: RichText = ()
        for k, note in enumerate(factor.notes):
            notes += how.blocks(f"factors.{n}.notes.{k}", note)
        entries.append(KeyEntry(plain_text(_name(item, how, n)), notes or said("Any accurate, relevant finding.")))
    each = "1 mark for each row" if marks == len(entries) else f"{marks} marks for the whole table"
    guidance = how.blocks("table.scheme.guidance", item.table.scheme.guidance)
    return Key(tuple(entries), "", said(f"{each} with accurate detail.") + guidance)


def _explain_marking(item: FactorsItem, how: Lowering, marks: int) -> Marking:
    each = EXPLAIN_EACH if marks % EXPLAIN_EACH == 0 else 1
    note = ""
    if not item.explain.scheme.rubric and each > 1:
        note = f"For each factor: 1 mark for what it was, 1 for how it made a difference; {marks} at most."
    terms = Terms(marks, item.explain.scheme.rubric, each if note else 1, (), note)
    return scheme_marking(how, item.explain.scheme, terms, "explain.scheme")


def _judge_marking(item: FactorsItem, how: Lowering, marks: int) -> Marking:
    scheme = _judge_scheme(item)
    field = "scheme" if scheme is item.scheme else "judge.scheme"
    terms = Terms(marks, _judge_rubric(item, how.row), 1, how.row.caps, how.row.note)
    return scheme_marking(how, scheme, terms, field)


def _judge_rubric(item: FactorsItem, row: Row) -> str:
    return _judge_scheme(item).rubric or row.rubric


def _lines(task: FactorTask, row: Row, n: int, usual: int) -> tuple[AnswerLines, ...]:
    """The ruled space of a task: its own lines, else the row's n-th space, else the usual."""
    lines = task.lines
    if lines is None:
        lines = row.spaces[n].lines if n < len(row.spaces) else usual
    if isinstance(lines, LineRange):
        plain = flexed(lines.lines)
        least = plain.least if lines.least is None else min(lines.least, lines.lines)
        most = plain.most if lines.most is None else max(lines.most, lines.lines)
        return (AnswerLines(lines.lines, least, most),) if lines.lines else ()
    return (flexed(lines),) if lines else ()


def _tariff(item: FactorsItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    marks = [part for part in _marks(item) if part]
    return Tariff(sum(marks), 0, dict(item.aos) or added(scaled(row.aos, part) for part in marks))


def _ladders(item: FactorsItem, row: Row) -> Iterator[Ladder]:
    judge = _marks(item)[2]
    rubric = _judge_rubric(item, row)
    if judge and rubric:
        yield Ladder(rubric, judge, "judge.marks")
    if item.explain.scheme.rubric:
        yield Ladder(item.explain.scheme.rubric, _marks(item)[1], "explain.scheme.rubric")


SHAPE: Shape[FactorsItem] = Shape(
    name="factors",
    purpose="research a list of factors: a table to fill, an explanation, a judgement",
    item=FactorsItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=_ladders,
    template=lambda kind: (
        """\
factors:                      # names; or {name: ..., notes: [what pupils may find]} for the teacher's key
  - name: Offices and patronage
    notes: [General Secretary from April 1922]
  - Alliances
  - Luck
# heads: [Factor, What happened, How it helped]     # the table's columns
# explain: {stem: "...", marks: 4}                  # the three tasks have wording of their own; marks 0 drops one
# judge: {stem: "...", marks: 8}
scheme:                       # for the judgement
  indicative:
    - heading: Links between factors
      points: ["...", "...", "...", "...", "..."]
"""
    ),
)
