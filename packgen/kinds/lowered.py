"""Putting a lowered question together, so that each shape states only what is its own."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.kinds.marking import Terms, ladder, marking_of, terms_of
from packgen.kinds.shape import Lowering, Tariff
from packgen.model.document import RichText
from packgen.model.form import MarkedPart, PaperPart, PaperQuestion, Question, QuestionScheme
from packgen.model.item import Item, SchemeText, first_value
from packgen.model.marking import LadderLevel, Marking
from packgen.model.response import Response

SPAG = "spag-"
"""The id of the ladder for so many marks of spelling, punctuation and grammar begins so: "spag-4"."""


def undivided(
    item: Item, how: Lowering, tariff: Tariff, stem: RichText, response: Response, marking: Marking
) -> Question:
    """A question without parts."""
    paper = PaperPart((), stem, response, tariff.marks, tariff.spag, item.stimuli)
    return question(item, how, (), [paper], [marked((), how, tariff, marking)])


def question(
    item: Item, how: Lowering, lead: RichText, parts: Sequence[PaperPart], marking: Sequence[MarkedPart]
) -> Question:
    """A question from its parts; its marks are their sums, its stimuli all that they use."""
    stimuli = tuple(dict.fromkeys([*item.stimuli, *(used for part in parts for used in part.uses)]))
    marks = sum(part.marks for part in parts)
    spag = sum(part.spag for part in parts)
    tags = tuple((name, first_value(value)) for name, value in sorted(item.tags.items()))
    paper = PaperQuestion(item.id, how.kind.kind, item.topic, stimuli, lead, tuple(parts), marks, spag, tags)
    return Question(paper, QuestionScheme(item.id, tuple(marking), item.facts))


def marked(path: tuple[str, ...], how: Lowering, tariff: Tariff, marking: Marking) -> MarkedPart:
    """The marking of a part, with the kind's target and the ladder for its SPaG."""
    target = how.blocks("", how.kind.target)
    return MarkedPart(path, marking, tariff.aos, tariff.marks, tariff.spag, target, spag_levels(how, tariff.spag))


def spag_levels(how: Lowering, spag: int) -> tuple[LadderLevel, ...]:
    """The ladder for so many SPaG marks, or () if there is none."""
    rubric = how.rubrics.get(f"{SPAG}{spag}") if spag else None
    return ladder(rubric, how.blocks) if rubric else ()


def scheme_marking(how: Lowering, scheme: SchemeText, terms: Terms, field: str = "scheme") -> Marking:
    """The marking that `scheme` asks for on `terms`."""
    return marking_of(scheme, terms, how.rubrics, how.blocks, field)


def item_marking(item: Item, how: Lowering, marks: int) -> Marking:
    """The marking of an undivided item."""
    return scheme_marking(how, item.scheme, terms_of(item.scheme, how.row, marks))
