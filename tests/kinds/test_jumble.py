from __future__ import annotations

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.letters import letter
from packgen.kinds.jumble import jumbled, version_place
from packgen.model.draw import Draw


def draw(seed=1, version="A", item="q"):
    return Draw(seed, version, item)


@given(st.integers(2, 9), st.integers(0, 300), st.sampled_from(["", "A", "C"]))
def test_a_jumbled_order_is_an_order_and_never_the_one_given(count, seed, version):
    order = jumbled(count, draw(seed, version), "x")
    assert sorted(order) == list(range(count))
    assert order != list(range(count))


def test_all_orders_are_equally_likely():
    counts = Counter(tuple(jumbled(3, draw(seed), "x")) for seed in range(3000))
    assert len(counts) == 5
    assert min(counts.values()) > 500


@given(st.integers(0, 300), st.integers(3, 6))
def test_versions_differ_as_long_as_there_are_orders(seed, count):
    orders = [tuple(jumbled(count, draw(seed, letter(n)), "x")) for n in range(5)]
    assert len(set(orders)) == 5


def test_where_there_are_fewer_orders_than_versions_each_is_taken_in_turn():
    counts = Counter(tuple(jumbled(3, draw(1, letter(n)), "x")) for n in range(10))
    assert sorted(counts) == sorted(set(permutations(range(3))) - {(0, 1, 2)})
    assert set(counts.values()) == {2}


def test_an_order_that_tells_is_given_only_where_there_is_no_other():
    assert jumbled(2, draw(), "x", lambda order: True) == [0, 1]
    assert jumbled(1, draw(), "x") == [0]


def test_a_version_of_its_own_is_version_a():
    assert jumbled(8, draw(version=""), "x") == jumbled(8, draw(version="A"), "x")


@given(st.integers(0, 1000))
def test_versions_are_counted_as_they_are_lettered(n):
    assert version_place(letter(n)) == n
