"""Papers by blueprints: what they must be, and how even the choice among all of them is."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import pools
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.audit import audited
from packgen.assemble.brief import Brief, settled
from packgen.assemble.choosing import choose
from packgen.assemble.engine import solve
from packgen.assemble.forms import forms
from packgen.diagnostics import PackgenError
from packgen.model.blueprint import Blueprint, Section, Slot
from packgen.model.chosen import Chosen
from packgen.model.draw import Draw
from packgen.model.item import Stimulus
from packgen.model.request import Request

BANK = pools.mixed()
WORTH = {"multiple-choice": 1, "recall": 1, "describe": 4, "why": 12, "source": 8}


def plan(*slots: Slot, **more: object) -> Blueprint:
    return Blueprint(name="test", purpose="", slots=slots, **more)


def chosen(bank, blueprint: Blueprint, **request: object) -> Chosen:
    return choose(bank, Request(blueprint=blueprint, **request))


def ids(bank, blueprint: Blueprint, **request: object) -> list[str]:
    return [item.value.id for item in chosen(bank, blueprint, **request).items]


def kinds(names: list[str]) -> list[str]:
    return [BANK.items[name].value.kind for name in names]


def test_slots_are_filled_in_their_order():
    paper = ids(BANK, plan(Slot(kinds=("essay",)), Slot(kinds=("recall", "describe"), count=3), Slot(marks=12)))
    assert kinds(paper)[0] == "essay"
    assert set(kinds(paper)[1:4]) <= {"recall", "describe"}
    assert kinds(paper)[4] == "why"


@given(st.integers(0, 10**6), st.integers(20, 45))
def test_totals_topics_and_objectives_come_out(seed, marks):
    blueprint = plan(
        Slot(kinds=("multiple-choice", "recall"), count=(2, 10)),
        Slot(kinds=("describe",), count=(1, 4)),
        Slot(kinds=("why", "source"), count=(1, 2)),
        marks=marks,
        topic_marks={"1.1": (8, marks - 4)},
        ao_marks={"AO1": (0, marks)},
        words=(0, 200),
    )
    try:
        paper = ids(BANK, blueprint, seed=seed)
    except PackgenError:
        pytest.fail(f"there is a paper of {marks} marks")
    assert (
        sum({"multiple-choice": 1, "recall": 1, "describe": 4, "why": 12, "source": 8}[k] for k in kinds(paper))
        == marks
    )
    on = [name for name in paper if BANK.items[name].value.topic.startswith("1.1")]
    assert (
        8
        <= sum({"multiple-choice": 1, "recall": 1, "describe": 4, "why": 12, "source": 8}[k] for k in kinds(on))
        <= marks - 4
    )


def test_the_same_seed_chooses_the_same_and_others_choose_otherwise():
    blueprint = plan(Slot(kinds=("multiple-choice",), count=4), Slot(kinds=("describe",), count=2))
    assert ids(BANK, blueprint, seed=3) == ids(BANK, blueprint, seed=3)
    assert len({tuple(ids(BANK, blueprint, seed=seed)) for seed in range(20)}) > 15


def test_include_never_either_enemies_and_together():
    items = [pools.written(f"i{n}") for n in range(12)]
    bank = pools.pool(*items)
    blueprint = plan(
        Slot(kinds=("recall",), count=6),
        include=("i3",),
        never=("i0", "i1"),
        enemies=(("i3", "i4"),),
        either=(("i5", "i6"),),
        together=(("i9", "i7", "i8"),),
    )
    seen: Counter[str] = Counter()
    for seed in range(40):
        paper = ids(bank, blueprint, seed=seed)
        seen.update(paper)
        assert "i3" in paper
        assert not {"i0", "i1", "i4"} & set(paper)
        assert len({"i5", "i6"} & set(paper)) == 1
        held = [name for name in paper if name in ("i7", "i8", "i9")]
        assert held in ([], ["i9", "i7", "i8"])
        assert not held or paper.index("i8") == paper.index("i9") + 2
    assert set(seen) == {"i2", "i3", *(f"i{n}" for n in range(5, 12))}


def test_source_sets_stay_whole_and_sources_are_counted():
    items = [pools.written(f"s{n}", "source", stimuli=(f"t{n // 3}",)) for n in range(12)]
    stimuli = tuple(Stimulus(id=f"t{n}") for n in range(4))
    bank = pools.pool(*items, *(pools.written(f"r{n}") for n in range(4)), stimuli=stimuli)
    blueprint = plan(Slot(kinds=("source", "recall"), count=(6, 8)), sources=2, of_a_source="all")
    for seed in range(6):
        used = Counter(name[1:] for name in ids(bank, blueprint, seed=seed) if name[0] == "s")
        assert len({int(name) // 3 for name in used}) == 2
        assert len(used) == 6
    some = plan(Slot(kinds=("source",), count=4), of_a_source=2)
    for seed in range(4):
        assert set(Counter(int(name[1:]) // 3 for name in ids(bank, some, seed=seed)).values()) == {2}


def test_facility_is_a_mean_over_the_marks():
    items = [pools.written(f"i{n}", "describe", facility=0.2 + 0.05 * n) for n in range(14)]
    bank = pools.pool(*items)
    for seed in range(10):
        paper = ids(bank, plan(Slot(count=4), facility=(0.5, 0.55)), seed=seed)
        mean = sum(bank.items[name].value.facility for name in paper) / 4
        assert 0.5 - 1e-9 <= mean <= 0.55 + 1e-9
    easy = ids(bank, plan(Slot(count=2, facility=(0.7, 1.0))))
    assert all(bank.items[name].value.facility >= 0.7 for name in easy)


def test_sections_are_tagged_and_keep_to_themselves_in_every_version():
    blueprint = Blueprint(
        name="test",
        purpose="",
        sections=(
            Section(title="A", slots=(Slot(kinds=("multiple-choice",), count=4),)),
            Section(title="B", slots=(Slot(kinds=("multiple-choice", "recall"), count=4),), marks=4),
        ),
    )
    made, problems = forms(BANK, Request(blueprint=blueprint, versions=3, seed=2))
    assert problems == ()
    first = [q.paper.item for q in made[0].questions[:4]]
    for form in made:
        assert [dict(q.paper.tags)["section"] for q in form.questions] == ["A"] * 4 + ["B"] * 4
        assert sorted(q.paper.item for q in form.questions[:4]) == sorted(first)


def test_flags_change_what_a_blueprint_says():
    blueprint = plan(Slot(kinds=("recall",), count=(1, 6)), Slot(count=(0, 3)), count=4)
    assert len(ids(BANK, blueprint, count=6)) == 6
    assert {BANK.items[name].value.topic for name in ids(BANK, blueprint, topics=("1.2",))} == {"1.2"}
    assert "recall-3" in ids(BANK, blueprint, items=("recall-3",))
    more = ids(BANK, blueprint, kinds=("describe",), count=8)
    assert set(kinds(more)) == {"recall", "describe"}


def test_a_slot_takes_what_its_query_finds():
    blueprint = plan(Slot(query="kind:recall -topic:1.2", count=3), Slot(query="marks:12"))
    paper = ids(BANK, blueprint, seed=3)
    assert kinds(paper) == ["recall", "recall", "recall", "why"]
    assert all(BANK.items[name].value.topic != "1.2" for name in paper[:3])


def test_orders():
    slots = (Slot(kinds=("why",)), Slot(kinds=("recall",), count=3), Slot(kinds=("describe",)))
    assert kinds(ids(BANK, plan(*slots, order="listed"))) == ["why", "recall", "recall", "recall", "describe"]
    assert kinds(ids(BANK, plan(*slots, order="easy-to-hard"))) == ["recall", "recall", "recall", "describe", "why"]
    by_topic = [BANK.items[name].value.topic for name in ids(BANK, plan(*slots, order="topic"))]
    assert by_topic == sorted(by_topic)


def small_bank():
    items = [pools.choice(f"mc-{n}", ("1.1.1", "1.1.2", "1.2")[n % 3]) for n in range(5)]
    items += [pools.written(f"d-{n}", "describe", ("1.1.1", "1.2")[n % 2], marks=4 + 2 * (n % 2)) for n in range(5)]
    items += [
        pools.written(f"w-{n}", "why", ("1.1.1", "1.2")[n % 2], enemies=("d-0",) if n == 0 else ()) for n in range(3)
    ]
    return pools.pool(*items)


def test_every_paper_that_is_as_it_must_be_is_nearly_equally_likely():
    """All papers of a tiny bank are counted out; how many the choice is as good as drawing from, by its entropy."""
    bank = small_bank()
    blueprint = plan(
        Slot(kinds=("multiple-choice",), count=3),
        Slot(kinds=("describe",), count=2),
        Slot(kinds=("why",)),
        marks=25,
        topic_marks={"1.1": (8, 21)},
    )
    worth = {id: {"multiple-choice": 1, "why": 12}.get(i.value.kind, i.value.marks) for id, i in bank.items.items()}
    short = {name: [id for id in bank.items if id.startswith(f"{name}-")] for name in ("mc", "d", "w")}
    papers = set()
    for a in combinations(short["mc"], 3):
        for b in combinations(short["d"], 2):
            for c in short["w"]:
                some = {*a, *b, c}
                on = sum(worth[id] for id in some if bank.items[id].value.topic.startswith("1.1"))
                if sum(worth[id] for id in some) == 25 and 8 <= on <= 21 and not {"w-0", "d-0"} <= some:
                    papers.add(frozenset(some))
    assert len(papers) > 60
    brief = Brief(bank, Request(blueprint=blueprint))
    problem = brief.problem()
    draws = 9 * len(papers)
    seen: Counter[frozenset[str]] = Counter()
    for seed in range(draws):
        state = solve(problem, Draw(seed, "").random("paper"), 120)
        seen[frozenset(brief.rows[row].id for row in state.where)] += 1
    assert set(seen) <= papers
    entropy = -sum(times / draws * math.log(times / draws) for times in seen.values())
    assert math.exp(entropy) / len(papers) >= 0.85


# --- the referee ---------------------------------------------------------------------


def test_the_referee_finds_what_is_not_as_planned():
    blueprint = plan(
        Slot(kinds=("recall",), count=2),
        Slot(kinds=("describe",)),
        marks=6,
        include=("recall-1",),
        either=(("recall-1", "recall-2"),),
        topic_marks={"1.1": 6},
    )
    request = Request(blueprint=blueprint)

    def said(*names: str) -> str:
        return " | ".join(d.message for d in audited(names, [len(names)], BANK, settled(request)))

    assert said("recall-1", "recall-0", "describe-0") == ""
    assert "must be there" in said("recall-3", "recall-0", "describe-0")
    assert "not 6 to 6" in said("recall-1", "recall-2", "describe-2")
    assert "only one" in said("recall-1", "recall-2", "describe-0")
    assert "fill its places" in said("recall-1", "describe-0", "describe-1")
    assert "stands 2 times" in said("recall-1", "recall-1", "describe-0")


def test_the_referee_moves_items_between_slots_that_overlap():
    blueprint = plan(Slot(kinds=("recall", "describe"), count=2), Slot(kinds=("recall",), count=1))
    settled_one = settled(Request(blueprint=blueprint))
    for names in combinations(("recall-0", "recall-1", "describe-0"), 3):
        assert audited(names, [3], BANK, settled_one) == ()
    assert audited(("recall-0", "describe-1", "describe-0"), [3], BANK, settled_one) == ()
    assert audited(("describe-2", "describe-1", "describe-0"), [3], BANK, settled_one) != ()
