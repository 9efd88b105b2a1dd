"""What a teacher may count on in the bundled bank: how much there is, for whom, and that it can be traced."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from packgen.load.bundled import bundled_bank
from packgen.load.pool import load_pool
from packgen.model.item import Item
from packgen.model.pool import ItemPool

OBJECTIVE = {"multiple-choice", "matching-pairs", "chronological-order", "gap-fill", "true-false", "odd-one-out"}
JUDGEMENT = {
    "agree-with-interpretation",
    "essay",
    "historic-environment",
    "how-far-do-you-agree",
    "igcse-how-far",
    "main-factor",
}
SCHOOL = "school"
FACTS = {str(number) for number in range(1, 76)}


@pytest.fixture(scope="module")
def pool() -> ItemPool:
    return load_pool([bundled_bank()])[0]


@pytest.fixture(scope="module")
def live(pool: ItemPool) -> list[Item]:
    return [entry.value for entry in pool.items.values() if entry.value.status == "live"]


def test_there_is_a_choice_of_questions_in_every_part_of_the_topic(live: list[Item]) -> None:
    assert len(live) >= 200
    topics = Counter(item.topic for item in live)
    assert all(topics[f"1.1.{part}"] >= 20 for part in range(1, 9))


def test_every_exam_kind_has_a_question_for_every_board_that_sets_it(pool: ItemPool, live: list[Item]) -> None:
    boards = {kind.kind: {row.board for row in kind.rows} for kind in pool.kinds.values()}
    asked = {(kind, board) for kind, setters in boards.items() if setters != {SCHOOL} for board in setters}
    answered = {(item.kind, board) for item in live for board in item.boards or boards[item.kind]}
    assert len(asked) > 70
    assert asked - answered == set()


def test_every_kind_of_worksheet_is_there_at_least_twice(pool: ItemPool, live: list[Item]) -> None:
    count = Counter(item.kind for item in live)
    sheets = [name for name in count if {row.board for row in pool.kinds[name].rows} == {SCHOOL}]
    assert len(sheets) >= 16
    assert [name for name in sheets if count[name] < 2] == []


def test_objective_questions_cover_the_fact_list_and_ask_nothing_twice(live: list[Item]) -> None:
    objective = [item for item in live if item.kind in OBJECTIVE]
    assert len(objective) >= 70
    assert len(FACTS & {fact for item in objective for fact in item.facts}) >= 55
    stems = Counter(item.stem for item in objective if item.kind == "multiple-choice")
    assert max(stems.values()) == 1


def test_whatever_is_asked_can_be_traced_to_a_fact(live: list[Item]) -> None:
    assert [item.id for item in live if not FACTS.intersection(item.facts)] == []


def test_judgements_have_precise_points_on_two_sides(live: list[Item]) -> None:
    judgements = [item for item in live if item.kind in JUDGEMENT]
    assert len(judgements) >= 12
    for item in judgements:
        groups = item.scheme.indicative
        assert len(groups) >= 2, item.id
        assert sum(len(group.points) for group in groups) >= 5, item.id


def test_sources_are_said_to_be_adapted_and_interpretations_to_be_our_own(
    pool: ItemPool,
) -> None:
    stimuli = [entry.value for entry in pool.stimuli.values()]
    texts = [stimulus for stimulus in stimuli if stimulus.text]
    assert len(texts) >= 10
    for stimulus in texts:
        honest = r"Written for this bank" if stimulus.type == "interpretation" else r"Adapted from .*\b19\d\d\b"
        assert re.search(honest, stimulus.provenance, re.DOTALL), stimulus.id
