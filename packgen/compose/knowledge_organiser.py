"""What there is to know on one side: dates, people, terms and big ideas in columns that end together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from packgen.compose import note_parts
from packgen.compose.notes import all_of, notes_document
from packgen.compose.options import read_options
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import NO_BREAK, Wording, worded
from packgen.compose.words import estimated_lines, estimated_width
from packgen.model.document import (
    AnswerSpace,
    Block,
    Document,
    Entry,
    Heading,
    LineBreak,
    ListBlock,
    Panel,
    Panels,
    Paragraph,
    Strong,
    Text,
    inline_text,
)
from packgen.model.form import Form
from packgen.model.layout import Layout
from packgen.model.note import Inlines, PaperNote, PaperPerson

TIMELINE, PEOPLE, TERMS, IDEAS = 71.0, 68.0, 64.0, 52.0  # mm, a column that is one part's own
AXIS, MOST_AXIS = 24.5, 34.0  # mm, for the dates and the line beside them
BESIDE_DATE = 6.5
PLUS, MINUS = "+", "–"
MORE = 1.3  # handwriting takes that much more room than print
LONGEST_WRITTEN = 4

Part = Literal["timeline", "people", "terms", "big_ideas"]
Blank = Literal["terms", "meanings", "events", "big_ideas"]


class OrganiserOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "knowledge-organiser".

    `parts` are printed in their order.  What `blank` names is left out, with lines to write it on.
    """

    parts: tuple[Part, ...] = ("timeline", "people", "terms", "big_ideas")
    blank: tuple[Blank, ...] = ()
    columns: int = 4


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """All notes of `form` together; `plan` has no say in it."""
    wording = worded(layout)
    maker = _Maker(form.notes, wording, read_options(layout, OrganiserOptions))
    panels = [panel for part in dict.fromkeys(maker.options.parts) if (panel := maker.panel(part)).entries]
    title = _title(form.notes, meta)
    blocks = (
        *((Heading(1, wording.inlines(title), "title"),) if title else ()),
        Panels(tuple(panels), max(1, maker.options.columns)),
    )
    return notes_document(form, layout, meta, wording, blocks)


def _title(notes: Sequence[PaperNote], meta: Meta) -> str:
    """The note's own title where there is one note and no other title was asked for."""
    alone = len(notes) == 1 and notes[0].topic.endswith(meta.title)
    return notes[0].title if alone else meta.title


class _Maker:
    def __init__(self, notes: Sequence[PaperNote], wording: Wording, options: OrganiserOptions) -> None:
        self.notes, self.wording, self.options = notes, wording, options

    def panel(self, part: Part) -> Panel:
        if part == "timeline":
            dates = note_parts.timeline(self.notes)
            widest = max((estimated_width(date, bold=True) for date, _ in dates), default=0.0)
            axis = min(MOST_AXIS, max(AXIS, widest + BESIDE_DATE))
            return Panel(self._head(part), tuple(self._event(*each) for each in dates), TIMELINE, axis=axis)
        if part == "people":
            people = note_parts.people(self.notes)
            key = self.wording.say("organiser_key") if any(p.strengths or p.weaknesses for p in people) else ""
            return Panel(self._head(part, key), tuple(map(self._person, people)), PEOPLE, ruled=True)
        if part == "terms":
            terms = note_parts.terms(self.notes)
            entries = tuple(self._term(t.term, t.meaning) for t in terms)
            return Panel(self._head(part), entries, TERMS, ruled=self._ruled("terms", "meanings"))
        ideas = note_parts.big_ideas(self.notes)
        entries = tuple(self._idea(n, idea) for n, idea in enumerate(ideas, 1))
        return Panel(self._head(part), entries, IDEAS, ruled=self._ruled("big_ideas"))

    def _head(self, part: Part, key: str = "") -> Heading:
        right: tuple[Text, ...] = (Text(key),) if key else ()
        return Heading(2, (Text(self.wording.say(part)),), right=right, right_style="small", rule=True)

    def _event(self, date: str, event: Inlines) -> Entry:
        words: Block = self._lines(event, TIMELINE - AXIS, date) if self._left_out("events") else _small(event)
        return Entry((words,), self.wording.inlines(date))

    def _term(self, term: str, meaning: Inlines) -> Entry:
        name: Inlines = (Strong(self.wording.inlines(term)),)
        if self._left_out("terms") and self._left_out("meanings"):
            space = self._lines((*name, *meaning), TERMS, self.wording.say("term"))
            return Entry((space,))
        if self._left_out("terms"):
            return Entry((AnswerSpace(1, 1, 1, self.wording.say("term")), _small(meaning)))
        if self._left_out("meanings"):
            return Entry((_small(name), self._lines(meaning, TERMS, term)))
        return Entry((_small((*name, LineBreak(), *meaning)),))

    def _idea(self, n: int, idea: Inlines) -> Entry:
        number: Inlines = (Strong((Text(f"{n}{NO_BREAK} "),)),)
        if self._left_out("big_ideas"):
            space = self._lines(idea, IDEAS, f"{self.wording.say('big_ideas')} {n}")
            return Entry((_small(number), space))
        return Entry((_small((*number, *idea)),))

    def _person(self, person: PaperPerson) -> Entry:
        name: Inlines = (Strong(self.wording.inlines(person.name)),)
        blocks: list[Block] = [_small((*name, Text(" "), *person.role) if person.role else name)]
        for mark, points in ((PLUS, person.strengths), (MINUS, person.weaknesses)):
            if points:
                blocks.append(ListBlock(((_small(_run_on(points)),),), style="points", mark=mark))
        return Entry(tuple(blocks))

    def _left_out(self, what: Blank) -> bool:
        return what in self.options.blank

    def _ruled(self, *parts: Blank) -> bool:
        """Rules stand between entries, but not between those that have rules to write on."""
        return not any(map(self._left_out, parts))

    def _lines(self, words: Inlines, width: float, name: str) -> AnswerSpace:
        """Lines for what `words` say, about as many as handwriting takes."""
        n = min(LONGEST_WRITTEN, estimated_lines(inline_text(words), width / MORE))
        return AnswerSpace(n, n, n, self.wording.count("answer_space", n, question=name))


def _small(words: Inlines) -> Paragraph:
    return Paragraph(words, "small")


def _run_on(points: Sequence[Inlines]) -> Inlines:
    """Points in one paragraph: sentences after one another, phrases with semicolons between."""
    out: Inlines = ()
    for point in points:
        ended = inline_text(out).rstrip()[-1:] in ".!?…"
        out = (*out, Text(" " if ended else "; "), *point) if out else point
    return out


VIEW = View("knowledge-organiser", "pupils", all_of, compose, needs=("notes",), options=OrganiserOptions)
