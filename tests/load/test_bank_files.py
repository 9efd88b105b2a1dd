"""Files and folders of a bank: what is none, what is hidden, what leads elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from banks import good, items, load, rules, write

from packgen.load.pool import load_pool


def test_a_newer_schema_is_one_clear_message(tmp_path: Path) -> None:
    text = "schema: 7\nitems:\n" + "".join(f"  - {{identity: {n}, shape: new}}\n" for n in range(50))
    _, problems = load(tmp_path, items=text, other="schema: 7\nquestions: []\n")
    assert rules(problems) == [("newer-schema", "items.yaml:1"), ("newer-schema", "other.yaml:1")]
    assert "schema 7" in problems[0].message
    assert "update packgen" in problems[0].hint


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("items: []\n", "missing-field"),
        ("schema: one\nitems: []\n", "wrong-type"),
        ("schema: 1\nitmes: []\n", "no-contents"),
        ("schema: 1\nitems: {}\n", "wrong-type"),
        ("schema: 1\nitems: []\nitem: []\n", "unknown-field"),
        ("schema: 1\nitems: []\ndefaults: []\n", "wrong-type"),
        ("- a\n", "no-contents"),
        ("words", "no-contents"),
        ("", "empty-file"),
        ("schema: 1\nitems: [", "yaml-syntax"),
        ("schema: 1\nlang: English!\nitems: []\n", "bad-form"),
    ],
)
def test_a_file_that_does_not_say_what_it_holds(tmp_path: Path, text: str, rule: str) -> None:
    pool, problems = load(tmp_path, other=text, items=items(good("fine")))
    assert rule in [p.rule for p in problems]
    assert list(pool.items) == ["fine"]


def test_a_missing_bank_is_a_message_and_a_missing_bank_file_a_warning(tmp_path: Path) -> None:
    _, problems = load_pool([tmp_path / "nowhere"])
    assert [p.rule for p in problems] == ["no-bank"]
    write(tmp_path / "bank", items=items(good("a")))
    (tmp_path / "bank" / "bank.yaml").unlink()
    pool, problems = load_pool([tmp_path / "bank"])
    assert [p.rule for p in problems] == ["no-bank-file"]
    assert list(pool.items) == ["a"]


def test_a_folder_named_like_a_file_and_hidden_files_are_messages(tmp_path: Path) -> None:
    write(tmp_path, items=items(good("a")))
    (tmp_path / "x.yaml").mkdir()
    (tmp_path / ".draft.yaml").write_text("{{{")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("{{{")
    pool, problems = load_pool([tmp_path])
    assert sorted(p.rule for p in problems) == ["hidden-file", "not-a-file"]
    assert list(pool.items) == ["a"]
    assert [Path(broken).name for broken in pool.broken] == ["x.yaml"]


def test_links_neither_loop_nor_lead_out_of_the_bank(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(items(good("secret")))
    bank = write(tmp_path / "bank", items=items(good("a")))
    (bank / "loop").symlink_to(bank)
    (bank / "out").symlink_to(outside)
    (bank / "out.yaml").symlink_to(outside / "secret.yaml")
    (bank / "self.yaml").symlink_to("self.yaml")
    (bank / "notes.txt").symlink_to(outside / "secret.yaml")
    pool, problems = load_pool([bank])
    assert sorted(p.rule for p in problems) == ["broken-link", "link-inside", "link-outside", "link-outside"]
    assert list(pool.items) == ["a"]


def test_a_file_full_of_errors_does_not_flood(tmp_path: Path) -> None:
    _, problems = load(tmp_path, items=items("- {id: x}\n" * 1000))
    assert len(problems) <= 101
    assert problems[-1].rule == "more-problems"


def test_paths_are_as_the_teacher_would_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "my bank", items=items("- {id: x}"))
    monkeypatch.chdir(tmp_path)
    _, problems = load_pool([Path("my bank")])
    assert problems[0].place is not None
    assert problems[0].place.path == os.path.join("my bank", "items.yaml")
