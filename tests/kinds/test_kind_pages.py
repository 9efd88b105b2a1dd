"""The pages of the kinds say what the kinds say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from authoring import kinds

from packgen.cli.terminal.kind_page import PAPER, PICTURES, SCHEME, pages, write_pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "kinds"
SHOWN = re.compile(r"!\[(.+)\]\((.+)\)")
MADE = pages(kinds(), kinds())


@pytest.mark.parametrize("name", MADE)
def test_a_kinds_page_is_up_to_date(name):
    path = FOLDER / f"{name}.md"
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert written == MADE[name], "run `python -m packgen kinds --docs docs/reference/kinds`"


def test_no_page_is_left_of_a_kind_that_is_gone():
    assert {path.stem for path in FOLDER.glob("*.md")} <= set(MADE)


def test_a_page_tells_every_boards_marks_and_has_an_example():
    for name, kind in kinds().items():
        assert all(f"| {row.board}" in MADE[name] for row in kind.rows)
        assert f"kind: {name}\n" in MADE[name]


@pytest.mark.parametrize("name", kinds())
def test_a_page_shows_the_paper_and_its_scheme(name):
    shown = SHOWN.findall(MADE[name])
    assert [path for _, path in shown] == [f"{PICTURES}/{file.format(kind=name)}" for file in (PAPER, SCHEME)]
    assert all(alt for alt, _ in shown)
    missing = [path for _, path in shown if not (FOLDER / path).is_file()]
    assert missing == [], "run `python tools/kind_pictures.py`"


def test_no_picture_is_left_of_a_kind_that_is_gone():
    named = {file.format(kind=name) for name in kinds() for file in (PAPER, SCHEME)}
    assert {path.name for path in (FOLDER / PICTURES).iterdir()} == named


def test_a_kind_without_pictures_has_a_page_that_refers_to_none(tmp_path):
    name = min(kinds())
    write_pages({name: kinds()[name]}, tmp_path)
    assert not SHOWN.search((tmp_path / f"{name}.md").read_text(encoding="utf-8"))
