"""The tables at a scheme's end: the key of this version, and the marks by assessment objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby

from packgen.compose.marking import short_answer
from packgen.compose.part_names import follow_on, question_name, scheme_names
from packgen.compose.remembered import Remembered
from packgen.compose.small_print import cell, heads
from packgen.compose.wording import Wording
from packgen.model.document import Block, Cell, Column, Columns, Group, Heading, Paragraph, Table, Text
from packgen.model.drawing import Align
from packgen.model.form import Form, Question

NONE = "–"
MOST_ACROSS = 10
SHORT_TABLE = 16
LETTERS = 8
ROWS_BESIDE = 25
_KEY_ROWS = Remembered[list[tuple[str, str, str, int]]]()
_GRIDS = Remembered[Group]()
_OBJECTIVES = Remembered[dict[str, int]]()
NAME, NUMBER, TOTAL = 22.0, 15.6, 18.0


def key_tables(form: Form, wording: Wording) -> tuple[Block, ...]:
    """The key under its heading; a long one of letters, all worth the same, in two columns."""
    rows = _key_rows(form, wording)
    head = wording.say("key_head")
    marks = {mark for *_, mark in rows}
    if len(rows) <= SHORT_TABLE or len(marks) > 1 or any(len(answer) > LETTERS for _, _, answer, _ in rows):
        table = key_table(form, wording, rows)
        return (Group((Heading(2, (Text(head),)), table), keep=len(table.rows) <= SHORT_TABLE),)
    each = (Text(wording.count("key_each", marks.pop())),)
    columns = (Column(NAME), Column(), Column(TOTAL))
    header = heads(*map(wording.say, ("key_question", "key_item", "key_answer")))
    blocks: list[Block] = [Heading(2, (Text(head),), right=each)]
    for start in range(0, len(rows), 2 * ROWS_BESIDE):
        chunk = rows[start : start + 2 * ROWS_BESIDE]
        half = -(-len(chunk) // 2)
        tables = (
            Table(
                columns,
                header,
                tuple((cell(name, head=True), cell(item), cell(answer)) for name, item, answer, _ in part),
            )
            for part in (chunk[:half], chunk[half:])
        )
        blocks.append(Columns((0.0, 0.0), tuple((table,) for table in tables)))
    return tuple(blocks)


def key_table(form: Form, wording: Wording, key: Sequence[tuple[str, str, str, int]]) -> Table:
    """Question, item, answer and marks of each part, in this version's order, with the total."""
    rows = [_key_cells(*row) for row in key]
    total = sum(question.paper.marks + question.paper.spag for question in form.questions)
    rows.append(_total_cells(wording.say("total"), total))
    named = ("key_question", "key_item", "key_answer", "key_marks")
    columns = (Column(NAME), Column(52.0), Column(), Column(TOTAL, "right"))
    return Table(columns, heads(*map(wording.say, named)), tuple(rows), total=1)


@lru_cache(maxsize=4096)
def _key_cells(name: str, item: str, answer: str, marks: int) -> tuple[Cell, ...]:
    return cell(name, head=True), cell(item), cell(answer), cell(str(marks))


@lru_cache(maxsize=512)
def _total_cells(name: str, total: int) -> tuple[Cell, ...]:
    return cell(name, head=True), Cell(()), Cell(()), cell(str(total), bold=True)


def _key_rows(form: Form, wording: Wording) -> list[tuple[str, str, str, int]]:
    """Name, item, answer and marks of each part that is marked."""
    rows: list[tuple[str, str, str, int]] = []
    for n, question in enumerate(form.questions, 1):
        make = partial(_question_rows, question, n, form.decimal, wording)
        rows += _KEY_ROWS.made((question, wording.layout), (n, form.decimal), make)
    return rows


def _question_rows(question: Question, n: int, decimal: bool, wording: Wording) -> list[tuple[str, str, str, int]]:
    rows: list[tuple[str, str, str, int]] = []
    responses = {part.path: part.response for part in question.paper.parts}
    names = scheme_names(question, n, decimal=decimal)
    for part in question.scheme.parts:
        if part.marking is None:
            continue
        name = names[part.path]
        answer = short_answer(part.marking, responses.get(part.path), wording)
        rows.append((name.full, question.paper.item, answer, part.marks + part.spag))
    return rows


def objectives(question: Question, wording: Wording) -> dict[str, int]:
    """The marks of a question by objective, without SPaG; what its scheme leaves open stands under "other"."""
    return dict(_OBJECTIVES.made((question, wording.layout), (), lambda: _objectives(question, wording)))


def _objectives(question: Question, wording: Wording) -> dict[str, int]:
    out: dict[str, int] = {}
    for part in question.scheme.parts:
        for name, marks in part.aos.items():
            out[name] = out.get(name, 0) + marks
    rest = question.paper.marks - sum(out.values())
    if rest > 0:
        out[wording.say("ao_other")] = rest
    return out


def ao_tables(form: Form, wording: Wording) -> tuple[Block, ...]:
    """The marks by objective under their heading; one line where there is one objective."""
    by_question = [objectives(question, wording) for question in form.questions]
    names = {name for split in by_question for name in split}
    head = Heading(2, (Text(wording.say("ao_head")),))
    if len(names) == 1 and not any(question.paper.spag for question in form.questions):
        total = sum(question.paper.marks for question in form.questions)
        words = wording.count("ao_single", total, name=names.pop())
        return (Group((head, Paragraph((Text(words),), "small"))),)
    lines = _ao_lines(form, by_question, sorted(names), wording)
    called = [question_name(each.paper, n, decimal=form.decimal) for n, each in enumerate(form.questions, 1)]
    told = (tuple(called), *((name, *values) for name, values in lines.items()))
    return (_GRIDS.made((wording.layout,), told, lambda: _ao_grid(head, called, lines, wording)),)


def _ao_lines(
    form: Form, by_question: Sequence[Mapping[str, int]], names: Sequence[str], wording: Wording
) -> dict[str, list[int]]:
    """The marks of each question by objective, and SPaG where there is some."""
    spag = [question.paper.spag for question in form.questions]
    label = wording.say("spag")
    lines: dict[str, list[int]] = {name: [split.get(name, 0) for split in by_question] for name in names}
    if any(spag):
        lines[label] = spag
    return lines


def _ao_grid(head: Heading, called: Sequence[str], lines: Mapping[str, Sequence[int]], wording: Wording) -> Group:
    """Marks by objective and question with sums and shares; questions run down where there are more than ten."""
    sums = {name: sum(values) for name, values in lines.items()}
    total = sum(sums.values())
    shares = percentages(sums)
    made = _down if len(called) > MOST_ACROSS else _across
    table = made(called, lines, sums, shares, total, wording)
    return Group((head, table), keep=len(table.rows) <= SHORT_TABLE)


def percentages(sums: Mapping[str, int]) -> dict[str, int]:
    """Whole shares of 100 by largest remainder, so that they add up; all 0 if there are no marks."""
    total = sum(sums.values())
    if not total:
        return dict.fromkeys(sums, 0)
    out = {name: value * 100 // total for name, value in sums.items()}
    by_remainder = sorted(sums, key=lambda name: (-(sums[name] * 100 % total), name))
    for name in by_remainder[: 100 - sum(out.values())]:
        out[name] += 1
    return out


def _across(
    called: Sequence[str],
    lines: Mapping[str, Sequence[int]],
    sums: Mapping[str, int],
    shares: Mapping[str, int],
    total: int,
    wording: Wording,
) -> Table:
    count = len(called)
    names = [wording.say("key_question"), *called, wording.say("total"), "%"]
    rows = [
        (cell(name, head=True), *(cell(_mark(v)) for v in values), cell(str(sums[name])), cell(str(shares[name])))
        for name, values in lines.items()
    ]
    columns = [sum(values[n] for values in lines.values()) for n in range(count)]
    rows.append(
        (
            cell(wording.say("total"), head=True),
            *(cell(str(value)) for value in columns),
            cell(str(total), bold=True),
            cell("100" if total else "0"),
        )
    )
    return Table(_columns(len(names) - 1), heads(*names), tuple(rows), total=1)


def _down(
    called: Sequence[str],
    lines: Mapping[str, Sequence[int]],
    sums: Mapping[str, int],
    shares: Mapping[str, int],
    total: int,
    wording: Wording,
) -> Table:
    """Questions that follow one another and are split alike share a row: "1–12"."""
    named = [wording.say("key_question"), *lines, wording.say("total")]
    rows: list[tuple[Cell, ...]] = []
    first = 0
    for split, run in groupby(zip(*lines.values(), strict=True)):
        count = len(list(run))
        names = called[first : first + count]
        name = f"{names[0]}–{names[-1]}" if count > 1 and follow_on(names) else ", ".join(names)
        values = [value * count for value in split]
        rows.append((cell(name, head=True), *(cell(_mark(v)) for v in values), cell(str(sum(values)))))
        first += count
    bottom = (cell(str(sums[name])) for name in lines)
    rows.append((cell(wording.say("total"), head=True), *bottom, cell(str(total), bold=True)))
    rows.append((cell("%", head=True), *(cell(str(shares[name])) for name in lines), cell("100" if total else "0")))
    return Table(_columns(len(named) - 1), heads(*named), tuple(rows), total=2)


def _columns(numbers: int) -> tuple[Column, ...]:
    right: Align = "right"
    return (Column(NAME), *(Column(0.0, right) for _ in range(numbers)))


def _mark(value: int) -> str:
    return str(value) if value else NONE
