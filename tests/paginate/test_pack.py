from __future__ import annotations

import random

import pytest
from msgspec.structs import replace
from papers import FRAMES, broken_rules, galley, lines, question

from packgen.paginate import SAVE_PAPER, SOURCES_TOGETHER, decided, lengthened, paginate, recorded


def orders(count: int, spare: int = 2):
    """One paper in several orders; each space may lose or gain a few lines."""
    atoms = [
        question(n, 40.0 + 17 * n % 60, lines(8 + 5 * n % 17, 8 + 5 * n % 17 - spare, 8 + 5 * n % 17 + spare))
        for n in range(12)
    ]
    return [[galley(*random.Random(n).sample(atoms, len(atoms)))] for n in range(count)]


def paginate_pack(papers, frames, duplex, weights=SOURCES_TOGETHER, equal=True):
    """All versions with the lines that suit the first eight of them."""
    lines = recorded(decided(papers[:8], frames, duplex, weights))
    made = [paginate(paper, frames, duplex, weights, lines) for paper in papers]
    most = max((len(one.pages) for one in made), default=0)
    return [replace(one, pages=lengthened(one.pages, most)) for one in made] if equal else made


def test_every_version_gives_every_question_the_same_lines():
    made = paginate_pack(orders(20), FRAMES, duplex=True)
    assert len({tuple(sorted(one.lines.items())) for one in made}) == 1
    assert len({len(one.pages) for one in made}) == 1


def test_the_hard_rules_hold_in_all_versions():
    papers = orders(20)
    for paper, one in zip(papers, paginate_pack(papers, FRAMES, duplex=False), strict=True):
        assert broken_rules(tuple(paper), FRAMES, one) == []


def test_lines_shrink_only_where_that_saves_a_page():
    spare = question(1, 20.0, lines(29, 24, 30))
    (made,) = paginate_pack([[galley(spare)]], FRAMES, duplex=False)
    assert len(made.pages) == 1
    assert made.lines == {"i1": (28,)}
    roomy = question(1, 20.0, lines(20, 10, 30))
    assert paginate_pack([[galley(roomy)]], FRAMES, duplex=False)[0].lines == {"i1": (20,)}


def test_lines_that_the_saving_does_not_need_come_back():
    tight, free = question(1, 20.0, lines(29, 24, 30)), question(2, 20.0, lines(20, 15, 25), force="any")
    (made,) = paginate_pack([[galley(tight, free)]], FRAMES, duplex=False)
    assert made.lines["i2"] == (20,)
    assert made.lines["i1"][0] < 29


def test_lines_shrink_further_where_a_paper_keeps_to_its_pages_then():
    long, short = question(1, 20.0, lines(26, 8, 30)), question(2, 20.0, lines(8, 4, 12))
    paper = galley(long, short)

    def taken(most):
        found = decided([[paper]], FRAMES, False, most=most)
        return found, len(paginate([paper], FRAMES, False, counts=recorded(found)).pages)

    free, pages = taken(0)
    assert (free, pages) == ({"i1": (26,), "i2": (8,)}, 2)
    tight, pages = taken(1)
    assert pages == 1
    assert sum(tight["i1"] + tight["i2"]) < 34
    # As few lines go as that needs: one more would be a page more.
    for key in ("i1", "i2"):
        if tight[key] < free[key]:
            more = {**tight, key: (tight[key][0] + 4,)}
            assert len(paginate([paper], FRAMES, False, counts=recorded(more)).pages) == 2


def test_a_paper_that_no_limit_brings_to_its_pages_keeps_its_lines():
    paper = galley(*(question(n, 20.0, lines(20, 15, 25)) for n in range(4)))
    assert decided([[paper]], FRAMES, False, most=1) == decided([[paper]], FRAMES, False)


def test_limits_hold():
    stiff = question(1, 20.0, lines(29, 29, 30))
    (made,) = paginate_pack([[galley(stiff)]], FRAMES, duplex=False)
    assert made.lines == {"i1": (29,)}
    assert len(made.pages) == 2


def test_shorter_versions_are_padded_with_blank_pages():
    long, short = [galley(question(1, 600.0), question(2, 200.0))], [galley(question(1, 600.0))]
    made = paginate_pack([long, short], FRAMES, duplex=False)
    assert [[page.blank for page in one.pages] for one in made] == [[False, False], [False, True]]
    assert [len(one.pages) for one in paginate_pack([long, short], FRAMES, False, equal=False)] == [2, 1]


def test_the_choice_saves_paper():
    papers = orders(6)
    plain = sum(len(paginate(paper, FRAMES, False, SAVE_PAPER).pages) for paper in papers)
    assert sum(len(one.pages) for one in paginate_pack(papers, FRAMES, False, SAVE_PAPER, equal=False)) <= plain


def test_recorded_lines_are_used_again():
    papers = orders(3)
    made = paginate_pack(papers, FRAMES, duplex=False, equal=False)
    for paper, one in zip(papers, made, strict=True):
        assert paginate(paper, FRAMES, duplex=False, counts=recorded(one.lines)) == one


@pytest.mark.parametrize("papers", [[], [[]], [[galley()]]])
def test_nothing_is_broken_into_nothing(papers):
    assert all(one.pages == () for one in paginate_pack(papers, FRAMES, duplex=False))
