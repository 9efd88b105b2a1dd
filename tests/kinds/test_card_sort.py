from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.model.document import Maths, plain_text

CARDS = [
    {"text": "He chose officials.", "category": "Office"},
    {"text": "He kept records.", "category": "Office", "accept": ["Ideas"]},
    {"text": "He was Lenin's pupil.", "category": "Ideas"},
    {"text": "He allied with Bukharin.", "category": "Allies", "back": "1925"},
]
CATEGORIES = ["Office", "Ideas", "Allies"]


def card_sort(cards=CARDS, categories=CATEGORIES, **fields):
    return item("card-sort", cards=cards, categories=categories, **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


@given(st.integers(0, 300), st.sampled_from(["", "A", "C"]))
def test_the_key_sorts_the_shuffled_cards(seed, version):
    question = lowered(card_sort(), seed=seed, version=version)
    printed = [plain_text(card.text).replace("’", "'") for card in response(question).cards]
    assert sorted(printed) == sorted(card["text"] for card in CARDS)
    for number, (text, entry) in enumerate(zip(printed, key(question).entries, strict=True), 1):
        written = next(card for card in CARDS if card["text"] == text)
        assert entry.label == str(number)
        assert plain_text(entry.answer).startswith(f"{written['category']}: ")
        assert [plain_text(words) for words in entry.accept] == written.get("accept", [])
        assert str(number) in key(question).short.split(written["category"])[1].split(";")[0]


@given(st.integers(0, 500))
def test_cards_of_a_category_never_all_stand_together(seed):
    cards = [{"text": f"{name}{n}", "category": name} for name in ("A", "B") for n in range(3)]
    question = lowered(card_sort(cards, ["A", "B"]), seed=seed)
    names = [plain_text(card.text)[0] for card in response(question).cards]
    assert names not in (sorted(names), sorted(names, reverse=True))


def test_versions_have_orders_of_their_own():
    assert len({response(lowered(card_sort(), version=version)).cards for version in "ABCDEF"}) == 6


def test_lines_stand_below_a_prompt_only():
    assert response(lowered(card_sort())).lines == 0
    assert response(lowered(card_sort(prompt="Because"))).lines == 2
    assert response(lowered(card_sort(prompt="Because", writing=1))).lines == 1


@pytest.mark.parametrize(
    ("cards", "categories", "expected"),
    [
        ([], CATEGORIES, ("too-few-cards", "cards")),
        (CARDS[:1], CATEGORIES, ("too-few-cards", "cards")),
        (
            [{"text": f"c{n}", "category": CATEGORIES[n % 3]} for n in range(30)],
            CATEGORIES,
            ("too-many-cards", "cards"),
        ),
        (CARDS, ["Office"], ("too-few-categories", "categories")),
        (CARDS, [f"c{n}" for n in range(7)], ("too-many-categories", "categories")),
        (CARDS, [*CATEGORIES, "Luck"], ("unused-category", "categories.3")),
        (CARDS, [*CATEGORIES, " "], ("empty-category", "categories.3")),
        (CARDS, [*CATEGORIES, "office"], ("duplicate-category", "categories.3")),
        ([*CARDS, {"text": "x"}], CATEGORIES, ("no-key", "cards.4.category")),
        ([*CARDS, {"text": "x", "category": "Luck"}], CATEGORIES, ("unknown-category", "cards.4.category")),
        ([*CARDS, {"category": "Ideas"}], CATEGORIES, ("empty-card", "cards.4.text")),
        ([*CARDS, {"text": "he kept records", "category": "Ideas"}], CATEGORIES, ("duplicate-card", "cards.4.text")),
        ([*CARDS, {"text": "x" * 221, "category": "Ideas"}], CATEGORIES, ("long-card", "cards.4.text")),
        ([*CARDS, {"text": "x", "category": "Ideas", "back": "y" * 121}], CATEGORIES, ("long-card", "cards.4.back")),
        (
            [*CARDS, {"text": "x", "category": "Ideas", "accept": ["Luck"]}],
            CATEGORIES,
            ("unknown-category", "cards.4.accept.0"),
        ),
        (
            [*CARDS, {"text": "x", "category": "Ideas", "accept": ["Ideas"]}],
            CATEGORIES,
            ("duplicate-answer", "cards.4.accept.0"),
        ),
    ],
)
def test_what_an_author_gets_wrong(cards, categories, expected):
    found = findings(card_sort(cards, categories))
    assert expected in found
    # Categories that are wrong as a whole leave cards without theirs.
    assert len(found) == 1 or categories != CATEGORIES


def test_the_key_keeps_the_formulas_of_cards_and_categories():
    cards = [{"text": r"$\frac{3}{4}$ of it", "category": r"$x > 1$"}, {"text": "b", "category": "Less"}]
    answers = [entry.answer for entry in key(lowered(card_sort(cards, [r"$x > 1$", "Less"]))).entries]
    found = [inline for (block,) in answers for inline in block.inlines if isinstance(inline, Maths)]
    assert [formula.latex for formula in found] == [r"\frac{3}{4}"]
