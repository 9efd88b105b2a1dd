from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

WORDS = ["Rykov", "Tomsky", "Kirov", "Radek"]


def mc(options=WORDS, key="a", **fields):
    return item("multiple-choice", options=list(options), key=key, **fields)


def printed(question):
    return [plain_text(option.text) for option in question.paper.parts[0].response.options]


def key_of(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 10_000), st.sampled_from("abcd"))
def test_the_key_follows_its_option(seed, key):
    question = lowered(mc(key=key), seed=seed)
    right = WORDS["abcd".index(key)]
    assert sorted(printed(question)) == sorted(WORDS)
    assert key_of(question).short == "ABCD"[printed(question).index(right)]
    assert plain_text(key_of(question).entries[0].answer) == right
    assert key_of(question).options == (key,)


def test_every_order_comes_up():
    orders = {tuple(printed(lowered(mc(WORDS[:3]), seed=seed))) for seed in range(60)}
    assert len(orders) == 6


def test_the_same_draw_gives_the_same_order_and_another_version_its_own():
    assert lowered(mc()) == lowered(mc())
    assert len({tuple(printed(lowered(mc(), version=v))) for v in "ABCDEFGH"}) > 1


@given(st.integers(0, 1000))
def test_pinned_options_stay_last(seed):
    options = [WORDS[0], {"text": "Someone else", "pin": "last"}, WORDS[1], "None of the above"]
    question = lowered(mc(options), seed=seed)
    assert printed(question)[2:] == ["Someone else", "None of the above"]
    assert question.paper.parts[0].response.movable == (True, True, False, False)


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["1927", "1922", "1924"], ["1922", "1924", "1927"]),
        (["May 1924", "1922", "January 1924"], ["1922", "January 1924", "May 1924"]),
        (["1,200", "90", "340"], ["90", "340", "1,200"]),
        (["£5", "£1.50", "£20"], ["£1.50", "£5", "£20"]),
        (["12 km", "3 km", "None of these"], ["3 km", "12 km", "None of these"]),
        (["False", "True"], ["False", "True"]),
    ],
)
def test_numbers_and_dates_ascend_by_themselves(options, order):
    for seed in range(5):
        question = lowered(mc(options), seed=seed)
        assert [text.replace("\u00a0", " ") for text in printed(question)] == order
        assert question.paper.parts[0].response.movable == ()


def test_the_author_may_fix_or_shuffle():
    assert printed(lowered(mc(order="fixed"))) == WORDS
    assert len({tuple(printed(lowered(mc(["1", "2", "3"], order="shuffle"), seed=s))) for s in range(20)}) > 1


def test_several_keys():
    question = lowered(mc(key=["B", "d"]))
    assert (question.paper.marks, question.paper.parts[0].response.choose) == (2, 2)
    assert set(key_of(question).short.split()) == {
        "ABCD"[printed(question).index(WORDS[1])],
        "ABCD"[printed(question).index(WORDS[3])],
    }


def test_reasons_are_for_teachers():
    question = lowered(mc([WORDS[0], {"text": WORDS[1], "reason": "He led the unions."}]))
    assert "unions" not in repr(question.paper)
    (told,) = key_of(question).distractors
    assert (told.option, plain_text(told.text), plain_text(told.reason)) == ("b", "Tomsky", "He led the unions.")


@pytest.mark.parametrize(
    ("options", "fields", "expected"),
    [
        (WORDS, {"key": ""}, ("no-key", "key")),
        (WORDS, {"key": "e"}, ("unknown-key", "key")),
        (WORDS, {"key": ["a", "a"]}, ("duplicate-key", "key")),
        (WORDS[:2], {"key": ["a", "b"]}, ("all-options-right", "key")),
        (WORDS[:1], {}, ("too-few-options", "options")),
        ([], {}, ("too-few-options", "options")),
        ([str(n) for n in range(11)], {}, ("too-many-options", "options")),
        (["x", "x "], {}, ("duplicate-option", "options.1")),
        (["x", {"text": " "}], {}, ("empty-option", "options.1.text")),
        (["x", {"text": "y", "id": "a"}], {}, ("duplicate-option-id", "options.1.id")),
        (["x", "y", "Both A and B"], {}, ("option-names-letters", "options.2")),
        (WORDS, {"order": "ascending"}, ("no-ascending-order", "order")),
    ],
)
def test_what_an_author_gets_wrong(options, fields, expected):
    assert findings(mc(options, **fields)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(mc()) == findings(mc(["CO", "Co"])) == []
