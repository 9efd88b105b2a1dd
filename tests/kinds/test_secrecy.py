"""What pupils get never holds what marks them."""

from __future__ import annotations

import pytest
from authoring import item, lowered
from hypothesis import given
from hypothesis import strategies as st

CANARY = "canary"
SCHEME = {
    "points": [f"{CANARY} 1", f"{CANARY} 2"],
    "indicative": [{"heading": f"{CANARY} 3", "points": [f"{CANARY} 4"]}],
    "accept": [f"{CANARY} 5"],
    "reject": [f"{CANARY} 6"],
    "guidance": f"{CANARY} 7",
    "caps": [f"{CANARY} 8"],
}
EVENTS = [
    {"date": "1922", "event": "One", "accept": [CANARY]},
    {"date": "1923", "event": "Two", "accept": [CANARY]},
    {"date": "1924", "event": f"Three {CANARY}", "blank": "event"},
]


def short():
    return item("short-answer", id="q.a", scheme={"answers": [CANARY]})


ITEMS = {
    "points": lambda: item("describe-two", scheme=SCHEME),
    "levels": lambda: item("explain-why", scheme=SCHEME),
    "answers": short,
    "choice": lambda: item("multiple-choice", options=["x", {"text": "y", "reason": CANARY}], key="a"),
    "timeline": lambda: item("timeline", mode="fill", events=EVENTS, scheme={"guidance": CANARY}),
    "factors": lambda: item(
        "research-factors",
        factors=["A", {"name": "B", "notes": [CANARY]}],
        scheme=SCHEME,
        explain={"scheme": SCHEME},
        table={"scheme": SCHEME},
    ),
    "structured": lambda: item("structured", parts=(short(), item("essay", id="q.b", scheme=SCHEME))),
}


@pytest.mark.parametrize("name", ITEMS)
@given(seed=st.integers(0, 200))
def test_the_paper_holds_nothing_of_the_scheme(name, seed):
    question = lowered(ITEMS[name](), seed=seed)
    assert CANARY not in repr(question.paper)
    assert CANARY in repr(question.scheme)


@given(key=st.sampled_from("abcd"))
def test_a_fixed_choice_looks_the_same_whatever_its_key(key):
    options = ["w", "x", "y", "z"]
    first = lowered(item("multiple-choice", options=options, key="a"))
    assert lowered(item("multiple-choice", options=options, key=key)).paper == first.paper
