"""An index changes nothing but the time: the same items, the same problems, whatever happens to the files."""

from __future__ import annotations

import gc
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from banks import write

from packgen.load.index import door, store
from packgen.load.index.door import open_pool
from packgen.load.pool import load_pool
from packgen.load.rows import holdings, rows, tag_names, tags
from packgen.model.row import Wanted

ITEMS = """\
schema: 1
defaults: {topic: "1.1", tags: {skill: recall}}
items:
  - {id: who, kind: short-answer, stem: Who led the Party?, marks: 1, scheme: {answers: [Lénin]}, enemies: [when]}
  - {id: when, kind: short-answer, stem: When?, marks: 1, scheme: {answers: [x]}, status: draft, author: Ann Bee}
  - {id: letter-1, kind: source-inference, stem: What does @letter say?, stimuli: [letter], scheme: {points: [a, b]}}
  - {id: lost, kind: source-inference, stem: What?, stimuli: [leter], scheme: {points: [a, b]}}
  - {id: slip, kind: short-answer, stem: Who?, marks: 1, topic: "9", facilty: 0.5, scheme: {answers: [x]}}
  - id: parts
    kind: structured
    stem: Two questions.
    boards: [aqa]
    parts:
      - {kind: short-answer, stem: When did he die?, marks: 1, scheme: {answers: [x]}, facts: [f-7]}
      - {kind: short-answer, stem: Where?, marks: 2, scheme: {answers: [x]}}
  - {id: no-row, kind: essay, stem: How far?, marks: 20, boards: [school, aqa], scheme: {indicative: [{points: [a]}]}}
  - id: part-for-another
    kind: structured
    stem: Two questions.
    parts:
      - {kind: short-answer, stem: When did he leave?, marks: 1, boards: [edexcel], scheme: {answers: [x]}}
      - {kind: short-answer, stem: Where to?, marks: 2, scheme: {answers: [x]}}
"""
MORE = """\
schema: 1
items:
  - {id: who, kind: short-answer, topic: "2", stem: Again?, marks: 1, scheme: {answers: [x]}}
  - {id: why, kind: explain-why, topic: "2.1", stem: Explain why., scheme: {indicative: [{points: [a]}]}}
  - {kind: short-answer, topic: "2", stem: Nameless, marks: 1, scheme: {answers: [x]}}
"""


@pytest.fixture(scope="module", autouse=True)
def _quick_collections() -> Iterator[None]:
    """Each comparison lets go of the index before: what other tests have left in memory is not looked through then."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(door, "LARGE", 1)
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "cache"))
    return write(tmp_path / "bank", items=ITEMS, more=MORE)


def differences(bank: Path, said: list[str] | None = None) -> list[str]:
    """What of the bank is not the same through its index, and lines that are told otherwise than `said`."""
    gc.collect()
    lines: list[str] = []
    pool, problems = open_pool([bank], tell=lines.append)
    plain, expected = load_pool([bank])
    both: dict[str, tuple[object, object]] = {"problems": (problems, expected)}
    for name in ("stimuli", "rubrics", "topics", "notes"):
        both[name] = dict(getattr(pool, name)), getattr(plain, name)
    for name in ("banks", "broken"):
        both[name] = getattr(pool, name), getattr(plain, name)
    both["items"] = list(pool.items.items()), list(plain.items.items())
    for board in ("", "aqa", "edexcel", "school"):
        for wanted in (Wanted(status=""), Wanted(board=board)):
            both[f"rows {wanted} {board}"] = rows(pool, wanted, board), rows(plain, wanted, board)
    both["holdings"] = holdings(pool), holdings(plain)
    both["tags"] = tags(pool, "skill"), tags(plain, "skill")
    both["tag names"] = tag_names(pool), tag_names(plain)
    if said is not None:
        both["said"] = [next((word for word in said if word in line), line) for line in lines], said
    return [f"{name}: {found} is not {right}" for name, (found, right) in both.items() if found != right]


def test_a_difference_is_seen(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line.partition(":")[0] for line in differences(bank, ["something else"])] == ["said"]
    other = load_pool([write(bank / "other")])
    monkeypatch.setitem(globals(), "load_pool", lambda banks: other)
    assert {"items", "problems", "tag names"} <= {line.partition(":")[0] for line in differences(bank)}


def test_an_index_holds_what_the_bank_does(bank: Path) -> None:
    assert differences(bank, ["are read into an index", "the index holds"]) == []
    assert differences(bank, []) == []


CHANGES = {
    "a stimulus that an item waits for": {"late.yaml": "schema: 1\nstimuli: [{id: leter, text: Late.}]\n"},
    "a topic that an item waits for": {"late.yaml": 'schema: 1\ntopics: [{id: "2.1", title: Late}]\n'},
    "a stimulus that is lost": {"stimuli.yaml": "schema: 1\nstimuli: [{id: view, type: interpretation, text: V.}]\n"},
    "a stimulus of another type": {"stimuli.yaml": "schema: 1\nstimuli: [{id: letter, type: figure, text: V.}]\n"},
    "a stimulus whose topic is lost": {
        "stimuli.yaml": "schema: 1\nstimuli: [{id: letter, topic: '1.1', text: V.}]\n",
        "topics.yaml": "schema: 1\ntopics: [{id: '1', title: L}, {id: '2', title: P}]\n",
    },
    "the first of two ids is gone": {"items.yaml": "schema: 1\nitems: []\n"},
    "an earlier file with an id of another": {
        "a.yaml": "schema: 1\nitems: [{id: why, kind: short-answer, topic: '2', stem: A?, scheme: {answers: [x]}}]\n"
    },
    "a file that is no YAML any more": {"more.yaml": "schema: 1\nitems: [\n"},
    "a bank in another language": {"bank.yaml": "schema: 1\nsubject: History\nlang: fr-FR\n"},
    "a ladder of the bank's own": {
        "ladders.yaml": "schema: 1\nrubrics: [{id: points, name: P, levels: [{level: 1, marks: '1', verdict: V}]}]\n"
    },
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_all_that_depends_on_it(bank: Path, change: str) -> None:
    before = {path: path.read_bytes() for path in bank.glob("*.yaml")}
    assert differences(bank) == []
    for name, text in CHANGES[change].items():
        (bank / name).write_text(text, encoding="utf-8")
    assert differences(bank, []) == []
    for name in CHANGES[change]:
        (bank / name).unlink()
        if bank / name in before:
            (bank / name).write_bytes(before[bank / name])
    assert differences(bank, []) == []


def test_a_row_of_random_changes_leaves_the_index_true(bank: Path) -> None:
    chance = random.Random(7)
    lines = [*ITEMS.splitlines(True)[2:9], *MORE.splitlines(True)[2:]]
    assert differences(bank) == []
    for _ in range(12):
        path = bank / f"{chance.choice('abmz')}.yaml"
        if path.exists() and chance.random() < 0.4:
            path.unlink()
        else:
            kept = chance.sample([line for line in lines if line.startswith("  - {")], 3)
            stimuli = chance.choice(["stimuli: [{id: leter, text: T.}]\n", "stimuli: [{id: letter, topic: '9'}]\n", ""])
            path.write_text("schema: 1\n" + stimuli + "items:\n" + "".join(kept), encoding="utf-8")
        assert differences(bank, []) == []


@pytest.mark.parametrize("harm", ["rubbish", "cut", "version", "zeros", "empty"])
def test_an_index_that_is_no_good_is_made_again_and_said_in_a_line(bank: Path, harm: str) -> None:
    assert differences(bank) == []
    (path,) = (Path(os.environ["PACKGEN_CACHE"]) / "index").glob("*.sqlite")
    if harm == "version":
        base = sqlite3.connect(path)
        base.execute("UPDATE meta SET value = 'old' WHERE name = 'version'")
        base.commit()
        base.close()
        assert (
            differences(bank, ["of another version and is made again", "are read into an index", "the index holds"])
            == []
        )
        return
    gc.collect()
    data = path.read_bytes()
    harmed = {
        "rubbish": b"not a database" * 100,
        "cut": data[: len(data) // 2],
        "zeros": data[:4096] + bytes(len(data) - 4096),
        "empty": b"",
    }[harm]
    gc.collect()
    path.write_bytes(harmed)
    said = ["was damaged and is made again"] if harm != "empty" else []
    assert differences(bank, [*said, "are read into an index", "the index holds"]) == []
    assert differences(bank, []) == []


def test_damage_that_shows_late_costs_time_and_nothing_else(bank: Path) -> None:
    assert differences(bank) == []
    pool, _ = open_pool([bank])
    (path,) = (Path(os.environ["PACKGEN_CACHE"]) / "index").glob("*.sqlite")
    base = sqlite3.connect(path)
    base.execute("UPDATE content SET value = replace(value, 'Party', 'Partx')")
    base.commit()
    base.close()
    pool, _ = open_pool([bank])
    assert pool.items["who"].value.stem == "Who led the Party?"
    assert [row.id for row in rows(pool)] == [row.id for row in rows(load_pool([bank])[0])]
    assert differences(bank) == []


def test_without_a_cache_folder_or_full_text_search_the_bank_is_the_same(
    bank: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in ("", "/dev/null/cache"):
        monkeypatch.setenv("PACKGEN_CACHE", folder)
        assert differences(bank) == []
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "other"))
    store.has_fts5.cache_clear()
    monkeypatch.setattr(store, "SEARCHED", "CREATE VIRTUAL TABLE said USING fts9(text)")
    try:
        assert differences(bank) == []
        pool, _ = open_pool([bank])
        assert [row.id for row in rows(pool, Wanted(text="lenin"))] == ["who"]
    finally:
        store.has_fts5.cache_clear()


def test_two_at_once_see_one_bank(bank: Path) -> None:
    assert differences(bank) == []
    pool, _ = open_pool([bank])
    (bank / "more.yaml").unlink()
    other, _ = open_pool([bank])
    assert "why" not in other.topics
    assert pool.items["parts"].value.id == "parts"
    assert len(holdings(pool).topics) >= len(holdings(other).topics)
    assert differences(bank, []) == []
