from __future__ import annotations

import pytest
import yaml
from authoring import item, kinds, rubrics

from packgen.kinds.marking import band
from packgen.kinds.rows import row_for
from packgen.kinds.shape import find_shape

ROWS = [(kind, row) for kind in kinds().values() for row in kind.rows]
IDS = [f"{kind.kind}-{row.board}-{row.marks}" for kind, row in ROWS]


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=IDS)
def test_objectives_add_up(kind, row):
    assert not row.aos or sum(row.aos.values()) == row.marks
    if row.with_stimuli and row.with_stimuli.aos:
        assert sum(row.with_stimuli.aos.values()) == row.marks


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=IDS)
def test_ladders_reach_the_tariff(kind, row):
    shape = find_shape(kind.shape)
    for stimuli in ([], ["s"]):
        made = item(kind.kind, marks=row.marks, boards=[row.board], stimuli=stimuli)
        for ladder in shape.ladders(made, row_for(made, kind)):
            assert max(band(level.marks)[1] for level in rubrics()[ladder.rubric].levels) == ladder.marks
    if row.spag:
        assert f"spag-{row.spag}" in rubrics()


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


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=IDS)
def test_a_school_gives_two_or_three_lines_a_mark(kind, row):
    lines = sum(space.lines for space in row.spaces)
    if row.board == "school" and kind.shape == "written":
        assert 2 <= lines / row.marks <= 3


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_a_kinds_template_is_yaml_of_its_shapes_fields(kind):
    shape = find_shape(kind.shape)
    assert shape.name == kind.shape
    fields = yaml.safe_load(shape.template(kind))
    assert set(fields) <= set(shape.item.__struct_fields__)
