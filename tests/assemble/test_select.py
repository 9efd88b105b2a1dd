"""What a request gets from a bank, and what it is told when it gets nothing."""

from __future__ import annotations

import time
from collections import Counter

import pools
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from packgen.assemble.eligible import worth
from packgen.assemble.select import select
from packgen.diagnostics import Diagnostic, PackgenError
from packgen.model.item import Stimulus
from packgen.model.request import Request

BANK = pools.mixed()


def ids(bank, **request) -> list[str]:
    return [located.value.id for located in select(bank, Request(**request))]


def refused(bank, **request) -> tuple[Diagnostic, ...]:
    with pytest.raises(PackgenError) as caught:
        select(bank, Request(**request))
    return caught.value.diagnostics


def kinds(bank, names: list[str]) -> list[str]:
    return [bank.items[name].value.kind for name in names]


@given(st.integers(1, 120), st.integers(0, 10**9))
def test_marks_come_out_exactly_spag_included(marks, seed):
    chosen = ids(BANK, marks=marks, seed=seed)
    assert sum(worth(BANK, BANK.items[id].value, "") for id in chosen) == marks
    assert len(set(chosen)) == len(chosen)


def test_the_same_seed_chooses_the_same_and_others_choose_otherwise():
    assert ids(BANK, marks=40, seed=7) == ids(BANK, marks=40, seed=7)
    assert len({tuple(ids(BANK, marks=40, seed=seed)) for seed in range(20)}) > 15


def test_forty_marks_use_several_kinds_and_topics():
    chosen = [BANK.items[id].value for id in ids(BANK, marks=40, seed=1)]
    assert len({item.kind for item in chosen}) >= 4
    assert len({item.topic for item in chosen}) >= 2


def test_one_item_a_kind_in_the_order_given():
    asked = ("why", "multiple-choice", "why", "describe")
    assert kinds(BANK, ids(BANK, kinds=asked, seed=3)) == list(asked)


def test_six_items_without_kinds_easy_to_hard():
    chosen = ids(BANK, topics=("1.1",), seed=3)
    worths = [worth(BANK, BANK.items[id].value, "") for id in chosen]
    assert len(chosen) == 6
    assert worths == sorted(worths)
    assert kinds(BANK, chosen)[0] == "multiple-choice"


def test_a_small_bank_gives_what_it_has_instead_of_six():
    assert len(ids(pools.pool(pools.written("a"), pools.written("b")))) == 2


def test_count_is_shared_among_the_kinds_asked():
    chosen = ids(BANK, kinds=("describe", "recall"), count=7, seed=2)
    assert kinds(BANK, chosen) == ["describe"] * 4 + ["recall"] * 3


def test_count_and_marks_hold_together():
    chosen = ids(BANK, count=5, marks=30, seed=5)
    assert len(chosen) == 5
    assert sum(worth(BANK, BANK.items[id].value, "") for id in chosen) == 30


@pytest.mark.parametrize("request_", [{"marks": 25}, {"count": 3}, {"kinds": ("essay", "recall", "why")}])
def test_named_items_are_always_there_and_count(request_):
    chosen = ids(BANK, items=("why-2", "recall-1"), seed=4, **request_)
    assert {"why-2", "recall-1"} <= set(chosen)
    assert chosen.index("why-2") < chosen.index("recall-1") or "kinds" in request_
    if "marks" in request_:
        assert sum(worth(BANK, BANK.items[id].value, "") for id in chosen) == 25
    else:
        assert len(chosen) == 3


def test_named_items_alone_are_the_paper():
    assert ids(BANK, items=("why-2", "recall-1", "why-2")) == ["why-2", "recall-1"]


def test_a_topic_takes_its_subtree_and_no_namesake():
    bank = pools.pool(*(pools.written(f"i{n}", topic=topic) for n, topic in enumerate(("1.1", "1.1.2", "1.10", "1"))))
    assert set(ids(bank, topics=("1.1",))) == {"i0", "i1"}


def test_tags_must_all_hold_and_boards_are_tags_too():
    bank = pools.pool(
        pools.written("a", tags={"skill": ("recall", "dates"), "year": "10"}, boards=("aqa",)),
        pools.written("b", tags={"skill": "recall"}, boards=("aqa", "ocr")),
        pools.written("c", tags={"skill": "recall", "year": "10"}),
    )
    assert set(ids(bank, tags=(("skill", "Recall"), ("year", "10")))) == {"a", "c"}
    assert set(ids(bank, tags=(("board", "aqa"),))) == {"a", "b"}


def test_a_board_takes_its_own_items_and_those_for_all():
    bank = pools.pool(
        pools.written("a", boards=("aqa",)),
        pools.written("b", boards=("ocr",)),
        pools.written("c"),
        pools.written("d", boards=("school",)),
        pools.written("e", boards=("aqa", "school")),
    )
    assert set(ids(bank, board="ocr")) == {"b", "c", "d"}


def test_homework_is_chosen_only_where_it_is_asked_for():
    bank = pools.pool(pools.written("a"), pools.written("task", "homework"))
    bank = structs.replace(bank, kinds={**bank.kinds, "homework": pools.kind("homework", 16, homework=True)})
    assert ids(bank) == ["a"]
    assert ids(bank, kinds=("homework",)) == ["task"]
    assert ids(bank, items=("task",)) == ["task"]
    (problem,) = refused(bank, marks=17)
    assert "homework tasks (1)" in problem.hint


@given(st.integers(0, 10**6), st.integers(2, 6))
def test_enemies_never_meet_even_if_only_one_of_them_says_so(seed, count):
    items = [pools.written(f"i{n}", enemies=(f"i{n + 1}",) if n % 2 == 0 else ()) for n in range(12)]
    chosen = ids(pools.pool(*items), count=count, seed=seed)
    assert len({int(id[1:]) // 2 for id in chosen}) == count


@given(st.integers(0, 10**6))
def test_no_two_items_have_the_same_wording(seed):
    items = [pools.written(f"i{n}", stem=f"**Who** led  group {n % 5}?") for n in range(20)]
    chosen = ids(pools.pool(*items), count=5, seed=seed)
    assert len({int(id[1:]) % 5 for id in chosen}) == 5


def test_the_same_stem_about_another_source_or_statement_is_another_question():
    items = [
        pools.written("a", "source", stem="How useful is it?", stimuli=("s0",)),
        pools.written("b", "source", stem="How useful is it?", stimuli=("s1",)),
        pools.written("c", stem="How far do you agree?", statement="Luck won."),
        pools.written("d", stem="How far do you agree?", statement="Skill won."),
    ]
    bank = pools.pool(*items, stimuli=(Stimulus(id="s0"), Stimulus(id="s1")))
    assert len(ids(bank, count=4)) == 4


def test_items_that_share_a_source_stand_together():
    items = [pools.written(f"r{n}") for n in range(3)]
    items += [pools.written("x", "why", stimuli=("s0",)), pools.written("y", "recall", stimuli=("s0", "s1"))]
    bank = pools.pool(*items, pools.written("z", "essay", stimuli=("s1",)), stimuli=(Stimulus(id="s0"),))
    chosen = ids(bank, count=6, seed=1)
    places = sorted(chosen.index(id) for id in "xyz")
    assert places == list(range(places[0], places[0] + 3))


def test_another_item_in_the_bank_seldom_changes_a_choice():
    more = pools.pool(*(i.value for i in BANK.items.values()), pools.written("z-new", "describe"))
    same = sum(
        ids(BANK, kinds=("describe", "why"), seed=s) == ids(more, kinds=("describe", "why"), seed=s) for s in range(40)
    )
    assert same > 25


def test_ten_thousand_items_can_be_chosen_from():
    items = [
        pools.written(f"i{n}", ("recall", "describe", "why", "essay")[n % 4], f"1.{n % 40}") for n in range(10_000)
    ]
    bank = pools.pool(*items)
    assert len(set(ids(bank, marks=60))) == len(ids(bank, marks=60))


# --- refusals ------------------------------------------------------------------------


def test_too_few_marks_say_what_the_bank_has():
    bank = pools.pool(
        *(pools.written(f"d{n}", "describe", "1.1.2") for n in range(5)), pools.written("r", "recall", "1.1.2")
    )
    (problem,) = refused(bank, topics=("1.1.2",), marks=40)
    assert problem.message == "asked for 40 marks on 1.1.2; the bank has 21; nearest: 21"


def test_a_total_that_no_choice_makes_says_the_nearest_ones():
    bank = pools.pool(*(pools.written(f"d{n}", "describe") for n in range(5)))
    (problem,) = refused(bank, marks=10)
    assert problem.rule == "unreachable-total"
    assert problem.message.endswith("nearest: 8 or 12")
    assert problem.hint == "ask for --marks 8 or ask for --marks 12"


@pytest.mark.parametrize(("marks", "said"), [(12, "nearest: 4"), (40, "the bank has 16; nearest: 4")])
def test_nearest_totals_can_really_be_had_despite_enemies(marks, said):
    items = [pools.written(f"d{n}", "describe", enemies=("d0", "d1", "d2", "d3")) for n in range(4)]
    (problem,) = refused(pools.pool(*items), marks=marks)
    assert problem.message.endswith(said)


def test_a_thousand_million_marks_are_refused_at_once():
    start = time.perf_counter()
    assert refused(BANK, marks=10**9)[0].rule == "too-few-marks"
    assert refused(BANK, count=10**9)[0].rule == "too-few-items"
    assert time.perf_counter() - start < 2


def test_a_kind_without_items_on_the_topic_says_where_the_nearest_are():
    bank = pools.pool(pools.written("a", "why", "1.1.2"), pools.written("b", "why", "2"), pools.written("c", "recall"))
    (problem,) = refused(bank, topics=("1.1.1",), kinds=("why",))
    assert problem.message == "the bank has no live why item on 1.1.1"
    assert problem.hint == "the nearest are on 1.1.2 (1) and 2 (1)"
    assert refused(bank, topics=("1.1.1",), kinds=("why",), marks=40) == (problem,)


def test_nearest_topics_are_those_of_the_board_asked_for():
    bank = pools.pool(
        pools.written("a", "why", "1.1.2", boards=("aqa",)),
        pools.written("b", "why", "2"),
        pools.written("c", "recall"),
    )
    board = structs.replace(pools.KINDS["why"].rows[0], board="ocr")
    kinds = {**bank.kinds, "why": structs.replace(pools.KINDS["why"], rows=(board,))}
    (problem,) = refused(structs.replace(bank, kinds=kinds), topics=("1.1.1",), kinds=("why",), board="ocr")
    assert problem.hint == "the nearest are on 2 (1)"


def test_too_few_items_say_how_many_there_are():
    (problem,) = refused(pools.pool(pools.written("a"), pools.written("b", status="draft")), count=3)
    assert problem.message == "asked for 3 items; the bank has 1"
    assert "drafts (1) do not print" in problem.hint


def test_everything_wrong_with_a_request_is_said_in_one_go():
    rules = [
        d.rule
        for d in refused(BANK, topics=("9",), kinds=("wyh",), tags=(("colour", "red"),), items=("why-22",), marks=0)
    ]
    assert sorted(rules) == ["bad-request", "unknown-item", "unknown-kind", "unknown-tag", "unknown-topic"]


def test_unknown_names_get_the_nearest_ones():
    (item,) = refused(BANK, items=("essay-21",))
    (kind,) = refused(BANK, kinds=("desribe",))
    (topic,) = refused(BANK, topics=("testament",))
    assert "essay-2" in item.hint
    assert kind.hint == "did you mean describe?"
    assert topic.hint.startswith("did you mean 1.1.2")


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_an_item_that_is_not_live_is_refused_by_name_and_never_chosen(status):
    bank = pools.pool(pools.written("a", status=status), pools.written("b"))
    (problem,) = refused(bank, items=("a",))
    assert status in problem.message
    assert ids(bank) == ["b"]


def test_a_broken_item_is_refused_by_name():
    (problem,) = refused(pools.pool(pools.written("a"), broken=("bad",)), items=("bad",))
    assert problem.rule == "broken-item"


def test_two_named_enemies_are_refused():
    bank = pools.pool(pools.written("a", enemies=("b",)), pools.written("b"))
    assert [d.rule for d in refused(bank, items=("a", "b"))] == ["enemies"]


def test_named_items_that_are_too_much_already():
    assert "make 12 marks already" in refused(BANK, items=("why-1",), marks=10)[0].message
    assert refused(BANK, items=("why-1", "why-2"), count=1)[0].rule == "too-many-items"


def test_an_empty_bank_says_so():
    assert refused(pools.pool())[0].rule == "too-few-items"


def test_every_kind_asked_is_used_where_the_marks_allow_it():
    for seed in range(20):
        used = Counter(kinds(BANK, ids(BANK, kinds=("essay", "recall", "describe"), marks=29, seed=seed)))
        assert set(used) == {"essay", "recall", "describe"}
