"""A scaffold helps with an answer and changes nothing else."""

from __future__ import annotations

import pytest
from authoring import item, kinds, lowered
from msgspec import structs

from packgen.model.document import plain_text
from packgen.model.form import Question

GROUPS = {"indicative": [{"points": ["canary"]}]}
WITH_HELP = [name for name, kind in kinds().items() if kind.scaffold.starters and kind.shape == "written"]


def written(kind: str, **fields):
    found = kinds()[kind]
    more = {"stimuli": [f"s{n}" for n in range(found.stimuli[0])], "bullets": ["x"] * found.bullets[0]}
    return item(kind, **{**more, "scheme": GROUPS, **fields})


def bare(question: Question) -> Question:
    parts = tuple(structs.replace(part, help=None) for part in question.paper.parts)
    return structs.replace(question, paper=structs.replace(question.paper, parts=parts))


@pytest.mark.parametrize("scaffold", ["starters", "frame", "structured"])
@pytest.mark.parametrize("kind", WITH_HELP)
def test_nothing_but_the_help_is_another(kind, scaffold):
    made = written(kind)
    with_help = lowered(made, scaffold=scaffold)
    assert bare(with_help) == lowered(made)
    assert "canary" not in repr(with_help.paper)


def test_starters_and_words_or_a_frame_or_both():
    made = written("explain-why")
    none, starters, frame, both = (
        lowered(made, scaffold=name).paper.parts[0].help for name in ("none", "starters", "frame", "structured")
    )
    assert none is None
    assert (len(starters.starters), bool(starters.words), starters.frame) == (4, True, ())
    assert [paragraph.name for paragraph in frame.frame] == [
        "Introduction",
        "Paragraph 1",
        "Paragraph 2",
        "Paragraph 3",
        "Conclusion",
    ]
    assert not any(paragraph.starter for paragraph in frame.frame)
    assert (frame.starters, frame.words) == ((), ())
    assert all(paragraph.starter for paragraph in both.frame)
    assert (both.starters, bool(both.words)) == ((), True)


def test_every_kind_of_longer_answer_has_a_scaffold():
    for kind in kinds().values():
        if kind.shape == "written" and max(row.marks for row in kind.rows) >= 4:
            assert kind.scaffold.starters, kind.kind


def test_the_items_own_wins_and_what_it_leaves_out_is_the_kinds():
    made = written("explain-why", scaffold={"words": ["patronage"], "frame": [{"name": "One", "starter": "He ..."}]})
    given = lowered(made, scaffold="structured").paper.parts[0].help
    assert given.words == ("patronage",)
    assert [(paragraph.name, plain_text(paragraph.starter)) for paragraph in given.frame] == [("One", "He …")]
    assert len(lowered(made, scaffold="starters").paper.parts[0].help.starters) == 4


def test_parts_are_helped_each_by_its_own():
    parts = (written("describe-two", id="q.a"), item("multiple-choice", id="q.b", options=["x", "y"], key="a"))
    question = lowered(item("structured", stem="", parts=parts), scaffold="starters")
    assert question.paper.parts[0].help.starters
    assert question.paper.parts[1].help is None


def test_a_choice_is_helped_where_all_of_it_would_be_helped_alike():
    alike = tuple(written("explain-importance", id=f"q.{n}") for n in "ab")
    part = lowered(item("structured", stem="", choose=1, parts=alike), scaffold="starters").paper.parts[0]
    assert part.help == lowered(alike[0], scaffold="starters").paper.parts[0].help
    others = (alike[0], written("narrative-account", id="q.b"))
    assert lowered(item("structured", stem="", choose=1, parts=others), scaffold="starters").paper.parts[0].help is None
