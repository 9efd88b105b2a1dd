"""The pages of the kinds say what the kinds say."""

from __future__ import annotations

from pathlib import Path

import pytest
from authoring import kinds

from packgen.cli.terminal.kind_page import pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "kinds"
MADE = pages(kinds())


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
