"""What a bank covers is counted, and what it lacks is said in words."""

from __future__ import annotations

import example_banks

from packgen.checks.coverage import coverage

ITEMS = """\
topics:
  - {id: "1.2", title: Empty}
items:
""" + "".join(
    f"  - {{id: q{n}, kind: short-answer, stem: Who was number {n}?, marks: {1 + n % 2}, facts: ['{fact}'], "
    f"scheme: {{answers: [A, B]}}}}\n"
    for n, fact in enumerate(("7", "7", "41", "99", "p. 12"))
)
DRAFT = "  - {id: old, kind: short-answer, stem: Who?, marks: 3, status: draft, scheme: {answers: [A, B, C]}}\n"


def test_live_questions_are_counted_by_topic_marks_kind_and_objective(tmp_path):
    pool, _ = example_banks.load(tmp_path, ITEMS + DRAFT)
    found = coverage(pool)
    assert (found.questions, found.marks) == (5, 7)
    above, own = found.topics
    assert (above.topic, own.topic) == ("1", "1.1")
    assert above.bands == own.bands == (3, 2, 0, 0, 0)
    assert own.kinds == {"short-answer": 5}
    assert own.aos == {"AO1": 7}
    assert [(kind.kind, kind.questions, kind.topics) for kind in found.kinds] == [("short-answer", 5, 1)]


def test_gaps_are_said_once_where_they_begin(tmp_path):
    pool, _ = example_banks.load(tmp_path, ITEMS)
    gaps = coverage(pool).gaps
    assert "no AO2, AO3 or AO4 on 1" in gaps
    assert not any("on 1.1" in gap for gap in gaps), "what 1 lacks, 1.1 lacks too"
    assert "1.1 has no question over 4 marks" in gaps
    assert "1.2 has no question (Empty)" in gaps
    (kinds,) = [gap for gap in gaps if "kinds" in gap]
    assert "essay" in kinds
    assert "short-answer" not in kinds


def test_facts_are_held_against_the_banks_list(tmp_path):
    pool, _ = example_banks.load(tmp_path, ITEMS)
    facts = coverage(pool).facts
    assert (facts.listed, facts.named, facts.unnamed, facts.unknown) == (3, 2, ("19",), ("99",))
    assert "no question rests on fact 19" in coverage(pool).gaps


def test_a_topic_and_a_board_narrow_it(tmp_path):
    pool, _ = example_banks.load(tmp_path, ITEMS)
    found = coverage(pool, ["1.2"])
    assert (found.questions, found.topics) == (0, ())
    assert found.gaps[0] == "1.2 has no question (Empty)"
