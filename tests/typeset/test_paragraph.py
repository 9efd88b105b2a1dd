from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.typeset.paragraph import (
    ALONE,
    NARROW,
    SHORT_COST,
    SHORT_IN_NARROW,
    SHORT_IN_WIDE,
    Measured,
    break_lines,
)

boxes = st.lists(
    st.builds(
        Measured, st.floats(1, 60), st.sampled_from([0.0, 3.0, 3.5]), st.booleans(), st.sampled_from([0.0, 400.0])
    ),
    max_size=9,
)


def words(*widths: float) -> list[Measured]:
    return [Measured(width, 3.0) for width in widths]


def widths(row, ends):
    starts = [0, *ends[:-1]]
    return [sum(b.width + b.space for b in row[a:z]) - row[z - 1].space for a, z in zip(starts, ends, strict=True)]


def cost(row, ends, measure):
    short = measure * (SHORT_IN_NARROW if measure < NARROW else SHORT_IN_WIDE)
    total = 0.0
    start = 0
    for end, width in zip(ends, widths(row, ends), strict=True):
        stretch_ends = end == len(row) or row[end - 1].forced
        alone = start == 0 or row[start - 1].forced
        if not stretch_ends:
            total += (measure - width) ** 2 + row[end - 1].cost
        elif not alone:
            total += SHORT_COST * max(0.0, short - width) ** 2
            total += (ALONE * measure) ** 2 if end - start == 1 else 0.0
        start = end
    return total


def test_no_boxes_no_lines():
    assert break_lines([], 100) == []


def test_what_fits_one_line_stays_on_one():
    assert break_lines(words(20, 20, 20), 66) == [3]


def test_slack_is_shared_out():
    # Greedily the lines would be 40 and 10 wide after one of 86; least squares evens them out.
    row = words(40, 43, 30, 20, 90, 30)
    assert widths(row, break_lines(row, 100)) == [86, 53, 90, 30]


def test_a_short_last_line_draws_words_down():
    row = words(*[20] * 9)
    assert widths(row, break_lines(row, 182)) == [135, 66]


def test_a_last_word_does_not_stand_alone_in_a_wide_column():
    row = words(*[30] * 13, 35)
    assert widths(row, break_lines(row, 13 * 33)) == [12 * 33 - 3, 68]


def test_a_long_last_word_does_not_stand_alone_either():
    row = words(*[30] * 13, 120)
    assert widths(row, break_lines(row, 13 * 33)) == [12 * 33 - 3, 153]


def test_a_box_too_wide_stands_alone():
    assert break_lines(words(20, 300, 20), 100) == [1, 2, 3]


@given(boxes)
def test_forced_ends_are_kept(row):
    ends = break_lines(row, 100)
    assert {n for n, box in enumerate(row, 1) if box.forced} <= set(ends)


@given(boxes, st.sampled_from([60.0, 100.0, 250.0]))
def test_no_way_to_break_is_better(row, measure):
    ends = break_lines(row, measure)
    if not row:
        return
    must = {n for n, box in enumerate(row, 1) if box.forced} | {len(row)}
    free = [n for n in range(1, len(row)) if n not in must]
    best = None
    for r in range(len(free) + 1):
        for chosen in itertools.combinations(free, r):
            candidate = sorted(must | set(chosen))
            if all(width <= measure + 0.01 for width in widths(row, candidate)):
                price = (len(candidate), cost(row, candidate, measure))
                best = price if best is None or price < best else best
    assert (len(ends), cost(row, ends, measure)) == pytest.approx(best)
