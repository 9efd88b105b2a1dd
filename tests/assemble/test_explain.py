"""What can't be done, said in a teacher's words with what would do."""

from __future__ import annotations

import pools
import pytest

from packgen.assemble import solver
from packgen.assemble.choosing import choose
from packgen.diagnostics import Diagnostic, PackgenError
from packgen.model.blueprint import Blueprint, Slot
from packgen.model.request import Request

HAS_SOLVER = solver.available()
needs_solver = pytest.mark.skipif(not HAS_SOLVER, reason="packgen[solver] is not installed")


@pytest.fixture
def no_solver(monkeypatch):
    monkeypatch.setattr(solver, "available", lambda: False)


def plan(*slots: Slot, **more: object) -> Blueprint:
    return Blueprint(name="test", purpose="", slots=slots, **more)


def refused(bank, blueprint: Blueprint, **request: object) -> Diagnostic:
    with pytest.raises(PackgenError) as caught:
        choose(bank, Request(blueprint=blueprint, **request))
    return caught.value.diagnostics[0]


def objectives(id: str, marks: int, topic: str = "1.1.1", **aos: int):
    return pools.written(id, "describe", topic, marks=marks, aos=aos)


def test_a_place_for_more_than_the_bank_has():
    """3 x 8-mark AO3 on topic 1.2: the bank has 2."""
    bank = pools.pool(
        *(objectives(f"s{n}", 8, "1.2", AO3=8) for n in range(2)), *(objectives(f"d{n}", 8, AO1=8) for n in range(4))
    )
    found = refused(bank, plan(Slot(marks=8, count=3, aos=("AO3",), topics=("1.2",))))
    assert found.message == "3 x 8-mark question with AO3 on 1.2: the bank has 2"
    assert found.hint.startswith("Reduce to 2, or add one 8-mark question with AO3 tagged 1.2")


def test_ceilings_of_all_objectives_below_the_total():
    """Total 60 cannot fit AO1 <= 22, AO2 <= 22, AO3 <= 10."""
    items = [objectives(f"{ao}-{n}".lower(), 2, **{ao: 2}) for ao in ("AO1", "AO2", "AO3") for n in range(20)]
    blueprint = plan(Slot(count=30), marks=60, ao_marks={"AO1": (0, 22), "AO2": (0, 22), "AO3": (0, 10)})
    found = refused(pools.pool(*items), blueprint)
    assert found.message == "total 60 cannot fit AO1 <= 22, AO2 <= 22, AO3 <= 10"
    assert found.hint == "One change is enough: total 60 to 54, or AO3 10 to 16, or AO2 22 to 28, or AO1 22 to 28"


def test_two_that_must_be_there_and_are_enemies():
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(6)))
    found = refused(bank, plan(Slot(count=3), include=("i0", "i1"), enemies=(("i0", "i1"),)))
    assert found.message == "i0 and i1 are both must-include and enemies"
    assert found.hint == "allow the pair once (take it out of `enemies`), or drop either"


def test_more_versions_than_the_bank_has_questions():
    """Six forms need six essays."""
    bank = pools.pool(
        *(pools.written(f"e{n}", "essay", "1.2") for n in range(4)), *(pools.written(f"r{n}") for n in range(40))
    )
    found = refused(bank, plan(Slot(kinds=("recall",), count=4), Slot(kinds=("essay",))), mode="parallel", versions=6)
    assert found.message == "Six versions need 6 essay questions like one another; the bank has 4"
    assert found.hint == ("let a question stand in 2 versions (most_uses: 2), or make 4 versions, or add 2 more on 1.2")


def test_a_total_that_no_mix_makes():
    """No mix of essays makes 49 marks: 50 works."""
    bank = pools.pool(*(pools.written(f"e{n}", "essay", marks=25 if n % 2 else 20, spag=0) for n in range(8)))
    found = refused(bank, plan(Slot(kinds=("essay",), count=(1, 3)), marks=49))
    assert found.message == "No mix of essay makes 49 marks"
    assert found.hint == "45 or 50 may do"
    assert choose(bank, Request(blueprint=plan(Slot(kinds=("essay",), count=(1, 3)), marks=50))).items


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"include": ("e0",)}, "e0 must be there, and no place of the paper is for a question like it"),
        ({"include": ("i0",), "never": ("i0",)}, "i0 must be there and must never be chosen"),
        ({"marks": 90}, "total 90: the places make 3 at most"),
        ({"time": (0, 1)}, "minutes at most 1: the places make 3 at least"),
        ({"either": (("e0", "e1"),)}, "one of e0 and e1 must be there, and none fits a place of the paper"),
        ({"ao_marks": {"AO1": (2, 3), "AO2": (2, 3)}, "marks": 3}, "AO2 2 to 3: the places make 0 at most"),
    ],
)
def test_conflicts_and_sums_that_counting_shows(more, words):
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(6)), *(pools.written(f"e{n}", "essay") for n in range(2)))
    blueprint = plan(Slot(kinds=("recall",), count=3), **more)
    with pytest.raises(PackgenError) as caught:
        choose(bank, Request(blueprint=blueprint))
    assert words in [d.message for d in caught.value.diagnostics]


def test_two_places_that_want_the_same_few_questions():
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(3)), pools.written("d", "describe"))
    found = refused(bank, plan(Slot(kinds=("recall",), count=2), Slot(marks=1, count=2)))
    assert found.message.endswith("need 4 questions between them; the bank has 3 that fit any of these places")


def knotted():
    """No two items can stand together, which no count of places or marks shows."""
    return pools.pool(*(pools.written(f"i{n}", enemies=tuple(f"i{m}" for m in range(6) if m != n)) for n in range(6)))


@needs_solver
def test_the_solver_proves_that_it_is_impossible_and_says_what_would_do():
    found = refused(knotted(), plan(Slot(kinds=("recall",), count=3)))
    assert found.rule == "impossible"
    assert found.message == "these can't all hold: 3 x recall and enemies apart"
    assert "One change is enough: 3 x recall: 3 to 1" in found.hint
    assert "let two enemies stand together" in found.hint
    assert "add two 1-mark recall questions on 1.1.1" in found.hint


@needs_solver
def test_the_solver_prints_nothing(capfd):
    refused(knotted(), plan(Slot(kinds=("recall",), count=3)))
    assert capfd.readouterr() == ("", "")


def test_without_the_solver_nothing_is_called_impossible(no_solver):
    found = refused(knotted(), plan(Slot(kinds=("recall",), count=3)))
    assert found.rule == "not-found"
    assert found.message.startswith("I could not find a paper that is as the blueprint says; the nearest misses")
    assert "packgen[solver]" in found.hint


def tight():
    """Objectives that only one mix in very many meets: found by the solver, or not at all."""
    items = [objectives(f"a{n}", 4, AO1=1, AO2=3) for n in range(12)] + [
        objectives(f"b{n}", 4, AO1=3, AO2=1) for n in range(12)
    ]
    return pools.pool(*items)


@needs_solver
def test_wishes_that_stand_in_each_others_way_are_named_with_the_least_changes():
    found = refused(tight(), plan(Slot(count=6), ao_marks={"AO1": (17, 24), "AO2": (0, 5)}))
    assert found.rule in ("impossible", "out-of-reach")
    found = refused(tight(), plan(Slot(count=6), ao_marks={"AO1": (0, 15), "AO2": (0, 8)}))
    assert found.rule == "impossible"
    assert "6 x question" in found.message
    assert "AO1 at most 15" in found.message
    assert "AO2 at most 8" in found.message
    assert "AO1 15 to 16" in found.hint or "AO2 8 to 9" in found.hint


@needs_solver
def test_a_paper_that_the_search_misses_is_found_by_the_solver(monkeypatch):
    from packgen.assemble import versions

    monkeypatch.setattr(versions, "solve", lambda *given, **more: None)
    blueprint = plan(Slot(count=6), ao_marks={"AO1": 12})
    assert len(choose(tight(), Request(blueprint=blueprint)).items) == 6
    seeds = {tuple(i.value.id for i in choose(tight(), Request(blueprint=blueprint, seed=n)).items) for n in range(6)}
    assert len(seeds) > 4
