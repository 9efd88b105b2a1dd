"""The bundled notes: every topic has one, and what they say rests on numbered facts."""

import re

from printed import BUNDLED, bundled

FACTS = (BUNDLED / "questionbank" / "history" / "facts.md").read_text(encoding="utf-8").partition("## Disputed")[0]
NUMBERS = set(re.findall(r"^(\d+)\.", FACTS, re.MULTILINE))
NOTES = [one.value for one in bundled().pool.notes.values()]
PEOPLE = ("Lenin", "Stalin", "Trotsky", "Zinoviev", "Kamenev", "Bukharin", "Rykov", "Tomsky")


def test_every_topic_of_the_struggle_has_a_note():
    assert sorted(note.topic for note in NOTES if note.topic.startswith("1.1.")) == [f"1.1.{n}" for n in range(1, 9)]


def test_every_part_names_facts_that_there_are():
    for note in NOTES:
        parts = [note, *note.sections, *note.people, *note.timeline, *note.terms]
        assert [part for part in parts if not part.facts] == []
        assert {fact for part in parts for fact in part.facts} <= NUMBERS


def test_there_are_terms_and_people_enough_for_a_unit():
    assert len({term.term for note in NOTES for term in note.terms}) >= 20
    named = " ".join(person.name for note in NOTES for person in note.people if person.strengths and person.weaknesses)
    assert [name for name in PEOPLE if name not in named] == []


def test_a_term_means_the_same_in_every_note():
    meanings = {}
    for term in (term for note in NOTES for term in note.terms):
        assert meanings.setdefault(term.term, term.meaning) == term.meaning
        word = term.term.removeprefix("The ").casefold()
        assert word in term.sentence.casefold()
