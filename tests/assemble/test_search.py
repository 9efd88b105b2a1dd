"""The search: exact totals, no foes, spread, and proofs that hold."""

from __future__ import annotations

import time
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.search import Candidate, Goal, nearest, reachable, search
from packgen.model.draw import Draw

KINDS = ("mc", "describe", "why", "essay")


def candidate(n: int, kind: str, marks: int, topic: str = "1", seed: int = 0) -> Candidate:
    return Candidate(f"i{n}", kind, topic, marks, Draw(seed, "", f"i{n}").rank("choose"))


@st.composite
def banks(draw: st.DrawFn) -> tuple[list[Candidate], dict[str, frozenset[str]]]:
    """Up to nine candidates of four kinds, with some enemies."""
    made = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 8), st.sampled_from("123")), max_size=9))
    cands = [candidate(n, kind, marks, topic) for n, (kind, marks, topic) in enumerate(made)]
    foes: dict[str, set[str]] = {}
    pairs = list(combinations([c.id for c in cands], 2))
    for a, b in draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else ():
        foes.setdefault(a, set()).add(b)
        foes.setdefault(b, set()).add(a)
    return cands, {id: frozenset(names) for id, names in foes.items()}


def every_set(cands: list[Candidate], foes: dict[str, frozenset[str]]) -> list[tuple[Candidate, ...]]:
    return [
        some
        for n in range(len(cands) + 1)
        for some in combinations(cands, n)
        if not any(b.id in foes.get(a.id, ()) for a, b in combinations(some, 2))
    ]


def fits(some: tuple[Candidate, ...], goal: Goal) -> bool:
    return (
        goal.marks in (None, sum(c.marks for c in some))
        and goal.count in (None, len(some))
        and goal.cover <= {c.kind for c in some}
    )


@given(banks(), st.one_of(st.none(), st.integers(1, 30)), st.one_of(st.none(), st.integers(1, 6)), st.data())
def test_the_search_finds_a_set_exactly_where_there_is_one(bank, marks, count, data):
    if marks is None and count is None:
        count = 3
    cands, foes = bank
    kinds = sorted({c.kind for c in cands})
    goal = Goal(marks, count, cover=frozenset(data.draw(st.sets(st.sampled_from(kinds))) if kinds else ()))
    outcome = search(cands, goal, foes, dict.fromkeys(kinds, 1))
    possible = any(fits(some, goal) for some in every_set(cands, foes))
    if outcome.chosen is None:
        assert not (possible and outcome.proved)
        assert outcome.proved, "nine candidates are few enough to be searched through"
    else:
        assert fits(outcome.chosen, goal)
        ids = [c.id for c in outcome.chosen]
        assert len(set(ids)) == len(ids)
        assert not any(b in foes.get(a, ()) for a, b in combinations(ids, 2))


@given(banks(), st.integers(1, 40))
def test_reachable_totals_are_the_totals_of_sets(bank, top):
    cands, _ = bank
    stock: dict[str, dict[int, int]] = {}
    for c in cands:
        stock.setdefault(c.kind, {}).setdefault(c.marks, 0)
        stock[c.kind][c.marks] += 1
    bits = reachable(stock, Goal(top).mask())
    totals = {sum(c.marks for c in some) for some in every_set(cands, {})}
    assert {n for n in range(top + 1) if bits >> n & 1} == {t for t in totals if t <= top}


def test_nearest_totals_go_outwards_and_skip_nothing():
    bits = sum(1 << total for total in (0, 4, 8, 20))
    assert list(nearest(bits, 10, -1)) == [8, 4]
    assert list(nearest(bits, 10, 1)) == [20]


def test_caps_on_kinds_are_kept():
    cands = [candidate(n, kind, 1) for n, kind in enumerate(["mc"] * 5 + ["why"] * 2)]
    outcome = search(cands, Goal(count=3, most={"mc": 1, "why": 2}), {}, {"mc": 1, "why": 1})
    assert Counter(c.kind for c in outcome.chosen) == {"mc": 1, "why": 2}
    assert search(cands, Goal(count=4, most={"mc": 1, "why": 2}), {}, {"mc": 1, "why": 1}).proved


def test_kinds_and_topics_are_spread():
    cands = [candidate(n, KINDS[n % 4], 1, str(n // 4 % 5)) for n in range(200)]
    outcome = search(cands, Goal(count=20), {}, dict.fromkeys(KINDS, 1))
    assert set(Counter(c.kind for c in outcome.chosen).values()) == {5}
    assert set(Counter(c.topic for c in outcome.chosen).values()) == {4}


def test_a_kind_can_take_several_items_in_one_turn():
    cands = [candidate(n, KINDS[n % 2], 1 + 3 * (n % 2)) for n in range(40)]
    outcome = search(cands, Goal(marks=16), {}, {"mc": 4, "describe": 1})
    assert Counter(c.kind for c in outcome.chosen) == {"mc": 8, "describe": 2}


@pytest.mark.parametrize("goal", [Goal(marks=60), Goal(count=30), Goal(marks=60, count=12), Goal(marks=1000)])
def test_ten_thousand_candidates_are_quick(goal):
    marks = {"mc": 1, "describe": 4, "why": 12, "essay": 20}
    cands = [candidate(n, KINDS[n % 4], marks[KINDS[n % 4]], f"1.{n % 37}") for n in range(10_000)]
    start = time.perf_counter()
    outcome = search(cands, goal, {}, dict.fromkeys(KINDS, 1))
    assert outcome.chosen is not None
    assert time.perf_counter() - start < 2


def test_every_item_of_a_class_is_equally_likely():
    hits: Counter[str] = Counter()
    for seed in range(4000):
        cands = [candidate(n, "mc", 1, seed=seed) for n in range(8)]
        hits.update(c.id for c in search(cands, Goal(marks=2), {}, {"mc": 1}).chosen)
    expected = 4000 * 2 / 8
    assert sum((hits[f"i{n}"] - expected) ** 2 / expected for n in range(8)) < 24.3  # chi-square, 7 df, p = 0.001
