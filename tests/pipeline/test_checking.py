"""`check` over a folder: settings, layouts and texts, everything located, before anything is printed."""

import pytest
import workplaces

from packgen.diagnostics import PackgenError
from packgen.load.bundled import bundled_layouts
from packgen.load.layout import layout_names
from packgen.model.request import Request
from packgen.pipeline.checking import check
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace

ITEM = """
    schema: 1
    items:
      - id: q
        kind: essay
        topic: "1"
        stem: Assess it.
        scheme:
          indicative:
            - heading: For
              points: [one, two, three, four, five]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a sound bank, made the current one."""
    monkeypatch.chdir(tmp_path)
    workplaces.a_bank(tmp_path, {"q.yaml": ITEM})
    return tmp_path


def said(folder):
    return [(d.rule, str(d.place)) for d in check(folder)[1]]


def layout(folder, text):
    home = folder / "layouts" / "ours"
    home.mkdir(parents=True)
    (home / "layout.yaml").write_text(text)


def test_a_sound_folder_has_nothing_to_say(folder):
    assert said(folder) == []


def test_every_bundled_layout_passes(folder):
    for name in layout_names([bundled_layouts()]):
        assert check(folder, bundled_layouts() / name)[1] == (), name


def test_all_that_settings_name_is_looked_at(folder):
    (folder / "fonts").mkdir()
    (folder / "fonts" / "junk.ttf").write_text("junk")
    (folder / "crest.png").write_text("junk")
    lines = (
        'school = "Sch\U00013000l"',
        'logo = "crest.png"',
        'board = "aqua"',
        '[fonts."Ours"]',
        'regular = "junk.ttf"',
    )
    (folder / "packgen.toml").write_text("\n".join(lines), encoding="utf-8")
    assert said(folder) == [
        ("unknown-board", "packgen.toml:3"),
        ("bad-font", "packgen.toml:4"),
        ("picture-format", "packgen.toml:2"),
        ("missing-glyph", "packgen.toml:1"),
    ]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("view: nothing", "unknown-view", 2),
        ("companions: [mark-scheme, nothing]", "unknown-layout", 2),
        ("options: {nonsense: true}", "layout-option", 2),
        ("options: {sources: sometimes}", "layout-option", 2),
        ('strings: {marks: "[{n} of {most}]"}', "string-field", 2),
        (
            'templates: {body: {furniture: [{kind: rule, at: 9},\n{kind: text, at: 9, left: [{text: "{{ 9**9 }}"}]}]}}',
            "furniture",
            3,
        ),
    ],
)
def test_a_layout_is_held_to_its_view_and_its_words(folder, text, rule, line):
    layout(folder, f"extends: worksheet\n{text}\n")
    assert said(folder) == [(rule, f"layouts/ours/layout.yaml:{line}")]


def test_what_a_school_lays_over_a_bundled_layout_is_held_to_the_same(folder):
    home = folder / "layouts" / "base"
    home.mkdir(parents=True)
    (home / "layout.yaml").write_text('extends: base\nstrings: {marks: "[{n} of {most}]"}\n')
    assert said(folder) == [("string-field", "layouts/base/layout.yaml:2")]


def test_a_layout_that_extends_itself_alone_is_told(folder):
    layout(folder, "extends: ours\n")
    assert said(folder) == [("layout-circle", "layouts/ours/layout.yaml:1")]


def test_strings_may_name_what_furniture_has(folder):
    layout(folder, 'extends: worksheet\nstrings: {page_of: "{school} {page}", marks: "({n})"}\n')
    assert said(folder) == []


def test_every_printed_text_is_held_against_the_fonts(folder):
    (folder / "questionbank" / "q.yaml").write_text(
        ITEM.replace("heading: For", "heading: \U00013000"), encoding="utf-8"
    )
    (folder / "questionbank" / "topics.yaml").write_text(
        'schema: 1\ntopics: [{id: "1", title: "\U00013001"}]\n', encoding="utf-8"
    )
    assert said(folder) == [
        ("missing-glyph", "questionbank/topics.yaml:2"),
        ("missing-glyph", "questionbank/q.yaml:10"),
    ]


def test_characters_that_only_an_escape_can_write_are_found_as_well(folder):
    text = ITEM.replace("heading: For", 'heading: "F\\0o\\u202Er\\u00AD"')
    (folder / "questionbank" / "q.yaml").write_text(text, encoding="utf-8")
    assert said(folder) == [("missing-glyph", "questionbank/q.yaml:10")]


def test_a_title_that_no_font_has_is_told_in_one_line(folder):
    with pytest.raises(PackgenError) as caught:
        make(Request(title="\U00013000 and \U00013001"), open_workplace(folder))
    (found,) = caught.value.diagnostics
    assert "U+13000" in found.message
    assert "U+13001" in found.message
    assert "the title" in found.message


def test_a_layout_is_not_its_own_companion(folder):
    layout(folder, "extends: worksheet\ncompanions: [ours]\n")
    with pytest.raises(PackgenError) as caught:
        make(Request(layout="ours"), open_workplace(folder))
    assert [d.rule for d in caught.value.diagnostics] == ["same-file"]
