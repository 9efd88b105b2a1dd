"""What versions share is one object; what chance has a part in is made for each."""

import pools
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from packgen.assemble.forms import forms
from packgen.assemble.shared import Shared, WatchedDraw
from packgen.model.draw import Draw
from packgen.model.request import Request


@pytest.mark.parametrize(
    "ask",
    [
        lambda draw: draw.random("x").random(),
        lambda draw: draw.of("i").rank("x"),
        lambda draw: draw.of("i").of("j").shuffled(range(9), "x"),
        lambda draw: draw.version,
    ],
)
def test_a_watched_draw_gives_the_same_and_notes_that_it_was_asked(ask):
    watched = WatchedDraw(7, "B", "i")
    assert ask(watched) == ask(Draw(7, "B", "i"))
    assert watched.asked or watched.orders


def test_a_draw_that_only_names_another_item_was_not_asked():
    watched = WatchedDraw(7, "B", "i")
    assert (watched.of("j").item, watched.seed) == ("j", 7)
    assert not watched.asked
    assert not watched.orders


@given(
    counts=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    hidden=st.booleans(),
    versions=st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=12),
)
def test_what_is_known_of_orders_drawn_before_is_what_the_item_comes_to(counts, hidden, versions):
    """Whatever is drawn depends on what was drawn before; `hidden`, in a way that nobody can watch."""
    made, _ = forms(pools.pool(pools.choice("c")), Request(count=1, kinds=("multiple-choice",), seed=3))
    paper = made[0].questions[0].paper

    def make(draw):
        told = []
        for n, count in enumerate(counts):
            drawn = draw.of(f"i{sum(map(sum, told)) % 2}").order(count + sum(told[-1][:1] if told else ()), f"x{n}")
            told.append(drawn)
        if hidden and told[0] == (0,):
            told.append((draw.random("y").randrange(9),))
        words = structs.replace(paper, topic=repr(told))
        return structs.replace(made[0].questions[0], paper=words)

    shared = Shared()
    for version in versions:
        draw = Draw(3, version)
        assert shared.lowered("c", draw, make) == make(draw)


def test_versions_share_what_does_not_differ():
    place = pools.pool(*(pools.written(f"w{n}") for n in range(3)), *(pools.choice(f"c{n}") for n in range(2)))
    made, _ = forms(place, Request(versions=60, count=5, kinds=("recall", "multiple-choice"), seed=3))
    objects: dict[str, set[int]] = {}
    values: dict[str, set[str]] = {}
    for form in made:
        for question in form.questions:
            objects.setdefault(question.paper.item, set()).add(id(question))
            values.setdefault(question.paper.item, set()).add(repr(question))
    assert {item: len(found) for item, found in objects.items()} == {item: len(found) for item, found in values.items()}
    assert {len(found) for item, found in objects.items() if item.startswith("w")} == {1}
    assert all(len(found) > 1 for item, found in objects.items() if item.startswith("c"))
