"""Values of a question in parts: one set of numbers in each version, seen by its lead-in and by all its parts."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from authoring import findings, item, kinds, lowered
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.diagnostics import PackgenError
from packgen.kinds.quantities import written
from packgen.kinds.shape import find_shape
from packgen.model.document import plain_text

LEAD = "A rectangle is {a} cm by {b} cm."
VALUES = {"a": {"from": 6, "to": 12}, "b": [2.5, 3, 4]}
SCHEME = {"answers": ["It is {2 * (a + b)} cm"], "accept": ["twice {a + b}"]}


def sum_part(name, answer, stem="Work it out.", **fields):
    return item("calculation", id=name, stem=stem, answer=answer, **fields)


def rectangle(*parts, **fields):
    written_part = item("short-answer", id="q.b", stem="Why is {a + b} cm wrong for ${a} + {b}$?", scheme=SCHEME)
    add = sum_part("q.c.ii", "a - b + n", "And {n}.", values={"n": [7, 8]})
    inner = item(
        "structured",
        id="q.c",
        stem="Now take {a} alone.",
        values={"k": [2, 3]},
        parts=(sum_part("q.c.i", "a * k", "Times {k}."), add),
    )
    parts = parts or (sum_part("q.a", "a * b", scheme={"points": ["{a} × {b}"]}), written_part, inner)
    return item("structured", **{"stem": LEAD, "values": VALUES, **fields}, parts=parts)


def answers(question):
    return [part.marking.short for part in question.scheme.parts if part.marking]


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), version=st.sampled_from("ABCDEFGH"))
def test_all_parts_reckon_with_the_numbers_of_the_lead(seed, version):
    question = lowered(rectangle(), seed=seed, version=version)
    a, b = (Fraction(found) for found in re.findall(r"([\d.]+) cm", plain_text(question.paper.lead)))
    stems = [plain_text(part.stem) for part in question.paper.parts]
    (k,), (n,) = (map(int, re.findall(r"\d+", stems[at])) for at in (3, 4))
    assert (6 <= a <= 12, b in (Fraction(5, 2), 3, 4), k in (2, 3), n in (7, 8)) == (True,) * 4
    assert stems[1].startswith(f"Why is {written(a + b)} cm wrong for")
    assert stems[2] == f"Now take {written(a)} alone."
    wanted = (a * b, f"It is {written(2 * (a + b))} cm", a * k, a - b + n)
    assert answers(question) == [each if isinstance(each, str) else written(each) for each in wanted]
    assert not re.search(r"\{[abkn]\b", repr(question))
    assert question == lowered(rectangle(), seed=seed, version=version)


@settings(max_examples=25)
@given(seed=st.integers(0, 1_000))
def test_versions_differ_in_the_answers_of_their_parts(seed):
    made = rectangle(sum_part("q.a", "a * b"), sum_part("q.b", "a + b"))
    assert len({tuple(answers(lowered(made, seed=seed, version=version))) for version in "ABCDEFGH"}) == 8


def test_values_for_which_a_part_has_no_answer_are_never_drawn():
    made = rectangle(sum_part("q.a", "1 / (a - 6)", figures=2), sum_part("q.b", "a"))
    assert all("6" not in answers(lowered(made, version=version)) for version in "ABCDEF")
    with pytest.raises(PackgenError) as problem:
        lowered(rectangle(sum_part("q.a", "1 / (a - a)"), sum_part("q.b", "a")))
    assert problem.value.diagnostics[0].place


def test_a_question_without_values_keeps_its_braces():
    plain = item("structured", stem="{x}", parts=(sum_part("q.a", "1"), sum_part("q.b", "2", "{y}")))
    question = lowered(plain)
    assert (plain_text(question.paper.lead), plain_text(question.paper.parts[1].stem)) == ("{x}", "{y}")


def wrong(made):
    """All that is found in an item and in its parts, the parts with what they are lent."""
    shape, found = find_shape("structured"), [*findings(made)]
    found += ((each.rule, each.field) for each in shape.check_parts(made, kinds()["structured"], kinds()))
    for n, part in enumerate(shape.parts(made, kinds())):
        check = find_shape(kinds()[part.kind].shape).check
        found += ((each.rule, f"parts.{n}.{each.field}") for each in check(part, kinds()[part.kind]))
    return found


@pytest.mark.parametrize(
    ("parts", "fields", "expected"),
    [
        ([], {}, []),
        ([("a * b", {})], {"stem": "It is {a}."}, [("value-not-told", "parts.0.stem")]),
        ([("a", {"stem": "{b}"}), ("a * b", {})], {"stem": "It is {a}."}, []),
        ([("a * c", {})], {}, [("unknown-value", "parts.0.answer")]),
        ([("a", {"values": {"a": [1]}})], {}, [("value-given-twice", "parts.0.values.a")]),
        ([("1 / (a - 6)", {"figures": 2})], {}, [("no-answer", "parts.0.answer")]),
        ([("a / 7", {})], {}, [("not-rounded", "parts.0.answer")]),
        ([("a", {})], {"values": {**VALUES, "c": []}}, [("no-values", "values.c")]),
        ([("a", {})], {"stem": LEAD + "{c}"}, [("unknown-value", "stem")]),
    ],
)
def test_what_an_author_gets_wrong(parts, fields, expected):
    made = [sum_part(f"q.{n}", answer, **more) for n, (answer, more) in enumerate(parts)]
    spare = item("short-answer", id="q.z", stem="Why?", scheme={"answers": ["x"]})
    assert wrong(rectangle(*(made and [*made, spare]), **fields)) == expected


def test_texts_of_other_parts_name_only_what_there_is():
    scheme = {"answers": ["{b + w}", "{not this}"]}
    other = item("short-answer", id="q.b", stem="Is it {a * z}, {b}?", scheme=scheme)
    assert wrong(rectangle(sum_part("q.a", "a"), other)) == [
        ("unknown-value", "parts.1.stem"),
        ("unknown-value", "parts.1.scheme.answers.0"),
    ]
