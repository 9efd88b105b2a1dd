"""What several notes hold between them: dates in order, each person and each term once."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.kinds.dates import read_date
from packgen.model.document import inline_text
from packgen.model.note import Inlines, PaperNote, PaperPerson, PaperTerm


def timeline(notes: Sequence[PaperNote]) -> tuple[tuple[str, Inlines], ...]:
    """The dated events of `notes`, each once: of one note in its own order, of several by date as far as dates can be
    read."""
    found: dict[tuple[str, str], tuple[str, Inlines]] = {}
    for note in notes:
        for date, event in note.timeline:
            found.setdefault((date.casefold(), inline_text(event).casefold()), (date, event))
    events = list(found.values())
    moments = [read_date(date) for date, _ in events]
    if len(notes) < 2 or any(moment is None for moment in moments):
        return tuple(events)
    keyed = [(moment.first, n) for n, moment in enumerate(moments) if moment is not None]
    return tuple(events[n] for _, n in sorted(keyed))


def people(notes: Sequence[PaperNote]) -> tuple[PaperPerson, ...]:
    """The people of `notes` by name, each with all that is said of them."""
    found: dict[str, PaperPerson] = {}
    for note in notes:
        for person in note.people:
            known = found.get(person.name.casefold())
            found[person.name.casefold()] = _both(known, person) if known else person
    return tuple(found.values())


def terms(notes: Sequence[PaperNote]) -> tuple[PaperTerm, ...]:
    """The terms of `notes`, each as it is first explained."""
    found: dict[str, PaperTerm] = {}
    for note in notes:
        for term in note.terms:
            found.setdefault(term.term.casefold(), term)
    return tuple(found.values())


def big_ideas(notes: Sequence[PaperNote]) -> tuple[Inlines, ...]:
    """The big ideas of `notes`, each once."""
    return _once([idea for note in notes for idea in note.big_ideas])


def _both(first: PaperPerson, second: PaperPerson) -> PaperPerson:
    return PaperPerson(
        first.name,
        first.role or second.role,
        _once((*first.strengths, *second.strengths)),
        _once((*first.weaknesses, *second.weaknesses)),
    )


def _once(texts: Sequence[Inlines]) -> tuple[Inlines, ...]:
    return tuple({inline_text(text).casefold(): text for text in reversed(texts)}.values())[::-1]
