"""Every question and part that has marks, as each version calls it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from packgen.compose.part_names import PartName, scheme_names
from packgen.compose.remembered import Remembered
from packgen.model.form import Form, MarkedPart, Question
from packgen.model.handout import Handout
from packgen.model.marking import Key

_MARKED = Remembered[tuple["Marked", ...]]()
NO_KEY = "see mark scheme"
"""What stands in a table where a part has no short answer."""


class Marked(Struct, frozen=True):
    """A part as one version prints it.

    `question` and `part` are what the paper calls it: 2 and (b)(i), or 2 and 2.1; `item` and `path` are the same in
    every version.  `answer` is the key's short one, "" where there is none.  Marks are without `spag`; `aos` too.
    """

    item: str
    path: tuple[str, ...]
    question: str
    part: str
    kind: str
    topic: str
    answer: str
    marks: int
    spag: int
    aos: dict[str, int]

    @property
    def called(self) -> str:
        """In one word: "2 (b)(i)", "2.1"."""
        return self.part if self.part.startswith(f"{self.question}.") else f"{self.question} {self.part}".strip()

    @property
    def most(self) -> int:
        """The marks that can be had, SPaG included."""
        return self.marks + self.spag


def marked(form: Form) -> list[Marked]:
    """The parts of a version that have marks, in print order."""
    out: list[Marked] = []
    for place, question in enumerate(form.questions, 1):
        out += _MARKED.made((question,), (place, form.decimal), partial(_marked, question, place, form.decimal))
    return out


def _marked(question: Question, place: int, decimal: bool) -> tuple[Marked, ...]:
    names = scheme_names(question, place, decimal=decimal)
    return tuple(
        Marked(
            question.paper.item,
            part.path,
            *_called(names[part.path]),
            question.paper.kind,
            question.paper.topic,
            part.marking.short if isinstance(part.marking, Key) else "",
            part.marks,
            part.spag,
            part.aos,
        )
        for part in _parts(question)
    )


def distinct(handout: Handout) -> list[Marked]:
    """Every part of any version once, in the order in which versions first print them, as the last that has it does."""
    return list({(each.item, each.path): each for form in handout.forms for each in marked(form)}.values())


def names_by_version(handout: Handout) -> dict[tuple[str, str, tuple[str, ...]], str]:
    """What each version calls a part: by version, item and path."""
    return {(form.version, each.item, each.path): each.called for form in handout.forms for each in marked(form)}


def _called(name: PartName) -> tuple[str, str]:
    if "." in name.full.split(" ")[0]:
        return name.full.partition(".")[0], name.full
    number, _, part = name.full.partition(" ")
    return number, part


def _parts(question: Question) -> Iterator[MarkedPart]:
    return (part for part in question.scheme.parts if part.marking is not None or part.marks or part.spag)
