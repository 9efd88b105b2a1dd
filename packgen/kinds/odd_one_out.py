"""Odd one out: choose the entry that does not belong, and say why."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.kinds.jumble import jumbled
from packgen.kinds.labels import LETTERS
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import run_of, said
from packgen.kinds.repeats import repeated
from packgen.kinds.rows import answer_spaces
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import Paragraph, RichText, Strong, Text, plain_text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Option, Selected

LEAST_ENTRIES, MOST_ENTRIES = 3, 8


class OddEntry(Authored, frozen=True, kw_only=True):
    """One entry.  `odd` is the reason why it does not belong: the first entry that has one is the key, others count
    as well."""

    text: Markdown
    odd: Markdown = ""


class OddOneOutItem(Item, frozen=True, kw_only=True):
    """Entries of which one does not belong; the others are plain words, or have a reason that counts as well."""

    entries: tuple[OddEntry | Markdown, ...] = ()


def _entries(item: OddOneOutItem) -> tuple[OddEntry, ...]:
    return tuple(OddEntry(text=entry) if isinstance(entry, str) else entry for entry in item.entries)


def _check(item: OddOneOutItem, kind: Kind) -> Iterator[Finding]:
    entries = _entries(item)
    if not LEAST_ENTRIES <= len(entries) <= MOST_ENTRIES:
        count = "is one entry" if len(entries) == 1 else f"are {len(entries) or 'no'} entries"
        rule = "too-few-entries" if len(entries) < LEAST_ENTRIES else "too-many-entries"
        hint = "give four under `entries:`, three that belong together and one that does not"
        yield Finding("entries", rule, f"there {count} to choose from", hint)
    for n, entry in enumerate(entries):
        if not entry.text.strip():
            field = f"entries.{n}" if isinstance(item.entries[n], str) else f"entries.{n}.text"
            yield Finding(field, "empty-entry", f"entry {n + 1} has no words", "write it, or delete it")
    for first, n in repeated([entry.text for entry in entries]):
        message = f"entries {first + 1} and {n + 1} are the same"
        yield Finding(f"entries.{n}", "duplicate-entry", message, "delete one of them")
    odd = [entry for entry in entries if entry.odd.strip()]
    if not entries:
        return
    if not odd:
        hint = "give one entry its reason: `- {text: Lenin, odd: He was dead by 1925}`"
        yield Finding("entries", "no-key", "no entry is the odd one out", hint)
    elif len(odd) == len(entries):
        hint = "keep the reasons of those that pupils may well choose"
        yield Finding("entries", "all-odd", "every entry is an odd one out, so that any choice is right", hint)


def _lower(item: OddOneOutItem, how: Lowering) -> Question:
    entries = _entries(item)
    order = jumbled(len(entries), how.draw, "entries", lambda order: False)
    fields = [f"entries.{n}" if isinstance(item.entries[n], str) else f"entries.{n}.text" for n in range(len(entries))]
    texts = [how.blocks(fields[n], entry.text) for n, entry in enumerate(entries)]
    odd = [n for n, entry in enumerate(entries) if entry.odd.strip()]
    key, others = odd[0], odd[1:]
    accept = tuple(_because(texts[n], how.blocks(f"entries.{n}.odd", entries[n].odd)) for n in others)
    reason = how.blocks(f"entries.{key}.odd", entries[key].odd)
    tariff = row_tariff(item, how.row)
    spaces = answer_spaces(item, how.row)
    response = Selected(
        tuple(Option(LETTERS[n], texts[n]) for n in order),
        movable=(True,) * len(entries),
        reason=spaces[0] if spaces else None,
    )
    marking = Key(
        (KeyEntry("", texts[key]), KeyEntry("Reason", reason, accept)),
        plain_text(texts[key]),
        _rule(tariff, bool(spaces), bool(others)) + how.blocks("scheme.guidance", item.scheme.guidance),
        (LETTERS[key],),
    )
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, marking)


def _because(entry: RichText, reason: RichText) -> RichText:
    """ "Lenin: he was dead by 1925"."""
    words = run_of(reason)
    return (Paragraph((Strong(run_of(entry)), Text(": "), *words)),)


def _rule(tariff: Tariff, reasoned: bool, others: bool) -> RichText:
    marks = tariff.marks
    for_choice = "1 mark for the choice"
    words = for_choice if marks == 1 or not reasoned else f"{for_choice}, {marks - 1} for the reason"
    return said(f"{words}.{' Another entry counts if its reason holds.' if others else ''}")


SHAPE: Shape[OddOneOutItem] = Shape(
    name="odd-one-out",
    purpose="choose the entry that does not belong with the others, and say why",
    item=OddOneOutItem,
    check=_check,
    lower=_lower,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
entries:                      # plain words, or with the reason why one does not belong; the first reason is the key
  - Zinoviev
  - Kamenev
  - Stalin
  - text: Trotsky
    odd: He never belonged to the Triumvirate.
# - {text: Kamenev, odd: ...} # a second reason is accepted as well
# lines: 2                    # for the reason; 0 for no reason
"""
    ),
)
