"""Every Markdown text of a bank is read, and what is wrong in it stands at its own line."""

from __future__ import annotations

from pathlib import Path

from banks import load, rules
from PIL import Image

from packgen.load.bundled import bundled_bank
from packgen.load.check import check_bank
from packgen.load.pool import load_pool
from packgen.markup.reader import Reader
from packgen.model.authored import markdown_fields, markdown_texts, texts
from packgen.model.item import IndicativeGroup, Item, SchemeText, Stimulus

ITEMS = """\
schema: 1
defaults: {topic: "1.1"}
items:
  - id: a
    kind: short-answer
    stem: |
      Who was this?

      ![](images/lenin.png)

      ![A map](../outside.png)
    marks: 1
    scheme:
      answers: [Lenin]
      points:
        - fine
        - "![Gone](images/none.png)"
"""


def test_the_bundled_bank_reads_without_a_fault() -> None:
    pool, _ = load_pool([bundled_bank()])
    assert [str(p) for p in check_bank(pool, Reader)] == []


def test_faults_in_markdown_are_located_to_the_line(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "images" / "lenin.png")
    pool, problems = load(tmp_path, items=ITEMS)
    assert problems == ()
    found = rules(check_bank(pool, Reader))
    assert [place for _, place in found] == ["items.yaml:9", "items.yaml:11", "items.yaml:17"]


def test_a_damaged_picture_is_found_before_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n cut")
    stimuli = "schema: 1\nstimuli:\n  - {id: m, picture: {file: map.png, alt: A map}, provenance: A map.}\n"
    pool, problems = load(tmp_path, stimuli=stimuli)
    assert problems == ()
    assert rules(check_bank(pool, Reader))[0][1] == "stimuli.yaml:3"


def test_fields_are_markdown_by_their_annotation() -> None:
    assert {"stem"} <= markdown_fields(Item)
    assert {"id", "kind", "topic", "note"}.isdisjoint(markdown_fields(Item))
    assert markdown_fields(Stimulus) == {"provenance", "text"}


def test_texts_go_as_deep_as_the_item() -> None:
    item = Item(id="a", kind="k", stem="S", topic="1", scheme=SchemeText(points=("p", "q"), guidance="g"))
    assert list(markdown_texts(item)) == [
        ("stem", "S"),
        ("scheme.points.0", "p"),
        ("scheme.points.1", "q"),
        ("scheme.guidance", "g"),
    ]


def test_what_is_read_on_paper_is_more_than_markdown_and_less_than_every_string() -> None:
    scheme = SchemeText(rubric="r", indicative=(IndicativeGroup(heading="For", points=("p",)),))
    item = Item(id="a", kind="k", stem="S", topic="1", author="me", facts=("1",), tier="core", scheme=scheme)
    assert list(texts(item)) == [
        ("stem", "S"),
        ("scheme.indicative.0.heading", "For"),
        ("scheme.indicative.0.points.0", "p"),
    ]
    assert ("stem", "S") not in list(texts(item, leave=lambda child: child == "S"))
