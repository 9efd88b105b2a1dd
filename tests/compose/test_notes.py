"""Notes on paper: every part, and where it stands."""

from __future__ import annotations

from typing import Any

from blocks import every, words
from specimens import layout

from packgen import registry
from packgen.compose.view import Meta, SourcePlan
from packgen.model.document import Columns, Document, Heading, ListBlock, PageBreak, Source, Text
from packgen.model.form import Form
from packgen.model.note import PaperNote, PaperPerson, PaperQuotation


def line(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def note(**parts: Any) -> PaperNote:
    empty: dict[str, Any] = dict.fromkeys(PaperNote.__struct_fields__, ())
    named = {"id": "n", "title": "Mills", "topic": "1.1 Mills", "previous": "", "following": ""}
    return PaperNote(**{**empty, **named, **parts})


def made(*notes: PaperNote) -> Document:
    sheet = layout("notes")
    return registry.get("compose", sheet.view).make(
        Form("", (), (), notes=notes), sheet, Meta(title="Mills"), SourcePlan()
    )


def test_only_parts_that_are_written_have_a_heading():
    assert [heading.inlines[0].text for heading in every(made(note()), Heading)] == ["Mills"]
    document = made(note(process=(line("Grind"), line("Sift")), chains=((line("Rain"), line("Flood")),)))
    assert "Step by step" in words(document)
    assert "Rain  →  Flood" in words(document)
    assert [block.ordered for block in every(document, ListBlock)] == [True, False]


def test_a_person_without_weaknesses_has_one_column():
    people = (PaperPerson("Ann", (), (line("Patient"),), ()), PaperPerson("Bob", (), (line("a"),), (line("b"),)))
    assert [len(block.columns) for block in every(made(note(people=people)), Columns)] == [1, 2]


def test_a_long_profile_has_no_columns_that_could_fit_no_page():
    people = (PaperPerson("Ann", (), (line("Patient"),) * 70, (line("Deaf"),)),)
    document = made(note(people=people))
    assert not list(every(document, Columns))
    assert words(document).count("Patient") == 70


def test_quotations_stand_in_boxes_with_who_said_them():
    (quoted,) = every(made(note(quotations=(PaperQuotation((), line("A miller, 1801")),))), Source)
    assert quoted.label == "Quotation 1"
    assert quoted.provenance == line("A miller, 1801")


def test_each_note_begins_a_page_and_names_its_neighbours():
    document = made(note(following="1.2 Looms"), note(previous="1.1 Mills"))
    assert len(list(every(document, PageBreak))) == 1
    assert "Next topic: 1.2 Looms." in words(document)
    assert "Previous topic: 1.1 Mills." in words(document)
