"""Inlines to boxes: stretches of characters between the places where a line may end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from msgspec import Struct
from msgspec.structs import replace

from packgen.model.document import Blank, Emphasis, Inline, LineBreak, Maths, Reference, Strong, Sub, Super, Text
from packgen.typeset.desk import Desk, Fragment, Hand, Look
from packgen.typeset.geometry import MM
from packgen.typeset.maths import Formula, set_formula
from packgen.typeset.paragraph import Measured

SMALLER: Final = 17 / 24  # the size of sub- and superscripts: 8.5 in 12
RAISED: Final = 0.33
LOWERED: Final = 0.14
BREAK_IN_WORD: Final = 400.0  # squared points: what a line end after a hyphen or a slash costs

# White space that a line may end at; the no-break spaces are not among it.
_WHITE: Final = re.compile(r"[ \t\n\r\f\v\u2028\u2029\u200b]+")
_DROPPED: Final = {0xAD: None, 0x2060: None, 0xFEFF: None}
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)
_AFTER_SLASH: Final = re.compile(r"(?<=/)(?=[^/])")
_AFTER_HYPHEN: Final = re.compile(r"(?<=[^\W\d_]{2}[-\u2010\u2013\u2014])(?=[^\W\d_]{2})")


class Gap(Struct, frozen=True):
    """A gap to fill in, numbered `n`, `width` points wide."""

    n: int
    width: float


Part = Fragment | Gap | Formula


class Box(Struct, frozen=True):
    """What no line end divides, the space after it and its measures."""

    parts: tuple[Part, ...]
    measured: Measured
    space: Fragment | None = None


class _Stretch:
    """The box being built, and those before it."""

    def __init__(self) -> None:
        self.done: list[Box] = []
        self.parts: list[Part] = []

    def close(self, space: Fragment | None = None, cost: float = 0.0, forced: bool = False) -> None:
        if self.parts:
            width = sum(part.width for part in self.parts)
            measured = Measured(width, space.width if space else 0.0, forced, cost)
            self.done.append(Box(tuple(self.parts), measured, space))
            self.parts = []
        elif forced and self.done:
            last = self.done[-1]
            self.done[-1] = replace(last, measured=replace(last.measured, forced=True))


def boxes(desk: Desk, inlines: Sequence[Inline], look: Look) -> list[Box]:
    """The boxes of a paragraph.  White space at its ends and around forced line ends is left out."""
    stretch = _Stretch()
    for part in _flat(desk, inlines, look.hand):
        if isinstance(part, LineBreak):
            stretch.close(forced=True)
        elif isinstance(part, Gap | Formula):
            stretch.parts.append(part)
        else:
            _words(desk, stretch, *part)
    stretch.close()
    return stretch.done


def _words(desk: Desk, stretch: _Stretch, text: str, hand: Hand) -> None:
    if text.isprintable() and text.isascii():
        # Most texts: a space is all the white that they have.
        first, *others = text.split(" ")
        _word(desk, stretch, first, hand)
        space = desk.fragments(" ", hand)[0] if others else None
        for word in others:
            stretch.close(space)
            _word(desk, stretch, word, hand)
        return
    start = 0
    for white in _WHITE.finditer(text):
        _word(desk, stretch, text[start : white.start()], hand)
        seen = white.group().replace("\u200b", "")
        stretch.close(desk.fragments(" ", hand)[0] if seen else None)
        start = white.end()
    _word(desk, stretch, text[start:], hand)


def _word(desk: Desk, stretch: _Stretch, word: str, hand: Hand) -> None:
    if not word:
        return
    if word.isalnum():
        stretch.parts.extend(desk.fragments(word, hand))
        return
    first, *others = _breakable(word)
    stretch.parts.extend(desk.fragments(first, hand))
    for piece in others:
        stretch.close(cost=BREAK_IN_WORD)
        stretch.parts.extend(desk.fragments(piece, hand))


def _breakable(word: str) -> list[str]:
    if "/" in word and _ADDRESS.match(word):
        first, *rest = _AFTER_SLASH.split(word)
        return [first + rest[0], *rest[1:]] if first.endswith("//") and rest else [first, *rest]
    return _AFTER_HYPHEN.split(word)


def _flat(desk: Desk, inlines: Iterable[Inline], hand: Hand) -> Iterator[tuple[str, Hand] | Gap | Formula | LineBreak]:
    for node in inlines:
        match node:
            case Text():
                text = node.text
                written = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_DROPPED)
                yield written, desk.hand(replace(hand, lang=node.lang)) if node.lang else hand
            case Strong():
                yield from _flat(desk, node.children, desk.hand(replace(hand, bold=True, semibold=False)))
            case Emphasis():
                yield from _flat(desk, node.children, desk.hand(_emphasised(desk, hand)))
            case Sub():
                yield from _flat(desk, node.children, desk.hand(_small(hand, -LOWERED)))
            case Super():
                yield from _flat(desk, node.children, desk.hand(_small(hand, RAISED)))
            case LineBreak():
                yield node
            case Reference():
                yield node.target, hand
            case Maths():
                yield set_formula(node.latex, node.alt, hand.size)
            case Blank():
                yield Gap(node.n, node.width * MM)
            case _:
                assert_never(node)


def _emphasised(desk: Desk, hand: Hand) -> Hand:
    if desk.layout.italics:
        return replace(hand, italic=not hand.italic)
    return replace(hand, bold=True, semibold=False)


def _small(hand: Hand, rise: float) -> Hand:
    return replace(hand, size=hand.size * SMALLER, rise=hand.rise + rise * hand.size, spacing=hand.spacing * SMALLER)


def fitted(desk: Desk, given: Sequence[Box], measure: float) -> list[Box]:
    """The boxes, those wider than `measure` divided between characters as a last resort."""
    if all(box.measured.width <= measure for box in given):
        return list(given)
    out: list[Box] = []
    for box in given:
        out.extend([box] if box.measured.width <= measure else _divided(desk, box, measure))
    return out


def _divided(desk: Desk, box: Box, measure: float) -> list[Box]:
    stretch = _Stretch()
    width = 0.0
    for part in _characters(desk, box.parts, measure):
        if width and width + part.width > measure:
            stretch.close(cost=BREAK_IN_WORD)
            width = 0.0
        stretch.parts.append(part)
        width += part.width
    stretch.close(box.space, box.measured.cost, box.measured.forced)
    return stretch.done


def _characters(desk: Desk, parts: Iterable[Part], measure: float) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Gap):
            yield Gap(part.n, min(part.width, measure))
        elif isinstance(part, Formula):
            yield part
        else:
            for cluster in _clusters(part.text):
                yield from desk.fragments(cluster, part.hand)


def _clusters(text: str) -> list[str]:
    out: list[str] = []
    for character in text:
        if out and unicodedata.combining(character):
            out[-1] += character
        else:
            out.append(character)
    return out
