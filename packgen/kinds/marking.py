"""A written scheme to its marking: a ladder if one applies, else a key of short answers, else points."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from packgen.model.document import Inline, Paragraph, RichText, Strong, Text, plain_text
from packgen.model.item import Markdown, Row, Rubric, SchemeText
from packgen.model.marking import (
    ContentGroup,
    Key,
    KeyEntry,
    LadderLevel,
    LevelsOfResponse,
    Marking,
    MarkingPoints,
)

ReadField = Callable[[str, Markdown], RichText]


class Terms(Struct, frozen=True):
    """On what terms a scheme is marked: marks, the ladder's id, marks for each point or feature, caps, a note."""

    marks: int
    rubric: str = ""
    each: int = 1
    caps: tuple[Markdown, ...] = ()
    note: Markdown = ""


def terms_of(scheme: SchemeText, row: Row, marks: int) -> Terms:
    """The terms of a row; the scheme's own rubric wins, and is then worth all the marks."""
    if scheme.rubric:
        return Terms(marks, scheme.rubric, 1, row.caps, row.note)
    return Terms(marks, row.rubric, row.points_each, row.caps, row.note)


def marking_of(
    scheme: SchemeText,
    terms: Terms,
    rubrics: Mapping[str, Rubric],
    read: ReadField,
    field: str = "scheme",
) -> Marking:
    """The marking of one part; `read(field, text)` reads authored text, `field` is where the scheme stands."""
    rubric = rubrics.get(terms.rubric)
    if rubric is not None:
        return _levels(scheme, terms, rubric, read, field)
    guidance = read(f"{field}.guidance", scheme.guidance)
    accept = _all(read, f"{field}.accept", scheme.accept)
    reject = _all(read, f"{field}.reject", scheme.reject)
    if scheme.answers:
        answers = _all(read, f"{field}.answers", scheme.answers)
        return _key(answers, accept, reject, terms.marks, guidance)
    points = _all(read, f"{field}.points", scheme.points)
    for n, group in enumerate(scheme.indicative):
        heading = read(f"{field}.indicative.{n}.heading", group.heading)
        points += tuple(_headed(heading, point) for point in _all(read, f"{field}.indicative.{n}.points", group.points))
    rule = read("", terms.note) or said(_points_rule(terms, len(points)))
    return MarkingPoints(points, rule + guidance, accept, reject)


def _headed(heading: RichText, point: RichText) -> RichText:
    """A point that begins with the heading of its group, where there is one."""
    if not heading or not point or not isinstance(heading[0], Paragraph) or not isinstance(point[0], Paragraph):
        return point
    first = Paragraph((Strong(heading[0].inlines), Text(": "), *point[0].inlines))
    return (first, *point[1:])


def _levels(scheme: SchemeText, terms: Terms, rubric: Rubric, read: ReadField, field: str) -> LevelsOfResponse:
    groups = [
        ContentGroup(
            read(f"{field}.indicative.{n}.heading", group.heading),
            _all(read, f"{field}.indicative.{n}.points", group.points),
        )
        for n, group in enumerate(scheme.indicative)
    ]
    if not groups and (scheme.points or scheme.answers):
        points = _all(read, f"{field}.points", scheme.points) or _all(read, f"{field}.answers", scheme.answers)
        groups = [ContentGroup((), points)]
    guidance = read("", rubric.guidance) + read("", terms.note) + read(f"{field}.guidance", scheme.guidance)
    if terms.each > 1:
        times = terms.marks // terms.each
        guidance = said(f"Mark each of the {number_word(times)} separately, out of {terms.each}.") + guidance
    caps = _all(read, "", terms.caps) + _all(read, f"{field}.caps", scheme.caps)
    return LevelsOfResponse(rubric.id, ladder(rubric, read), tuple(groups), caps, guidance)


def ladder(rubric: Rubric, read: ReadField) -> tuple[LadderLevel, ...]:
    """The levels of a rubric, highest first."""
    levels = []
    for level in sorted(rubric.levels, key=lambda level: level.level, reverse=True):
        low, high = band(level.marks)
        levels.append(LadderLevel(level.level, low, high, read("", level.verdict), read("", level.text)))
    return tuple(levels)


def band(marks: str) -> tuple[int, int]:
    """The first and last mark of a band: "5-8" gives (5, 8), "1" gives (1, 1)."""
    low, _, high = marks.partition("-")
    return int(low), int(high or low)


def _key(
    answers: tuple[RichText, ...],
    accept: tuple[RichText, ...],
    reject: tuple[RichText, ...],
    marks: int,
    guidance: RichText,
) -> Key:
    """For one mark the answers are alternatives, the model answer first; for more, each is worth a mark."""
    if marks == 1 or len(answers) == 1:
        rule = said(f"{marks} marks for a full answer.") if marks > 1 else ()
        entry = KeyEntry("", answers[0], answers[1:] + accept, reject)
        return Key((entry,), plain_text(answers[0]), rule + guidance)
    entries = tuple(
        KeyEntry(str(n + 1), answer, accept if last else (), reject if last else ())
        for n, answer in enumerate(answers)
        for last in [n == len(answers) - 1]
    )
    any_of = f"Any {number_word(marks)} of these, " if len(answers) > marks else ""
    rule = said(f"{any_of}1 mark each.".capitalize() if not any_of else f"{any_of}1 mark each.")
    return Key(entries, "; ".join(map(plain_text, answers)), rule + guidance)


def _points_rule(terms: Terms, given: int) -> str:
    if terms.each > 1:
        times = number_word(terms.marks // terms.each)
        detail = "1 mark for a relevant point, 1 more for exact detail" if terms.each == 2 else "for developed points"
        return f"Up to {terms.each} marks for each of {times}: {detail}."
    if terms.marks == 1:
        return "1 mark for any of these." if given > 1 else "1 mark."
    return f"1 mark for each valid point, up to {terms.marks}."


def _all(read: ReadField, field: str, texts: tuple[Markdown, ...]) -> tuple[RichText, ...]:
    return tuple(read(f"{field}.{n}" if field else "", text) for n, text in enumerate(texts))


def number_word(number: int) -> str:
    """2 as "two"; from ten on in figures."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def number_range(least: int, most: int) -> str:
    """How many there may be: "two", "two to four", "at most four"; "no" of 0 to 0."""
    if most and not least:
        return f"at most {number_word(most)}"
    return number_word(least) if least == most else f"{number_word(least)} to {number_word(most)}"


def run_of(text: RichText) -> tuple[Inline, ...]:
    """A text of one paragraph as its inlines, so that others may follow them; a longer one in plain words."""
    return text[0].inlines if len(text) == 1 and isinstance(text[0], Paragraph) else (Text(plain_text(text)),)


def said(text: str) -> RichText:
    """A paragraph of our own words."""
    return (Paragraph((Text(text),)),)


def each_worth(marks: int, answers: int) -> RichText:
    """How `marks` are shared among so many right answers, in words."""
    if marks == answers:
        return said("1 mark for each.")
    if answers and marks % answers == 0:
        return said(f"{marks // answers} marks for each.")
    worth = "1 mark" if marks == 1 else f"{marks} marks"
    return said(f"{answers} answers for {worth}: share them out evenly and round down.")


def lettered(letter: str, answer: RichText) -> RichText:
    """An answer after the letter, or the number, that stands for it: "C: Lenin dies"."""
    if answer and isinstance(answer[0], Paragraph):
        return (Paragraph((Text(f"{letter}: "), *answer[0].inlines)), *answer[1:])
    return said(letter) + answer
