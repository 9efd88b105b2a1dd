"""How far apart two blocks stand that follow one another, and whether a page may end between them."""

from __future__ import annotations

from typing import Final

from packgen.model.document import (
    AnswerSpace,
    Bank,
    BlankSpace,
    Block,
    Choices,
    Figure,
    Group,
    Heading,
    ListBlock,
    Pairs,
    Paragraph,
    Prompt,
    Question,
    RuleLine,
    Source,
    Table,
    WriteIn,
)
from packgen.model.galley import Atom
from packgen.typeset.answers import FIELD_PITCH, ON_RULE
from packgen.typeset.desk import Desk
from packgen.typeset.geometry import MM, SLACK, Strip

PARAGRAPHS: Final = 5.0  # points, more than a line, between paragraphs whose styles ask for none
HEADING_TO_TEXT: Final = 13.0  # points of white below a heading that words follow
PARTS: Final = 6.0  # and between a question's lead-in and its first part
CLOSING: Final = ("total", "end")  # styles of words that belong to what they close
_BOXES: Final = (Table, Figure, BlankSpace, Choices, Bank, Pairs, RuleLine, Source)
_WORDS: Final = (Paragraph, ListBlock)
_OPENERS: Final = (Heading, Prompt, Bank)  # what follows them belongs to them
_AROUND: Final = (Group, Question)
HELP: Final = "help"
"""The style of what helps with an answer: it stands between a question and its answer space and parts neither."""


def gap(desk: Desk, strip: Strip, above: Block | None, below: Block, upper: Atom, first: Atom) -> tuple[float, float]:
    """The white space after `upper` and before `first`; the larger counts."""
    after, before = upper.after, first.before
    # A match over both takes several times as long, and this is asked wherever two blocks meet.
    if isinstance(below, AnswerSpace):
        # The first rule stands one pitch below whatever is above.
        return (after, before) if below.label_above else (0.0, 0.0)
    if isinstance(below, Prompt):
        if isinstance(above, Source):
            return 0.0, _to_baseline(desk, first, desk.layout.source.to_stem)
        if isinstance(above, Prompt):
            body = desk.look("body")
            headed = body.lead_in if below.number and desk.layout.question.number == "own-line" else 0.0
            return 0.0, _to_baseline(desk, first, body.leading + PARTS + headed)
    elif isinstance(below, _WORDS):
        if isinstance(above, Prompt):
            return 0.0, before + (PARAGRAPHS if isinstance(below, Paragraph) else 0.0)
        if isinstance(above, Heading) and above.level > 1:
            return max(after, HEADING_TO_TEXT), before
        if isinstance(above, _WORDS) and isinstance(below, Paragraph):
            look = desk.look(below.style, strip)
            if max(after, before) <= look.lead_in + SLACK:
                return 0.0, look.lead_in + PARAGRAPHS
    elif isinstance(below, _BOXES):
        if isinstance(above, Heading):
            return after, 0.0
    elif isinstance(below, WriteIn) and isinstance(above, WriteIn):
        return 0.0, max(0.0, FIELD_PITCH - _below(desk, strip, above) - _baseline(desk, strip, below))
    return after, before


def _to_baseline(desk: Desk, prompt: Atom, distance: float) -> float:
    """The white space that puts a prompt's first baseline `distance` points down."""
    return max(0.0, prompt.before - desk.layout.question.gap_after + distance)


def _baseline(desk: Desk, strip: Strip, row: WriteIn) -> float:
    """From the top of a row of fields to its baseline."""
    cap = desk.look(row.style, strip).cap
    tall = max((field.cell_h * MM for field in row.fields if field.cells), default=0.0)
    return cap + max(0.0, (tall - cap) / 2)


def _below(desk: Desk, strip: Strip, row: WriteIn) -> float:
    """From the baseline of a row of fields to its foot."""
    cap = desk.look(row.style, strip).cap
    tall = max((field.cell_h * MM for field in row.fields if field.cells), default=0.0)
    return max(ON_RULE, (tall - cap) / 2)


def belongs(above: Block | None, below: Block) -> bool:
    """True if no page should end between the two."""
    return (
        isinstance(above, _OPENERS)
        or (isinstance(above, _WORDS) and above.style == HELP)
        or isinstance(below, RuleLine)
        or (isinstance(below, Paragraph) and below.style in CLOSING)
        or (isinstance(above, BlankSpace | Choices) and isinstance(below, AnswerSpace))
        or (isinstance(below, AnswerSpace) and below.kept)
        or (isinstance(above, Paragraph) and isinstance(below, ListBlock))
        or (isinstance(above, Source) and isinstance(below, Prompt | Source))
    )


def first_of(block: Block) -> Block:
    """The innermost block that begins `block`."""
    while isinstance(block, _AROUND) and block.children:
        block = block.children[0]
    return block


def last_of(block: Block) -> Block:
    """The innermost block that ends `block`."""
    while isinstance(block, _AROUND) and block.children:
        block = block.children[-1]
    return block
