"""A choice of questions: what to choose from, a box to cross for each, one answer space for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from packgen.compose.part_names import PartName
from packgen.compose.responses import Setting, respond
from packgen.compose.room import LETTER_WIDTH
from packgen.compose.sources import path_name
from packgen.compose.wording import NO_BREAK, Wording
from packgen.compose.words import estimated_width
from packgen.model.document import Block, Group, Inline, Paragraph, Prompt, WriteIn, WriteInField
from packgen.model.form import PaperPart
from packgen.model.response import Either, Extended

Names = Mapping[tuple[str, ...], PartName]
BOX = 4.2  # mm, a box to cross
APART = 6.0  # mm, the least between a box and the next label, and between a label and its box
FIRST_BOX = 0.24  # where a box ends, part of the measure: labels of "Question 5 (a)" stand evenly
BETWEEN_BOXES = {3: 0.36, 2: 0.5, 1: 1.0}  # from box to box, parts of the measure, by how many there are in a row


def instruction(names: Sequence[PartName], choose: int, wording: Wording) -> tuple[Inline, ...]:
    """ "Answer either Question 5 (a) or Question 5 (b)."."""
    full = [name.full.replace(" ", NO_BREAK) for name in names]
    if len(full) == 2 and choose == 1:
        first, last = (wording.say("question", n=name) for name in full)
        return wording.rich("either_two", first=first, last=last)
    return wording.rich("either_more" if choose == 1 else "either_several", n=choose, names=wording.join(full))


def alternatives(part: PaperPart, either: Either, names: Names, wording: Wording, *, tags: bool) -> list[Block]:
    """What there is to choose from, each with what it is worth where `tags` are wanted."""
    marks = wording.marks(part.marks // either.choose, part.spag // either.choose) if tags else ""
    out: list[Block] = []
    for each in either.alternatives:
        path = (*part.path, each.label)
        name = names[path]
        out.append(Prompt(name.number, name.part, each.stem, marks, (), name.subpart, path_name(path)))
    return out


def answer(part: PaperPart, either: Either, names: Names, setting: Setting) -> list[Block]:
    """For each answer that is asked for: boxes to cross, then the space for whichever is chosen."""
    wording = setting.wording
    labels = [wording.say("question", n=names[(*part.path, each.label)].full) for each in either.alternatives]
    across = _across(labels, setting)
    rows = [
        WriteIn(tuple(_box(label, n, across) for n, label in enumerate(labels[at : at + across])), "cross", indent=True)
        for at in range(0, len(labels), across)
    ]
    whose = wording.say("question", n=names[part.path].full)
    space = respond(Extended(either.space, either.plan), part.marks // either.choose, whose, setting)
    block = Group((Paragraph(wording.rich("cross"), "cross-use"), *rows, *space))
    return [block] * either.choose


def _across(labels: Sequence[str], setting: Setting) -> int:
    """How many boxes with their labels a row holds."""
    size = setting.cross.size * (1 + setting.cross.letter_spacing / LETTER_WIDTH)
    wide = max(estimated_width(label, size, setting.cross.bold) for label in labels) + BOX + APART
    return next((n for n, share in BETWEEN_BOXES.items() if wide <= share * setting.timelines.measure), 1)


def _box(label: str, n: int, across: int) -> WriteInField:
    """The first box stands right after its label, the others in columns of their own."""
    return WriteInField(label, FIRST_BOX + n * BETWEEN_BOXES[across], 0.0, 1, BOX, BOX)


def shared(part: PaperPart, either: Either, names: Names, wording: Wording) -> PaperPart:
    """The part with the instruction below its own stem."""
    own = [names[(*part.path, each.label)] for each in either.alternatives]
    words = Paragraph(instruction(own, either.choose, wording))
    return structs.replace(part, stem=(*part.stem, words))
