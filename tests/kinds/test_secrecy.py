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
PAIRS = [{"left": "A", "right": "1"}, {"left": "B", "right": "2"}]
STATEMENTS = [
    {"text": "A", "answer": True, "accept": [CANARY]},
    {"text": "B", "answer": False, "correction": f"No, {CANARY}"},
]
CARDS = [{"text": c, "category": "XY"[n % 2]} for n, c in enumerate("abcd")]
HEIGHTS = [{"date": f"192{n}", "event": c, "value": n, "reason": CANARY} for n, c in enumerate("abc")]
BRANCHES = [
    {"label": "A", "points": ["x"], "give": "all"},
    {"label": "B", "points": [CANARY], "give": "label"},
    {"label": CANARY, "points": [CANARY]},
]
ASPECTS = [{"name": "Origin", "points": [CANARY]}, {"name": "Purpose", "ask": "Why?", "points": [CANARY, CANARY]}]
ORDER = [{"event": name, "date": f"192{n}"} for n, name in enumerate("ABC")]


def short():
    return item("short-answer", id="q.a", scheme={"answers": [CANARY]})


ITEMS = {
    "points": lambda: item("describe-two", scheme=SCHEME),
    "levels": lambda: item("explain-why", scheme=SCHEME),
    "answers": short,
    "choice": lambda: item("multiple-choice", options=["x", {"text": "y", "reason": CANARY}], key="a"),
    "timeline": lambda: item("timeline", mode="fill", events=EVENTS, scheme={"guidance": CANARY}),
    "matching": lambda: item("matching-pairs", pairs=PAIRS, scheme={"guidance": CANARY}),
    "gaps": lambda: item("gap-fill", text=f"Lenin died in [[1924|{CANARY}]].", scheme={"guidance": CANARY}),
    "gaps without a bank": lambda: item("gap-fill", text=f"**He [[{CANARY}]]** and\n\n- [[1924|{CANARY}]]", bank=False),
    "verdicts": lambda: item("true-false", statements=STATEMENTS),
    "number": lambda: item("calculation", stem="Add 7 and 9.", answer="7 + 9", scheme=SCHEME),
    "odd": lambda: item("odd-one-out", entries=["A", "B", {"text": "C", "odd": CANARY}, {"text": "D", "odd": CANARY}]),
    "order": lambda: item("chronological-order", events=ORDER, scheme={"guidance": CANARY}),
    "cards": lambda: item("card-sort", cards=CARDS, categories=["X", "Y"], scheme={"guidance": CANARY}),
    "diamond": lambda: item("diamond-nine", statements=list("abcdefghi"), scheme=SCHEME),
    "graph": lambda: item("living-graph", events=HEIGHTS),
    "map": lambda: item("mind-map", centre="C", branches=BRANCHES),
    "scale": lambda: item("timeline", mode="scale", scale=10, events=EVENTS[:2], scheme={"guidance": CANARY}),
    "annotation": lambda: item("source-annotation", stimuli=["s"], aspects=ASPECTS),
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


@given(seed=st.integers(0, 200))
def test_dates_of_events_to_put_in_order_stand_in_the_key_alone(seed):
    question = lowered(item("chronological-order", events=ORDER), seed=seed)
    assert "192" not in repr(question.paper)


@given(answer=st.booleans())
def test_a_statement_looks_the_same_whether_it_is_true_or_false(answer):
    statements = [{"text": "A", "answer": answer, "correction": "" if answer else "B"}, {"text": "C", "answer": True}]
    plain = lowered(item("true-false", statements=[{"text": "A", "answer": True}, {"text": "C", "answer": True}]))
    assert lowered(item("true-false", statements=statements)).paper == plain.paper


@given(odd=st.integers(0, 3), seed=st.integers(0, 50))
def test_entries_look_the_same_whichever_is_the_odd_one(odd, seed):
    def written(n):
        return item("odd-one-out", entries=[{"text": c, "odd": "x"} if k == n else c for k, c in enumerate("ABCD")])

    assert lowered(written(odd), seed=seed).paper == lowered(written(0), seed=seed).paper
