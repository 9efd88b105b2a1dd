from __future__ import annotations

import pytest
import yaml
from authoring import item, kinds, rubrics

from packgen.kinds.marking import band
from packgen.kinds.rows import row_for
from packgen.kinds.shape import find_shape

ROWS = [(kind, row) for kind in kinds().values() for row in kind.rows]


def named(rows):
    return [f"{kind.kind}-{row.board}-{row.marks}" for kind, row in rows]


def ladders(kind, row):
    """The ladders by which an item of the row is marked, with a source and without."""
    shape = find_shape(kind.shape)
    items = [item(kind.kind, marks=row.marks, boards=[row.board], stimuli=stimuli) for stimuli in ([], ["s"])]
    return [ladder for made in items for ladder in shape.ladders(made, row_for(made, kind))]


BY_LADDERS = [(kind, row) for kind, row in ROWS if ladders(kind, row)]
OF_SCHOOLS = [(kind, row) for kind, row in ROWS if row.board == "school" and kind.shape == "written"]


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=named(ROWS))
def test_objectives_add_up(kind, row):
    assert not row.aos or sum(row.aos.values()) == row.marks
    if row.with_stimuli and row.with_stimuli.aos:
        assert sum(row.with_stimuli.aos.values()) == row.marks


@pytest.mark.parametrize(("kind", "row"), BY_LADDERS, ids=named(BY_LADDERS))
def test_ladders_reach_the_tariff(kind, row):
    for ladder in ladders(kind, row):
        assert max(band(level.marks)[1] for level in rubrics()[ladder.rubric].levels) == ladder.marks


def test_marks_for_spelling_have_a_ladder_each():
    assert {f"spag-{row.spag}" for _, row in ROWS if row.spag} <= set(rubrics())


def test_most_rows_of_long_answers_have_ladders():
    assert len(BY_LADDERS) > 60


def test_bands_follow_one_another():
    for rubric in rubrics().values():
        expected = 1
        for level in sorted(rubric.levels, key=lambda level: level.level):
            low, high = band(level.marks)
            assert low == expected <= high, rubric.id
            expected = high + 1


@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_every_kind_can_be_set_by_a_school(kind):
    assert any(row.board == "school" for row in kind.rows)
    assert kind.example
    assert kind.purpose.endswith(".")


@pytest.mark.parametrize(("kind", "row"), OF_SCHOOLS, ids=named(OF_SCHOOLS))
def test_a_school_gives_two_or_three_lines_a_mark(kind, row):
    assert 2 <= sum(space.lines for space in row.spaces) / row.marks <= 3


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_a_kinds_template_is_yaml_of_its_shapes_fields(kind):
    shape = find_shape(kind.shape)
    assert shape.name == kind.shape
    fields = yaml.safe_load(shape.template(kind))
    assert set(fields) <= set(shape.item.__struct_fields__)
