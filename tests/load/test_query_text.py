"""Queries: what they mean, what is said where they can't be understood, and that an index answers them alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import write
from hypothesis import given
from hypothesis import strategies as st
from test_index import ITEMS, MORE

from packgen.diagnostics import PackgenError
from packgen.load.index.door import open_pool
from packgen.load.pool import load_pool
from packgen.load.query_text import FIELDS, parse
from packgen.load.rows import rows
from packgen.model.pool import ItemPool
from packgen.model.query import Either, Every, Id, InTopic, Marks, Not, Used, Word
from packgen.model.row import Wanted


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> tuple[ItemPool, ItemPool]:
    """A bank as it is and through its index."""
    root = write(tmp_path_factory.mktemp("bank"), items=ITEMS, more=MORE)
    return load_pool([root])[0], open_pool([root], large=1)[0]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Every(())),
        ("lenin's will", Every((Word(("lenin", "s"), False), Word(("will",), False)))),
        ('"Lenin Enrolment"', Word(("lenin", "enrolment"), True)),
        ("“Lenin Enrolment”", Word(("lenin", "enrolment"), True)),
        ("topic:1.1 marks:8..12", Every((InTopic("1.1"), Marks(8, 12)))),
        ("marks:8..", Marks(8, None)),
        ("marks:8-12", Marks(8, 12)),
        ("-used:90d", Not(Used("", 90))),
        ("used:10B/6w", Used("10B", 42)),
        ("used:10D or used:10d", Either((Used("10D", None), Used("", 10)))),
        ("a b or c", Either((Every((Word(("a",), False), Word(("b",), False))), Word(("c",), False)))),
        ("a (b or c)", Every((Word(("a",), False), Either((Word(("b",), False), Word(("c",), False)))))),
        ("not id:who* and (topic:1,2)", Every((Not(Id("who*")), Either((InTopic("1"), InTopic("2")))))),
    ],
)
def test_a_query_says_what_it_looks_like(text: str, query: object) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("topic:1.1 mraks:8", "unknown-field", "mraks"),
        ("marks:12..8", "bad-query", "12..8"),
        ("marks:many", "bad-query", "many"),
        ("(topic:1", "bad-query", "("),
        ("topic:1)", "bad-query", ")"),
        ('who "led', "bad-query", '"'),
        ("status:alive", "bad-query", "alive"),
        ("kind:short-anwser", "unknown-kind", "short-anwser"),
        ("topic:1,9", "unknown-topic", "9"),
        ("board:aqq", "unknown-board", "aqq"),
        ("tag:skill=recal", "unknown-tag", "skill=recal"),
        ("stimulus:leter", "unknown-stimulus", "leter"),
        ("?!", "bad-query", "?!"),
        ("id:[a]", "bad-query", "[a]"),
    ],
)
def test_a_fault_is_marked_where_it_stands(pools: tuple[ItemPool, ItemPool], text: str, rule: str, marked: str) -> None:
    with pytest.raises(PackgenError) as caught:
        parse(text, pools[0])
    (problem,) = caught.value.diagnostics
    assert problem.rule == rule
    _, shown, marks = problem.message.split("\n")
    assert shown[marks.index("^") : len(marks)] == marked
    assert problem.hint


def test_all_faults_of_a_query_are_told_at_once() -> None:
    with pytest.raises(PackgenError) as caught:
        parse("mraks:8 status:alive marks:x")
    assert len(caught.value.diagnostics) == 3


def understood(text: str) -> bool:
    try:
        parse(text)
    except PackgenError:
        return False
    return True


def told(text: str) -> bool:
    with pytest.raises(PackgenError) as caught:
        parse(text)
    return all(problem.message for problem in caught.value.diagnostics)


def test_no_text_is_more_than_a_query_or_a_message() -> None:
    for text in ("(" * 500, "-" * 3000, "marks:" + "9" * 400, "not " * 300 + "a", "a:" * 50, ")(", "or"):
        assert understood(text) or told(text)


TERMS = st.sampled_from(
    [
        *(
            "who",
            "LÉNIN",
            '"who led"',
            "power",
            "die",
            "two",
            "x",
            "topic:1",
            "topic:1.1",
            "topic:2,1",
            "kind:structured",
        ),
        *(
            "kind:structured",
            "kind:short-answer",
            "board:aqa",
            "board:edexcel",
            "board:school",
            "marks:1",
            "marks:2..8",
            "marks:..3",
        ),
        *("facility:0.1..", "tag:skill=RECALL", "tag:skill", "ao:AO1", "ao:ao3", "stimulus:letter", "status:draft"),
        *("status:live", "tier:core", "author:ann", 'author:"Ann Bee"', "fact:F-7", "id:w*", "id:?ho", "tag:board=aqa"),
    ]
)
PIECES = [*'()"“”:-.,=* ', *FIELDS, "or", "not", "1", "d", "9..", "é"]
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" or ".join),
        inner.map(lambda query: f"({query})"),
        inner.map(lambda query: f"-({query})"),
    ),
    max_leaves=5,
)


@given(QUERIES, st.sampled_from(["", "aqa", "edexcel", "school"]), st.sampled_from(["", "live"]))
def test_an_index_finds_what_the_bank_does(
    pools: tuple[ItemPool, ItemPool], text: str, board: str, status: str
) -> None:
    plain, indexed = pools
    wanted = Wanted(query=parse(text, plain), status=status)
    assert rows(indexed, wanted, board) == rows(plain, wanted, board)


@given(
    st.lists(st.sampled_from([*'()"“”:-.,=* ', *FIELDS, "or", "not", "1", "d", "9..", "é"]), max_size=30).map("".join)
)
def test_any_text_is_a_query_or_a_message(text: str) -> None:
    assert understood(text) or told(text)


def test_every_field_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "queries.md").read_text("utf-8")
    assert all(f"`{field}:" in page for field in FIELDS)
