"""Another id, wherever it is named: nothing is forgotten, nothing else is touched, all files or none."""

from __future__ import annotations

import pytest

BANK = {
    "bank.yaml": "schema: 1\nsubject: History\n",
    "topics.yaml": 'schema: 1\ntopics:\n  - {id: "1", title: A}\n  - {id: "1.1", title: B}\n  - {id: "11", title: C}\n',
    "sources.yaml": "schema: 1\nstimuli:\n  - {id: letter, text: A.} # the letter\n  - {id: letter-2, text: T.}\n",
    "items.yaml": (
        'schema: 1\r\ndefaults: {topic: "1.1"}\r\nitems:\r\n'
        "  - id: one\r\n    kind: source-inference\r\n    stimuli: [letter]\r\n"
        "    stem: >-\r\n      What does @letter (not @letter-2, \\@letter) say? See @letter.\r\n"
        "    scheme: {points: [a, b]}\r\n    enemies: [two] # not beside two\r\n    facts: [f1]\r\n"
    ),
    "more.yaml": (
        'schema: 1\nitems:\n  - {id: two, topic: "1", kind: short-answer, stem: "two?", marks: 1, '
        'scheme: {answers: [two]}, facts: [f1, f10]}\n'
    ),
}  # fmt: skip


@pytest.fixture
def bank(tmp_path, monkeypatch):
    folder = tmp_path / "school" / "questionbank"
    folder.mkdir(parents=True)
    for name, text in BANK.items():
        (folder / name).write_bytes(text.encode())
    monkeypatch.chdir(folder.parent)
    return folder


def texts(bank):
    return {path.name: path.read_bytes().decode() for path in bank.glob("*.yaml")}


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("two", "second", {"items.yaml": [("[two]", "[second]")], "more.yaml": [("id: two", "id: second")]}),
        (
            "letter",
            "note",
            {
                "sources.yaml": [("id: letter,", "id: note,")],
                "items.yaml": [
                    ("[letter]", "[note]"),
                    ("does @letter (", "does @note ("),
                    ("See @letter.", "See @note."),
                ],
            },
        ),
        ("f1", "book-3", {"items.yaml": [("[f1]", "[book-3]")], "more.yaml": [("[f1,", "[book-3,")]}),
        (
            "1",
            "r1",
            {
                "topics.yaml": [('"1",', '"r1",'), ('"1.1"', '"r1.1"')],
                "items.yaml": [('"1.1"', '"r1.1"')],
                "more.yaml": [('"1"', '"r1"')],
            },
        ),
    ],
)
def test_an_id_is_changed_wherever_it_is_named(bank, run, old, new, changes):
    assert run("rename", old, new, "--dry-run").exit_code == 0
    assert texts(bank) == BANK
    result = run("rename", old, new)
    assert result.exit_code == 0, result.output
    expected = dict(BANK)
    for name, pairs in changes.items():
        for before, after in pairs:
            assert before in expected[name]
            expected[name] = expected[name].replace(before, after)
    assert texts(bank) == expected
    assert "error[unknown" not in run("check").stderr


@pytest.mark.parametrize(
    ("args", "rule"),
    [
        (("two", "one"), "id-taken"),
        (("two", "Two!"), "bad-id"),
        (("tow", "three"), "unknown-id"),
        (("1", "11"), "id-taken"),
        (("1", "1.1"), "id-taken"),
        (("1", "1.2"), "id-taken"),
        (("two", "two"), "same-id"),
        (("one", "three", "--what", "stimulus"), "unknown-stimulus"),
    ],
)
def test_what_would_clash_is_refused_and_nothing_is_written(bank, run, args, rule):
    result = run("rename", *args)
    assert result.exit_code == 1
    assert rule in result.stderr
    assert texts(bank) == BANK


def test_a_file_that_can_not_be_read_stops_it(bank, run):
    (bank / "broken.yaml").write_text("schema: 1\nitems: [\n", encoding="utf-8")
    result = run("rename", "two", "second")
    assert result.exit_code == 1
    assert "broken.yaml" in result.stderr
    assert texts(bank)["more.yaml"] == BANK["more.yaml"]


def test_a_file_that_can_not_be_written_leaves_all_as_they_were(bank, run, monkeypatch):
    from packgen.load import editing

    real = editing.os.replace

    def replace(source, target):
        if target.name == "more.yaml":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(editing.os, "replace", replace)
    result = run("rename", "two", "second")
    assert result.exit_code == 1
    assert "nothing was changed" in result.stderr
    assert texts(bank) == BANK
    assert not [path for path in bank.iterdir() if path.name.startswith(".")]
