from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import plain_text

ODD = {"text": "Trotsky", "odd": "He never belonged to the Triumvirate."}
OTHER = {"text": "Kamenev", "odd": "He was Trotsky's brother-in-law."}


def odd_one_out(*entries, **fields):
    return item("odd-one-out", entries=list(entries), **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 200), st.sampled_from(["", "A", "D"]))
def test_the_key_names_the_odd_one_wherever_it_stands(seed, version):
    question = lowered(odd_one_out("Zinoviev", "Stalin", ODD, OTHER), seed=seed, version=version)
    options = {option.id: plain_text(option.text) for option in response(question).options}
    assert [options[id] for id in key(question).options] == ["Trotsky"]
    assert plain_text(key(question).entries[1].answer) == ODD["odd"]


def test_another_entry_with_a_reason_is_accepted():
    question = lowered(odd_one_out("Zinoviev", "Stalin", ODD, OTHER))
    (accepted,) = key(question).entries[1].accept
    assert plain_text(accepted) == "Kamenev: He was Trotsky’s brother-in-law."
    assert plain_text(key(question).rule) == (
        "1 mark for the choice, 1 for the reason. Another entry counts if its reason holds."
    )


def test_there_are_lines_for_the_reason_unless_the_item_wants_none():
    assert response(lowered(odd_one_out("a", "b", ODD))).reason.lines == 2
    assert response(lowered(odd_one_out("a", "b", ODD, lines=4))).reason.lines == 4
    assert response(lowered(odd_one_out("a", "b", ODD, lines=0))).reason is None
    assert lowered(odd_one_out("a", "b", ODD, marks=4)).paper.marks == 4


def test_versions_have_orders_of_their_own():
    written = odd_one_out("Zinoviev", "Stalin", ODD, OTHER)
    assert len({response(lowered(written, version=version)).options for version in "ABCDEF"}) == 6


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ("too-few-entries", "entries")),
        (["a", ODD], ("too-few-entries", "entries")),
        ([*"abcdefgh", ODD], ("too-many-entries", "entries")),
        (["a", "b", "c", "d"], ("no-key", "entries")),
        ([ODD, OTHER, {"text": "x", "odd": "y"}], ("all-odd", "entries")),
        (["a", "A.", ODD], ("duplicate-entry", "entries.1")),
        (["a", " ", ODD], ("empty-entry", "entries.1")),
        (["a", "b", {**ODD, "text": ""}], ("empty-entry", "entries.2.text")),
    ],
)
def test_what_an_author_gets_wrong(entries, expected):
    assert findings(odd_one_out(*entries)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(odd_one_out("a", "b", "c", ODD)) == []
