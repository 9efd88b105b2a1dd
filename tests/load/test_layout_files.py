"""Layout folders become layouts: parents under them, strings by language, every slip located."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.load.bundled import bundled_layouts
from packgen.load.layout import layout_names, load_layout

BASE = """\
purpose: Shared
hair: 0.5
families: {sans: [Source Sans Pro], serif: [PT Serif]}
styles:
  body: {size: 12, leading: 15}
  small: {size: 10}
templates:
  body:
    top: 20
    furniture:
      - {kind: rule, at: 12}
      - {kind: image, at: 5, file: crest.png}
strings: {marks: "[{n} marks]", kind: Base}
options: {cover: false, most: 12, factor: 1.5, sources: repeat, groups: [a, b]}
"""

SHEET = """\
extends: base
purpose: A sheet
view: paper
styles:
  body: {size: 14}
strings: {kind: Sheet}
"""


def folders(root: Path, **sheets: str) -> list[Path]:
    for name, text in {"base": BASE, "sheet": SHEET, **sheets}.items():
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "layout.yaml").write_text(text, encoding="utf-8")
    (root / "base" / "crest.png").touch()
    return [root]


@pytest.mark.parametrize("name", layout_names([bundled_layouts()]))
def test_every_bundled_layout_loads(name: str) -> None:
    layout, problems = load_layout(name, [bundled_layouts()])
    assert problems == ()
    assert layout is not None
    assert layout.name == name


def test_a_layout_lies_over_the_one_that_it_extends(tmp_path: Path) -> None:
    layout, problems = load_layout("sheet", folders(tmp_path))
    assert problems == ()
    assert layout is not None
    assert (layout.name, layout.purpose, layout.view, layout.folder) == (
        "sheet",
        "A sheet",
        "paper",
        str(tmp_path / "sheet"),
    )
    assert (layout.styles["body"].size, layout.styles["body"].leading) == (14, 15)
    assert layout.styles["small"].size == 10
    assert layout.strings == {"marks": "[{n} marks]", "kind": "Sheet"}
    assert layout.templates["body"].furniture[0].at == 12


def test_lists_replace(tmp_path: Path) -> None:
    more = "extends: base\nview: paper\nfamilies: {sans: [Fira Sans]}\ntemplates: {body: {furniture: []}}\n"
    layout, problems = load_layout("more", folders(tmp_path, more=more))
    assert problems == ()
    assert layout is not None
    assert layout.families == {"sans": ("Fira Sans",), "serif": ("PT Serif",)}
    assert layout.templates["body"].furniture == ()
    assert layout.templates["body"].top == 20


def test_options_have_the_values_that_they_look_like(tmp_path: Path) -> None:
    layout, _ = load_layout("sheet", folders(tmp_path))
    assert layout is not None
    assert layout.options == {"cover": False, "most": 12, "factor": 1.5, "sources": "repeat", "groups": ("a", "b")}


def test_pictures_come_from_the_nearest_folder_that_has_them(tmp_path: Path) -> None:
    roots = folders(tmp_path)
    layout, _ = load_layout("sheet", roots)
    assert layout is not None
    assert layout.templates["body"].furniture[1].file == str(tmp_path / "base" / "crest.png")
    (tmp_path / "sheet" / "crest.png").touch()
    layout, _ = load_layout("sheet", roots)
    assert layout is not None
    assert layout.templates["body"].furniture[1].file == str(tmp_path / "sheet" / "crest.png")
    (tmp_path / "sheet" / "crest.png").unlink()
    (tmp_path / "base" / "crest.png").unlink()
    layout, problems = load_layout("sheet", roots)
    assert layout is None
    assert [(p.rule, p.place.line) for p in problems if p.place] == [("no-picture", 12)]


def test_words_come_in_the_layouts_language(tmp_path: Path) -> None:
    roots = folders(tmp_path, welsh="extends: sheet\nlang: cy\n")
    (tmp_path / "base" / "strings").mkdir()
    (tmp_path / "base" / "strings" / "cy.yaml").write_text("marks: '[{n} marc]'\nkind: Taflen\n", encoding="utf-8")
    (tmp_path / "welsh" / "strings").mkdir()
    (tmp_path / "welsh" / "strings" / "cy.yaml").write_text("kind: Dalen\n", encoding="utf-8")
    layout, problems = load_layout("welsh", roots)
    assert problems == ()
    assert layout is not None
    assert layout.strings["kind"] == "Dalen"


def test_a_school_may_change_a_few_values_of_a_layout_of_the_same_name(tmp_path: Path) -> None:
    own = tmp_path / "own"
    folders(own, sheet="extends: sheet\nhair: 1\n")
    (own / "base" / "layout.yaml").unlink()
    layout, problems = load_layout("sheet", [own, *folders(tmp_path / "packgen")])
    assert problems == ()
    assert layout is not None
    assert (layout.hair, layout.purpose) == (1, "A sheet")


@pytest.mark.parametrize(
    ("name", "sheets", "rule"),
    [
        ("shet", {}, "unknown-layout"),
        ("../sheet", {}, "unknown-layout"),
        ("x" * 500, {}, "unknown-layout"),
        ("", {}, "unknown-layout"),
        ("a", {"a": "extends: nothing\n"}, "unknown-layout"),
        ("a", {"a": "extends: a\n"}, "layout-circle"),
        ("a", {"a": "extends: b\n", "b": "extends: a\n"}, "layout-circle"),
        ("a", {"a": "extends: [b]\n"}, "wrong-type"),
        ("a", {"a": ""}, "empty-file"),
        ("a", {"a": "- x\n"}, "wrong-type"),
        ("a", {"a": "schema: 9\nextends: base\n"}, "newer-schema"),
        ("a", {"a": "extends: base\nview: paper\nfolder: /etc\n"}, "unknown-field"),
        ("base", {}, "missing-field"),
    ],
)
def test_a_layout_that_cannot_be(tmp_path: Path, name: str, sheets: dict[str, str], rule: str) -> None:
    layout, problems = load_layout(name, folders(tmp_path, **sheets))
    assert layout is None
    assert [p.rule for p in problems] == [rule]
    assert problems[0].hint


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("colour: red", "unknown-field"),
        ("paper: a7", "bad-choice"),
        ("hair: thin", "wrong-type"),
        ("hair: nan", "out-of-range"),
        ("tint: grey", "bad-form"),
        ("styles: {body: {size: 0}}", "out-of-range"),
        ("styles: {body: {sise: 9}}", "unknown-field"),
        ("styles: {body: {family: script}}", "unknown-family"),
        ("styles: []", "wrong-type"),
        ("families: {sans: []}", "empty-family"),
        ("templates: {body: {left: 100, right: 100}}", "no-room"),
        ("templates: {body: {furniture: [{kind: text, centre: [{txt: x}]}]}}", "missing-field"),
        ("strings: {kind: [a]}", "wrong-type"),
        ("answer: {pitch: -1}", "out-of-range"),
        ("lang: [x]", "wrong-type"),
        ("hair: 1\nhair: 2", "duplicate-key"),
    ],
)
def test_a_wrong_value_is_located_in_the_file_that_gave_it(tmp_path: Path, text: str, rule: str) -> None:
    layout, problems = load_layout("bad", folders(tmp_path, bad=f"extends: base\nview: paper\n{text}\n"))
    assert layout is None
    assert rule in [p.rule for p in problems]
    for problem in problems:
        assert problem.place is not None
        assert (Path(problem.place.path).parent.name, problem.place.line >= 3) == ("bad", True)


def test_a_parents_wrong_value_is_located_in_the_parent(tmp_path: Path) -> None:
    _, problems = load_layout("sheet", folders(tmp_path, base=BASE.replace("hair: 0.5", "hair: x")))
    assert [(p.rule, Path(p.place.path).parent.name, p.place.line) for p in problems if p.place] == [
        ("wrong-type", "base", 2)
    ]


def test_names_are_those_that_can_be_made(tmp_path: Path) -> None:
    roots = folders(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    assert layout_names([*roots, tmp_path / "nowhere"]) == ("sheet",)


@given(st.integers(0, len(BASE)), st.integers(0, 9), st.text(st.sampled_from("a:[]{} \n-1~&*'"), max_size=4))
def test_a_mutated_layout_never_raises(tmp_path: Path, at: int, cut: int, new: str) -> None:
    layout, problems = load_layout("sheet", folders(tmp_path, base=BASE[:at] + new + BASE[at + cut :]))
    assert layout is not None or problems
    assert all(str(p) for p in problems)
