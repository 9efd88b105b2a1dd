"""Matching: join each thing on the left to what belongs to it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packgen.kinds.jumble import jumbled
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, lettered
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Matched

MOST_PAIRS = 12
MOST_DISTRACTORS = 6


class Pair(Authored, frozen=True, kw_only=True):
    """Two things that belong together."""

    left: Markdown = ""
    right: Markdown = ""


class MatchingItem(Item, frozen=True, kw_only=True):
    """Pairs to be joined.  The left side keeps its order; the right side is jumbled, `distractors` among it."""

    pairs: tuple[Pair, ...] = ()
    distractors: tuple[Markdown, ...] = ()


def _check(item: MatchingItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.pairs)
    if count < 2:
        hint = "add pairs under `pairs:`, each with `left` and `right`"
        message = f"there {'is one pair' if count else 'are no pairs'} to match; at least two are needed"
        yield Finding("pairs", "too-few-pairs", message, hint)
    if count > MOST_PAIRS:
        message = f"{count} pairs are too many to be joined by lines; {MOST_PAIRS} is the most"
        yield Finding("pairs", "too-many-pairs", message, "make two items of them")
    if len(item.distractors) > MOST_DISTRACTORS:
        message = f"{len(item.distractors)} distractors are too many; {MOST_DISTRACTORS} is the most"
        yield Finding("distractors", "too-many-distractors", message, "keep the two that pupils find most plausible")
    for n, pair in enumerate(item.pairs):
        for side in ("left", "right"):
            if not getattr(pair, side).strip():
                message = f"pair {n + 1} has nothing on its {side}"
                yield Finding(f"pairs.{n}.{side}", "half-pair", message, f"write its `{side}`, or delete the pair")
    for n, text in enumerate(item.distractors):
        if not text.strip():
            message = f"distractor {n + 1} is empty"
            yield Finding(f"distractors.{n}", "empty-distractor", message, "write it, or delete it")
    for first, n in repeated([pair.left for pair in item.pairs]):
        message = f"pairs {first + 1} and {n + 1} have the same left side"
        yield Finding(f"pairs.{n}.left", "duplicate-pair", message, "word them differently, or delete one")
    rights = [*(pair.right for pair in item.pairs), *item.distractors]
    for first, n in repeated(rights):
        if n < count:
            message = f"pairs {first + 1} and {n + 1} have the same right side, so that both letters are right"
            yield Finding(f"pairs.{n}.right", "duplicate-pair", message, "word them differently, or delete one")
        elif first < count:
            message = f"distractor {n - count + 1} is the right side of pair {first + 1}"
            yield Finding(f"distractors.{n - count}", "right-distractor", message, "choose one that belongs to no pair")
        else:
            message = f"distractors {first - count + 1} and {n - count + 1} are the same"
            yield Finding(f"distractors.{n - count}", "duplicate-distractor", message, "delete one")


def _lower(item: MatchingItem, how: Lowering) -> Question:
    count = len(item.pairs)
    left = tuple(how.blocks(f"pairs.{n}.left", pair.left) for n, pair in enumerate(item.pairs))
    rights = [how.blocks(f"pairs.{n}.right", pair.right) for n, pair in enumerate(item.pairs)]
    rights += (how.blocks(f"distractors.{n}", text) for n, text in enumerate(item.distractors))

    def tells(order: list[int]) -> bool:
        """True if the right sides stand in the order of the left ones, with or without distractors between."""
        pairs = [n for n in order if n < count]
        return pairs == sorted(pairs)

    order = jumbled(len(rights), how.draw, "right side", tells)
    letter = {n: LETTERS[place].upper() for place, n in enumerate(order)}
    entries = tuple(KeyEntry(str(n + 1), lettered(letter[n], rights[n])) for n in range(count))
    short = ", ".join(f"{n + 1}\u00a0{letter[n]}" for n in range(count))
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, count) + how.blocks("scheme.guidance", item.scheme.guidance)
    response = Matched(left, tuple(rights[n] for n in order))
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(entries, short, rule))


def _tariff(item: MatchingItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each pair, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.pairs)))


SHAPE: Shape[MatchingItem] = Shape(
    name="matching",
    purpose="join each thing on the left to what belongs to it on the right",
    item=MatchingItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
pairs:                        # the left side keeps this order, the right side is jumbled
  - left: Trotsky
    right: Commissar for War until 1925
  - left: Zinoviev
    right: Party leader in Leningrad
  - left: Bukharin
    right: Editor of Pravda
  - left: Stalin
    right: General Secretary
distractors:                  # right sides that belong to no pair; two are usual
  - Head of the secret police
  - Ambassador in Paris
"""
    ),
)
