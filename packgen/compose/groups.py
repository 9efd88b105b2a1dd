"""Groups of questions: the sections of an exam, the rounds of a quiz."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from packgen.compose.paper_options import PaperOptions
from packgen.compose.wording import Wording
from packgen.model.document import Heading, Text
from packgen.model.form import PaperQuestion


class QuestionGroup(Struct, frozen=True):
    """Questions that stand under one head, the first of them number `first`.

    `name` is "" where nothing divides the paper.  `each` is what every question is worth, 0 if they differ.
    """

    name: str
    first: int
    questions: tuple[PaperQuestion, ...]
    each: int

    @property
    def total(self) -> int:
        """The marks of all its questions, SPaG included."""
        return sum(question.marks + question.spag for question in self.questions)


def grouped(questions: Sequence[PaperQuestion], tag: str) -> tuple[QuestionGroup, ...]:
    """`questions` in runs of one value of `tag`; all in one group without a name for no tag, or if none has it."""
    out: list[QuestionGroup] = []
    first = 1
    for value, run in groupby(questions, key=lambda question: dict(question.tags).get(tag, "") if tag else ""):
        members = tuple(run)
        worth = {question.marks + question.spag for question in members}
        even = len(worth) == 1 and all(_parts(question) < 2 for question in members)
        out.append(QuestionGroup(value, first, members, worth.pop() if even else 0))
        first += len(members)
    return tuple(out)


def group_name(group: QuestionGroup, wording: Wording) -> str:
    """What a group is called: its string `group_<value>`, or the tag's own value in the layout's form."""
    if not group.name:
        return wording.say("group_other")
    key = f"group_{group.name.replace('-', '_')}"
    if wording.has(key):
        return wording.say(key)
    words = group.name.replace("-", " ").replace("_", " ")
    return wording.say("group_head", name=words[:1].upper() + words[1:])


def group_head(group: QuestionGroup, wording: Wording, options: PaperOptions) -> tuple[Heading, ...]:
    """The head of a group with what its questions are worth; nothing for a paper that nothing divides."""
    if not group.name and options.marks_tags == "all":
        return ()
    worth = wording.count("points_each", group.each) if group.each else wording.count("points_in_all", group.total)
    name = wording.inlines(group_name(group, wording))
    return (Heading(2, name, "section", (Text(worth),), "section-worth", hair=True),)


def _parts(question: PaperQuestion) -> int:
    return sum(part.response is not None for part in question.parts)
