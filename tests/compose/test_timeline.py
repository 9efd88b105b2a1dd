from __future__ import annotations

import itertools

import pytest
from blocks import every, words
from hypothesis import assume, given
from hypothesis import strategies as st
from specimens import EVENTS, layout, said, slots

from packgen.compose.room import Room
from packgen.compose.timeline import blocks
from packgen.compose.timeline_axis import axis_for
from packgen.compose.timeline_places import leaders, places, slot_width
from packgen.compose.wording import Wording
from packgen.model.document import Columns, Figure, Table
from packgen.model.drawing import Dot, Drawing, Frame, Stroke, Words
from packgen.model.response import Timeline

MEASURE = 168.0


def made(response, measure=MEASURE):
    return blocks(response, Room(measure), Wording(layout("worksheet")))


def drawing(response, measure=MEASURE):
    (figure,) = every(made(response, measure), Figure)
    assert isinstance(figure.content, Drawing)
    return figure.content


def boxes(drawn):
    return [shape for shape in drawn.shapes if isinstance(shape, Frame) and shape.width]


def fill(*events, start=1922.0, end=1930.0):
    return Timeline("fill", start, end, slots(*events))


def test_eight_boxes_stand_four_above_and_four_below_in_the_house_measures():
    drawn = drawing(fill(*EVENTS))
    found = boxes(drawn)
    assert [round(box.w, 2) for box in found] == [40.5] * 8
    assert {box.h for box in found} == {20.0}
    assert sorted({round(box.x, 2) for box in found}) == [0.0, 42.5, 85.0, 127.5]
    assert len({box.y for box in found}) == 2
    assert drawn.width == MEASURE
    assert sum(isinstance(shape, Dot) for shape in drawn.shapes) == 8


def test_years_are_centred_in_their_year():
    axis = axis_for(1922, 1930, [], MEASURE)
    assert axis.scale == 20.0
    assert [(label.year, label.x - axis.x(label.year)) for label in axis.labels()] == [
        (y, 10.0) for y in range(1922, 1930)
    ]


def test_a_long_span_is_labelled_every_few_years():
    axis = axis_for(1903, 1930, [], MEASURE)
    assert [label.year for label in axis.labels()] == [1905, 1910, 1915, 1920, 1925, 1930]
    assert all(4 <= label.x <= MEASURE - 4 for label in axis.labels())


def test_round_years_are_round_as_they_are_called():
    axis = axis_for(-43, 15, [], MEASURE)
    assert [label.year for label in axis.labels()] == [-39, -29, -19, -9, 10]  # 40 BC ... 10 BC, 10
    strong = {tick.x for tick in axis.ticks() if tick.strong}
    assert {label.x for label in axis.labels()} <= strong


@given(st.integers(-500, 2000), st.integers(1, 2000), st.floats(60, 400))
def test_labels_never_touch_and_stay_on_the_page(start, years, measure):
    axis = axis_for(start, start + years, [], measure)
    xs = [label.x for label in axis.labels()]
    assert all(b - a >= 8.4 for a, b in itertools.pairwise(xs))
    assert all(-0.01 <= x <= measure + 0.01 for x in xs)
    assert len(axis.ticks()) < 2000
    assert 0 <= axis.left < axis.right <= measure + 0.01


@given(st.lists(st.floats(3, 165), min_size=1, max_size=14), st.sets(st.integers(0, 168)))
def test_boxes_keep_the_order_of_their_dates_on_each_side_and_leaders_never_cross(xs, blocked):
    xs = sorted(xs)
    placed = places(xs, MEASURE, lambda x: int(x) in blocked)
    assert placed is not None
    assert len(set(placed)) == len(xs)
    lines = leaders(xs, placed, MEASURE)
    for above in (True, False):
        side = [(line, place) for line, place in zip(lines, placed, strict=True) if place.above is above]
        for (first, left), (second, right) in itertools.pairwise(side):
            assert left.left < right.left
            assert first.to < second.to + 0.01
            bent_into = first.bent and first.to > first.x and first.to > second.x + 0.01 and second.x > first.x
            if bent_into and second.bent and second.to > second.x:
                assert first.level > second.level


@given(st.lists(st.floats(1922, 1929.99), min_size=1, max_size=12, unique=True))
def test_every_event_finds_a_box_inside_the_drawing_and_boxes_do_not_overlap(moments):
    response = fill(*((at, f"date {n}", "") for n, at in enumerate(sorted(moments))))
    assume(list(every(made(response), Figure)))
    drawn = drawing(response)
    assert len(boxes(drawn)) == len(moments)
    stand_apart(drawn)


def stand_apart(drawn):
    found = boxes(drawn)
    for box in found:
        assert box.x >= -0.01
        assert box.y >= -0.01
        assert box.x + box.w <= drawn.width + 0.01
        assert box.y + box.h <= drawn.height + 0.01
    for one, other in itertools.combinations(found, 2):
        apart = one.x + one.w <= other.x + 0.01 or other.x + other.w <= one.x + 0.01
        assert apart or one.y + one.h <= other.y + 0.01 or other.y + other.h <= one.y + 0.01


@pytest.mark.parametrize("measure", [60.0, 100.0, 168.0, 173.9, 255.0])
def test_boxes_fill_the_measure_of_any_paper(measure):
    width = slot_width(measure)
    count = round((measure + 2) / (width + 2))
    assert width >= 38
    assert count * width + (count - 1) * 2 == pytest.approx(measure)


def test_more_events_than_places_make_a_table():
    events = [(1922 + n / 4, f"date {n}", "") for n in range(24)]
    (table,) = every(made(fill(*events)), Table)
    assert len(table.rows) == 24
    assert not list(every(made(fill(*events)), Figure))


def test_a_blank_has_a_rule_to_write_on_and_no_answer():
    drawn = drawing(fill((1922.25, "", "Stalin becomes General Secretary"), (1924.05, "January 1924", "")))
    texts = [words(shape) for shape in drawn.shapes if isinstance(shape, Words)]
    assert texts[8:] == ["Date", "Stalin becomes General Secretary", "January 1924"]
    rules = [s for s in drawn.shapes if isinstance(s, Stroke) and s.y1 == s.y2 and s.width < 1]
    assert len(rules) == 3


def test_a_jumbled_timeline_letters_its_bank_and_asks_for_letters():
    response = Timeline(
        "jumbled", 1922.0, 1925.0, slots((1922.2, "1922", ""), (1924.0, "1924", "")), (said("x"), said("y"))
    )
    (table,) = every(made(response), Table)
    assert table.boxed
    assert len(table.rows) == 1
    assert " ".join(words(table).split()) == "A x B y"
    assert words(drawing(response)).count("Letter") == 2


def test_dots_that_would_merge_make_a_table():
    events = [(1928 + n / 24, f"date {n}", "") for n in range(4)]
    (table,) = every(made(fill((1903.0, "1903", ""), *events, start=1903.0)), Table)
    assert words(table.header[1]) == "Event"
    jumbled = Timeline("jumbled", 1903.0, 1929.0, slots(*events), (said("x"),))
    assert [words(t.header[1]) for t in every(made(jumbled), Table) if t.header] == ["Letter"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 10, 15, 24])
@pytest.mark.parametrize("measure", [100.0, 168.0, 255.0])
def test_boxes_to_fill_stand_even_inside_the_measure(count, measure):
    drawn = drawing(Timeline("create", 1922.0, 1930.0, slots(*[(None, "", "")] * count)), measure)
    stand_apart(drawn)
    for _, row in itertools.groupby(boxes(drawn), key=lambda box: box.y):
        left = [box.x for box in row]
        assert left == pytest.approx([measure - box - slot_width(measure) for box in reversed(left)])


def test_a_bank_is_split_by_its_lines():
    bank = (said("short"), said("short"), said("An event of many words that takes two or three lines. " * 2))
    (table,) = every(made(Timeline("jumbled", 1922.0, 1925.0, slots((1922.2, "1922", "")), bank)), Table)
    (columns,) = (block for block in table.rows[0][0].blocks)
    assert [len(list(every(column, Columns))) for column in columns.columns] == [2, 1]


@pytest.mark.parametrize("count", [0, 1, 4, 10, 20, 30])
def test_a_timeline_to_create_shows_no_place(count):
    response = Timeline("create", 1922.0, 1930.0, slots(*[(None, "", "")] * count), (said("Lenin dies"),))
    drawn = drawing(response)
    assert not any(isinstance(shape, Dot) for shape in drawn.shapes)
    assert len(boxes(drawn)) == (count if count <= 24 else 0)
    assert "Lenin dies" in words(made(response))
