"""Packs of notes: made from the bank, made again, and refused in plain words."""

from __future__ import annotations

from pathlib import Path

import page as pdfua
import pytest
from reading import texts
from workplaces import a_bank

from packgen.diagnostics import PackgenError
from packgen.load.check import check_bank
from packgen.markup.reader import Reader
from packgen.model.request import Request
from packgen.pipeline.making import Made, make, remake
from packgen.pipeline.workplace import Workplace, choose, open_workplace

BUNDLED = Path(__file__).parents[2]
NOTES = """
schema: 1
notes:
  - id: mills
    topic: "1"
    title: Water mills
    summary: They ground **corn**.
    sections: [{heading: Wheels, text: "- Overshot\\n- Undershot"}]
    people: [{name: Ann, role: Miller, strengths: [Patient], weaknesses: [Deaf]}]
    timeline: [{date: 1801, event: Ann builds a mill.}]
    terms: [{term: Race, meaning: The channel.}]
    process: [Grind, Sift]
    chains: [[Rain, Flood, A broken wheel]]
    quotations: [{text: It never stops., provenance: "Ann, 1802"}]
    links: [{title: Mills today, kind: web, url: "https://example.org/mills"}]
    big_ideas: [Water worked for nothing.]
"""
EVERYTHING = (
    *("Water mills", "1 Mills", "They ground corn.", "Wheels", "Undershot", "Ann", "Strengths", "Patient", "Deaf"),
    *("1801", "Race", "The channel.", "1. Grind", "Rain → Flood → A broken wheel", "It never stops.", "Ann, 1802"),
    *("Mills today (web): https://example.org/mills", "Water worked for nothing.", "Page 1 of"),
)


def notes(place: Workplace, **wishes: object) -> Made:
    return make(Request(layout="notes", **wishes), place)


def text(made: Made) -> str:
    (file,) = made.pack.files
    return "\n".join(texts(file.data))


def refused(place: Workplace, **wishes: object) -> list[str]:
    with pytest.raises(PackgenError) as caught:
        notes(place, **wishes)
    return [str(problem) for problem in caught.value.diagnostics]


def test_all_that_a_note_holds_is_printed_for_pupils_alone(tmp_path: Path) -> None:
    made = notes(a_bank(tmp_path, {"notes.yaml": NOTES}), topics=("1",))
    assert [file.path for file in made.pack.files] == ["pupils/1-notes.pdf"]
    printed = text(made)
    assert [words for words in EVERYTHING if words not in printed] == []


@pytest.mark.parametrize("profiles", [(), ("large-print-24",), ("dyslexia",)])
def test_the_bundled_notes_are_accessible_files(profiles: tuple[str, ...]) -> None:
    made = notes(open_workplace(BUNDLED), topics=("1.1",), profiles=profiles)
    for file in made.pack.files:
        report = pdfua.validate_pdf_bytes(file.data, profile=pdfua.ValidationProfile.PDF_UA_1)
        assert [f"{fault.rule_id} {fault.message}" for fault in report.failures] == []


def test_a_pack_of_notes_is_made_again_until_a_note_changes(tmp_path: Path) -> None:
    bank = {"notes.yaml": NOTES}
    old = notes(a_bank(tmp_path, bank)).pack
    more = NOTES.replace("mills\n", "more\n").replace("Water mills", "Wind mills")
    assert remake(old.manifest, a_bank(tmp_path, {**bank, "more.yaml": more})).pack.files == old.files
    changed = a_bank(tmp_path, {"notes.yaml": NOTES.replace("corn", "wheat")})
    with pytest.raises(PackgenError, match="note mills has been changed"):
        remake(old.manifest, changed)
    assert "wheat" in text(remake(old.manifest, changed, accept_changes=True))


def test_what_can_be_asked_of_questions_alone_is_refused(tmp_path: Path) -> None:
    place = a_bank(tmp_path, {"notes.yaml": NOTES})
    (said,) = refused(place, kinds=("timeline",), count=3)
    assert "prints notes and chooses no questions" in said
    assert "--kind and --count" in said
    with pytest.raises(PackgenError):
        choose(Request(layout="notes", count=3), place)


def test_a_topic_without_notes_is_told_with_those_that_have_some() -> None:
    (said,) = refused(open_workplace(BUNDLED), topics=("3.1",))
    assert "no notes on 3.1" in said
    assert "1.1.1 and 1.1.2" in said


def test_a_bank_without_notes_says_how_to_add_some(tmp_path: Path) -> None:
    (said,) = refused(a_bank(tmp_path, {}))
    assert "notes:" in said


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "line"),
    [
        ('topic: "1"', 'topic: "7"', "unknown-topic", 5),
        ("summary: They", "sumary: They", "unknown-field", 7),
        ("[Rain, Flood, A broken wheel]", "[Rain]", "", 13),
        ("https://example.org", "javascript:alert(1)//", "", 15),
        ("{term: Race, meaning: The channel.}", "{term: Race}", "missing-field", 11),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, right: str, wrong: str, rule: str, line: int) -> None:
    place = a_bank(tmp_path, {"notes.yaml": NOTES.replace(right, wrong)})
    found = [problem for problem in place.bank_problems if problem.severity == "error"]
    assert {problem.place.line for problem in found if problem.place} == {line}
    assert rule in "".join(problem.rule for problem in found)
    assert place.pool.notes == {}


def test_markdown_is_read_in_every_text_of_a_note(tmp_path: Path) -> None:
    place = a_bank(tmp_path, {"notes.yaml": NOTES.replace("[Rain, Flood", "[Rain <b>, Flood")})
    assert any(problem.place and problem.place.line == 13 for problem in check_bank(place.pool, Reader))


def test_a_mention_of_a_source_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    assert any(
        "mentions @letter" in said
        for said in refused(a_bank(tmp_path, {"n.yaml": NOTES.replace("Deaf", "See @letter")}))
    )
