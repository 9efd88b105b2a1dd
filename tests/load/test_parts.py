"""Parts of an item: read by kinds of their own, located, inheriting what they don't say."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import PARTS, good, items, load, rules

from packgen.kinds.structured import StructuredItem
from packgen.model.item import Item


def parts_of(item: Item) -> tuple[Item, ...]:
    assert isinstance(item, StructuredItem)
    return item.parts


def test_parts_are_items_of_their_own_kinds_that_inherit(tmp_path: Path) -> None:
    pool, problems = load(tmp_path, items=items(PARTS))
    assert problems == ()
    a, b, c = parts_of(pool.items["q"].value)
    assert (a.id, a.kind, a.topic, a.boards, a.stimuli) == ("q.a", "short-answer", "1.1", ("aqa",), ())
    assert (b.id, b.stimuli) == ("q.b", ("letter",))
    assert (c.id, c.kind) == ("q.c", "structured")
    assert [part.id for part in parts_of(c)] == ["q.c.i", "q.c.ii"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("stem: Read the letter.", "stem: Read.\n  marks: 9", "tariff-mismatch", 7),
        ("stem: When?, marks: 1", "stem: When?, marks: 1, id: mine", "unknown-field", 14),
        ("stem: When?, marks: 1", "stem: When?, markz: 1", "unknown-field", 14),
        ("stem: Useful?, marks: 8", "stem: Useful?, marks: 7", "tariff-mismatch", 11),
        ("kind: source-utility", "kind: source-utilty", "unknown-kind", 11),
        ("- {kind: short-answer, stem: Who?", "- words\n    - {kind: short-answer, stem: Who?", "wrong-type", 10),
        ("stem: When?, marks: 1", "stem: When?, parts: []", "unknown-field", 14),
        ("{kind: short-answer, stem: When?, marks: 1", "{parts: [{kind: structured, parts: []}]", "parts-too-deep", 14),
    ],
)
def test_what_is_wrong_in_a_part_is_located_there(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in PARTS
    pool, problems = load(tmp_path, items=items(PARTS.replace(old, new) + good("fine")))
    assert (rule, f"items.yaml:{line}") in rules(problems)
    assert list(pool.items) == ["fine"]
    assert pool.broken == ("q",)


def test_what_a_broken_item_would_lend_to_its_parts_is_said_once(tmp_path: Path) -> None:
    text = items(PARTS.replace("stem: Read the letter.", "stem: Read.\n  tier: Highest\n  status: maybe"))
    _, problems = load(tmp_path, items=text)
    assert [p.rule for p in problems] == ["bad-choice", "bad-choice"]
