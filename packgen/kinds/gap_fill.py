"""Gap fill: a text with words left out, and a bank of words to choose from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from packgen.kinds.gaps import Gap, gaps_of, loose_end, nested, with_blanks, without_answers
from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import RichText, plain_text
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Blanks

MOST_GAPS = 30
LONGEST_ANSWER = 40
_HINT = "write each answer in double square brackets where it belongs: Lenin died in [[1924]]"


class GapFillItem(Item, frozen=True, kw_only=True):
    """A text whose gaps are written `[[answer]]`, or `[[answer|also right|this too]]`.

    With `bank` the answers are listed above the text, `extras` among them, in alphabetical order.
    """

    text: Markdown = ""
    bank: bool = True
    extras: tuple[Markdown, ...] = ()


def _check(item: GapFillItem, kind: Kind) -> Iterator[Finding]:
    gaps = gaps_of(item.text)
    if gaps_of(item.stem):
        message = "a gap stands in the stem, which says what to do"
        yield Finding("stem", "gap-in-stem", message, "move the text with its gaps into `text`")
    if not item.text.strip():
        yield Finding("text", "empty-text", "there is no text to fill gaps in", _HINT)
        return
    loose = loose_end(item.text)
    if loose is not None:
        message = f"line {loose + 1} of the text opens or closes a gap that has no other end"
        yield Finding("text", "open-gap", message, "a gap is written [[answer]]; write \\[[ for plain brackets")
        return
    inside = nested(item.text)
    if inside is not None:
        message = f"line {inside + 1} of the text has a gap inside another, or one that is not closed"
        yield Finding("text", "open-gap", message, "a gap is written [[answer]]; close each before the next")
        return
    if not gaps:
        yield Finding("text", "no-gaps", "the text has no gap to fill", _HINT)
        return
    if len(gaps) > MOST_GAPS:
        message = f"{len(gaps)} gaps are too many for one text; {MOST_GAPS} is the most"
        yield Finding("text", "too-many-gaps", message, "make two items of it; 8 to 12 gaps are usual")
    for n, gap in enumerate(gaps, 1):
        yield from _check_gap(n, gap)
    yield from _check_bank(item, gaps)


def _check_gap(n: int, gap: Gap) -> Iterator[Finding]:
    if not gap.answer:
        message = f"gap {n} (line {gap.line + 1} of the text) has no answer"
        yield Finding("text", "no-key", message, "write the answer between its brackets: [[1924]]")
    elif len(gap.answer) > LONGEST_ANSWER:
        message = f"the answer of gap {n} is too long for a gap: {gap.answer[:LONGEST_ANSWER]} ..."
        yield Finding("text", "long-answer", message, "leave out a word or a name; a gap is 36 mm wide for all of them")
    for _, k in repeated((gap.answer, *gap.accept)):
        message = f"gap {n} accepts {(gap.answer, *gap.accept)[k]!r} twice"
        yield Finding("text", "duplicate-answer", message, "write each right answer once")


def _check_bank(item: GapFillItem, gaps: tuple[Gap, ...]) -> Iterator[Finding]:
    if item.extras and not item.bank:
        hint = "delete them, or write `bank: true`"
        yield Finding("extras", "extras-without-bank", "extra words are given, but there is no word bank", hint)
    right = {words.casefold(): n for n, gap in enumerate(gaps, 1) for words in (gap.answer, *gap.accept)}
    for n, extra in enumerate(item.extras):
        words = " ".join(extra.split())
        if not words:
            yield Finding(f"extras.{n}", "empty-extra", f"extra word {n + 1} is empty", "write it, or delete it")
        elif words.casefold() in right:
            message = f"the extra word {words!r} is a right answer of gap {right[words.casefold()]}"
            yield Finding(f"extras.{n}", "right-extra", message, "choose a word that fits no gap")
    for _, n in repeated(item.extras):
        message = f"the extra word {item.extras[n]!r} is given twice"
        yield Finding(f"extras.{n}", "duplicate-extra", message, "write each once")


def alphabetical(words: RichText) -> tuple[str, str]:
    """What words are sorted by: letters without accents and capitals first, then as they are."""
    text = plain_text(words)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold(), text


def _lower(item: GapFillItem, how: Lowering) -> Question:
    gaps = gaps_of(item.text)
    answers = [how.blocks("text", gap.answer) for gap in gaps]
    accepted = [tuple(how.blocks("text", words) for words in gap.accept) for gap in gaps]
    entries = tuple(KeyEntry(str(n + 1), answers[n], accepted[n]) for n in range(len(gaps)))
    short = "; ".join(f"{n}\u00a0{plain_text(answer)}" for n, answer in enumerate(answers, 1))
    bank: list[RichText] = []
    if item.bank:
        bank = sorted([*answers, *(how.blocks(f"extras.{n}", e) for n, e in enumerate(item.extras))], key=alphabetical)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, len(gaps)) + how.blocks("scheme.guidance", item.scheme.guidance)
    response = Blanks(with_blanks(how.blocks("text", without_answers(item.text))), tuple(bank))
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(entries, short, rule))


def _tariff(item: GapFillItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each gap, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(gaps_of(item.text))))


SHAPE: Shape[GapFillItem] = Shape(
    name="gap-fill",
    purpose="fill the gaps in a text with words from a bank",
    item=GapFillItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
text: |-                      # [[answer]] makes a gap; [[answer|another]] accepts both
  In April 1922 Stalin became General [[Secretary]]. Lenin warned against him
  in his [[Testament|Political Testament]], but died in [[1924]].

  In November 1929 his last rival, [[Bukharin]], left the [[Politburo]].
extras: [Red Army, Rykov]     # words of the bank that fit no gap; two are usual
# bank: true                  # false for no list of words to choose from
"""
    ),
)
