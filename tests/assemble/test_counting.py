"""How many papers there are."""

from __future__ import annotations

import math
import random
from itertools import combinations

import pools
from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.brief import Brief
from packgen.assemble.counting import papers
from packgen.model.blueprint import Blueprint, Slot
from packgen.model.request import Request


def number(bank, *slots: Slot, **more: object):
    blueprint = Blueprint(name="t", purpose="", slots=slots, **more)
    return papers(Brief(bank, Request(blueprint=blueprint)).problem(), random.Random(1))


@given(st.lists(st.integers(1, 4), min_size=2, max_size=9), st.integers(1, 4), st.integers(1, 12))
def test_papers_are_counted_out(marks, count, total):
    bank = pools.pool(*(pools.written(f"i{n}", "describe", marks=m) for n, m in enumerate(marks)))
    least = max(0, count - 1)
    sizes = range(least, min(count, len(marks)) + 1)
    wanted = sum(sum(some) == total for size in sizes for some in combinations(marks, size))
    found = number(bank, Slot(count=(least, count)), marks=total)
    assert (found.number, found.exact) == (wanted, True)


def test_slots_multiply():
    bank = pools.mixed()
    found = number(bank, Slot(kinds=("multiple-choice",), count=4), Slot(kinds=("why",), count=2))
    assert (found.number, found.exact) == (math.comb(8, 4) * math.comb(8, 2), True)


def test_what_hangs_on_more_than_sums_is_estimated_to_two_figures():
    items = [pools.written(f"i{n}", enemies=(f"i{n + 1}",) if n % 2 == 0 else ()) for n in range(20)]
    found = number(pools.pool(*items), Slot(count=4))
    exact = math.comb(10, 4) * 2**4
    assert not found.exact
    assert abs(found.number - exact) < 0.15 * exact


def test_slots_that_overlap_count_a_paper_once():
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(8)))
    found = number(bank, Slot(kinds=("recall",)), Slot(kinds=("recall",), count=2))
    assert abs(found.number - math.comb(8, 3)) < 0.2 * math.comb(8, 3)
