"""Kinds are read from packgen's own folder and a school's; a broken one is located and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.load.kinds import load_kinds

KIND = """\
schema: 1
kind: spot-the-error
shape: written
name: Spot the error
purpose: A false statement to put right.
stimuli: [0, 1]
rows:
  - {board: school, marks: 2, aos: {AO1: 2}, spaces: [{lines: 4}]}
  - {board: aqa, marks: 3}
"""


def test_packgens_own_kinds_are_without_faults() -> None:
    kinds, problems = load_kinds(())
    assert problems == ()
    assert {"multiple-choice", "describe-two", "structured"} <= set(kinds)


def test_a_schools_kind_is_one_file_and_may_take_the_place_of_packgens(tmp_path: Path) -> None:
    (tmp_path / "spot.yaml").write_text(KIND)
    (tmp_path / "own.yaml").write_text(KIND.replace("spot-the-error", "describe-two"))
    kinds, problems = load_kinds([tmp_path])
    assert problems == ()
    assert kinds["spot-the-error"].rows[0].marks == 2
    assert kinds["describe-two"].name == "Spot the error"


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("shape: written", "shape: writen", "unknown-shape", 3),
        ("shape: written\n", "", "missing-field", 1),
        ("shape: written", "shape: ../written", "unknown-shape", 3),
        ("shape: written", "shape: rows", "unknown-shape", 3),
        ("stimuli: [0, 1]", "stimuli: [2, 1]", "bad-range", 6),
        ("stimuli: [0, 1]", "stimuli: 1", "wrong-type", 6),
        ("stimuli: [0, 1]", "stimulus_types: [film]", "bad-choice", 6),
        ("stimuli: [0, 1]", "needs: [statment]", "unknown-field", 6),
        ("AO1: 2", "AO1: 1", "aos-mismatch", 8),
        ("board: aqa, marks: 3", "board: school, marks: 2", "duplicate-row", 9),
        ("kind: spot", "kind: Spot", "bad-form", 2),
        ("schema: 1", "schema: 3", "newer-schema", 1),
        ("schema: 1\n", "", "missing-field", 1),
        ("name: Spot the error", "name: Spot\ncolour: red", "unknown-field", 5),
    ],
)
def test_a_broken_kind_is_located(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in KIND
    (tmp_path / "spot.yaml").write_text(KIND.replace(old, new))
    kinds, problems = load_kinds([tmp_path])
    assert [(p.rule, p.place.line) for p in problems if p.place] == [(rule, line)]
    assert problems[0].hint
    assert "spot-the-error" not in kinds
    assert "describe-two" in kinds


def test_two_files_for_one_kind_and_a_missing_folder_are_messages(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(KIND)
    (tmp_path / "b.yaml").write_text(KIND)
    _, problems = load_kinds([tmp_path, tmp_path / "nowhere"])
    assert [p.rule for p in problems] == ["duplicate-kind", "no-folder"]
    assert "a.yaml" in problems[0].message
