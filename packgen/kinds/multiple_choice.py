"""Multiple choice: options with stable ids, a key that names ids, and rules for their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta, structs

from packgen.kinds.dates import read_date
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import said
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Distractor, Key, KeyEntry
from packgen.model.response import Option, Selected

MOST_OPTIONS = 10

_LAST = re.compile(r"\W*(?:all|none|both|neither|any) of (?:the above|the answers above|these|them)\W*", re.IGNORECASE)
_NAMES_LETTERS = r"\W*(?:(?i:both|either|neither) )?[A-H](?:,? (?:and|or|nor) |, )[A-H]\b.*"
_NUMBER = r"(?P<before>[^\d\s+−-]{0,3})\s*(?P<number>[+−-]?\d[\d, ]*(?:\.\d+)?)\s*(?P<unit>\D{0,20})"
_PAIRS = ({"true", "false"}, {"yes", "no"})

OptionId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=30)]


class ChoiceOption(Authored, frozen=True, kw_only=True):
    """One option.  `id` defaults to its letter as written (a, b, c); `reason` tells teachers why pupils choose it."""

    text: Markdown
    id: OptionId = ""
    pin: Literal["last"] | None = None
    reason: Markdown = ""


class MultipleChoiceItem(Item, frozen=True, kw_only=True):
    """A question with options to choose from; `key` names the id, or the ids, of the right ones.

    `order`: shuffle, ascending (by number or date) or fixed; by default numbers and dates ascend, true / false
    stays as written and everything else is shuffled.
    """

    options: tuple[ChoiceOption | Markdown, ...] = ()
    key: str | tuple[str, ...] = ()
    order: Literal["shuffle", "ascending", "fixed"] | None = None


def _options(item: MultipleChoiceItem) -> tuple[ChoiceOption, ...]:
    """The options in full: with ids, and with "none of the above" pinned last."""
    out = []
    for n, written in enumerate(item.options):
        option = ChoiceOption(text=written) if isinstance(written, str) else written
        last = option.pin or ("last" if _LAST.fullmatch(option.text) else None)
        out.append(structs.replace(option, id=option.id or LETTERS[n % len(LETTERS)], pin=last))
    return tuple(out)


def _keys(item: MultipleChoiceItem) -> tuple[str, ...]:
    """The ids that the key names; a capital letter means the id in small letters."""
    named = (item.key,) if isinstance(item.key, str) else item.key
    return tuple(name.strip().lower() for name in named)


def _check(item: MultipleChoiceItem, kind: Kind) -> Iterator[Finding]:
    options = _options(item)
    if len(options) < 2:
        hint = "give at least two options, better three or four, under `options:`"
        yield Finding("options", "too-few-options", f"there is {len(options) or 'no'} option to choose from", hint)
        return
    if len(options) > MOST_OPTIONS:
        message = f"there are {len(options)} options; {MOST_OPTIONS} is the most"
        yield Finding("options", "too-many-options", message, "keep the three or four that pupils find plausible")
        return
    yield from _check_options(item, options)
    yield from _check_key(item, options)
    movable = [option for option in options if option.pin is None]
    if item.order == "ascending" and _values(movable) is None:
        hint = "write all options as numbers with the same unit or as dates, or use `order: fixed`"
        yield Finding("order", "no-ascending-order", "these options can't be put in ascending order", hint)


def _check_options(item: MultipleChoiceItem, options: Sequence[ChoiceOption]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    ids: set[str] = set()
    for n, option in enumerate(options):
        field = f"options.{n}" if isinstance(item.options[n], str) else f"options.{n}.text"
        text = " ".join(option.text.split())
        if not text:
            yield Finding(field, "empty-option", f"option {option.id} has no text", "write it or delete it")
        elif text in seen:
            hint = "change one of them, so that only one answer is right"
            yield Finding(field, "duplicate-option", f"options {seen[text] + 1} and {n + 1} say the same", hint)
        seen.setdefault(text, n)
        if option.id in ids:
            hint = "give every option an id of its own, or none at all"
            yield Finding(f"options.{n}.id", "duplicate-option-id", f"two options have the id {option.id!r}", hint)
        ids.add(option.id)
        if item.order != "fixed" and re.fullmatch(_NAMES_LETTERS, option.text):
            hint = "say what the options say, or set `order: fixed`"
            message = f"option {n + 1} names other options by letter, but letters change when options are shuffled"
            yield Finding(field, "option-names-letters", message, hint)


def _check_key(item: MultipleChoiceItem, options: Sequence[ChoiceOption]) -> Iterator[Finding]:
    keys = _keys(item)
    ids = [option.id for option in options]
    listed = ", ".join(ids)
    if not any(keys):
        yield Finding("key", "no-key", "no option is named as the right one", f"write `key:` with one of {listed}")
        return
    for key in dict.fromkeys(keys):
        if key not in ids:
            hint = f"the options are {listed}; the key names an option's id, not its text"
            yield Finding("key", "unknown-key", f"the key {key!r} is not one of the options", hint)
        elif keys.count(key) > 1:
            yield Finding("key", "duplicate-key", f"the key names option {key} twice", "name each right option once")
    if len(set(keys)) >= len(ids):
        yield Finding("key", "all-options-right", "every option is right", "add options that are wrong")


def _values(options: Sequence[ChoiceOption]) -> Sequence[float] | None:
    """The options as numbers with one unit, or as dates; None if they are neither, or not all different."""
    return _values_of(tuple(option.text.strip() for option in options))


@lru_cache(maxsize=512)
def _values_of(texts: tuple[str, ...]) -> Sequence[float] | None:
    if not all(any(map(str.isdigit, text)) for text in texts):
        return None
    moments = [read_date(text) for text in texts]
    values: list[float]
    if all(moments):
        values = [moment.first for moment in moments if moment]
    else:
        found = [re.fullmatch(_NUMBER, text) for text in texts]
        units = {(match["before"], match["unit"].strip()) for match in found if match}
        if not all(found) or len(units) != 1:
            return None
        values = [
            float(match["number"].replace(",", "").replace(" ", "").replace("−", "-")) for match in found if match
        ]
    return values if len(set(values)) == len(values) else None


def _ordered(item: MultipleChoiceItem, how: Lowering) -> tuple[list[ChoiceOption], tuple[bool, ...]]:
    """The options in printed order, and which of them could as well stand elsewhere."""
    options = _options(item)
    if item.order == "fixed":
        return list(options), ()
    free = [option for option in options if option.pin is None]
    pinned = [option for option in options if option.pin is not None]
    values = None if item.order == "shuffle" else _values(free)
    if values is not None:
        pairs = sorted(zip(values, range(len(free)), strict=True))
        return [free[n] for _, n in pairs] + pinned, ()
    if item.order is None and {option.text.strip().lower() for option in free} in _PAIRS:
        return free + pinned, ()
    shuffled = how.draw.of(item.id).shuffled(free, "options")
    return [*shuffled, *pinned], (True,) * len(free) + (False,) * len(pinned)


def _lower(item: MultipleChoiceItem, how: Lowering) -> Question:
    keys = set(_keys(item))
    ordered, movable = _ordered(item, how)
    fields = {option.id: f"options.{n}" for n, option in enumerate(_options(item))}
    texts = {option.id: how.blocks(fields[option.id], option.text) for option in ordered}
    right = [option for option in ordered if option.id in keys]
    entries = tuple(KeyEntry("", texts[option.id]) for option in right)
    distractors = tuple(
        Distractor(option.id, texts[option.id], how.blocks(f"{fields[option.id]}.reason", option.reason))
        for option in ordered
        if option.reason and option.id not in keys
    )
    short = " ".join(LETTERS[n].upper() for n, option in enumerate(ordered) if option.id in keys)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    each = said(f"{tariff.marks} marks: one for each.") if tariff.marks == len(right) > 1 else ()
    rule = each + how.blocks("scheme.guidance", item.scheme.guidance)
    key = Key(entries, short, rule, tuple(option.id for option in right), distractors)
    response = Selected(tuple(Option(o.id, texts[o.id]) for o in ordered), max(1, len(right)), movable)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, key)


def _tariff(item: MultipleChoiceItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    return row_tariff(item, row, item.marks or row.marks * max(1, len(set(_keys(item)))))


SHAPE: Shape[MultipleChoiceItem] = Shape(
    name="multiple-choice",
    purpose="choose one or more of several options",
    item=MultipleChoiceItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
options:                      # one a line; or {text: ..., id: ..., pin: last, reason: ...}
  - The post of General Secretary
  - text: The War Commissariat
    reason: Trotsky held it until 1925.
  - The editorship of Pravda
key: a                        # a is the first option as written here, b the second; a list for more than one
# order: shuffle              # shuffle, ascending or fixed; numbers and dates ascend by themselves
"""
    ),
)
