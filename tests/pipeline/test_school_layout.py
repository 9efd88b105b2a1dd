"""A school's own layout, written from docs/reference/layouts.md alone: YAML and a font file, no Python.

The folder has a layout of its own in another language, a font of its own, a profile of its own.  It is what the
reference calls a layout of your own, and it prints.
"""

from __future__ import annotations

import io
import shutil

import page as pdfua
import pikepdf
import pypdfium2
import pytest

from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace
from packgen.typeset.faces_files import bundled

LAYOUT = """\
# yaml-language-server: $schema=../../schemas/layout.json
extends: worksheet
purpose: Hausaufgaben mit weiten Linien
lang: de-DE
file: hausaufgabe
most_pages: 4
companions: [lehrkraft]
answer: {pitch: 28}
families:
  sans: [Schulschrift, Source Sans Pro]
styles:
  title: {size: 20, leading: 24, colour: "#1a4f8b"}
options:
  lines_most: 20
templates:
  body:
    bottom: 22
    furniture:
      - {kind: rule, at: 12, strong: true}
      - kind: text
        at: 16.8
        left:
          - {text: "{{ school }}", style: furniture-bold}
        right:
          - {text: "{{ kind }}{% if version %} {{ version }}{% endif %}", style: furniture}
      - kind: box
        edge: bottom
        at: 8
        to: 17
        wide: 30
        left: [{text: "{{ strings.punkte }}"}]
        right: [{text: "/ {{ points }}"}]
      - kind: text
        edge: bottom
        at: 11
        centre:
          - {text: "{{ strings.page_of }}", style: furniture-foot}
"""
SCHEME = """\
extends: mark-scheme
purpose: Lösungen für die Lehrkraft
lang: de-DE
file: loesung
"""
STRINGS = """\
kind: Hausaufgabe
punkte: Punkte
page_of: "Seite {page} von {pages}"
version: "Fassung {version}"
name: Name
class: Klasse
date_to_fill: Datum
question: "Frage {n}"
marks: "({n} Punkte)"
marks_one: "(1 Punkt)"
marks_plain: "{n} Punkte"
marks_plain_one: 1 Punkt
answer_space: "Platz für die Antwort auf {question}, {n} Zeilen"
answer_space_one: "Platz für die Antwort auf {question}, 1 Zeile"
answer_space_flexible: "Platz für die Antwort auf {question}"
"""
SETTINGS = """\
school = "Schule am Bach"
layout = "hausaufgabe"

[fonts.Schulschrift]
regular = "schrift.ttf"
"""
PROFILE = """\
extends: large-print-18
purpose: Große Schrift auf Gelb
code: gelb
background: "#fff8c0"
"""
BANK = """\
schema: 1
items:
  - {id: korn, kind: short-answer, topic: "1", stem: "Wer mahlte das Korn?", marks: 1, scheme: {answers: [der Müller]}}
  - id: rad
    kind: describe-two
    topic: "1"
    stem: Beschreibe zwei Teile des Mühlrads.
    scheme: {points: ["Die Schaufel: sie fängt Wasser.", "Die Welle: sie treibt den Stein."]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schule")
    for path, text in {
        "packgen.toml": SETTINGS,
        "layouts/hausaufgabe/layout.yaml": LAYOUT,
        "layouts/hausaufgabe/strings/de-DE.yaml": STRINGS,
        "layouts/lehrkraft/layout.yaml": SCHEME,
        "layouts/lehrkraft/strings/de-DE.yaml": STRINGS,
        "profiles/gelb.yaml": PROFILE,
        "questionbank/bank.yaml": "schema: 1\nsubject: Geschichte\nunit: Mühlen\nlang: de-DE\n",
        "questionbank/topics.yaml": 'schema: 1\ntopics: [{id: "1", title: Mühlen}]\n',
        "questionbank/items.yaml": BANK,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "fonts").mkdir()
    shutil.copy(bundled("Fira Sans").regular, folder / "fonts" / "schrift.ttf")
    place = open_workplace(folder)
    return make(Request(layout=place.settings.layout, title="Die Mühle", versions=2, profiles=("gelb",)), place)


def pdfs(made, folder=""):
    return {f.path: f.data for f in made.pack.files if f.path.endswith(".pdf") and f.path.startswith(folder)}


def text(data):
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def test_it_prints_its_papers_schemes_and_profile(made):
    assert sorted(pdfs(made)) == [
        "pupils/die-muhle-hausaufgabe-A-gelb.pdf",
        "pupils/die-muhle-hausaufgabe-A.pdf",
        "pupils/die-muhle-hausaufgabe-B-gelb.pdf",
        "pupils/die-muhle-hausaufgabe-B.pdf",
        "teachers/die-muhle-loesung-A.pdf",
        "teachers/die-muhle-loesung-B.pdf",
    ]
    assert {d.rule for d in made.diagnostics} <= {"versions-alike"}


def test_every_fixed_word_on_pupils_pages_is_in_its_language(made):
    for path, data in pdfs(made, "pupils").items():
        words = text(data)
        assert "Seite 1 von" in words, path
        assert not {"Page", "Question", "marks", "Worksheet", "Class", "Version"} & set(words.split()), path
        with pikepdf.open(io.BytesIO(data)) as document:
            assert str(document.Root.Lang) == "de-DE"
    first = text(pdfs(made)["pupils/die-muhle-hausaufgabe-A.pdf"])
    for words in ("Schule am Bach", "Hausaufgabe Fassung A", "Klasse", "(1 Punkt)", "(4 Punkte)", "/ 5"):
        assert words in first


def test_its_font_and_colours_are_on_the_page(made):
    with pikepdf.open(io.BytesIO(pdfs(made)["pupils/die-muhle-hausaufgabe-A.pdf"])) as document:
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert any("FiraSans" in name or "Fira" in name for name in fonts), fonts
    yellow = pypdfium2.PdfDocument(pdfs(made)["pupils/die-muhle-hausaufgabe-A-gelb.pdf"])[0].render(scale=0.2).to_pil()
    assert yellow.convert("RGB").getpixel((1, 1)) == (0xFF, 0xF8, 0xC0)


def test_its_pages_are_accessible(made):
    for path, data in pdfs(made).items():
        report = pdfua.validate_pdf_bytes(data, profile=pdfua.ValidationProfile.PDF_UA_1)
        assert not report.failures, path
