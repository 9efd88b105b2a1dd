"""Worksheet responses that are chosen, joined, judged or numbered, as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.assemble.letters import letter
from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines
from packgen.model.document import (
    Bank,
    Block,
    Box,
    Cell,
    Choice,
    Choices,
    Column,
    Group,
    ListBlock,
    Pairs,
    Paragraph,
    RichText,
    Skip,
    Table,
    Text,
    plain_text,
)
from packgen.model.response import Blanks, Matched, Ordered, Verdicts

ORDER_BOX = 7.0
LETTER_BOX = 8.0
PHRASES = 2
GAP = 50.0
BESIDE = 12.0
BODY = 12.0
MOST_LINES = 4
TICK_COLUMN = 16.0
TO_CORRECTION = 5.6
KEPT_STATEMENTS = 12
TICK = Cell((Box(),))


def matched(response: Matched, measure: float, wording: Wording) -> Block:
    """Two lists to be joined by lines in `measure` mm; where entries are long, letters to be written in boxes."""
    pairs = Pairs(_numbered(response.left), _lettered(response.right), GAP)
    width = (measure - GAP) / 2 - BESIDE
    tallest = max(estimated_lines(plain_text(text), width, BODY) for text in (*response.left, *response.right))
    return pairs if tallest <= MOST_LINES else letter_boxes(pairs, wording)


def letter_boxes(pairs: Pairs, wording: Wording) -> Block:
    """The same two lists without lines: the right one in a bank, a box for a letter at each entry of the left one."""
    use = Paragraph((Text(wording.say("pairs_boxes")),), "small")
    return Group((Bank(pairs.right, PHRASES), use, Choices(pairs.left, box=LETTER_BOX)))


def blanks(response: Blanks) -> tuple[Block, ...]:
    """The bank of words, if there is one, then the text with its gaps."""
    if not response.bank:
        return response.text
    return (Bank(tuple(Choice("", words) for words in response.bank)), *response.text)


def verdicts(response: Verdicts, wording: Wording, writing: float) -> Block:
    """A row for each statement: boxes to tick, and a line to put it right that has its prompt on it.

    `writing` is how much more room handwriting needs than usual.
    """
    heads = ("verdict_statement", "verdict_true", "verdict_false")
    header = tuple(Cell((Paragraph((Text(wording.say(key)),), "small-bold"),), header=True) for key in heads)
    prompt = (Skip(TO_CORRECTION * writing), Paragraph((Text(wording.say("verdict_correction")),), "small"))
    rows = tuple(
        (Cell((ListBlock((text,), ordered=True, start=n), *(prompt if response.correct else ()))), TICK, TICK)
        for n, text in enumerate(response.statements, 1)
    )
    columns = (Column(), Column(TICK_COLUMN, "centre"), Column(TICK_COLUMN, "centre"))
    table = Table(columns, header, rows, "body", indent=True)
    return Group((table,), keep=not response.correct and len(rows) <= KEPT_STATEMENTS)


def ordered(response: Ordered) -> Block:
    """Lettered entries, each with a box for its number."""
    return Choices(_lettered(response.entries), box=ORDER_BOX)


def _lettered(texts: Sequence[RichText]) -> tuple[Choice, ...]:
    return tuple(Choice(letter(n), text) for n, text in enumerate(texts))


def _numbered(texts: Sequence[RichText]) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), text) for n, text in enumerate(texts, 1))
