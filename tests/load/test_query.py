"""Questions are found by topic, kind, tag, board and words."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import load

from packgen.load.query import unknown_names
from packgen.load.rows import rows
from packgen.model.pool import ItemPool
from packgen.model.row import Wanted

ITEMS = """\
schema: 1
defaults: {topic: "1.1"}
items:
  - {id: b, kind: short-answer, stem: Who was Lenin?, marks: 1, scheme: {answers: [x]}, tags: {skill: [recall, date]}}
  - {id: a, kind: short-answer, stem: Who led?, marks: 1, scheme: {answers: [x]}, topic: "2", boards: [aqa], tier: core}
  - {id: c, kind: short-answer, stem: When?, marks: 1, scheme: {answers: [x]}, status: draft, author: Ann}
  - id: d
    kind: structured
    topic: "1"
    stem: Three questions on Stalin.
    parts:
      - {kind: short-answer, stem: When did LENIN die?, marks: 1, scheme: {answers: [x]}}
      - {kind: short-answer, stem: Where?, marks: 1, scheme: {answers: [x]}}
"""


@pytest.fixture
def pool(tmp_path: Path) -> ItemPool:
    found, problems = load(tmp_path, items=ITEMS)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, "abd"),
        ({"status": ""}, "abcd"),
        ({"status": "draft"}, "c"),
        ({"topics": ["1"]}, "bd"),
        ({"topics": ["1.1"]}, "b"),
        ({"topics": ["1.1", "2"]}, "ab"),
        ({"topics": ["1."]}, ""),
        ({"kinds": ["structured"]}, "d"),
        ({"tags": [("skill", "DATE")]}, "b"),
        ({"tags": [("skill", "date"), ("skill", "recall")]}, "b"),
        ({"tags": [("skill", "date"), ("board", "aqa")]}, ""),
        ({"tags": [("board", "aqa")]}, "a"),
        ({"tags": [("tier", "core")]}, "a"),
        ({"tags": [("author", "ann")], "status": ""}, "c"),
        ({"board": "aqa"}, "abd"),
        ({"board": "edexcel"}, "bd"),
        ({"text": "lenin"}, "bd"),
        ({"text": "lenin die"}, "d"),
        ({"text": "lenin", "kinds": ["short-answer"]}, "b"),
    ],
)
def test_everything_asked_for_must_hold(pool: ItemPool, asked: dict[str, object], ids: str) -> None:
    assert "".join(row.id for row in rows(pool, Wanted(**asked))) == ids  # type: ignore[arg-type] # names vary


def test_an_item_for_school_alone_is_for_every_board(tmp_path: Path) -> None:
    more = "  - {id: e, kind: short-answer, stem: How?, marks: 1, scheme: {answers: [x]}, boards: [school]}\n"
    found, _ = load(tmp_path, items=ITEMS + more)
    assert "".join(row.id for row in rows(found, Wanted(board="edexcel"))) == "bde"


def test_names_that_nothing_has_come_with_the_nearest(pool: ItemPool) -> None:
    problems = unknown_names(pool, topics=["1.2", "rivals", "1"], kinds=["short-anwser", "structured"], board="aqq")
    assert [p.rule for p in problems] == ["unknown-topic", "unknown-topic", "unknown-kind", "unknown-board"]
    assert "1.1" in problems[1].hint
    assert "short-answer" in problems[2].hint
    assert "aqa" in problems[3].hint
