"""Small banks written by hand."""

from __future__ import annotations

from typing import Any

from packgen.diagnostics import Place
from packgen.kinds.multiple_choice import MultipleChoiceItem
from packgen.kinds.written import WrittenItem
from packgen.model.item import Item, Kind, Row, SchemeText, Space, Stimulus, Topic
from packgen.model.pool import Bank, ItemPool, Located

TOPICS = {"1": "Russia", "1.1": "Struggle", "1.1.1": "Rivals", "1.1.2": "Testament", "1.2": "Terror", "2": "Germany"}


def kind(name: str, marks: int, spag: int = 0, shape: str = "written", **more: Any) -> Kind:
    spaces = () if shape == "multiple-choice" else (Space(lines=4),)
    row = Row(board="school", marks=marks, spag=spag, aos={"AO1": marks}, spaces=spaces)
    return Kind(kind=name, shape=shape, name=name, purpose="", rows=(row,), **more)


KINDS = {
    "multiple-choice": kind("multiple-choice", 1, shape="multiple-choice"),
    "recall": kind("recall", 1),
    "describe": kind("describe", 4),
    "why": kind("why", 12),
    "essay": kind("essay", 16, spag=4),
    "source": kind("source", 8, stimuli=(1, 2)),
}


def written(id: str, kind: str = "recall", topic: str = "1.1.1", **more: Any) -> WrittenItem:
    scheme = SchemeText(answers=("1924",))
    return WrittenItem(**{"id": id, "kind": kind, "topic": topic, "stem": f"Question {id}?", "scheme": scheme, **more})


def choice(id: str, topic: str = "1.1.1", **more: Any) -> MultipleChoiceItem:
    fields = {"stem": f"Which {id}?", "options": ("right", "wrong", "worse", "worst"), "key": "a"}
    return MultipleChoiceItem(**{"id": id, "kind": "multiple-choice", "topic": topic, **fields, **more})


def located(value: Any, path: str = "bank.yaml") -> Located[Any]:
    return Located(value, Place(path, 1), "")


def pool(*items: Item, stimuli: tuple[Stimulus, ...] = (), broken: tuple[str, ...] = ()) -> ItemPool:
    return ItemPool(
        banks=(Bank("/bank", "History", "", "en-GB"),),
        items={item.id: located(item) for item in items},
        stimuli={stimulus.id: located(stimulus, "sources.yaml") for stimulus in stimuli},
        rubrics={},
        topics={id: located(Topic(id=id, title=title)) for id, title in TOPICS.items()},
        kinds=KINDS,
        broken=broken,
    )


def mixed(per_kind: int = 8) -> ItemPool:
    """A bank with `per_kind` items of each kind, spread over three topics, two sources among them."""
    topics = ("1.1.1", "1.1.2", "1.2")
    items: list[Item] = []
    for n in range(per_kind):
        items.append(choice(f"mc-{n}", topics[n % 3]))
        for name in ("recall", "describe", "why", "essay"):
            items.append(written(f"{name}-{n}", name, topics[n % 3]))
        items.append(written(f"source-{n}", "source", topics[n % 3], stimuli=(f"s{n % 2}",)))
    return pool(*items, stimuli=tuple(Stimulus(id=f"s{n}", text=f"Text {n}.") for n in range(2)))
