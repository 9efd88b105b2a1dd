"""The order of questions in versions."""

from __future__ import annotations

from collections import Counter
from itertools import permutations as every_order

import pools
from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.order import orders, permutations, version_names
from packgen.model.item import Stimulus

STIMULI = tuple(Stimulus(id=f"s{n}", text="...") for n in range(3))


def versions(items, count: int, seed: int = 0) -> list[list[str]]:
    bank = pools.pool(*items, stimuli=STIMULI)
    made = orders(bank, [bank.items[item.id] for item in items], version_names(count), seed)
    return [[located.value.id for located in one] for one in made]


def test_names():
    assert version_names(1) == ("",)
    assert version_names(3) == ("A", "B", "C")
    assert version_names(28)[25:] == ("Z", "AA", "AB")


def test_a_single_version_keeps_the_order_chosen():
    items = [pools.written(id) for id in "cab"]
    assert versions(items, 1) == [["c", "a", "b"]]


def test_pins_hold_in_every_version():
    items = [pools.written(f"q{n}") for n in range(6)]
    items[4] = pools.written("q4", pin="first")
    items[1] = pools.written("q1", pin="last")
    for count in (1, 8):
        for one in versions(items, count):
            assert (one[0], one[-1]) == ("q4", "q1")


@st.composite
def papers(draw: st.DrawFn):
    """Some questions of three kinds, some of them about sources, some pinned."""
    made = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["recall", "describe", "source"]),
                st.lists(st.sampled_from(["s0", "s1", "s2"]), max_size=2, unique=True),
                st.sampled_from([None, None, None, None, "first", "last"]),
            ),
            min_size=1,
            max_size=9,
        )
    )
    return [pools.written(f"q{n}", kind, stimuli=tuple(s), pin=pin) for n, (kind, s, pin) in enumerate(made)]


@given(papers(), st.integers(2, 6), st.integers(0, 10**6))
def test_versions_differ_in_nothing_but_the_places_of_equals(items, count, seed):
    by_id = {item.id: item for item in items}
    made = versions(items, count, seed)
    for one in made:
        assert sorted(one) == sorted(by_id)
        assert [by_id[id].kind for id in one] == [by_id[id].kind for id in made[0]]
        for stimulus in ("s0", "s1", "s2"):
            users = [n for n, id in enumerate(one) if stimulus in by_id[id].stimuli]
            between = one[users[0] : users[-1] + 1] if users else []
            assert all(by_id[id].stimuli for id in between)


@given(papers(), st.integers(0, 10**6))
def test_three_versions_are_the_first_of_five(items, seed):
    assert versions(items, 3, seed) == versions(items, 5, seed)[:3]


def test_the_inside_of_a_source_set_stays_in_order():
    items = [pools.written(f"{s}{n}", "source", stimuli=(s,)) for s in ("s0", "s1") for n in (1, 2, 3)]
    for one in versions(items, 4):
        assert one in ([item.id for item in items], [item.id for item in items[3:] + items[:3]])


def test_versions_differ_where_they_can():
    two = [pools.written("a"), pools.written("b")]
    for seed in range(30):
        first, second, third = versions(two, 3, seed)
        assert first != second != third
    six = [pools.written(f"q{n}") for n in range(3)]
    assert len({tuple(one) for one in versions(six, 6, 1)}) == 6


def test_every_order_is_equally_likely_in_every_version():
    rounds = 3000
    for version in range(3):
        seen = Counter(permutations("abc", ("A", "B", "C"), seed, "order")[version] for seed in range(rounds))
        expected = rounds / 6
        off = sum((seen[one] - expected) ** 2 / expected for one in every_order("abc"))
        assert off < 20.5  # chi-square, 5 df, p = 0.001


def test_every_order_is_equally_likely_over_twenty_thousand_draws():
    seen = Counter(permutations("abcd", ("A",), seed, "order")[0] for seed in range(20_000))
    expected = 20_000 / 24
    off = sum((seen[order] - expected) ** 2 / expected for order in every_order("abcd"))
    assert off < 49.8  # chi-square, 23 df, p = 0.001
