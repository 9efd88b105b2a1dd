from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from specimens import NAMES, layout

from packgen.compose.fields import NAMES as FIELDS
from packgen.compose.furniture import LONGEST_TEXT, PageFacts, _environment, check, margin
from packgen.diagnostics import PackgenError
from packgen.model.layout import Furniture, Span, Template

VALUES = {**dict.fromkeys(FIELDS, ""), "subject": "History", "title": "Stalin", "version": "Version A"}


def sheet(*pieces):
    return structs.replace(layout("worksheet"), templates={"body": Template(furniture=pieces)})


def line(text, **more):
    return Furniture(kind="text", left=(Span(text=text),), **more)


def resolve(made, template, page, fields):
    problems = []
    lines = [line for stretch in margin(made, template) for line in stretch.lines(page, fields, problems)]
    if problems:
        raise PackgenError(problems)
    return tuple(lines)


def said(text, fields=VALUES):
    lines = resolve(sheet(line(text)), "body", PageFacts(2, 5), fields)
    return [span.text for each in lines for span in each.left]


def problems(text):
    with pytest.raises(PackgenError) as caught:
        said(text)
    return caught.value.diagnostics


def test_fields_and_strings_are_filled_in():
    assert said("{{ subject }}: {{ title }}") == ["History: Stalin"]
    assert said("{{ strings.page_of }}") == ["Page 2 of 5"]
    assert said("{% if version %}{{ version }}{% else %}one version{% endif %}") == ["Version A"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ subject }} and {{title}}", "History and Stalin"),
        ("{{ school or subject }}", "History"),
        ("{{ title or nothing }}", "Stalin"),
        ("{{ code or unit }}.", "."),
        ("{{ title ~ '!' }}", "Stalin!"),
        ("100 % of {{ subject }}", "100 % of History"),
    ],
)
def test_lines_that_only_name_things_read_as_jinja_reads_them(text, printed):
    found = said(text)
    assert [each.replace("\u00a0", " ") for each in found] == [printed]
    template = _environment().from_string(text)
    assert template.render(**VALUES, page="2", pages="5").strip() == printed


def test_what_is_filled_in_is_never_read_again():
    fields = {**VALUES, "title": "{{ subject }} {subject} <b>*x*</b>"}
    assert said("{{ title }}", fields=fields) == ["{{ subject }} {subject} <b>*x*</b>"]


def test_an_empty_line_is_not_printed():
    assert resolve(sheet(line("{{ code }}")), "body", PageFacts(1, 1), VALUES) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{{ strings.nothing }}",
        "{{ strings._layout }}",
        "{{ title.__class__ }}",
        "{{ title.upper() }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for n in range(10 ** 9) %}x{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ 'x' | center(100000000) }}",
        "{{ '%099999999d' % 1 }}",
        "{{ [1, 2] }}",
        "{{ title",
        "{% if %}",
        "{{ " + "(" * 250 + "1" + ")" * 250 + " }}",
        "x{{ title }}" * 100,
        "{{ namespace() }}",
        "{{ cycler }}",
        "{{ self }}",
        "{{ strings }}",
        "{{ strings.keys }}",
    ],
)
def test_what_furniture_may_not_do_is_a_message_that_names_the_layout(text):
    began = time.monotonic()
    (problem,) = problems(text)
    assert problem.severity == "error"
    assert "templates.body.furniture.0" in problem.message
    assert problem.place is not None
    assert problem.place.path.endswith("layout.yaml")
    assert time.monotonic() - began < 1


@given(st.text(max_size=80))
def test_any_text_gives_a_line_or_a_message(text):
    with contextlib.suppress(PackgenError):
        assert all("\n" not in each and len(each) <= LONGEST_TEXT for each in said(text))


@given(st.text(max_size=400))
def test_any_title_is_one_short_line(title):
    for text in said("{{ title }}", fields={**VALUES, "title": title}):
        assert 0 < len(text) <= LONGEST_TEXT
        assert all(c.isprintable() or c == "\u00a0" for c in text)


def test_every_wrong_line_of_a_layout_is_reported_in_one_go():
    wrong = sheet(line("{{ a }}"), line("{{ b }}", pages=("blank",)), line("x", pages=("some",)))
    assert len(check(wrong)) == 3


@pytest.mark.parametrize("name", NAMES)
def test_the_bundled_layouts_have_nothing_wrong(name):
    assert check(layout(name)) == ()


@pytest.mark.parametrize(
    ("pages", "numbers"),
    [
        (("all",), [1, 2, 3, 4]),
        (("first",), [1]),
        (("not-first",), [2, 3, 4]),
        (("last",), [4]),
        (("right", "not-last"), [1, 3]),
        (("left",), [2, 4]),
        (("continues",), []),
    ],
)
def test_conditions_choose_pages(pages, numbers):
    made = sheet(line("x", pages=pages))
    found = [n for n in range(1, 5) if resolve(made, "body", PageFacts(n, 4, duplex=True), VALUES)]
    assert found == numbers


def test_turn_over_and_continues_stand_where_they_must_in_an_exam():
    exam = layout("exam")

    def texts(page):
        spans = (s for each in resolve(exam, "body", page, VALUES) for s in (*each.centre, *each.right))
        return [span.text.replace("\u00a0", " ") for span in spans]

    assert "Turn over" in texts(PageFacts(3, 4, duplex=True))
    assert "Turn over" not in texts(PageFacts(2, 4, duplex=True))
    assert "Turn over" not in texts(PageFacts(3, 3, duplex=True))
    assert "Question 4 continues on the next page" in texts(PageFacts(2, 4, True, continues="Question 4"))
    assert "There are no questions on this page." in texts(PageFacts(4, 4, True, blank=True))
