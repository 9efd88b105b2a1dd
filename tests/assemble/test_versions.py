"""Versions with items of their own: how like they are, what they share, how often an item is used."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pools
import pytest
from msgspec import structs

from packgen.assemble.choosing import choose
from packgen.assemble.fairness import fairness
from packgen.assemble.forms import forms
from packgen.diagnostics import PackgenError
from packgen.model.blueprint import Blueprint, Section, Slot
from packgen.model.item import Level, Rubric, Stimulus
from packgen.model.request import Request

TOPICS = ("1.1.1", "1.1.2", "1.2")


def wide(per_kind: int = 60):
    """A bank with `per_kind` items of three kinds, of all sorts of facilities, over three topics."""
    items = []
    for n in range(per_kind):
        more = {"topic": TOPICS[n % 3], "facility": 0.3 + (n * 7 % 50) / 100}
        items.append(pools.choice(f"mc-{n}", stem=f"Which {'very ' * (n % 9)}{n}?", **more))
        items.append(pools.written(f"recall-{n}", "recall", stem=f"What {'so ' * (n % 5)}{n}?", **more))
        items.append(pools.written(f"describe-{n}", "describe", **more))
    return pools.pool(*items)


BANK = wide()
PLAN = Blueprint(
    name="test",
    purpose="",
    sections=(
        Section(title="A", slots=(Slot(kinds=("multiple-choice",), count=6), Slot(kinds=("recall",), count=3))),
        Section(title="B", slots=(Slot(kinds=("describe",), count=2),)),
    ),
)


def made(bank=BANK, plan=PLAN, mode="parallel", versions=4, **more):
    return choose(bank, Request(blueprint=plan, mode=mode, versions=versions, **more))


@pytest.mark.parametrize("seed", range(3))
def test_parallel_versions_differ_in_items_and_in_nothing_else(seed):
    request = Request(blueprint=PLAN, mode="parallel", versions=4, seed=seed)
    chosen = choose(BANK, request)
    for one, other in combinations(chosen.forms, 2):
        assert not set(one) & set(other)
        for a, b in zip(one, other, strict=True):
            first, second = BANK.items[a].value, BANK.items[b].value
            assert (first.kind, first.topic) == (second.kind, second.topic)
    papers, problems = forms(BANK, request, chosen)
    assert problems == ()
    found = fairness(papers, BANK, "parallel", {}, "")
    assert found.facility_spread < 0.01
    assert found.spread(lambda each: each.words) <= 0.05 * found.versions[0].words
    assert found.widest(lambda each: each.topics) == 0
    assert found.widest(lambda each: each.kinds) == 0
    assert found.widest(lambda each: each.aos) == 0
    assert (found.most_shared, found.known, found.measured) == (0, 44, 0)


def test_where_a_topic_has_too_few_others_stand_in_and_the_spread_says_so():
    items = [pools.written(f"i{n}", topic=TOPICS[n % 3]) for n in range(7)]
    bank = pools.pool(*items)
    plan = Blueprint(name="t", purpose="", slots=(Slot(kinds=("recall",), count=3),))
    chosen = made(bank, plan, versions=2)
    assert not set(chosen.forms[0]) & set(chosen.forms[1])
    request = Request(blueprint=plan, mode="parallel", versions=2)
    found = fairness(forms(bank, request, chosen)[0], bank, "parallel", {}, "")
    assert found.widest(lambda each: each.kinds) == 0
    assert found.widest(lambda each: each.topics) <= 3


def test_named_items_and_ties_stand_in_all_versions():
    plan = structs.replace(PLAN, include=("mc-5",), together=(("recall-1", "recall-4"),))
    for form in made(plan=plan).forms:
        assert "mc-5" in form
    tied = structs.replace(PLAN, include=("recall-1",), together=(("recall-1", "recall-4"),))
    for form in made(plan=tied).forms:
        assert form.index("recall-4") == form.index("recall-1") + 1


def test_enemies_never_meet_in_any_version():
    foes = {f"mc-{n}": tuple(f"mc-{m}" for m in range(60) if m != n and m // 6 == n // 6) for n in range(60)}
    items = [structs.replace(i.value, enemies=foes.get(id, ())) for id, i in BANK.items.items()]
    bank = pools.pool(*items)
    for mode, versions in (("parallel", 3), ("common-core", 12)):
        for form in made(bank, mode=mode, versions=versions).forms:
            groups = Counter(int(id[3:]) // 6 for id in form if id.startswith("mc-"))
            assert set(groups.values()) == {1}


def test_questions_on_one_source_stay_as_they_are():
    items = [pools.written(f"s{n}", "source", stimuli=(f"t{n // 2}",)) for n in range(8)]
    bank = pools.pool(
        *items, *(i.value for i in BANK.items.values()), stimuli=tuple(Stimulus(id=f"t{n}") for n in range(4))
    )
    plan = Blueprint(
        name="t", purpose="", slots=(Slot(kinds=("source",), count=2), Slot(kinds=("recall",), count=2)), sources=1
    )
    chosen = made(bank, plan, versions=3)
    assert len({form[:2] for form in chosen.forms}) == 1
    assert len({form[2:] for form in chosen.forms}) == 3


def essays(bank):
    """The bank with a ladder for describing, so that it belongs to a common core."""
    row = structs.replace(bank.kinds["describe"].rows[0], rubric="ladder")
    kinds = {**bank.kinds, "describe": structs.replace(bank.kinds["describe"], rows=(row,))}
    levels = (Level(level=1, marks="1-4", verdict="Something"),)
    rubrics = {"ladder": pools.located(Rubric(id="ladder", name="Ladder", levels=levels))}
    return structs.replace(bank, kinds=kinds, rubrics=rubrics)


@pytest.mark.parametrize("versions", [5, 40])
def test_a_common_core_is_common_and_the_rest_is_used_evenly(versions):
    bank = essays(BANK)
    chosen = made(bank, mode="common-core", versions=versions, seed=3)
    assert len({form[9:] for form in chosen.forms}) == 1 or {frozenset(f[9:]) for f in chosen.forms} == {
        frozenset(chosen.forms[0][9:])
    }
    uses = Counter(id for form in chosen.forms for id in form if not id.startswith("describe"))
    assert max(uses.values()) <= -(-versions * 6 // 18)
    assert len(set(chosen.forms)) == versions
    papers, problems = forms(bank, Request(blueprint=PLAN, mode="common-core", versions=versions, seed=3), chosen)
    assert problems == ()
    found = fairness(papers, bank, "common-core", {}, "")
    assert len(found.shared) == 2
    assert found.facility_spread < 0.03


def test_a_slot_says_itself_whether_it_is_core():
    slots = (Slot(kinds=("multiple-choice",), count=3, core=True), Slot(kinds=("describe",), core=False))
    plan = Blueprint(name="t", purpose="", slots=slots)
    chosen = made(essays(BANK), plan, mode="common-core")
    assert len({frozenset(form[:3]) for form in chosen.forms}) == 1
    assert len({form[3] for form in chosen.forms}) > 1


def test_flags_alone_make_versions_with_their_own_items():
    chosen = choose(BANK, Request(marks=20, mode="parallel", versions=3, seed=1, items=("describe-7",)))
    assert all("describe-7" in form for form in chosen.forms)
    assert all(set(a) & set(b) == {"describe-7"} for a, b in combinations(chosen.forms, 2))
    papers, _ = forms(BANK, Request(marks=20, mode="parallel", versions=3, seed=1), chosen)
    assert {form.pupil().total() for form in papers} == {20}


def test_a_blueprints_ranges_hold_in_every_version():
    plan = Blueprint(
        name="t", purpose="", slots=(Slot(kinds=("multiple-choice",), count=8),), facility=(0.5, 0.56), words=(30, 80)
    )
    for form in made(plan=plan, versions=3).forms:
        mean = sum(BANK.items[id].value.facility for id in form) / 8
        assert 0.5 - 1e-9 <= mean <= 0.56 + 1e-9


def test_versions_that_can_not_all_keep_to_the_ranges_are_not_made():
    plan = Blueprint(name="t", purpose="", slots=(Slot(kinds=("multiple-choice",), count=8),), words=(30, 56))
    assert made(plan=plan, versions=1).items
    with pytest.raises(PackgenError) as caught:
        made(plan=plan, versions=3)
    assert caught.value.diagnostics[0].rule == "not-found"
    assert "could not find 3 versions" in caught.value.diagnostics[0].message


def test_too_few_items_for_so_many_versions():
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(5)))
    plan = Blueprint(name="t", purpose="", slots=(Slot(kinds=("recall",), count=2),))
    with pytest.raises(PackgenError) as caught:
        made(bank, plan, versions=3)
    assert caught.value.diagnostics[0].rule == "too-few-for-versions"
    assert made(bank, structs.replace(plan, most_uses=2), versions=3).forms


def test_a_bank_without_facilities_has_no_spread_of_them():
    bank = pools.pool(*(pools.written(f"i{n}") for n in range(9)))
    plan = Blueprint(name="t", purpose="", slots=(Slot(kinds=("recall",), count=2),))
    chosen = made(bank, plan, versions=2)
    request = Request(blueprint=plan, mode="parallel", versions=2)
    assert fairness(forms(bank, request, chosen)[0], bank, "parallel", {}, "").facility_spread is None
