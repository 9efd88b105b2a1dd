"""Questions that keep the numbers of the papers they come from: on every page, in the scheme, in the key."""

from __future__ import annotations

import csv
import io

import pikepdf
import pytest
from workplaces import a_bank

from packgen.diagnostics import PackgenError, Place
from packgen.model.request import Request
from packgen.pipeline.making import make, remake
from packgen.write import manifest

ITEMS = """
schema: 1
items:
  - {id: one, kind: short-answer, topic: "1", stem: Who ground the corn?, marks: 1, scheme: {answers: [the miller]}}
  - {id: two, kind: short-answer, topic: "1", stem: What turned the wheel?, marks: 1, scheme: {answers: [water]}}
  - id: parts
    kind: structured
    topic: "1"
    stem: ""
    parts:
      - {kind: short-answer, stem: Name the stone., marks: 1, scheme: {answers: [quern]}}
      - {kind: short-answer, stem: Name the sack., marks: 1, scheme: {answers: [poke]}}
"""
CHOSEN = ("one", "parts", "two")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return a_bank(tmp_path_factory.mktemp("numbers"), {"items.yaml": ITEMS})


def made(place, **asked):
    return make(Request(items=CHOSEN, title="t", **{"layout": "worksheet", **asked}), place)


def file(pack, end):
    return next(each.data for each in pack.pack.files if each.path.endswith(end))


def key(pack):
    rows = csv.DictReader(io.StringIO(file(pack, "key.csv").decode("utf-8-sig")))
    return [(row["Question"], row["Part"], row["Item"]) for row in rows]


def outline(pack, end):
    with pikepdf.open(io.BytesIO(file(pack, end))) as document, document.open_outline() as found:
        return [str(entry.title) for head in found.root for entry in (head, *head.children)]


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        ("worksheet", [("4", ""), ("6", "(b)(i)"), ("6", "(b)(ii)"), ("3", "(d)")]),
        ("exam-aqa", [("4", ""), ("6", "6.2 (a)"), ("6", "6.2 (b)"), ("3", "3.4")]),
    ],
)
def test_the_key_calls_them_as_the_paper_does(place, layout, names):
    pack = made(place, numbers=("4", "6b", "3d"), layout=layout)
    assert [row[:2] for row in key(pack)] == names


def test_without_numbers_the_key_calls_parts_as_the_paper_does(place):
    assert [row[:2] for row in key(made(place))] == [("1", ""), ("2", "(a)"), ("2", "(b)"), ("3", "")]
    assert [row[:2] for row in key(made(place, layout="exam-aqa"))] == [
        ("1", ""),
        ("2", "2.1"),
        ("2", "2.2"),
        ("3", ""),
    ]


def test_the_outline_has_them(place):
    titles = outline(made(place, numbers=("4", "6", "3d")), "worksheet.pdf")
    assert [title for title in titles if title.startswith("Question")] == ["Question 4", "Question 6", "Question 3 (d)"]


def test_every_version_has_them_in_the_same_places(place):
    pack = made(place, numbers=("4", "6", "2"), versions=2)
    rows = key(pack)
    assert [row[0] for row in rows] == ["4", "6", "6", "2"] * 2


def test_they_are_recorded_and_made_again(place):
    pack = made(place, numbers=("4", "6", "2"))
    record = manifest.decode(manifest.encode(pack.pack.manifest), Place("pack.json"))
    assert record.request.numbers == ("4", "6", "2")
    again = remake(record, place)
    assert [f.data for f in again.pack.files] == [f.data for f in pack.pack.files]


@pytest.mark.parametrize(
    ("numbers", "rule"), [(("4",), "numbers-count"), (("4", "4", "6"), "numbers-twice"), (("1",) * 4, "numbers-count")]
)
def test_there_is_one_for_each_question_and_none_twice(place, numbers, rule):
    with pytest.raises(PackgenError) as refused:
        made(place, numbers=numbers)
    assert rule in {problem.rule for problem in refused.value.diagnostics}
