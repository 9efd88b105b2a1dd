from __future__ import annotations

from itertools import pairwise

import pytest
from blocks import every, words
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from specimens import (
    CHOICE,
    LADDER,
    bulleted,
    choice_key,
    describe_two,
    essay,
    everything,
    form,
    layout,
    multiple_choice,
    said,
    sheet,
    single,
    structured,
)

from packgen import registry
from packgen.compose.scheme_tables import ao_tables, key_tables, percentages
from packgen.compose.view import Meta, SourcePlan
from packgen.compose.wording import Wording
from packgen.model.document import Columns, Group, Heading, ListBlock, Question, Table
from packgen.model.marking import ContentGroup, Distractor, Key, KeyEntry, LevelsOfResponse
from packgen.model.response import AnswerLines, Extended, Option, Selected, Written

META = Meta(title="Stalin", subject="History")
NAMES = ("mark-scheme", "exam-mark-scheme")


def scheme(made, name="mark-scheme", **changes):
    sheet = layout(name, **changes)
    return registry.get("compose", sheet.view).make(made, sheet, META, SourcePlan())


def rows(table):
    return [[words(cell) for cell in row] for row in table.rows]


def wording():
    return Wording(layout("exam-mark-scheme"))


@given(st.permutations(["a", "b", "c"]))
def test_the_key_letter_is_that_of_this_forms_order(order):
    response = Selected(tuple(Option(id, said(f"option {id}")) for id in order))
    made = form(single("mc", "Which?", response, choice_key("a"), 1))
    letter = "ABC"[order.index("a")]
    assert rows(key_tables(made, wording())[0].children[1])[0] == ["1", "mc", letter, "1"]
    assert f"Which? {letter} option a" in " ".join(words(scheme(made)).split())


def test_several_right_options_are_all_keyed():
    made = form(single("mc", "Which two?", CHOICE, choice_key("a", "c"), 2))
    assert rows(key_tables(made, wording())[0].children[1])[0][2] == "A, B"


def test_the_key_table_names_each_item_and_adds_up():
    made = everything("A")
    *body, total = rows(key_tables(made, wording())[0].children[1])
    asked = ["mc", "timeline", "describe", "table", "parts", "parts", "parts", "either", "essay"]
    assert [row[1] for row in body] == [*asked, *["sheet"] * len(sheet().paper.parts)]
    assert [row[0] for row in body][4:7] == ["5 (a)", "5 (b)(i)", "5 (b)(ii)"]
    assert sum(int(row[3]) for row in body) == int(total[3]) == made.pupil().total()


def test_a_ladder_goes_from_the_highest_level_to_a_nought_row():
    document = scheme(form(essay()))
    ladder = next(t for t in every(document, Table) if words(t.header[0]) == "Level")
    assert [row[:2] for row in rows(ladder)] == [["4", "13–16"], ["3", "9–12"], ["2", "5–8"], ["1", "1–4"], ["0", "0"]]
    assert rows(ladder)[-1][2] == "Nothing worthy of credit."


def test_the_ladder_of_spag_marks_is_printed_once():
    document = scheme(form(essay("one"), essay("two")))
    ladders = [t for t in every(document, Table) if words(t.header[0]) == "Level"]
    assert len(ladders) == 3
    assert "SPaG. As for Question 1." in " ".join(words(document).split())


def test_two_groups_stand_side_by_side_and_others_below_one_another():
    assert len(list(every(scheme(form(essay())), Columns))) == 1
    groups = tuple(ContentGroup(said(name), (said(name),)) for name in ("content", "provenance", "context"))
    levels = LevelsOfResponse("l", LADDER.levels, groups)
    three = single("three", "How useful?", Extended(AnswerLines(40, 34, 46)), levels, 8)
    document = scheme(form(three))
    assert not list(every(document, Columns))
    assert all(name in words(document) for name in ("content", "provenance", "context"))


def test_groups_too_long_for_a_page_are_not_put_side_by_side():
    long = tuple(said("A long point about the struggle for power after Lenin. " * 3) for _ in range(30))
    levels = LevelsOfResponse(
        "l", LADDER.levels, (ContentGroup(said("For"), long), ContentGroup(said("Against"), long))
    )
    document = scheme(form(single("long", "How far?", Extended(AnswerLines(40, 34, 46)), levels, 16)))
    assert not list(every(document, Columns))


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_marks_is_printed(name):
    text = " ".join(words(scheme(everything("A"), name)).split())
    for part in (
        "target",
        "verdict 4.",
        "cap",
        "guidance",
        "point 2",
        "accept",
        "reject",
        "note",
        "authenticity",
        "rule",
    ):
        assert f"CANARY {part}" in text


def test_headings_never_skip_a_level():
    for name in NAMES:
        levels = [heading.level for heading in every(scheme(everything(), name), Heading)]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_full_front_matter_is_the_exams():
    assert [s.template for s in scheme(everything(), "exam-mark-scheme").sections] == ["cover", "body"]
    assert [s.template for s in scheme(everything()).sections] == ["body"]
    cover = scheme(form(multiple_choice()), "exam-mark-scheme").sections[0]
    assert "General principles" in words(cover)
    assert "How to place" not in words(cover)


def test_lists_in_a_stem_are_set_small_in_its_scheme():
    part = structs.replace(essay().paper.parts[0], stem=bulleted("You may use:", "offices", "alliances"))
    question = structs.replace(essay(), paper=structs.replace(essay().paper, parts=(part,)))
    lists = [block for block in every(scheme(form(question)), ListBlock) if "offices" in words(block)]
    assert [block.style for block in lists] == ["small"]


def test_each_question_is_a_section_with_its_marks():
    document = scheme(form(structured(), describe_two()))
    first, second = every(document, Question)
    assert [words(h.right).replace("\u00a0", " ") for h in every(first, Heading)] == [
        "[6 marks]",
        "[1 mark]",
        "",
        "[1 mark]",
        "[4 marks]",
    ]
    assert [words(h.right) for h in every(second, Heading)] == ["[4 marks]"]


@pytest.mark.parametrize("count", [2, 10, 11, 30])
def test_the_grid_of_objectives_adds_up_across_and_down(count):
    made = form(*(essay(f"e{n}") if n % 3 == 0 else describe_two(f"d{n}") for n in range(count)))
    table = ao_tables(made, wording())[0].children[1]
    body = rows(table)
    assert all(len(row) == len(table.columns) for row in [table.header, *body])
    total = made.pupil().total()
    if count <= 10:
        grid = [[int(c) if c != "–" else 0 for c in row[1:]] for row in body]
        assert [row[0] for row in body] == ["AO1", "AO2", "SPaG", "Total"]
        assert all(sum(row[:count]) == row[count] for row in grid)
        assert [sum(column) for column in zip(*grid[:-1], strict=True)] == grid[-1]
    else:
        grid = [[int(c) if c != "–" else 0 for c in row[1:]] for row in body[:-1]]
        assert [row[0] for row in body][-2:] == ["Total", "%"]
        assert body[1][0] == "2–3"
        assert all(sum(row[:-1]) == row[-1] for row in grid)
        assert [sum(column) for column in zip(*grid[:-1], strict=True)] == grid[-1]
        assert grid[-1][-1] == total


def test_marks_that_no_objective_claims_are_shown_so_that_the_grid_adds_up():
    made = form(single("x", "Why?", Extended(AnswerLines(9, 9, 9)), LADDER, 16, aos={"AO1": 10}))
    assert [row[0] for row in rows(ao_tables(made, wording())[0].children[1])] == ["AO1", "other", "Total"]


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=6))
def test_shares_add_up_to_a_hundred(sums):
    shares = percentages(sums)
    assert sum(shares.values()) == (100 if sum(sums.values()) else 0)
    total = sum(sums.values())
    assert all(abs(shares[name] * total - 100 * value) < total for name, value in sums.items() if total)


def test_short_questions_that_follow_one_another_share_a_table():
    quiz = form(*(multiple_choice(f"mc{n}") for n in range(3)), essay(), multiple_choice("last"))
    document = scheme(quiz)
    heads = [words(h.inlines) for h in every(document, Heading) if h.level == 2]
    assert heads[0] == "Questions 1 to 3"
    assert "Question 5" in heads
    tables = [t for t in every(document, Table) if words(t.header[0]) == "No."]
    assert [[row[0] for row in rows(t)] for t in tables] == [["1", "2", "3"], ["5"]]
    assert len(list(every(document, Question))) == 1


def test_a_distractor_is_told_by_its_letter_in_this_form():
    told = Distractor("b", said("Bukharin"), said("He edited Pravda."))
    key = structs.replace(choice_key("a"), distractors=(told,))
    text = " ".join(words(scheme(form(single("mc", "Who?", CHOICE, key, 1)))).split())
    assert "Not C. He edited Pravda." in text
    long = single("mc", "Who? " * 80, CHOICE, key, 1)
    assert "Answer. B Trotsky Not C. He edited Pravda." in " ".join(words(scheme(form(long))).split())


def test_parts_in_a_scheme_hang_as_in_the_paper():
    heads = [(h.number, h.part) for h in every(scheme(form(structured())), Heading) if h.level == 3]
    assert heads == [("(a)", ""), ("(b)", ""), ("", "(i)"), ("", "(ii)")]


def test_an_answer_too_long_for_the_key_is_looked_up_in_the_scheme():
    long = Key((KeyEntry("", said("because " * 20)),), "because " * 20)
    made = form(single("x", "Why?", Written((AnswerLines(2, 2, 2),)), long, 1))
    assert rows(key_tables(made, wording())[0].children[1])[0][2] == "in the scheme"


def test_a_ladder_stays_with_its_question():
    (question,) = every(scheme(form(essay())), Question)
    first = question.children[0]
    assert isinstance(first, Group)
    assert first.keep
    assert isinstance(first.children[0], Heading)
    assert any(isinstance(block, Table) for block in first.children)


def test_a_long_key_of_letters_stands_in_two_columns():
    made = form(*(multiple_choice(f"mc-{n}") for n in range(30)))
    *_, key = every(scheme(made), Columns)
    first, second = every(key, Table)
    assert [row[0] for row in rows(first)] + [row[0] for row in rows(second)] == [str(n) for n in range(1, 31)]
    assert {row[2] for row in rows(first)} == {"B"}
    mixed = form(*(multiple_choice(f"mc-{n}") for n in range(30)), essay())
    assert len([t for t in every(scheme(mixed), Table) if words(t.header[1]) == "Item"]) == 1


def test_one_objective_needs_no_grid():
    assert "All 2 marks are for AO1." in words(scheme(form(*map(multiple_choice, "ab")), "exam-mark-scheme"))
