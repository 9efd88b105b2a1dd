from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

PAIRS = [
    {"left": "Trotsky", "right": "Commissar for War"},
    {"left": "Zinoviev", "right": "Party leader in Leningrad"},
    {"left": "Stalin", "right": "General Secretary"},
]
DISTRACTORS = ["Head of the secret police", "Ambassador in Paris"]


def matching(pairs=PAIRS, distractors=DISTRACTORS, **fields):
    return item("matching-pairs", pairs=pairs, distractors=distractors, **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 500), st.sampled_from(["", "A", "B", "F"]))
def test_the_key_joins_each_left_side_to_its_own(seed, version):
    question = lowered(matching(), seed=seed, version=version)
    right = [plain_text(text) for text in response(question).right]
    assert [plain_text(text) for text in response(question).left] == [pair["left"] for pair in PAIRS]
    assert sorted(right) == sorted([*(pair["right"] for pair in PAIRS), *DISTRACTORS])
    for n, entry in enumerate(key(question).entries):
        letter, _, words = plain_text(entry.answer).partition(": ")
        assert entry.label == str(n + 1)
        assert words == PAIRS[n]["right"] == right["ABCDE".index(letter)]


@given(st.integers(0, 2000), st.booleans())
def test_the_right_side_never_stands_in_the_order_of_the_left(seed, distracted):
    question = lowered(matching(distractors=DISTRACTORS if distracted else []), seed=seed)
    right = [plain_text(text) for text in response(question).right]
    places = [right.index(pair["right"]) for pair in PAIRS]
    assert places != sorted(places)


@given(st.integers(0, 100))
def test_versions_have_right_sides_of_their_own(seed):
    orders = [response(lowered(matching(), seed=seed, version=version)).right for version in "ABCDEF"]
    assert len(set(orders)) == 6


def test_a_pair_is_worth_a_mark_unless_the_item_says_otherwise():
    assert lowered(matching()).paper.marks == 3
    assert plain_text(key(lowered(matching())).rule) == "1 mark for each."
    assert plain_text(key(lowered(matching(marks=6))).rule) == "2 marks for each."
    assert plain_text(key(lowered(matching(marks=1))).rule) == (
        "3 answers for 1 mark: share them out evenly and round down."
    )


def test_the_key_is_short():
    question = lowered(matching())
    letters = [plain_text(entry.answer)[0] for entry in key(question).entries]
    assert key(question).short == ", ".join(f"{n}\u00a0{c}" for n, c in enumerate(letters, 1))


@pytest.mark.parametrize(
    ("pairs", "distractors", "expected"),
    [
        ([], [], ("too-few-pairs", "pairs")),
        (PAIRS[:1], [], ("too-few-pairs", "pairs")),
        ([{"left": f"l{n}", "right": f"r{n}"} for n in range(13)], [], ("too-many-pairs", "pairs")),
        (PAIRS, [f"d{n}" for n in range(7)], ("too-many-distractors", "distractors")),
        ([*PAIRS, {"left": "Kamenev"}], [], ("half-pair", "pairs.3.right")),
        ([*PAIRS, {"right": "Editor"}], [], ("half-pair", "pairs.3.left")),
        ([*PAIRS, {"left": "stalin.", "right": "Editor"}], [], ("duplicate-pair", "pairs.3.left")),
        ([*PAIRS, {"left": "Kamenev", "right": "General  secretary"}], [], ("duplicate-pair", "pairs.3.right")),
        (PAIRS, ["Commissar for War"], ("right-distractor", "distractors.0")),
        (PAIRS, ["Editor", "Editor"], ("duplicate-distractor", "distractors.1")),
        (PAIRS, ["Editor", " "], ("empty-distractor", "distractors.1")),
    ],
)
def test_what_an_author_gets_wrong(pairs, distractors, expected):
    assert findings(matching(pairs, distractors)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(matching()) == []
    assert findings(matching(distractors=[])) == []
