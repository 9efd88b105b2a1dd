"""Queries on the command line and the class memory: what was printed for whom, and how it is kept out."""

from __future__ import annotations

import json
import sqlite3

import pytest


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """A class memory of this test's own."""
    monkeypatch.setenv("PACKGEN_MEMORY", str(tmp_path / "memory"))
    return tmp_path / "memory" / "memory.sqlite"


def ids(result):
    assert result.exit_code == 0, result.output
    return [question["id"] for question in json.loads(result.stdout)]


def test_terms_words_and_phrases_narrow_a_list(bundled, run):
    assert run("list", "topic:1.1", "kind:explain-why", "marks:8..12", "--count").stdout.strip().isdigit()
    both = ids(run("list", "Lenin Enrolment", "--json", "--columns", "id"))
    assert both
    assert set(both) <= set(ids(run("list", "lenin", "enrolment", "--json", "--columns", "id")))
    alone = ids(run("list", "enrolment", "-id:mc-*", "--json", "--columns", "id"))
    assert alone
    assert not any(id.startswith("mc-") for id in alone)


def test_options_mean_the_same_as_terms(bundled, run):
    by_option = ids(run("list", "--topic", "1.1", "--kind", "explain-why", "--tag", "skill=judgement", "--json"))
    assert by_option == ids(run("list", "topic:1.1 kind:explain-why tag:skill=judgement", "--json"))


def test_columns_and_order_are_chosen(bundled, run):
    found = json.loads(run("list", "kind:essay", "--columns", "id,marks,topic", "--sort", "-marks,id", "--json").stdout)
    assert [set(one) for one in found] == [{"id", "marks", "topic"}] * len(found)
    assert [one["marks"] for one in found] == sorted((one["marks"] for one in found), reverse=True)
    assert "there is no column 'mraks'" in run("list", "--columns", "mraks").stderr


def test_a_fault_is_told_with_its_place(bundled, run):
    result = run("list", "topic:1.1", "mraks:8")
    assert result.exit_code == 1
    assert "    topic:1.1 mraks:8\n              ^^^^^\n" in result.stderr


def test_show_takes_a_query(bundled, run):
    assert "mc-lenin-enrolment" in run("show", "Lenin Enrolment").stdout
    assert "too-many" in run("show", "topic:1").stderr


def test_a_class_gets_no_question_twice(bundled, run, memory):
    args = ("make", "--kind", "multiple-choice", "--count", "3", "--seed", "1", "--for", "10B", "--no-mark-scheme")
    assert run(*args, "--title", "One").exit_code == 0
    first = [u["item"] for u in json.loads(run("history", "--json").stdout)]
    assert len(first) == 3
    chosen = json.loads(run(*args, "--title", "Two", "--avoid-used", "60d", "--dry-run", "--json").stdout)
    assert not {question["id"] for question in chosen["questions"]} & set(first)
    again = json.loads(run(*args, "--title", "One", "--avoid-used", "60d", "--dry-run", "--json").stdout)
    assert {question["id"] for question in again["questions"]} == set(first)
    assert set(ids(run("list", "used:10b", "--json", "--columns", "id"))) == set(first)
    assert not set(ids(run("list", "-used:90d", "--json", "--columns", "id"))) & set(first)
    assert "10B" in run("list", "used:10B", "--columns", "id,used").stdout
    assert "3 questions" in run("history", "10B").stdout
    assert run("remake", "output/one/pack.json").exit_code == 0
    assert len(json.loads(run("history", "--json").stdout)) == 3
    columns = [row[1] for row in sqlite3.connect(memory).execute("PRAGMA table_info(printed)")]
    assert columns == ["class", "folded", "item", "subject", "day", "pack"]
    assert "3 uses" in run("history", "--forget", "10b").stderr
    assert "nothing has been printed" in run("history").stderr


def test_what_avoiding_left_out_is_counted_where_it_makes_a_paper_impossible(bundled, run, memory):
    args = ("--query", "id:mc-lenin-enrolment", "--count", "1", "--for", "10B", "--no-mark-scheme")
    assert run("make", *args).exit_code == 0
    result = run("make", *args, "--avoid-used", "8w", "--title", "Other")
    assert result.exit_code == 1
    assert "1 question that fits was left out because 10B had them in the last 56 days" in result.stderr


def test_nothing_is_remembered_without_a_class_or_with_the_memory_off(bundled, run, memory, monkeypatch):
    assert run("make", "--count", "1", "--kind", "multiple-choice", "--no-mark-scheme").exit_code == 0
    assert not memory.exists()
    (bundled / "packgen.toml").write_text("memory = false\n", encoding="utf-8")
    made = run("make", "--count", "1", "--kind", "multiple-choice", "--for", "10B", "--no-mark-scheme", "--title", "x")
    assert made.exit_code == 0
    assert not memory.exists()
    assert "switched off" in run("history").stderr
    assert "switched off" in run("list", "used:10B").stderr


def test_a_damaged_memory_is_told_and_left_alone(bundled, run, memory):
    memory.parent.mkdir()
    memory.write_bytes(b"no database at all" * 100)
    result = run("history")
    assert result.exit_code == 1
    assert "class-memory" in result.stderr
    assert memory.read_bytes().startswith(b"no database")


def test_a_query_is_recorded_in_the_pack(bundled, run):
    assert run("make", "--query", "kind:essay marks:16..", "--count", "1", "--seed", "2", "--title", "q").exit_code == 0
    record = json.loads((bundled / "output" / "q" / "pack.json").read_text("utf-8"))
    assert record["request"]["query"] == "kind:essay marks:16.."
