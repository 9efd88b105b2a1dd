"""Entries dealt out to columns: each once and in order, on as few pages as can be, none over the foot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packgen.typeset.columns import Bin, Measure, Pages, arranged

ROOM, OVERLEAF = 400.0, 500.0
WHOLE = 480.0


def dealt(panels: list[list[float]], columns: tuple[int, int] = (3, 4), room: float = ROOM) -> Pages:
    """Panels of entries that need so much height each in a column of 100 points, and more in narrower ones."""

    def measure(width: float) -> Measure:
        entries = tuple(height * max(1.0, 100.0 / width) for panel in panels for height in panel)
        return Measure((20.0,) * len(panels), entries, (10.0,) * len(entries), 22.0)

    return arranged(
        panels=[len(panel) for panel in panels],
        widths=lambda groups: [WHOLE / len(groups)] * len(groups),
        equal=lambda count: [WHOLE / count] * count,
        measure=measure,
        columns=columns,
        rooms=(room, OVERLEAF),
    )


def columns_of(pages: Pages) -> list[Bin]:
    return [each for bins, _ in pages for each in bins]


heights = st.lists(st.floats(5, 90), min_size=1, max_size=60)


@given(st.lists(heights, min_size=1, max_size=5))
def test_every_entry_stands_in_one_column_in_its_order(panels):
    pages = dealt(panels)
    found = [at for each in columns_of(pages) for at in range(each.start, each.end)]
    assert found == list(range(sum(map(len, panels))))


@given(st.lists(heights, min_size=1, max_size=5))
def test_no_column_goes_over_the_foot_and_none_could_be_spared(panels):
    pages = dealt(panels)
    for n, (bins, end) in enumerate(pages):
        assert len(bins) <= 4
        assert end <= (OVERLEAF if n else ROOM) + 1e-6
        assert all(each.height <= end + 1e-6 for each in bins)
    least = sum(height for panel in panels for height in panel) / (4 * OVERLEAF)
    assert len(pages) <= 2 + 2 * least


def test_parts_have_columns_of_their_own_where_they_fit():
    (page,) = dealt([[30.0] * 8, [40.0] * 6, [20.0] * 10, [50.0] * 4])
    assert [(each.start, each.end) for each in page[0]] == [(0, 8), (8, 14), (14, 24), (24, 28)]
    assert page[1] == ROOM


def test_a_long_part_runs_on_into_the_next_column():
    (page,) = dealt([[20.0] * 3, [20.0] * 36])
    assert page[1] <= ROOM
    assert page[0][-1].end == 39


def test_an_entry_taller_than_a_page_has_a_column_of_its_own():
    pages = dealt([[10.0, 900.0, 10.0]])
    tall = [each for each in columns_of(pages) if each.height > OVERLEAF]
    assert [(each.start, each.end) for each in tall] == [(1, 2)]


def test_a_page_with_little_on_it_ends_sooner():
    ((_, end),) = dealt([[20.0], [20.0], [20.0]])
    assert end < ROOM / 2
