from __future__ import annotations

from papers import FRAMES, galley, lines, question

from packgen.paginate import filled, paginate, recorded


def broken(paper):
    given = filled(paper, FRAMES, duplex=False)
    return paginate(paper, FRAMES, duplex=False, counts=recorded(given))


def test_room_at_the_foot_goes_to_lines_up_to_their_limit():
    plain = paginate([galley(question(1, 20.0, lines(8, 8, 12)))], FRAMES, duplex=False)
    made = broken([galley(question(1, 20.0, lines(8, 8, 12)))])
    assert plain.lines == {"i1": (8,)}
    assert made.lines == {"i1": (12,)}
    assert len(made.pages) == len(plain.pages) == 1


def test_spaces_grow_in_step():
    made = broken([galley(question(1, 20.0, lines(6, 6, 30)), question(2, 20.0, lines(12, 12, 60)))])
    (first,), (second,) = made.lines["i1"], made.lines["i2"]
    assert len(made.pages) == 1
    assert first > 6
    assert abs(first / 6 - second / 12) < 1 / 3


def test_pages_stay_as_many_and_spaces_overleaf_as_they_are():
    paper = [galley(question(1, 20.0, lines(20, 20, 24)), question(2, 20.0, lines(40, 40, 90)))]
    plain, made = paginate(paper, FRAMES, duplex=False), broken(paper)
    assert len(made.pages) == len(plain.pages)


def test_what_fits_no_page_is_left_alone():
    assert filled([galley(question(1, 5000.0, lines(3, 3, 9)))], FRAMES, duplex=False) == {"i1": (3,)}
