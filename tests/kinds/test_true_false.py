from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

RIGHT = {"text": "Stalin joined the Triumvirate.", "answer": True}
WRONG = {"text": "Lenin died in 1922.", "answer": False, "correction": "He died in 1924.", "accept": ["In 1924."]}
OTHER = {"text": "Trotsky led the Red Army.", "answer": True}


def true_false(*statements, **fields):
    return item("true-false", statements=list(statements), **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 300), st.sampled_from(["", "A", "B"]))
def test_the_key_follows_the_statements(seed, version):
    question = lowered(true_false(RIGHT, WRONG, OTHER), seed=seed, version=version)
    texts = [plain_text(text) for text in response(question).statements]
    assert sorted(texts) == sorted(s["text"] for s in (RIGHT, WRONG, OTHER))
    for text, entry in zip(texts, key(question).entries, strict=True):
        assert plain_text(entry.answer) == ("False: He died in 1924." if text == WRONG["text"] else "True")
        assert [plain_text(words) for words in entry.accept] == (["In 1924."] if text == WRONG["text"] else [])
    letters = "".join("F" if text == WRONG["text"] else "T" for text in texts)
    assert key(question).short == ", ".join(f"{n}\u00a0{c}" for n, c in enumerate(letters, 1))


def test_versions_have_orders_of_their_own_and_a_fixed_one_stays():
    orders = {response(lowered(true_false(RIGHT, WRONG, OTHER), version=version)).statements for version in "ABCDEF"}
    assert len(orders) == 6
    fixed = {
        response(lowered(true_false(RIGHT, WRONG, OTHER, order="fixed"), version=version)).statements
        for version in "ABC"
    }
    assert [[plain_text(text) for text in texts] for texts in fixed] == [[s["text"] for s in (RIGHT, WRONG, OTHER)]]


def test_with_ticks_alone_there_is_nothing_to_correct():
    question = lowered(true_false(RIGHT, {"text": "x", "answer": False}, correct=False))
    assert not response(question).correct
    assert plain_text(key(question).rule) == "1 mark for each."
    assert sorted(plain_text(entry.answer) for entry in key(question).entries) == ["False", "True"]


def test_a_statement_is_worth_a_mark():
    question = lowered(true_false(RIGHT, WRONG))
    assert question.paper.marks == 2
    assert "only with its correction" in plain_text(key(question).rule)
    assert plain_text(key(lowered(true_false(RIGHT, WRONG, marks=4))).rule) == "2 marks for each."


@pytest.mark.parametrize(
    ("statements", "fields", "expected"),
    [
        ([], {}, ("no-statements", "statements")),
        ([{**RIGHT, "text": f"s{n}"} for n in range(21)], {}, ("too-many-statements", "statements")),
        ([RIGHT, {"text": "x"}], {}, ("no-key", "statements.1.answer")),
        ([RIGHT, {"text": "x", "answer": False}], {}, ("no-correction", "statements.1.correction")),
        ([{**RIGHT, "correction": "y"}, WRONG], {}, ("needless-correction", "statements.0.correction")),
        ([RIGHT, {**WRONG, "text": " "}], {}, ("empty-statement", "statements.1.text")),
        ([RIGHT, WRONG, RIGHT], {}, ("duplicate-statement", "statements.2.text")),
        ([RIGHT, OTHER, {"text": "x", "answer": True}], {}, ("one-sided-statements", "statements")),
    ],
)
def test_what_an_author_gets_wrong(statements, fields, expected):
    assert findings(true_false(*statements, **fields)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(true_false(RIGHT, WRONG, OTHER)) == []
    assert findings(true_false(RIGHT)) == []
