"""Blueprints as people write them: read, extended, and every mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.load.blueprint import blueprint_names, load_blueprint, unknown_in
from packgen.load.bundled import bundled_bank
from packgen.load.pool import load_pool

GOOD = """\
schema: 1
purpose: A test
slots:
  - {kinds: [multiple-choice], count: [3, 5]}
  - kinds: [describe-two]
    marks: 4
    topics: ["1.1"]
marks: 12
"""


def loaded(folder: Path, name: str = "mine"):
    return load_blueprint(name, [folder])


def rules(folder: Path, text: str, name: str = "mine") -> list[tuple[str, int]]:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    found, _, problems = loaded(folder, name)
    assert (found is None) == bool(problems)
    return [(p.rule, p.place.line if p.place else 0) for p in problems]


def test_a_blueprint_is_read(tmp_path):
    assert rules(tmp_path, GOOD) == []
    found, _, _ = loaded(tmp_path)
    assert found.name == "mine"
    assert found.slots[0].count == (3, 5)
    assert found.slots[1].marks == 4
    assert load_blueprint(str(tmp_path / "mine.yaml"), [])[0] == found
    assert blueprint_names([tmp_path]) == ("mine",)


def test_one_blueprint_extends_another(tmp_path):
    (tmp_path / "base.yaml").write_text(GOOD)
    assert rules(tmp_path, "extends: base\nmarks: [10, 14]\nlayout: quiz\n") == []
    found, _, _ = loaded(tmp_path)
    assert (found.purpose, found.marks, found.layout, len(found.slots)) == ("A test", (10, 14), "quiz", 2)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("marsk: 3", "unknown-field"),
        ("marks: many", "wrong-type"),
        ("marks: [1, 2, 3]", "out-of-range"),
        ("marks: [9, 3]", "bad-range"),
        ("facility: 3", "out-of-range"),
        ("facility: [0.9, 0.1]", "bad-range"),
        ("order: random", "bad-choice"),
        ("of_a_source: every", "wrong-type"),
        ("enemies: [[one]]", "bad-blueprint"),
        ("sections: [{slots: [{marks: 4}]}]", "bad-blueprint"),
        ("versions: 0", "out-of-range"),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path, line, rule):
    text = GOOD.replace("marks: 12\n", "") + line + "\n"
    assert rules(tmp_path, text) == [(rule, 8)]


def test_all_mistakes_are_told_at_once(tmp_path):
    text = "purpose: x\nslots:\n  - {count: [5, 2], kind: why}\n  - {marks: -3}\nminutes: 0\n"
    assert sorted(rules(tmp_path, text)) == [("out-of-range", 4), ("out-of-range", 5), ("unknown-field", 3)]


def test_empty_circular_and_missing_blueprints(tmp_path):
    assert rules(tmp_path, "") == [("empty-file", 0)]
    assert rules(tmp_path, "extends: mine\n") == [("blueprint-circle", 1)]
    assert rules(tmp_path, "purpose: nothing in it\n") == [("bad-blueprint", 1)]
    found, _, (problem,) = loaded(tmp_path, "mien")
    assert found is None
    assert problem.hint == "did you mean mine?"


def test_names_are_held_to_the_bank_at_their_lines(tmp_path):
    pool, _ = load_pool([bundled_bank()])
    text = GOOD + "include: [mc-secretary-date, mc-secretary-dat]\ntopic_marks: {'9.9': 3}\nboard: aqaa\n"
    assert rules(tmp_path, text.replace("describe-two", "describe-tow")) == []
    found, at, _ = loaded(tmp_path)
    told = {(p.rule, p.place.line) for p in unknown_in(found, at, pool)}
    assert told == {("unknown-kind", 5), ("unknown-item", 9), ("unknown-topic", 10), ("unknown-board", 11)}


def test_a_slots_query_is_read_and_held_to_the_bank(tmp_path):
    pool, _ = load_pool([bundled_bank()])
    text = GOOD + "title: x\n"
    assert rules(tmp_path, text.replace("marks: 4", "query: 'kind:no-such-kind'")) == []
    found, at, _ = loaded(tmp_path)
    assert [p.place.line for p in unknown_in(found, at, pool)] == [6]
    assert rules(tmp_path, text.replace("marks: 4", "query: 'kind:describe-two'")) == []
    found, at, _ = loaded(tmp_path)
    assert unknown_in(found, at, pool) == ()
