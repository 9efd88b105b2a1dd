from __future__ import annotations

import pytest
from authoring import findings, item, kinds, lowered, rubrics

from packgen.model.document import ListBlock, Reference, plain_text
from packgen.model.marking import Key, LevelsOfResponse, MarkingPoints
from packgen.model.response import Extended, Written

POINTS = {"points": ["He led the army: in the war.", "He spoke well: to crowds."]}
GROUPS = {"indicative": [{"heading": "For", "points": ["Offices."]}, {"heading": "Against", "points": ["Luck."]}]}


def part(question):
    (one,) = question.paper.parts
    return one


def marking(question):
    (one,) = question.scheme.parts
    return one.marking


def test_describe_two_by_points():
    question = lowered(item("describe-two", scheme=POINTS))
    assert isinstance(part(question).response, Written)
    assert [(s.label, s.lines) for s in part(question).response.spaces] == [("1", 5), ("2", 5)]
    assert isinstance(marking(question), MarkingPoints)
    assert len(marking(question).points) == 2
    assert "1 mark for a relevant feature" in plain_text(marking(question).rule)


def test_the_same_points_serve_a_board_with_a_ladder():
    question = lowered(item("describe-two", scheme=POINTS, boards=["aqa", "edexcel"]))
    assert isinstance(marking(question), LevelsOfResponse)
    assert [len(group.points) for group in marking(question).indicative] == [2]
    assert isinstance(marking(lowered(item("describe-two", scheme=POINTS), board="edexcel")), MarkingPoints)


def test_points_of_a_headed_group_say_which_it_is():
    groups = {
        "indicative": [{"heading": "Office", "points": ["He appointed.", "He kept files."]}, {"points": ["Luck."]}]
    }
    found = marking(lowered(item("describe-two", scheme=groups)))
    assert isinstance(found, MarkingPoints)
    assert [plain_text(point) for point in found.points] == ["Office: He appointed.", "Office: He kept files.", "Luck."]


def test_a_statement_stands_in_quotation_marks_above_the_stem():
    for statement in ("Stalin won by luck.", "'Stalin won by luck.'", "“Stalin won by luck.”"):
        made = item("how-far-do-you-agree", statement=statement, stem="How far do you agree?", scheme=GROUPS)
        assert [plain_text((block,)) for block in part(lowered(made)).stem] == [
            "‘Stalin won by luck.’",
            "How far do you agree?",
        ]


def test_bullets_stand_between_the_lead_and_own_knowledge():
    made = item("explain-why", bullets=["the army", "the press"], scheme=GROUPS)
    stem = part(lowered(made)).stem
    kind = kinds()["explain-why"]
    assert isinstance(stem[2], ListBlock)
    assert plain_text((stem[1],)) == kind.bullets_lead
    assert plain_text((stem[3],)) == kind.own_knowledge
    assert len(part(lowered(item("explain-why", scheme=GROUPS))).stem) == 1


def test_what_a_board_tells_pupils_to_write_about_needs_no_bullets():
    stem = part(lowered(item("main-factor", scheme=GROUPS), board="aqa")).stem
    assert plain_text((stem[-1],)) == "Refer to the factor named and to other factors in your answer."
    assert len(part(lowered(item("main-factor", scheme=GROUPS))).stem) == 1


def test_extended_writing_has_one_space_and_perhaps_a_plan():
    assert part(lowered(item("explain-why", scheme=GROUPS))).response == Extended(
        part(lowered(item("explain-why", scheme=GROUPS))).response.space, 45.0
    )
    assert part(lowered(item("explain-why", scheme=GROUPS), board="edexcel")).response.plan == 0
    assert part(lowered(item("explain-why", scheme=GROUPS, lines=0))).response == Written(())


def test_levels_stand_highest_first_with_their_bands():
    levels = marking(lowered(item("how-far-do-you-agree", statement="S.", scheme=GROUPS, boards=["aqa"])))
    assert [(level.level, level.low, level.high) for level in levels.levels] == [
        (4, 13, 16),
        (3, 9, 12),
        (2, 5, 8),
        (1, 1, 4),
    ]
    assert [plain_text(group.heading) for group in levels.indicative] == ["For", "Against"]
    assert [plain_text(cap) for cap in levels.caps] == ["One side only, Level 2 at most."]


def test_a_heading_may_name_a_source():
    groups = {"indicative": [{"heading": "@letter", "points": ["x"]}]}
    (group,) = marking(lowered(item("source-utility", marks=8, stimuli=["letter"], scheme=groups))).indicative
    assert [type(inline) for inline in group.heading[0].inlines] == [Reference]


def test_spag_has_a_ladder_of_its_own():
    question = lowered(item("how-far-do-you-agree", statement="S.", scheme=GROUPS, boards=["aqa"]))
    assert (question.paper.marks, question.paper.spag) == (16, 4)
    assert [(level.low, level.high) for level in question.scheme.parts[0].spag_levels] == [(4, 4), (2, 3), (1, 1)]
    assert lowered(item("explain-why", scheme=GROUPS)).scheme.parts[0].spag_levels == ()


def test_the_items_own_rubric_wins():
    made = item("explain-why", marks=8, scheme={**GROUPS, "rubric": "judgement-l4x8"})
    assert marking(lowered(made)).rubric == "judgement-l4x8"


def test_short_answers_for_one_mark_are_alternatives():
    scheme = {"answers": ["January 1924", "Jan 1924"], "accept": ["21 January 1924"], "reject": ["1924"]}
    key = marking(lowered(item("short-answer", scheme=scheme)))
    assert isinstance(key, Key)
    (entry,) = key.entries
    assert key.short == "January 1924"
    assert [plain_text(text) for text in entry.accept] == ["Jan 1924", "21 January 1924"]
    assert [plain_text(text) for text in entry.reject] == ["1924"]


def test_short_answers_for_more_marks_are_worth_one_each():
    key = marking(lowered(item("short-answer", marks=2, scheme={"answers": ["Zinoviev", "Kamenev", "Stalin"]})))
    assert [entry.label for entry in key.entries] == ["1", "2", "3"]
    assert plain_text(key.rule) == "Any two of these, 1 mark each."


def test_short_answers_of_any_tariff():
    question = lowered(item("short-answer", marks=5, scheme={"points": list("abcde")}))
    assert (question.paper.marks, question.scheme.parts[0].aos) == (5, {"AO1": 5})


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("explain-why", {}, ("no-mark-scheme", "scheme")),
        ("explain-why", {"scheme": {"answers": ["x"]}}, ("no-indicative-content", "scheme")),
        ("explain-why", {"scheme": {"indicative": [{"points": []}]}}, ("empty-group", "scheme.indicative.0")),
        ("explain-why", {"scheme": GROUPS, "bullets": ["a", "b", "c"]}, ("bullets-count", "bullets")),
        ("explain-why", {"scheme": GROUPS, "bullets": ["a", " "]}, ("empty-bullet", "bullets.1")),
        ("more-important-reason", {"scheme": GROUPS}, ("bullets-count", "bullets")),
        ("essay", {"scheme": GROUPS, "bullets": ["a"]}, ("no-bullets-here", "bullets")),
        ("describe-two", {"scheme": {"points": ["one"]}}, ("too-few-points", "scheme.points")),
        ("how-far-do-you-agree", {"scheme": GROUPS}, ("nothing-to-judge", "stem")),
    ],
)
def test_what_an_author_gets_wrong(kind, fields, expected):
    assert findings(item(kind, **fields)) == [expected]


@pytest.mark.parametrize(
    "fields", [{"statement": "He won."}, {"stimuli": ["s"]}, {"stem": "'He won.' How far do you agree?"}]
)
def test_something_to_judge_can_be_given_in_three_ways(fields):
    assert findings(item("how-far-do-you-agree", scheme=GROUPS, **fields)) == []


def test_an_apostrophe_is_no_quotation():
    made = item("how-far-do-you-agree", scheme=GROUPS, stem="How far do you agree with Stalin's and Lenin's view?")
    assert findings(made) == [("nothing-to-judge", "stem")]


def test_every_ladder_has_words():
    for rubric in rubrics().values():
        assert all(level.verdict.endswith(".") and level.text.endswith(".") for level in rubric.levels)
