"""Card sort: cards to cut out and to put under headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from packgen.kinds.jumble import jumbled
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, number_word, run_of, said
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import Paragraph, Strong, Text, plain_text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Card, Cards

LEAST_CARDS, MOST_CARDS = 2, 24
LONGEST = 220
LONGEST_BACK = 120
MOST_CATEGORIES = 6


class SortCard(Authored, frozen=True, kw_only=True):
    """A card: its words, the category that it belongs to, others that count as well, words for its back."""

    text: Markdown = ""
    category: str = ""
    accept: tuple[str, ...] = ()
    back: Markdown = ""


class CardSortItem(Item, frozen=True, kw_only=True):
    """Cards to sort under `categories`.  With a `prompt` ("This helped Stalin because") each card has `writing` lines.

    Cards are shuffled and numbered, so that their order says nothing.  Where any card has a `back`, a page of backs
    follows each page of cards, mirrored for printing on both sides.
    """

    cards: tuple[SortCard, ...] = ()
    categories: tuple[Markdown, ...] = ()
    prompt: Markdown = ""
    writing: Annotated[int, Meta(ge=0, le=3)] = 2


def _check(item: CardSortItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.cards)
    if count < LEAST_CARDS:
        message = f"there {'is one card' if count else 'are no cards'} to sort"
        yield Finding("cards", "too-few-cards", message, "add cards under `cards:`; eight fill a page")
    if count > MOST_CARDS:
        message = f"{count} cards are too many to sort; {MOST_CARDS} is the most"
        yield Finding("cards", "too-many-cards", message, "make two items of them; eight fill a page")
    if not 2 <= len(item.categories) <= MOST_CATEGORIES:
        hint = f"give two to {number_word(MOST_CATEGORIES)} headings under `categories:`"
        many = len(item.categories)
        found = "is one category" if many == 1 else f"are {many or 'no'} categories"
        rule = "too-few-categories" if many < 2 else "too-many-categories"
        yield Finding("categories", rule, f"there {found} to sort by", hint)
    for n, category in enumerate(item.categories):
        if not category.strip():
            message = f"category {n + 1} has no name"
            yield Finding(f"categories.{n}", "empty-category", message, "name it, or delete it")
    for first, n in repeated(item.categories):
        message = f"categories {first + 1} and {n + 1} are the same"
        yield Finding(f"categories.{n}", "duplicate-category", message, "delete one of them")
    for n, card in enumerate(item.cards):
        yield from _check_card(item, n, card)
    for first, n in repeated([card.text for card in item.cards]):
        message = f"cards {first + 1} and {n + 1} say the same"
        yield Finding(f"cards.{n}.text", "duplicate-card", message, "word them differently, or delete one")
    named = {name for card in item.cards for name in (card.category, *card.accept)}
    for n, category in enumerate(item.categories):
        unused = category.strip() and category not in named and all(card.category for card in item.cards)
        if unused and count >= LEAST_CARDS:
            message = f"no card belongs to the category {category!r}"
            yield Finding(f"categories.{n}", "unused-category", message, "add a card, or delete the category")


def _check_card(item: CardSortItem, n: int, card: SortCard) -> Iterator[Finding]:
    field, listed = f"cards.{n}", ", ".join(item.categories)
    if not card.text.strip():
        yield Finding(f"{field}.text", "empty-card", f"card {n + 1} has no words", "write its `text`, or delete it")
    for name, text, most in (("text", card.text, LONGEST), ("back", card.back, LONGEST_BACK)):
        if len(text) > most:
            message = f"the {name} of card {n + 1} has {len(text)} characters; {most} is the most"
            yield Finding(f"{field}.{name}", "long-card", message, "say it in fewer words, or make two cards of it")
    if not card.category:
        message = f"card {n + 1} doesn't say where it belongs"
        hint = f"add its `category`: {listed}" if listed else "add its `category`"
        yield Finding(f"{field}.category", "no-key", message, hint)
    elif item.categories and card.category not in item.categories:
        message = f"card {n + 1} belongs to {card.category!r}, which is not one of the categories"
        yield Finding(f"{field}.category", "unknown-category", message, f"the categories are {listed}")
    for k, name in enumerate(card.accept):
        if item.categories and name not in item.categories:
            message = f"card {n + 1} accepts {name!r}, which is not one of the categories"
            yield Finding(f"{field}.accept.{k}", "unknown-category", message, f"the categories are {listed}")
        elif name == card.category:
            message = f"card {n + 1} accepts its own category"
            yield Finding(f"{field}.accept.{k}", "duplicate-answer", message, "name only other categories that count")


def _lower(item: CardSortItem, how: Lowering) -> Question:
    count = len(item.cards)
    order = jumbled(count, how.draw, "cards", lambda order: _sorted_already(item, order))
    places = {name: n for n, name in enumerate(item.categories)}
    categories = [how.blocks(f"categories.{n}", text) for n, text in enumerate(item.categories)]
    cards: list[Card] = []
    entries: list[KeyEntry] = []
    for place, n in enumerate(order, 1):
        card = item.cards[n]
        text = how.blocks(f"cards.{n}.text", card.text)
        cards.append(Card(text, how.blocks(f"cards.{n}.back", card.back)))
        accept = tuple(categories[places[name]] for name in card.accept if name in places)
        right = categories[places[card.category]] if card.category in places else said(card.category)
        answer = (Paragraph((Strong((*run_of(right), Text(": "))), *run_of(text))),)
        entries.append(KeyEntry(str(place), answer, accept))
    by_category = (
        (plain_text(categories[places[name]]), [p for p, n in enumerate(order, 1) if item.cards[n].category == name])
        for name in item.categories
    )
    short = "; ".join(f"{name} {', '.join(map(str, cards_))}" for name, cards_ in by_category if cards_)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, count) + said(f"{short}.") + how.blocks("scheme.guidance", item.scheme.guidance)
    if any(card.back for card in cards):
        rule += said("Print each page of cards and the page of backs after it on one sheet, turned on its long edge.")
    prompt = how.blocks("prompt", item.prompt)
    response = Cards(tuple(cards), tuple(categories), prompt, item.writing if item.prompt.strip() else 0)
    key = Key(tuple(entries), short, rule)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, key)


def _sorted_already(item: CardSortItem, order: list[int]) -> bool:
    """True if the cards of each category stand together, so that their order gives the key away."""
    names = [item.cards[n].category for n in order]
    changes = sum(a != b for a, b in pairwise(names))
    return len(order) > len(set(names)) and changes == len(set(names)) - 1


def _tariff(item: CardSortItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each card, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.cards)))


SHAPE: Shape[CardSortItem] = Shape(
    name="card-sort",
    purpose="cut out cards and sort them under headings",
    item=CardSortItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
categories: [Office, Alliances]
cards:                        # they are shuffled and numbered; eight fill a page
  - text: Stalin's office chose who got party jobs.
    category: Office
  - text: Zinoviev and Kamenev sided with Stalin against Trotsky.
    category: Alliances
  - text: Approved lists shaped which delegates went to the party congress.
    category: Office
    accept: [Alliances]       # other categories that count as well
    # back: 1923              # printed on the back, for paper printed on both sides
prompt: This helped Stalin because    # with lines below it on each card
# writing: 2                  # how many lines
"""
    ),
)
