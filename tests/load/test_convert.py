"""Values become structs, or every reason why not in plain words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, inspect

from packgen import registry
from packgen.diagnostics import Diagnostic, Place
from packgen.kinds.shape import Shape
from packgen.load.blueprint import BlueprintSheet
from packgen.load.config import ConfigSheet
from packgen.load.convert import convert
from packgen.load.faults import RULES, bare
from packgen.load.files import BankSheet, Header
from packgen.load.index.reading import CLASSES
from packgen.load.kinds import KindSheet
from packgen.load.nodes import FLAWED
from packgen.load.profile import ProfileSheet
from packgen.model.item import Authored, Defaults, Item, Kind, Stimulus
from packgen.model.layout import Layout


class Pair(Authored, frozen=True, kw_only=True):
    word: str
    number: Annotated[int, Meta(ge=1, le=9)] = 1


class Everything(Authored, frozen=True, kw_only=True):
    text: str = ""
    maybe: str | None = None
    number: Annotated[int, Meta(ge=0, le=5)] | None = None
    bound: Annotated[float, Meta(ge=-9, le=9)] = 0.0
    bounded: Annotated[float, Meta(gt=0, le=1)] = 1.0
    flag: bool = False
    day: datetime.date | None = None
    choice: Literal["red", "green"] = "red"
    form: Annotated[str, Meta(pattern="^[a-z]+$", description="small letters")] = "a"
    pairs: tuple[Pair, ...] = ()
    range: tuple[int, int] = (0, 0)
    tags: dict[str, str | tuple[str, ...]] | None = None
    either: Pair | str = ""
    few: Annotated[tuple[str, ...], Meta(max_length=2)] = ()


def read(value: object) -> tuple[Everything | None, list[tuple[str, str]]]:
    found, problems = convert(value, Everything, lambda field: Place(field or "top"))
    return found, [(p.rule, p.place.path if p.place else "") for p in problems]


def said(value: object, cls: type[Any] = Everything) -> Diagnostic:
    _, problems = convert(value, cls, lambda field: Place(field))
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("text", "no", "no"),
        ("text", "12:30", "12:30"),
        ("text", "1924", "1924"),
        ("text", "2026-12-01", "2026-12-01"),
        ("text", "null", "null"),
        ("text", "0x1F", "0x1F"),
        ("maybe", None, None),
        ("number", "4", 4),
        ("bounded", "0.5", 0.5),
        ("flag", "true", True),
        ("day", "2026-12-01", datetime.date(2026, 12, 1)),
        ("tags", {"year": "1924", "on": "off"}, {"year": "1924", "on": "off"}),
        ("either", "1924", "1924"),
        ("either", {"word": "x"}, Pair(word="x")),
        ("range", ["1", "2"], (1, 2)),
    ],
)
def test_the_schema_decides_what_a_text_means(field: str, written: object, meant: object) -> None:
    found, problems = read({field: written})
    assert problems == []
    assert getattr(found, field) == meant


@pytest.mark.parametrize(
    ("value", "rule", "field"),
    [
        ({"text": ["a"]}, "wrong-type", "text"),
        ({"text": None}, "empty-field", "text"),
        ({"text": 5}, "wrong-type", "text"),
        ({"number": "six"}, "wrong-type", "number"),
        ({"number": "6"}, "out-of-range", "number"),
        ({"number": "1.5"}, "wrong-type", "number"),
        ({"number": "9" * 5000}, "wrong-type", "number"),
        ({"bound": "nan"}, "out-of-range", "bound"),
        ({"bound": "inf"}, "out-of-range", "bound"),
        ({"bound": "-Infinity"}, "out-of-range", "bound"),
        ({"bound": float("nan")}, "out-of-range", "bound"),
        ({"bounded": "0"}, "out-of-range", "bounded"),
        ({"bounded": "nan"}, "out-of-range", "bounded"),
        ({"flag": "no"}, "wrong-type", "flag"),
        ({"day": "2026-13-01"}, "wrong-type", "day"),
        ({"day": "tomorrow"}, "wrong-type", "day"),
        ({"choice": "gren"}, "bad-choice", "choice"),
        ({"form": "A"}, "bad-form", "form"),
        ({"pairs": {"word": "x"}}, "wrong-type", "pairs"),
        ({"pairs": [{"word": "x"}, {"wrod": "y"}]}, "unknown-field", "pairs.1.wrod"),
        ({"pairs": ["x"]}, "wrong-type", "pairs.0"),
        ({"range": ["1"]}, "out-of-range", "range"),
        ({"range": ["1", "x"]}, "wrong-type", "range.1"),
        ({"tags": ["a"]}, "wrong-type", "tags"),
        ({"tags": {"a": {"b": "c"}}}, "wrong-type", "tags.a"),
        ({"tags": {"a": ["b", None]}}, "empty-field", "tags.a.1"),
        ({"either": ["x"]}, "wrong-type", "either"),
        ({"either": {"word": "x", "number": "x"}}, "wrong-type", "either.number"),
        ({"few": ["a", "b", "c"]}, "out-of-range", "few"),
        ({"colour": "red"}, "unknown-field", "colour"),
        ("words", "wrong-type", "top"),
        ([], "wrong-type", "top"),
        (None, "empty-field", "top"),
    ],
)
def test_a_wrong_value_is_reported_at_its_field(value: object, rule: str, field: str) -> None:
    found, problems = read(value)
    assert found is None
    assert (rule, field) in problems


def test_every_error_of_a_value_is_reported_at_once() -> None:
    _, problems = read(
        {"number": "x", "flag": "no", "pairs": [{"number": "0"}, {"word": "a", "number": "x"}], "z": "1"}
    )
    assert problems == [
        ("wrong-type", "number"),
        ("wrong-type", "flag"),
        ("out-of-range", "pairs.0.number"),
        ("missing-field", "pairs.0"),
        ("wrong-type", "pairs.1.number"),
        ("unknown-field", "z"),
    ]


def test_messages_name_the_field_the_range_and_the_choices() -> None:
    assert said({"number": "9"}).message == '`number` must be a whole number from 0 to 5, not "9"'
    assert said({"bounded": "2"}).message == '`bounded` must be a number above 0 and at most 1, not "2"'
    assert said({"choice": "gren"}).message == '`choice` must be one of: green, red, not "gren"'
    assert said({"choice": "gren"}).hint == "did you mean green?"
    assert said({"form": "A"}).message == '`form` must be small letters, not "A"'
    assert said({"range": []}).message == "`range` must have 2 entries, not 0"
    assert said({"pairs": ["x"]}).message.startswith("entry 1 of `pairs` must be a mapping")
    assert said({"txet": "x"}).hint == "did you mean text?"
    assert said({"id": "a", "kind": "b", "stem": "c"}, Item).message == "`topic` is missing"


def test_what_was_refused_before_is_not_said_again_but_never_passes() -> None:
    assert read({"text": FLAWED}) == (None, [])
    assert read({"pairs": [{"word": "x", "number": FLAWED}]}) == (None, [])
    assert read({"unknown": FLAWED}) == (None, [])
    assert read({"text": FLAWED, "number": "x"}) == (None, [("wrong-type", "number")])


@pytest.mark.parametrize("id", ["a\n", "\na", "a b", "A", "a..b", "-a", "a-", "é", "", "a" * 81])
def test_an_id_is_nothing_but_its_characters(id: str) -> None:
    found, problems = convert({"id": id, "kind": "k", "stem": "s", "topic": "1"}, Item, lambda field: Place(field))
    assert found is None
    assert [p.place.path for p in problems if p.place] == ["id"]


PLAIN = st.recursive(
    st.none() | st.text(max_size=6) | st.sampled_from(["1", "0.5", "true", "nan", "2026-01-01", "x", "core"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_anything_at_all_is_converted_or_explained(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from([Everything, Item, Stimulus, Kind]))
    names = st.sampled_from([*cls.__struct_fields__, "other"])
    value = data.draw(st.dictionaries(names, PLAIN, max_size=6) | PLAIN)
    found, problems = convert(value, cls, lambda field: Place(field))
    assert (found is None) == bool(problems)
    assert all(p.rule in RULES and p.message and p.hint for p in problems)


def _loose(kind: inspect.Type, path: str, seen: set[type]) -> Iterator[str]:
    """The paths of floats without bounds, which would take "nan" and "inf"."""
    kind = bare(kind)
    inner: list[tuple[inspect.Type, str]] = []
    match kind:
        case inspect.FloatType():
            if (kind.ge is None and kind.gt is None) or (kind.le is None and kind.lt is None):
                yield path
        case inspect.StructType() if kind.cls not in seen:
            seen.add(kind.cls)
            inner = [(each.type, f"{path}.{each.name}") for each in kind.fields]
        case inspect.UnionType():
            inner = [(each, path) for each in kind.types]
        case inspect.TupleType():
            inner = [(each, path) for each in kind.item_types]
        case inspect.VarTupleType() | inspect.ListType():
            inner = [(kind.item_type, path)]
        case inspect.DictType():
            inner = [(kind.value_type, path)]
    for each, where in inner:
        yield from _loose(each, where, seen)


WRITTEN = [
    *(*CLASSES.values(), KindSheet, Layout, ProfileSheet, ConfigSheet, BlueprintSheet, BankSheet, Header, Defaults),
    *(cast(Shape[Any], registry.get("kinds", name)).item for name in registry.names("kinds")),
]


@pytest.mark.parametrize("cls", WRITTEN, ids=lambda cls: cls.__name__)
def test_every_number_that_people_write_has_bounds(cls: type) -> None:
    assert list(_loose(inspect.type_info(cls), cls.__name__, set())) == []
