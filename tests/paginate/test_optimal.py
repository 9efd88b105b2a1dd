from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from papers import FRAMES, broken_rules, galley, hold, lines, papers, question

from packgen.paginate import SAVE_PAPER, SOURCES_TOGETHER, Frame, Weights, paginate
from packgen.paginate.breaker import broken
from packgen.paginate.first_fit import first_fit, wrong_side
from packgen.paginate.flow import KEEP, SIDE, compiled, too_tall
from packgen.paginate.optimal import optimal
from packgen.paginate.reel import Reel


def reel(galleys, frames):
    return Reel([compiled(g, n, frames) for n, g in enumerate(galleys)])


def leaves(film, spans):
    """The spans of a document's galleys as pages of its reel."""
    offsets = {flow.galley: offset for flow, offset in zip(film.flows, film.offsets, strict=True)}
    return [
        ((offsets[s.galley] + s.start.atom, s.start.done), (offsets[s.galley] + s.end.atom, s.end.done)) for s in spans
    ]


def layouts(film, at, page, duplex):
    """Every layout from `at` on that keeps the hard rules, whatever it costs."""
    i, done = at
    if i == film.size:
        yield []
        return
    if not done and wrong_side(film.force[i], page, duplex):
        for rest in layouts(film, at, page + 1, duplex):
            yield [(at, at), *rest]
        return
    for end in ends(film, at):
        if film.height((at, end)) <= film.room[i]:
            for rest in layouts(film, end, page + 1, duplex):
                yield [(at, end), *rest]


def ends(film, at):
    """Where a page that starts at `at` may end; a space that fits whole is cut only for what is kept with its end."""
    i, done = at
    for j in range(i, film.until[i]):
        kept = j + 1 < film.until[i] and film.penalty[j + 1]
        if film.cuttable[j] and (kept or film.height((at, (j + 1, 0))) > film.room[i]):
            first = done if j == i else 0
            yield from ((j, k) for k in range(first + SIDE, film.lines[j] - SIDE + 1))
        yield (j + 1, 0)


@st.composite
def weights(draw):
    """Any prices, but for near-empty pages: filling them by moving lines overleaf is not among the breaker's means."""
    price = st.integers(0, 3000)
    return Weights(
        page=draw(st.integers(1, 3000)), apart=draw(price), near_empty=0, wrong_start=draw(price), cut=draw(price)
    )


# Spaces that can be cut in few ways: every layout is tried.
FEW = st.sampled_from([2, 6, 7, 9])


@given(papers(most=4, galleys=1, tallest=150.0, spaces=FEW), weights(), st.booleans())
def test_no_layout_is_cheaper(galleys, prices, duplex):
    film = reel(galleys, {"body": Frame(50.0, 250.0)})
    assume(not too_tall(film.flows))
    found = optimal(film, prices, duplex, bound=10**9)
    assert found is not None
    price, pages = found
    assert price == film.price(pages, prices, duplex)
    assert price <= min(film.price(layout, prices, duplex) for layout in layouts(film, (0, 0), 0, duplex))


@given(papers(most=4, galleys=1, tallest=150.0, spaces=FEW))
def test_no_layout_costs_less_than_the_least_that_is_counted_on(galleys):
    film = reel(galleys, {"body": Frame(50.0, 250.0)})
    assume(not too_tall(film.flows))
    every = list(layouts(film, (0, 0), 0, True))
    out_of_sight = Weights(page=0, apart=1, near_empty=0, wrong_start=0, cut=0)
    kept = [all(end[1] or end[0] == film.size or film.penalty[end[0]] < KEEP for _, end in one) for one in every]
    assert film.lost[0] <= min(film.price(one, out_of_sight, True) % KEEP for one in every)
    assert film.least((0, 0)) <= min((len(one) for one, good in zip(every, kept, strict=True) if good), default=10**9)


def test_lines_go_overleaf_where_that_brings_a_question_into_sight_of_its_source():
    paper = (
        galley(
            question(0, 107.0, lines(9, 9, 9), opens=False),
            question(1, 83.0, lines(6, 6, 6), penalty=500, uses=("t",), opens=False),
            question(2, 5.0, before=19.0, shows=("t",), opens=False),
        ),
    )
    film = reel(paper, {"body": Frame(50.0, 250.0)})
    prices = Weights(page=1, apart=502, near_empty=0, wrong_start=0, cut=500)
    found = optimal(film, prices, True, bound=10**9)
    assert found is not None
    assert found[0] == min(film.price(layout, prices, True) for layout in layouts(film, (0, 0), 0, True))


@given(papers(), st.booleans(), st.sampled_from([SAVE_PAPER, SOURCES_TOGETHER]))
def test_it_keeps_the_hard_rules_and_is_no_dearer_than_first_fit(galleys, duplex, prices):
    made = paginate(galleys, FRAMES, duplex, prices)
    flows = tuple(compiled(g, n, FRAMES) for n, g in enumerate(galleys))
    if not made.problems:
        assert broken_rules(galleys, FRAMES, made) == []
        film = Reel(flows)
        price, spans = broken(flows, duplex, prices)
        assert price <= film.price(first_fit(film, duplex), prices, duplex)
        assert price == film.price(leaves(film, spans), prices, duplex)


def test_a_source_moves_to_the_page_of_its_question():
    source = question(2, 250.0, shows=("s",))
    prompt = question(2, 40.0, lines(12), uses=("s",), opens=False)
    paper = [galley(question(1, 420.0), source, prompt)]
    assert paginate(paper, FRAMES, duplex=False, weights=Weights(apart=0)).out_of_sight == (("i2", "s", ""),)
    made = paginate(paper, FRAMES, duplex=False)
    assert made.out_of_sight == ()
    assert hold(made.pages[1], source.head)
    assert made.pages[0].reason == "Question 2's source is to stand beside the question"


def test_saving_paper_never_takes_more_pages_than_first_fit_for_a_source():
    source = question(2, 250.0, shows=("s",))
    paper = [
        galley(question(1, 420.0), source, question(2, 40.0, lines(5), uses=("s",), opens=False), question(3, 400.0))
    ]
    assert len(paginate(paper, FRAMES, False, SAVE_PAPER).pages) <= len(paginate(paper, FRAMES, False).pages)


def test_a_long_question_starts_on_the_left():
    long = question(2, 60.0, lines(40))
    paper = [galley(question(1, 300.0), question(9, 300.0), long)]
    made = paginate(paper, FRAMES, duplex=True)
    assert [bool(hold(page, long.head)) for page in made.pages][:2] == [False, True]


def test_an_answer_is_not_cut_for_nothing():
    answer = question(2, 20.0, lines(8))
    made = paginate([galley(question(1, 560.0), answer)], FRAMES, duplex=False)
    assert [hold(page, answer.fluid.rule) for page in made.pages] == [0, 8]
    assert made.pages[0].reason == "Question 2 is kept whole, or fits better, on the next page"


def test_a_paper_of_forty_pages_is_broken_at_once():
    atoms = [question(n, 90.0 + 37 * n % 180, lines(8 + 13 * n % 40)) for n in range(60)]
    made = paginate([galley(*atoms)], FRAMES, duplex=True)
    assert len(made.pages) > 40
    assert broken_rules((galley(*atoms),), FRAMES, made) == []
