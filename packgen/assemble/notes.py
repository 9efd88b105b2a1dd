"""Notes: those that a request asks for, lowered to a form without questions."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.assemble.eligible import listed
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.load.matching import in_topics
from packgen.load.pictures import picture_finder
from packgen.load.query import unknown_names
from packgen.markup.reader import Reader
from packgen.markup.references import resolve
from packgen.model.form import Form
from packgen.model.note import Inlines, Note, PaperNote, PaperPerson, PaperQuotation, PaperTerm
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request


def select_notes(pool: ItemPool, request: Request, questions: bool = False) -> tuple[Located[Note], ...]:
    """The notes on the request's topics, or all of the bank's, in the order of the topics.

    Raises `PackgenError` where there are none, or where the request asks for what notes have not; with `questions`,
    which are made of their terms, it may ask for so many of them and for versions.
    """
    problems = [*unknown_names(pool, topics=request.topics), *_asked_too_much(request, questions)]
    if problems:
        raise PackgenError(problems)
    found = [one for one in pool.notes.values() if not request.topics or in_topics(one.value.topic, request.topics)]
    if not found:
        raise PackgenError([_none(pool, request)])
    order = {topic: n for n, topic in enumerate(pool.topics)}
    return tuple(sorted(found, key=lambda one: order[one.value.topic]))


def notes_form(pool: ItemPool, notes: Sequence[Located[Note]]) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """The one form of `notes` and no questions, and what is wrong with their texts."""
    lowering = _Lowering(pool)
    made = tuple(lowering.note(one) for one in notes)
    return (Form("", (), (), notes=made),), (*lowering.read.diagnostics, *lowering.problems)


class _Lowering:
    """Notes to what is printed, with one reader for all."""

    def __init__(self, pool: ItemPool) -> None:
        self.pool = pool
        self.read = Reader(picture_finder(pool.banks), pool.banks[0].lang if pool.banks else "en-GB")
        self.problems: list[Diagnostic] = []

    def note(self, located: Located[Note]) -> PaperNote:
        note = located.value
        topic = self.pool.topics[note.topic]
        previous, following = self._beside(note.topic)
        lowered = PaperNote(
            id=note.id,
            title=note.title,
            topic=self._line(note.topic),
            statement=self.read.inlines(topic.value.statement, topic.at("statement")),
            previous=previous,
            following=following,
            summary=self.read.blocks(note.summary, located.at("summary"), note.lang),
            sections=tuple(
                (s.heading, self.read.blocks(s.text, located.at(f"sections.{n}.text"), note.lang))
                for n, s in enumerate(note.sections)
            ),
            people=tuple(
                PaperPerson(
                    person.name,
                    self._line_of(located, f"people.{n}.role", person.role),
                    self._lines(located, f"people.{n}.strengths", person.strengths),
                    self._lines(located, f"people.{n}.weaknesses", person.weaknesses),
                )
                for n, person in enumerate(note.people)
            ),
            timeline=tuple(
                (e.date, self._line_of(located, f"timeline.{n}.event", e.event)) for n, e in enumerate(note.timeline)
            ),
            terms=tuple(
                PaperTerm(
                    t.term,
                    self._line_of(located, f"terms.{n}.meaning", t.meaning),
                    self._line_of(located, f"terms.{n}.sentence", t.sentence),
                )
                for n, t in enumerate(note.terms)
            ),
            process=self._lines(located, "process", note.process),
            chains=tuple(self._lines(located, f"chains.{n}", chain) for n, chain in enumerate(note.chains)),
            quotations=tuple(
                PaperQuotation(
                    self.read.blocks(q.text, located.at(f"quotations.{n}.text"), note.lang),
                    self._line_of(located, f"quotations.{n}.provenance", q.provenance),
                )
                for n, q in enumerate(note.quotations)
            ),
            links=note.links,
            big_ideas=self._lines(located, "big_ideas", note.big_ideas),
        )
        missing: list[str] = []
        lowered = resolve(lowered, {}, missing)
        for id in missing:
            message = f"the note {note.id} mentions @{id}, but sources are not printed with notes"
            self.problems.append(
                error("dangling-reference", message, r"quote it under `quotations`, or write \@", located.place)
            )
        return lowered

    def _line_of(self, located: Located[Note], field: str, text: str) -> Inlines:
        return self.read.inlines(text, located.at(field), located.value.lang)

    def _lines(self, located: Located[Note], field: str, texts: Sequence[str]) -> tuple[Inlines, ...]:
        return tuple(self._line_of(located, f"{field}.{n}", text) for n, text in enumerate(texts))

    def _line(self, topic: str) -> str:
        return f"{topic} {self.pool.topics[topic].value.title}"

    def _beside(self, topic: str) -> tuple[str, str]:
        """The topics before and after it under the same one, in the order of the bank; "" where there is none."""
        parent = topic.rpartition(".")[0]
        siblings = ["", *(id for id in self.pool.topics if id.rpartition(".")[0] == parent), ""]
        at = siblings.index(topic)
        before, after = siblings[at - 1], siblings[at + 1]
        return self._line(before) if before else "", self._line(after) if after else ""


def _asked_too_much(request: Request, questions: bool) -> list[Diagnostic]:
    """What can be asked of questions and not of notes."""
    wishes = {
        "--kind": request.kinds,
        "--item": request.items,
        "--tag": request.tags,
        "--marks": request.marks,
        "--count": request.count and not questions,
        "--versions": request.versions > 1 and not questions,
    }
    asked = [name for name, value in wishes.items() if value]
    if not asked:
        return []
    what = "asks for the terms of notes and chooses no items" if questions else "prints notes and chooses no questions"
    message = f'the layout "{request.layout}" {what}'
    return [error("notes-only", message, f"leave out {listed(asked)}, or name another layout")]


def _none(pool: ItemPool, request: Request) -> Diagnostic:
    if not pool.notes:
        return error("no-notes", "the bank holds no notes", "add a file that begins with `schema: 1`, then `notes:`")
    there = list(dict.fromkeys(one.value.topic for one in pool.notes.values()))
    message = f"the bank holds no notes on {listed(request.topics)}"
    return error("no-notes", message, f"there are notes on {listed(there)}")
