"""Profiles: YAML files that change a layout, laid over those they extend, every slip located."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.load.bundled import bundled_layouts, bundled_profiles
from packgen.load.config import load_config
from packgen.load.layout import load_layout
from packgen.load.profile import load_profile, profile_names
from packgen.model.profile import relaid

BUNDLED = (bundled_profiles(),)
NAMES = ("a3", "cream", "dyslexia", "large-print-18", "large-print-24", "plain")


def written(folder: Path, **profiles: str) -> tuple[Path, ...]:
    for name, text in profiles.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return (folder, *BUNDLED)


def test_the_bundled_profiles() -> None:
    assert profile_names(BUNDLED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_bundled_profile_loads_and_lays_out_every_paper_again(name: str) -> None:
    profile, problems = load_profile(name, BUNDLED)
    assert problems == ()
    assert profile is not None
    for paper in ("worksheet", "exam"):
        layout, _ = load_layout(paper, [bundled_layouts()])
        assert layout is not None
        assert relaid(layout, profile) != layout


def test_codes_differ_and_name_no_need() -> None:
    codes = [profile.code for name in NAMES if (profile := load_profile(name, BUNDLED)[0])]
    assert len(set(codes)) == len(NAMES)
    assert all(len(code) <= 3 for code in codes)


def test_a_school_changes_a_few_values_of_a_bundled_profile(tmp_path: Path) -> None:
    folders = written(tmp_path, dyslexia="extends: dyslexia\nbackground: '#e8f4ff'\ntext: {size: 14}")
    profile, problems = load_profile("dyslexia", folders)
    bundled, _ = load_profile("dyslexia", BUNDLED)
    assert problems == ()
    assert profile is not None
    assert bundled is not None
    assert (profile.background, profile.text.size, profile.text.leading) == ("#e8f4ff", 14.0, 20.0)
    assert (profile.code, profile.answer) == (bundled.code, bundled.answer)


def test_only_what_is_written_is_changed(tmp_path: Path) -> None:
    folders = written(tmp_path, wide="purpose: Wide\ncode: w\nquestion: {gap_after: 50}\nstyles: {body: {size: 13}}")
    profile, _ = load_profile("wide", folders)
    layout, _ = load_layout("exam", [bundled_layouts()])
    assert profile is not None
    assert layout is not None
    wide = relaid(layout, profile)
    assert wide.question.gap_after == 50
    assert wide.question.number_x == layout.question.number_x
    assert wide.styles["body"].size == 13
    assert wide.styles["body"].leading == layout.styles["body"].leading
    assert wide.templates == layout.templates


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("purpose: x\ncode: x\nquestion:\n  nunber_x: 3", "unknown-field", 4),
        ("purpose: x\ncode: Pupil needs help", "bad-form", 2),
        ("purpose: x\ncode: x\nbackground: cream", "bad-form", 3),
        ("purpose: x\ncode: x\nfamilies: {sans: []}", "empty-family", 3),
        ("purpose: x\ncode: x\npage:\n  furniture: []", "unknown-field", 4),
        ("code: x\nextends: nowhere", "unknown-profile", 2),
        ("extends: slip", "profile-circle", 1),
        ("- purpose: x", "wrong-type", 1),
        ("purpose: x\ncode: [", "yaml-syntax", 2),
        ("", "empty-file", 0),
    ],
)
def test_a_slip_is_told_at_its_line(tmp_path: Path, text: str, rule: str, line: int) -> None:
    profile, problems = load_profile("slip", written(tmp_path, slip=text))
    assert profile is None
    told = {(problem.rule, problem.place.line if problem.place else 0) for problem in problems}
    assert rule in {found for found, _ in told}, told
    if rule != "yaml-syntax":
        assert (rule, line) in told


def test_an_unknown_profile_is_told_with_those_that_are_there() -> None:
    profile, (problem,) = load_profile("dislexia", BUNDLED)
    assert profile is None
    assert "dyslexia" in problem.hint


def test_a_school_s_profiles_come_before_the_bundled_ones(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    config, problems = load_config(tmp_path)
    assert problems == ()
    assert config.profiles == (str(tmp_path / "profiles"), str(bundled_profiles()))
