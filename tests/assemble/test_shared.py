"""What versions share is one object; what chance has a part in is made for each."""

import pools
import pytest

from packgen.assemble.forms import forms
from packgen.assemble.shared import WatchedDraw
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
    assert watched.asked


def test_a_draw_that_only_names_another_item_was_not_asked():
    watched = WatchedDraw(7, "B", "i")
    assert (watched.of("j").item, watched.seed) == ("j", 7)
    assert not watched.asked


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
