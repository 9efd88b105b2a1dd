"""Rows say of an item what choosing needs, the same as the item itself would."""

from __future__ import annotations

from pathlib import Path

from banks import load
from msgspec import structs

from packgen.load.folding import folded, says, words_of
from packgen.load.matching import Matcher
from packgen.load.rows import holdings, rows, tag_names, tags
from packgen.model.query import Every, Id, Marks, Not, Word
from packgen.model.row import Narrowing, Wanted

ITEMS = """\
schema: 1
defaults: {topic: "1.1"}
items:
  - id: choice
    kind: multiple-choice
    stem: Who led?
    options: [{text: Lenin himself, reason: nobody knows}, Trotsky]
    key: a
    facility: 0.5
    tags: {skill: recall}
  - id: parts
    kind: structured
    stem: Two questions.
    status: draft
    parts:
      - {kind: short-answer, stem: When did he die?, marks: 1, scheme: {answers: [x]}}
      - {kind: short-answer, stem: Where?, marks: 2, scheme: {answers: [x]}}
  - {id: letter, kind: source-inference, stem: What does @letter say?, stimuli: [letter], scheme: {points: [a, b]}}
"""


def test_a_row_has_marks_objectives_and_the_words_that_a_pupil_reads(tmp_path: Path) -> None:
    pool, problems = load(tmp_path, items=ITEMS)
    assert problems == ()
    found = {row.id: row for row in rows(pool, Wanted(status=""))}
    assert list(found) == ["choice", "letter", "parts"]
    assert (found["choice"].words, found["choice"].facility, found["choice"].marks) == (5, 0.5, 1)
    assert (found["parts"].words, found["parts"].marks) == (7, 3)
    assert found["letter"].stimuli == ("letter",)
    assert sum(found["letter"].aos.values()) == found["letter"].marks - found["letter"].spag


def test_a_narrowed_pool_gives_fewer_rows_but_holds_every_item(tmp_path: Path) -> None:
    pool, _ = load(tmp_path, items=ITEMS)
    for narrowing in (Narrowing(most_marks=1), Narrowing(without=frozenset({"letter"})), Narrowing(query=Id("ch*"))):
        narrowed = structs.replace(pool, narrowing=narrowing)
        assert [row.id for row in rows(narrowed)] == ["choice"]
        assert "letter" in narrowed.items


def test_what_a_pool_holds_is_counted(tmp_path: Path) -> None:
    pool, _ = load(tmp_path, items=ITEMS)
    held = holdings(pool)
    assert (held.items, held.drafts, dict(held.topics)) == (3, 1, {"1.1": 2})
    assert dict(held.kinds) == {"multiple-choice": 1, "source-inference": 1}
    assert tags(pool, "skill") == {"recall": 1}
    assert tag_names(pool) == {"skill"}


def test_a_query_looks_into_schemes_parts_and_sources(tmp_path: Path) -> None:
    pool, _ = load(tmp_path, items=ITEMS)
    matcher = Matcher(pool)

    def ids(query: object) -> list[str]:
        return [id for id, found in pool.items.items() if matcher.matches(found.value, query)]  # type: ignore[arg-type]

    assert ids(Word(("nobod",), False)) == ["choice"]
    assert ids(Word(("nobod",), True)) == []
    assert ids(Word(("did", "he"), True)) == ["parts"]
    assert ids(Word(("too", "much", "power"), True)) == ["letter"]
    assert ids(Every((Marks(None, 3), Not(Id("p*"))))) == ["choice"]


def test_words_are_folded_in_every_script() -> None:
    assert words_of("Lénin’s «Завещание», ёлка Йорк STRASSE straße") == [
        "lenin", "s", "завещание", "елка", "иорк", "strasse", "strasse",
    ]  # fmt: skip
    said = folded(["Peace, land", "and bread"])
    assert says(said, ("peace", "lan"), whole=False)
    assert not says(said, ("land", "and"), whole=False)
