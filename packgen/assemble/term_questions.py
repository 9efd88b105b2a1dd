"""Questions made of the terms in notes: a term is asked by its meaning, or a meaning by its term."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from msgspec import Struct, structs

from packgen.assemble.eligible import listed
from packgen.assemble.notes import notes_form
from packgen.assemble.order import version_names
from packgen.diagnostics import Diagnostic, PackgenError, Place, error, warning
from packgen.model.document import Paragraph, RichText, Strong, Text, inline_text
from packgen.model.draw import Draw
from packgen.model.form import Form, MarkedPart, PaperPart, PaperQuestion, Question, QuestionScheme
from packgen.model.layout import Choosing
from packgen.model.marking import Key, KeyEntry
from packgen.model.note import Note, PaperTerm
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request
from packgen.model.response import AnswerLines, Written

USUAL = 6
LONGEST_SHORT = 60
LONGEST_MEANING = 300  # characters


class _Asked(Struct, frozen=True):
    """A term that may be asked: a name for its question, its topic, itself, what it rests on."""

    id: str
    topic: str
    term: PaperTerm
    facts: tuple[str, ...]


def term_forms(
    pool: ItemPool, request: Request, notes: Sequence[Located[Note]], choosing: Choosing
) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """The versions of a paper that asks for terms, or for their meanings, and what is wrong with the notes' texts.

    Topics take turns, so that each has its share; terms of the topic that was asked for first stand first, in an
    order that each version has for itself.  Raises `PackgenError` where there are fewer terms than were asked for.
    """
    (plain,), problems = notes_form(pool, notes)
    terms: dict[str, _Asked] = {}
    too_long: list[Diagnostic] = []
    for located, printed in zip(notes, plain.notes, strict=True):
        for n, (term, written) in enumerate(zip(printed.terms, located.value.terms, strict=True)):
            if len(written.meaning) > LONGEST_MEANING:
                too_long.append(_too_long(term, located.at(f"terms.{n}.meaning")))
                continue
            id, topic = f"{printed.id}.terms.{n}", located.value.topic
            terms.setdefault(term.term.casefold(), _Asked(id, topic, term, written.facts))
    if not terms or (request.count or 0) > len(terms):
        raise PackgenError([_too_few(request, len(terms))])
    chosen = _chosen(list(terms.values()), request, min(len(terms), request.count or choosing.count or USUAL))
    forms = [
        structs.replace(plain, version=version, questions=tuple(_question(each, choosing) for each in order))
        for version in version_names(request.versions)
        for order in [_ordered(chosen, request, version)]
    ]
    return tuple(forms), (*problems, *too_long)


def _chosen(terms: Sequence[_Asked], request: Request, count: int) -> list[_Asked]:
    """`count` terms by the seed, one of each topic in turn."""
    draw = Draw(request.seed, "")
    topics: dict[str, list[_Asked]] = {}
    for each in sorted(terms, key=lambda each: (draw.of(each.id).rank("choose term"), each.id)):
        topics.setdefault(_asked_for(each.topic, request), []).append(each)
    turns = zip_longest(*(topics[topic] for topic in sorted(topics)))
    return [each for each in chain.from_iterable(turns) if each is not None][:count]


def _ordered(terms: Sequence[_Asked], request: Request, version: str) -> list[_Asked]:
    """Terms of the topic that was asked for first before those of the next, each topic's own shuffled."""
    draw = Draw(request.seed, version)
    places = {topic: n for n, topic in enumerate(request.topics)}

    def key(each: _Asked) -> tuple[int, int]:
        place = places.get(_asked_for(each.topic, request), 0)
        return place, draw.of(each.id).rank("order of terms")

    return sorted(terms, key=key)


def _asked_for(topic: str, request: Request) -> str:
    """The topic of the request that `topic` lies under, or itself."""
    return next((each for each in request.topics if topic == each or topic.startswith(f"{each}.")), topic)


def _question(asked: _Asked, choosing: Choosing) -> Question:
    """A question for one mark, with a line to answer on."""
    name: RichText = (Paragraph((Strong((Text(asked.term.term),)),)),)
    plain: RichText = (Paragraph((Text(asked.term.term),)),)
    meaning: RichText = (Paragraph(asked.term.meaning),)
    stem, answer = (meaning, plain) if choosing.over == "terms" else (name, meaning)
    words = asked.term.term if choosing.over == "terms" else inline_text(asked.term.meaning)
    short = words if len(words) <= LONGEST_SHORT else ""
    lines = 1 if choosing.over == "terms" else 2
    part = PaperPart((), stem, Written((AnswerLines(lines, lines, lines),)), 1)
    paper = PaperQuestion(asked.id, "term", asked.topic, (), (), (part,), 1, 0)
    marked = MarkedPart((), Key((KeyEntry("", answer),), short), {}, 1, 0)
    return Question(paper, QuestionScheme(asked.id, (marked,), asked.facts))


def _too_long(term: PaperTerm, place: Place) -> Diagnostic:
    message = f"the meaning of {term.term} has more than {LONGEST_MEANING} characters, so that term is not asked"
    return warning("long-meaning", message, "say it in a sentence or two", place)


def _too_few(request: Request, there: int) -> Diagnostic:
    on = f" on {listed(request.topics)}" if request.topics else ""
    if not there:
        return error("no-terms", f"the notes{on} hold no terms", "add `terms` to a note, or name another topic")
    message = f"asked for {request.count} terms, but the notes{on} hold {there}"
    return error("too-few-terms", message, f"ask for {there} at most (--count), or for more topics")
