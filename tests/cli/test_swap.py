"""One question of a pack exchanged."""

import json

import pytest

ARGS = ("make", "--topic", "1.1", "--marks", 12, "--versions", 2, "--seed", 5, "--title", "Test", "--out", "out")


@pytest.fixture
def pack(bundled, run):
    result = run(*ARGS)
    assert result.exit_code == 0, result.stderr
    return bundled / "out" / "test" / "pack.json"


def record(pack):
    return json.loads(pack.read_text())


def test_a_question_is_exchanged_and_all_else_stays(pack, run):
    before = record(pack)
    place = next(n for n, id in enumerate(before["versions"][0]["items"]) if id.startswith("mc-"))
    gone = before["versions"][0]["items"][place]
    result = run("swap", pack, "--out", f"Q{place + 1}")
    assert result.exit_code == 0, result.stderr
    assert f"{gone} went" in result.stderr
    after = record(pack)
    ((was, new),) = after["swaps"]
    assert was == gone
    assert new.startswith("mc-")
    for old, now in zip(before["versions"], after["versions"], strict=True):
        assert now["items"] == [new if id == gone else id for id in old["items"]]
        assert now["marks"] == old["marks"]
        assert {k: v for k, v in now["options"].items() if k != new} == {
            k: v for k, v in old["options"].items() if k != gone
        }
        kept = {k: v for k, v in old["lines"].items() if k != gone}
        assert {k: v for k, v in now["lines"].items() if k != new} == kept
    again = run("remake", pack)
    assert again.exit_code == 0, again.stderr
    assert "every file has the recorded bytes" in again.stderr
    assert record(pack)["swaps"] == after["swaps"]


def test_two_swaps_follow_one_another_and_a_version_is_named(pack, run):
    before = record(pack)
    gone = before["versions"][1]["items"][0]
    assert run("swap", pack, "--out", "B1").exit_code == 0
    assert run("swap", pack, "--out", "Q2").exit_code == 0
    after = record(pack)
    assert after["swaps"][0][0] == gone
    assert len(after["swaps"]) == 2
    assert "every file has the recorded bytes" in run("remake", pack).stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--out", "Q99"), 'the pack has no question "Q99"'),
        (("--out", "D1"), "the pack has no version D"),
        (("--out", "Q1", "--in", "no-such-item"), "error[unknown-item]"),
        (("--out", "Q1", "--in", "how-far-own-strengths"), "so every total would change"),
    ],
)
def test_what_can_not_be_exchanged_is_told_and_nothing_changes(pack, run, args, said):
    before = pack.read_bytes()
    result = run("swap", pack, *args)
    assert result.exit_code == 1
    assert said in result.stderr
    assert pack.read_bytes() == before


def test_a_question_of_the_pack_can_not_come_in_twice(pack, run):
    items = record(pack)["versions"][0]["items"]
    (same, *_) = [id for id in items[1:] if id.startswith("mc-")]
    result = run("swap", pack, "--out", items[0], "--in", same)
    assert result.exit_code == 1
    assert "stands in the pack already" in result.stderr


def test_nothing_comes_in_that_the_board_never_sets(folder, run):
    """A part for another board alone keeps the whole question from a paper, however alike the two are."""
    (folder / "questionbank" / "short.yaml").write_text(
        """schema: 1
defaults: {topic: r.1}
items:
  - {id: stays, kind: short-answer, stem: Name a river., marks: 2, scheme: {answers: [the Severn]}}
  - id: goes
    kind: structured
    stem: Answer both.
    parts:
      - {kind: short-answer, stem: Name a lake., marks: 1, scheme: {answers: [Windermere]}}
      - {kind: short-answer, stem: Name a hill., marks: 1, scheme: {answers: [Box Hill]}}
  - id: comes
    kind: structured
    stem: Answer both.
    parts:
      - {kind: short-answer, stem: Name a bay., marks: 1, boards: [edexcel], scheme: {answers: [Cardigan]}}
      - {kind: short-answer, stem: Name an isle., marks: 1, scheme: {answers: [Skye]}}
"""
    )
    made = run("make", "--item", "stays", "--item", "goes", "--board", "aqa", "--title", "Test", "--out", "out")
    assert made.exit_code == 0, made.stderr
    pack = folder / "out" / "test" / "pack.json"
    named = run("swap", pack, "--out", "goes", "--in", "comes")
    assert named.exit_code == 1
    assert "error[not-for-board]" in named.stderr
    chosen = run("swap", pack, "--out", "goes")
    assert chosen.exit_code == 1
    assert "error[no-like]" in chosen.stderr


def test_a_classs_pack_keeps_its_pupils_copies(bundled, run):
    (bundled / "10B.csv").write_text("name,number\n" + "".join(f"Pupil {n},{n}\n" for n in range(1, 5)))
    named = ("--class", "10B.csv", "--versions", 2, "--title", "Quiz", "--out", "out")
    made = run("make", "retrieval-quiz", "--seed", 3, *named)
    assert made.exit_code == 0, made.stderr
    (pack,) = (bundled / "out").glob("*/pack.json")
    before = [file["path"] for file in record(pack)["files"]]
    result = run("swap", pack, "--out", "Q2", "--class", "10B.csv")
    assert result.exit_code == 0, result.stderr
    assert [file["path"] for file in record(pack)["files"]] == before
    again = run("remake", pack, "--class", "10B.csv")
    assert "every file has the recorded bytes" in again.stderr
