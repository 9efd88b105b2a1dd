from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from papers import FRAMES, galley, lines, papers, question

from packgen.paginate import recorded
from packgen.paginate.flow import authored, compiled, lined, thousandths


@given(st.one_of(st.floats(-50.0, 2000.0), st.integers(0, 9_000_000).map(lambda n: n / 10_000)))
def test_thousandths_are_rounded_up_but_for_a_floats_own_inexactness(points):
    assert thousandths(points) == math.ceil(round(points * 1000, 3))


@settings(max_examples=10)
@given(papers())
def test_other_lines_give_the_flow_that_compiling_with_them_gives(galleys):
    def fewer(atom, fluid):
        return (fluid.n + 1) // 2

    for n, each in enumerate(galleys):
        flow = compiled(each, n, FRAMES)
        assert lined(flow, each.atoms, fewer) == compiled(each, n, FRAMES, fewer)
        assert lined(flow, each.atoms, authored) == flow


def test_flows_that_break_alike_are_equal_whatever_their_words_say():
    one = galley(question(1, 40.0, lines(8)), question(2, 60.0, uses=("s",)))
    other = galley(question(5, 40.0, lines(8)), question(6, 60.0, uses=("s",)))
    assert compiled(one, 0, FRAMES) == compiled(other, 0, FRAMES)
    assert hash(compiled(one, 0, FRAMES)) == hash(compiled(other, 0, FRAMES))
    for change in ({"penalty": 5}, {"force": "left"}, {"uses": ()}, {"shows": ("s",)}, {"opens": False}):
        changed = replace(one, atoms=(one.atoms[0], replace(one.atoms[1], **change)))
        assert compiled(changed, 0, FRAMES) != compiled(one, 0, FRAMES)
    assert compiled(one, 0, FRAMES, recorded({"i1": (7,)})) != compiled(one, 0, FRAMES)
