"""packgen.toml: found, read, its paths made absolute; every slip is located and costs only itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.load.bundled import bundled_bank, bundled_layouts
from packgen.load.config import load_config

FULL = """\
schema = 1
school = "St Mary's"
board = "aqa"
paper = "a4"
layout = "exam"
banks = ["bundled", "ours"]
layouts = ["looks"]
kinds = "sorts"
out = "made"
seed = 7
logo = "crest.png"

[fonts."Our Sans"]
regular = "OurSans.ttf"
bold-italic = "OurSans-BI.ttf"
"""


def school(folder: Path, text: str = FULL) -> Path:
    for name in ("ours", "looks", "sorts", "fonts"):
        (folder / name).mkdir(parents=True)
    for name in ("crest.png", "fonts/OurSans.ttf", "fonts/OurSans-BI.ttf"):
        (folder / name).touch()
    (folder / "packgen.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_settings_has_the_bundled_bank_and_layouts(tmp_path: Path) -> None:
    config, problems = load_config(tmp_path)
    assert problems == ()
    assert config.banks == (str(bundled_bank()),)
    assert config.layouts == (str(bundled_layouts()),)
    assert (config.folder, config.file, config.layout, config.paper) == (str(tmp_path), "", "worksheet", "a4")
    assert config.out == str(tmp_path / "output")


def test_a_folders_own_bank_replaces_the_bundled_one_and_its_layouts_and_kinds_come_first(tmp_path: Path) -> None:
    for name in ("questionbank", "layouts", "kinds"):
        (tmp_path / name).mkdir()
    config, problems = load_config(tmp_path)
    assert problems == ()
    assert config.banks == (str(tmp_path / "questionbank"),)
    assert config.layouts == (str(tmp_path / "layouts"), str(bundled_layouts()))
    assert config.kinds == (str(tmp_path / "kinds"),)


def test_settings_are_found_from_a_folder_below(tmp_path: Path) -> None:
    school(tmp_path)
    below = tmp_path / "ours" / "term 1"
    below.mkdir()
    config, problems = load_config(below)
    assert problems == ()
    assert config.folder == str(tmp_path)
    assert (config.school, config.board, config.layout, config.seed) == ("St Mary's", "aqa", "exam", 7)
    assert config.banks == (str(bundled_bank()), str(tmp_path / "ours"))
    assert config.layouts[0] == str(tmp_path / "looks")
    assert config.kinds == (str(tmp_path / "sorts"),)
    assert config.out == str(tmp_path / "made")
    assert config.logo == str(tmp_path / "crest.png")
    fonts = config.fonts["Our Sans"]
    assert fonts.regular == str(tmp_path / "fonts" / "OurSans.ttf")
    assert fonts.bold_italic.endswith("OurSans-BI.ttf")
    assert fonts.place is not None
    assert fonts.place.line == 13


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("school =", "skool =", "unknown-field", 2),
        ('board = "aqa"', "board = 5", "wrong-type", 3),
        ('paper = "a4"', 'paper = "A4"', "bad-choice", 4),
        ("seed = 7", "seed = -1", "out-of-range", 10),
        ("seed = 7", 'seed = "x"', "wrong-type", 10),
        ('"ours"]', '"theirs"]', "no-folder", 6),
        ('"ours"]', '"' + 400 * "x" + '"]', "no-folder", 6),
        ('["looks"]', '"looks"', "wrong-type", 7),
        ('"crest.png"', '"logo.png"', "no-file", 11),
        ('regular = "OurSans.ttf"', 'regular = "Other.ttf"', "no-file", 14),
        ("bold-italic", "bolditalic", "unknown-field", 15),
        ('regular = "OurSans.ttf"\n', "", "missing-field", 13),
        ('out = "made"', 'out = "a\\u0000b"', "bad-form", 9),
        ('board = "aqa"', "board = aqa", "toml-syntax", 3),
        ("schema = 1", "schema = 2", "newer-schema", 1),
        ('banks = ["bundled", "ours"]', "banks = []", "no-bank", 6),
        ('layout = "exam"', 'layout = "exams"', "unknown-layout", 5),
        ('layout = "exam"', 'layout = "../exam"', "unknown-layout", 5),
    ],
)
def test_a_slip_is_located(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in FULL
    school(tmp_path, FULL.replace(old, new))
    config, problems = load_config(tmp_path)
    assert [(p.rule, p.place.line) for p in problems if p.place] == [(rule, line)]
    assert problems[0].hint
    if rule not in ("toml-syntax", "newer-schema", "unknown-field"):
        assert config.school == "St Mary's", "the rest still holds"


@pytest.mark.parametrize("data", [b"school = '\xff'", b"\x00", b"a = " + b"[" * 50_000, b"x" * 300_000])
def test_hostile_settings_are_messages(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "packgen.toml").write_bytes(data)
    config, problems = load_config(tmp_path)
    assert problems
    assert config.banks


def test_advice_is_about_toml(tmp_path: Path) -> None:
    (tmp_path / "packgen.toml").write_text('banks = "x"\nfonts = 3\n')
    _, problems = load_config(tmp_path)
    assert [p.hint[:15] for p in problems] == ["write a list: [", "write a heading"]
    assert not any("`name: value`" in p.message for p in problems)


def test_each_setting_knows_its_line(tmp_path: Path) -> None:
    config, _ = load_config(school(tmp_path))
    assert (config.places["school"].line, config.places["logo"].line) == (2, 11)


def test_a_folder_named_packgen_toml_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "packgen.toml").mkdir()
    _, problems = load_config(tmp_path)
    assert [p.rule for p in problems] == ["not-a-file"]


@given(st.integers(0, len(FULL)), st.integers(0, 9), st.text(st.sampled_from('a="[]\n.#1{}é'), max_size=4))
def test_mutated_settings_never_raise(tmp_path: Path, at: int, cut: int, new: str) -> None:
    (tmp_path / "packgen.toml").write_text(FULL[:at] + new + FULL[at + cut :], encoding="utf-8")
    config, problems = load_config(tmp_path)
    assert config.folder == str(tmp_path)
    assert all(str(p) for p in problems)


def test_a_folder_that_may_not_be_looked_into_has_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.stat

    def refuse(path: Any, *rest: Any, **more: Any) -> os.stat_result:
        if str(path).startswith(str(tmp_path / "private")):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "stat", refuse)
    config, problems = load_config(tmp_path / "private")
    assert problems == ()
    assert config.banks == (str(bundled_bank()),)
