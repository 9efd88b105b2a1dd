from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import FRAMES, broken_rules, galley, hold, lines, papers, piece, question

from packgen.model.galley import Atom, Galley, Glyphs, Piece, Run
from packgen.paginate import Frame
from packgen.paginate.first_fit import first_fit
from packgen.paginate.flow import compiled
from packgen.paginate.pages import built
from packgen.paginate.reel import Reel


def paginate(galleys, frames, duplex):
    flows = [compiled(g, n, frames) for n, g in enumerate(galleys)]
    reel = Reel(flows)
    return built(galleys, flows, reel.spans(first_fit(reel, duplex)), frames, duplex)


def counts(made, atom):
    return [hold(page, atom.fluid.rule) for page in made.pages]


def test_atoms_stand_below_one_another_with_the_larger_white():
    first, second = question(1, after=12.0), question(2, before=30.0)
    made = paginate([galley(first, second)], FRAMES, duplex=False)
    assert [p.y for p in made.pages[0].placed] == [50.0, 50.0 + 40 + 30]
    assert made.pages[0].used == pytest.approx(110 / 700, abs=1e-3)


def test_white_goes_at_the_top_of_a_page():
    made = paginate([galley(question(1, 690.0), question(2))], FRAMES, duplex=False)
    assert [page.placed[0].y for page in made.pages] == [50.0, 50.0]


def test_what_fits_exactly_fits():
    made = paginate([galley(question(1, 660.1, after=0.0), question(2, 9.9))], FRAMES, duplex=False)
    assert len(made.pages) == 1


def test_answer_lines_are_cut_with_three_on_either_side():
    head = question(1, 560.0)
    answer = question(2, 20.0, lines(8, most=8))
    made = paginate([galley(head, answer)], FRAMES, duplex=False)
    assert counts(made, answer) == [3, 5]
    tight = question(2, 40.0, lines(8, most=8))
    assert counts(paginate([galley(head, tight)], FRAMES, duplex=False), tight) == [0, 8]


def test_three_lines_are_left_for_the_next_page():
    answer = question(1, 10.0, lines(29))
    assert counts(paginate([galley(answer)], FRAMES, duplex=False), answer) == [26, 3]


def test_a_short_space_is_never_cut():
    answer = question(2, 20.0, lines(5))
    assert counts(paginate([galley(question(1, 560.0), answer)], FRAMES, duplex=False), answer) == [0, 5]


def test_the_tail_stays_with_the_last_lines():
    answer = question(1, 10.0, lines(28), tail=piece(20.0))
    made = paginate([galley(answer)], FRAMES, duplex=False)
    assert counts(made, answer) == [25, 3]
    assert hold(made.pages[1], answer.tail) == 1


def test_a_source_goes_with_its_prompt():
    source = question(2, 100.0, shows=("s",))
    prompt = question(2, 40.0, lines(10), penalty=10_000, uses=("s",), opens=False)
    made = paginate([galley(question(1, 500.0), source, prompt)], FRAMES, duplex=False)
    assert hold(made.pages[1], source.head)
    assert hold(made.pages[1], prompt.head)
    assert made.out_of_sight == ()
    assert made.pages[0].reason == "Question 2's source is to stand beside the question"


def test_of_sources_too_tall_for_a_page_the_last_stay_with_the_prompt():
    sources = [question(1, 200.0, shows=(f"s{n}",), penalty=10_000, opens=not n) for n in range(4)]
    prompt = question(1, 40.0, penalty=10_000, uses=("s0", "s1", "s2", "s3"), opens=False)
    made = paginate([galley(*sources, prompt)], FRAMES, duplex=False)
    assert [bool(hold(made.pages[1], a.head)) for a in (*sources, prompt)] == [False, False, True, True, True]
    assert made.out_of_sight == (("i1", "s0", ""), ("i1", "s1", ""))
    assert made.pages[0].continues == made.pages[1].continued == "Question 1"
    assert paginate([galley(question(9, force="any"), galley_break(), *sources, prompt)], FRAMES, True).pages


def galley_break() -> Atom:
    return Atom(piece(10.0), force="left")


def test_a_spread_is_in_sight_in_a_duplex_document():
    source = question(1, 600.0, shows=("s",), force="left")
    prompt = question(2, 400.0, uses=("s",))
    made = paginate([galley(question(9), source, prompt)], FRAMES, duplex=True)
    assert len(made.pages) == 3
    assert made.out_of_sight == ()
    assert paginate([galley(source, prompt)], FRAMES, duplex=False).out_of_sight == (("i2", "s", ""),)


def test_a_source_that_is_not_printed_here_is_not_missed():
    assert paginate([galley(question(1, uses=("elsewhere",)))], FRAMES, duplex=False).out_of_sight == ()


def test_a_question_that_goes_on_after_a_blank_page_does_not_continue_on_the_next():
    cards = question(1, opens=False, force="right")
    made = paginate([galley(question(1), cards)], FRAMES, True)
    assert [page.blank for page in made.pages] == [False, True, False]
    assert [page.continues for page in made.pages] == ["", "", ""]
    made = paginate([galley(question(1), question(1, opens=False, force="left"))], FRAMES, True)
    assert [page.continues for page in made.pages] == ["Question 1", ""]


def test_sides_are_kept_with_blank_pages():
    made = paginate([galley(question(1), question(2, force="right"), question(3, force="left"))], FRAMES, duplex=True)
    assert [page.blank for page in made.pages] == [False, True, False, False]
    assert not any(
        page.blank for page in paginate([galley(question(1), question(2, force="right"))], FRAMES, False).pages
    )


def test_a_carried_head_is_repeated_at_the_top_of_a_page_only():
    head = piece(20.0)
    rows = [question(n, 100.0, before=0.0, carry=head) for n in range(10)]
    made = paginate([galley(question(0, 100.0), *rows)], FRAMES, duplex=False)
    assert [hold(page, head) for page in made.pages] == [0, 1]
    assert made.pages[1].placed[1].y == 70.0


def test_what_fits_no_page_is_named_with_its_excess():
    made = paginate([galley(question(1), question(2, 800.0), question(3))], FRAMES, duplex=False)
    (problem,) = made.problems
    assert problem.rule == "too-tall"
    assert "Question 2 (item i2)" in problem.message
    assert "35.3 mm" in problem.message
    assert len(made.pages) == 3


@pytest.mark.parametrize("height", [700.0, 239 * 72 / 25.4])
def test_what_is_as_tall_as_the_page_fits_it(height):
    made = paginate([galley(question(1, height))], {"body": Frame(top=50.0, height=height)}, duplex=False)
    assert not made.problems


def test_what_fits_no_page_outside_any_question_is_named_by_its_words():
    words = Glyphs(0.0, 0.0, "face", 12.0, "Source A: from a letter that is far too long to be printed on a page")
    tall = Atom(Piece(900.0, (Run(0, (words,)),)), shows=("letter",))
    (named,) = paginate([galley(tall)], FRAMES, duplex=False).problems
    assert "the part that begins \u201cSource A: from a letter that is far too long" in named.message
    (shown,) = paginate([galley(Atom(Piece(900.0, ()), shows=("letter",)))], FRAMES, duplex=False).problems
    assert "the source letter fits no page" in shown.message


def test_galleys_start_pages_and_outlines_follow_them():
    first = Galley("body", (question(1),), (), ((1, "Section A", 0),))
    second = Galley("body", (question(2), question(3)), (), ((1, "Section B", 1),))
    made = paginate([first, galley(), second], FRAMES, duplex=False)
    assert made.outline == ((1, "Section A", 0, 50.0), (1, "Section B", 1, 120.0))


def test_line_counts_are_reported_by_space():
    made = paginate([galley(question(1, space=lines(4)), question(1, space=lines(6, space=1)))], FRAMES, duplex=False)
    assert made.lines == {"i1": (4, 6)}


@given(papers(), st.booleans())
def test_no_hard_rule_is_broken(galleys, duplex):
    made = paginate(galleys, FRAMES, duplex)
    if not made.problems:
        assert broken_rules(galleys, FRAMES, made) == []


def test_frames_differ_by_template():
    frames = {**FRAMES, "cover": Frame(100.0, 200.0)}
    made = paginate([galley(question(1), template="cover"), galley(question(2))], frames, duplex=False)
    assert [(page.template, page.placed[0].y) for page in made.pages] == [("cover", 100.0), ("body", 50.0)]
