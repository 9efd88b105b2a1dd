from __future__ import annotations

from authoring import findings, item, kinds, lowered
from msgspec import structs

from packgen.kinds.shape import find_shape, tariff_of
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
    assert [part.path for part in question.scheme.parts] == [part.path for part in question.paper.parts]
    assert question.scheme.parts[1].marking is None
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


def essays(count=2, **fields):
    groups = {"indicative": [{"points": ["x"]}]}
    parts = [item("main-factor", id=f"q.{n}", stem=f"Factor {n}?", scheme=groups) for n in "abc"[:count]]
    return whole(*parts, **{"choose": 1, "stem": "", "boards": ["aqa"], **fields})


def test_either_or_counts_once_and_marks_both():
    question = lowered(essays())
    (part,), (scheme,) = question.paper.parts, question.scheme.parts
    assert (part.path, part.marks, part.spag, question.paper.marks) == ((), 16, 4, 16)
    assert [(each.label, plain_text(each.stem)[:9]) for each in part.response.alternatives] == [
        ("a", "Factor a?"),
        ("b", "Factor b?"),
    ]
    assert (part.response.choose, part.response.space.lines) == (1, 88)
    assert [each.label for each in scheme.marking.alternatives] == ["a", "b"]
    assert all(each.marking.rubric == "main-factor-l4x16" for each in scheme.marking.alternatives)
    assert scheme.aos == {"AO1": 8, "AO2": 8}
    assert scheme.spag_levels


def test_two_of_three_count_twice():
    tariff = tariff_of(essays(3, choose=2), kinds())
    assert (tariff.marks, tariff.spag, tariff.aos) == (32, 8, {"AO1": 16, "AO2": 16})


def test_a_kind_may_say_how_many_are_chosen():
    groups = {"indicative": [{"points": ["x"]}]}
    parts = [item("explain-importance", id=f"q.{n}", scheme=groups) for n in "abc"]
    made = item("importance-two-of-three", boards=["edexcel"], parts=tuple(parts))
    question = lowered(made, board="edexcel")
    assert (question.paper.marks, question.paper.parts[0].response.choose) == (16, 2)
    assert findings(made) == []
    assert findings(structs.replace(made, parts=tuple(parts[:2]))) == [("nothing-to-choose", "choose")]
    assert findings(structs.replace(made, parts=(*parts, parts[0]))) == [("parts-count", "parts")]


def test_a_choice_inside_a_question_is_numbered():
    inner = structs.replace(essays(), id="q.b")
    question = lowered(whole(short("q.a"), inner, boards=["aqa"]))
    assert [part.path for part in question.paper.parts] == [("a",), ("b",)]
    assert [each.label for each in question.paper.parts[1].response.alternatives] == ["i", "ii"]
    assert question.paper.marks == 17


def test_what_may_be_chosen_from_is_written_and_worth_the_same():
    unequal = structs.replace(essays(3, boards=[]).parts[0], marks=16, spag=0)
    assert wrong_between(essays(2), unequal) == [("unequal-alternatives", "parts.2")]
    assert wrong_between(essays(2), item("multiple-choice", id="q.c", **CHOICES)) == [("not-to-choose", "parts.2.kind")]
    assert wrong_between(essays(3)) == []


def wrong_between(made, *more):
    made = structs.replace(made, parts=(*made.parts, *more))
    return [(f.rule, f.field) for f in find_shape("structured").check_parts(made, kinds()["structured"], kinds())]


def test_what_an_author_gets_wrong():
    assert findings(essays(2, choose=2)) == [("nothing-to-choose", "choose")]
    assert findings(whole(short("q.a"))) == [("too-few-parts", "parts")]
    assert findings(whole()) == [("too-few-parts", "parts")]
    assert findings(whole(short("q.a"), short("q.b"), scheme=POINTS)) == [("scheme-outside-parts", "scheme")]
    assert findings(nested()) == []
