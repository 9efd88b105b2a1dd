from __future__ import annotations

import ast
import datetime
import re
from pathlib import Path

import pytest
from blocks import every, words
from msgspec import structs
from specimens import LAYOUTS, NAMES, SOURCES, form, layout, multiple_choice

import packgen.compose
from packgen import registry
from packgen.compose.paper_options import PaperOptions
from packgen.compose.view import Meta, SourcePlan
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines
from packgen.diagnostics import PackgenError
from packgen.model.document import Heading, Strong, Text

ROOM = Path(packgen.compose.__file__).parent
ASKS = ("say", "count", "rich", "entries")


def keys_asked_for(view=None):
    """Every string literal of the room that is a key of some layout or is asked for as one.

    With a `view`, those of its own module and of the modules that are no view's.
    """
    known = set(layout("worksheet").strings)
    found = set()
    others = set(registry.names("compose")) - {view} if view else set()
    for path in ROOM.glob("*.py"):
        if path.stem.replace("_", "-") in others:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in known:
                found.add(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
                key = node.args[0] if node.args else None
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    found.add(key.value)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_string_that_a_view_asks_for_is_in_every_layout(name):
    found = layout(name)
    assert keys_asked_for(found.view) <= set(found.strings)


def test_no_layout_has_a_string_that_nothing_asks_for():
    furniture = set()
    for path in LAYOUTS.glob("*/layout.yaml"):
        furniture |= set(re.findall(r"strings\.(\w+)", path.read_text(encoding="utf-8")))
    asked = keys_asked_for() | furniture
    groups = {f"{group}{end}" for group in (*layout("exam").options["cover_groups"], "advice") for end in ("", "_head")}
    asked |= groups | {"principles_head", "placing_head", "key_accept", "key_reject"}
    assert {key.removesuffix("_one") for key in layout("exam").strings} <= asked


def test_a_missing_string_is_a_message_that_names_layout_and_key():
    sheet = layout("worksheet")
    del sheet.strings["marks"]
    with pytest.raises(PackgenError) as caught:
        Wording(sheet).marks(3)
    (problem,) = caught.value.diagnostics
    assert '"marks"' in problem.message
    assert problem.place is not None


def test_a_place_without_a_value_is_a_message():
    with pytest.raises(PackgenError):
        Wording(layout("worksheet", strings={"question": "Question {number}"})).say("question", n=1)


def test_what_is_filled_in_is_not_read_as_markup_or_places():
    wording = Wording(layout("worksheet", strings={"study": "**Study** {sources}."}))
    assert wording.rich("study", sources="**x** {n}") == (Strong((Text("Study"),)), Text(" **x** {n}."))


def test_lists_dates_and_durations():
    wording = Wording(layout("worksheet"))
    assert [wording.join(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert wording.day(datetime.date(2026, 5, 13)) == "Wednesday 13 May 2026"
    assert [wording.duration(n).replace("\u00a0", " ") for n in (1, 45, 60, 75, 150)] == [
        "1 minute",
        "45 minutes",
        "1 hour",
        "1 hour 15 minutes",
        "2 hours 30 minutes",
    ]


def test_a_year_of_eleven_months_is_a_message():
    with pytest.raises(PackgenError):
        Wording(layout("worksheet", strings={"months": "January February"})).day(datetime.date(2026, 5, 13))


def test_the_reference_lists_every_option_of_a_paper():
    text = (ROOM.parents[1] / "docs" / "reference" / "layouts.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in PaperOptions.__struct_fields__)


def test_fixed_words_titles_and_notes_have_the_quotes_and_dashes_of_print():
    sheet = layout("worksheet", strings={"opening_line": "Don't stop.\nIt's 1924-28."})
    assert [words(entry) for entry in Wording(sheet).entries("opening_line")] == ["Don’t stop.", "It’s 1924–28."]
    meta = Meta(title="Stalin's rise, 1924-28")
    made = registry.get("compose", "paper").make(form(multiple_choice()), sheet, meta, SourcePlan())
    assert made.title.startswith("Stalin’s rise, 1924–28")
    assert next(words(heading) for heading in every(made, Heading)) == "Stalin’s rise, 1924–28"
    booklet = registry.get("compose", "source-booklet")
    noted = structs.replace(SOURCES[0], credit="The museum's own", content_note="Stalin's words")
    insert = SourcePlan(insert=True)
    text = words(booklet.make(form(stimuli=(noted,)), layout("source-booklet"), meta, insert))
    assert "The museum’s own" in text


def test_words_of_a_title_in_another_script_are_tagged():
    meta = Meta(title="Ленин and power")
    made = registry.get("compose", "paper").make(form(multiple_choice()), layout("worksheet"), meta, SourcePlan())
    title = next(iter(every(made, Heading)))
    assert [(text.text, text.lang) for text in title.inlines] == [("Ленин", "ru"), (" and power", "")]


@pytest.mark.parametrize("width", [-5.0, 0.0, 0.5, 40.0])
def test_lines_are_counted_in_any_width(width):
    assert estimated_lines("", width) == 1
    assert 2 <= estimated_lines("Some words that take room in any measure " * 3, width) < 500
