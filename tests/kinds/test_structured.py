from __future__ import annotations

from authoring import findings, item, kinds, lowered

from packgen.kinds.shape import tariff_of
from packgen.model.document import plain_text

POINTS = {"points": ["One: more.", "Two: more."]}
CHOICES = {"options": ["Rykov", "Tomsky", "Kirov", "Radek"], "key": "a"}


def short(name, **fields):
    return item("short-answer", **{"id": name, "stem": f"Stem {name}?", "scheme": {"answers": ["x"]}, **fields})


def whole(*parts, **fields):
    return item("structured", **{"stem": "Study @s.", "stimuli": ["s"], **fields}, parts=parts)


def nested():
    inner = item("structured", id="q.b", stem="Now look again.", parts=(short("q.b.i"), short("q.b.ii", stimuli=["t"])))
    return whole(short("q.a"), inner, item("describe-two", id="q.c", scheme=POINTS))


def test_parts_are_lettered_and_inner_parts_numbered():
    question = lowered(nested())
    assert [part.path for part in question.paper.parts] == [("a",), ("b",), ("b", "i"), ("b", "ii"), ("c",)]
    assert [part.path for part in question.scheme.parts] == [("a",), ("b", "i"), ("b", "ii"), ("c",)]
    lead = question.paper.parts[1]
    assert (plain_text(lead.stem), lead.response, lead.marks) == ("Now look again.", None, 0)


def test_marks_and_objectives_are_sums():
    question = lowered(nested())
    assert question.paper.marks == 1 + 1 + 1 + 4
    tariff = tariff_of(nested(), kinds())
    assert (tariff.marks, tariff.aos) == (7, {"AO1": 7})


def test_stimuli_are_the_parents_unless_a_part_has_its_own():
    question = lowered(nested())
    assert [part.uses for part in question.paper.parts] == [("s",), ("s",), ("s",), ("t",), ("s",)]
    assert question.paper.stimuli == ("s", "t")


def test_a_board_comes_down_to_the_parts():
    question = lowered(whole(short("q.a"), item("describe-two", id="q.b", scheme=POINTS), boards=["aqa"]))
    assert question.scheme.parts[1].marking.rubric == "describe-two-l2x4"


def test_a_part_draws_by_its_own_id():
    alone = item("multiple-choice", id="q.b", **CHOICES)
    for seed in range(8):
        inside = lowered(whole(short("q.a"), alone), seed=seed)
        assert inside.paper.parts[1].response == lowered(alone, seed=seed).paper.parts[0].response


def test_a_part_of_several_tasks_is_numbered_inside():
    research = item("research-factors", id="q.b", factors=["A", "B"], scheme={"indicative": [{"points": ["x"]}]})
    question = lowered(whole(short("q.a"), research))
    assert [part.path for part in question.paper.parts] == [("a",), ("b",), ("b", "i"), ("b", "ii"), ("b", "iii")]


def test_the_lead_is_the_stem_and_may_be_empty():
    assert plain_text(lowered(whole(short("q.a"), short("q.b"))).paper.lead) == "Study ."
    assert lowered(whole(short("q.a"), short("q.b"), stem="")).paper.lead == ()


def test_what_an_author_gets_wrong():
    assert findings(whole(short("q.a"))) == [("too-few-parts", "parts")]
    assert findings(whole()) == [("too-few-parts", "parts")]
    assert findings(whole(short("q.a"), short("q.b"), scheme=POINTS)) == [("scheme-outside-parts", "scheme")]
    assert findings(nested()) == []
