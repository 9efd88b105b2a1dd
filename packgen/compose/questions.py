"""Questions as pupils see them: numbers, parts, marks, sources and what there is to write in."""

from __future__ import annotations

from packgen.compose.responses import Setting, respond
from packgen.compose.sources import Standing, naming, printed
from packgen.compose.wording import Wording
from packgen.model.document import Block, Paragraph, Prompt, Question, Text
from packgen.model.form import PaperPart, PaperQuestion


def question(
    paper: PaperQuestion, number: int, standing: Standing, setting: Setting, *, in_sight: bool, total: bool
) -> Question:
    """One question with its sources.

    `in_sight` asks the page breaker to keep its sources in view; `total` closes a question of several parts
    with its marks.
    """
    wording = setting.wording
    label = wording.say("question", n=number)
    shown_number = str(number)
    children: list[Block] = [printed(stimulus, wording) for stimulus in standing.above]
    if paper.lead:
        children.append(Prompt(shown_number, "", paper.lead))
        shown_number = ""
    path: tuple[str, ...] = ()
    for part, sources, named in zip(paper.parts, standing.parts, standing.named, strict=True):
        children += [printed(stimulus, wording) for stimulus in sources]
        stem = (*naming(named, wording), *part.stem)
        outer, inner = hung_labels(part.path, path)
        children.append(Prompt(shown_number, outer, stem, part_marks(part, wording), subpart=inner))
        if part.response is not None:
            name = f"{label} {part_label(part.path)}".strip()
            children += respond(part.response, part.marks, name, setting)
        shown_number, path = "", part.path
    if total and sum(part.response is not None for part in paper.parts) > 1:
        words = wording.count("question_total", paper.marks + paper.spag, question=label)
        children.append(Paragraph((Text(words),), "total"))
    return Question(paper.item, label, paper.stimuli if in_sight else (), tuple(children))


def part_label(path: tuple[str, ...]) -> str:
    """The label of a part in full: "(b)(i)"."""
    return "".join(f"({step})" for step in path)


def hung_labels(path: tuple[str, ...], after: tuple[str, ...] = ()) -> tuple[str, str]:
    """What hangs beside a part: "(b)" and "(i)"; no "(b)" where it follows another part of (b)."""
    outer = "" if path[:1] == after[:1] else part_label(path[:1])
    return outer, part_label(path[1:])


def part_marks(part: PaperPart, wording: Wording) -> str:
    """A part's marks tag; "" for a lead-in."""
    return wording.marks(part.marks, part.spag) if part.marks or part.spag else ""
