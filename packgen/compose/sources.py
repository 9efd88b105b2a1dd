"""Where sources stand in a paper, and which questions have to name theirs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from packgen.compose.view import SourcePlan
from packgen.compose.wording import Wording
from packgen.model.document import Block, Figure, Paragraph, RichText, Source, Text, plain_text
from packgen.model.form import PaperQuestion, PaperStimulus, PupilForm


class Standing(Struct, frozen=True):
    """The sources of one question.

    `above` are printed above it, `parts[n]` above its nth part; `named[n]` are labels that neither the stem of the nth
    part nor its lead-in mentions though the part needs them and they don't stand directly above it.
    """

    above: tuple[PaperStimulus, ...]
    parts: tuple[tuple[PaperStimulus, ...], ...]
    named: tuple[tuple[str, ...], ...]


def standings(form: PupilForm, plan: SourcePlan) -> tuple[Standing, ...]:
    """For each question of `form` in order: a source stands above the first part or question that uses it."""
    known = {stimulus.id: stimulus for stimulus in form.stimuli}
    shown: set[str] = set()
    out: list[Standing] = []
    for question in form.questions:
        used = [id for id in question.stimuli if id in known]
        due = [id for id in used if not plan.insert and (id not in shown or (question.item, id) in plan.repeats)]
        shown.update(due)
        out.append(_standing(question, known, used, due))
    return tuple(out)


def printed(stimulus: PaperStimulus, wording: Wording, credit: bool = True) -> Source:
    """A stimulus as a block; without its `credit` where that is acknowledged elsewhere."""
    picture: RichText = (Figure(stimulus.picture, stimulus.alt),) if stimulus.picture else ()
    return Source(
        stimulus=stimulus.id,
        label=stimulus.label,
        provenance=stimulus.provenance,
        body=(*picture, *stimulus.text),
        credit=wording.printed(stimulus.credit) if credit else "",
        note=wording.printed(stimulus.content_note),
        line_numbers=stimulus.line_numbers,
    )


def naming(labels: Sequence[str], wording: Wording) -> tuple[Block, ...]:
    """ "Study Source A and Source B.", or nothing."""
    if not labels:
        return ()
    sources = wording.join([label.replace(" ", "\u00a0") for label in labels])
    return (Paragraph((Text(wording.say("study", sources=sources)),)),)


def _standing(
    question: PaperQuestion, known: dict[str, PaperStimulus], used: Sequence[str], due: Sequence[str]
) -> Standing:
    above: list[PaperStimulus] = []
    parts: list[list[PaperStimulus]] = [[] for _ in question.parts]
    named: list[list[str]] = [[] for _ in question.parts]

    def leads(n: int) -> list[int]:
        """The lead-ins of the part: (b) of (b)(ii)."""
        path = question.parts[n].path
        return [k for k in range(n) if question.parts[k].path == path[: len(question.parts[k].path)] != path]

    for id in used:
        label = known[id].label
        users = [n for n, part in enumerate(question.parts) if id in part.uses]
        at_top = not users or users[0] == 0 or _mentions(question.lead, label)
        if id in due:
            (above if at_top else parts[users[0]]).append(known[id])
        for n in users or [0] * bool(question.parts):
            stands_here = id in due and (n == 0 if at_top else n == users[0])
            told = [question.parts[n], *(question.parts[lead] for lead in leads(n))]
            said = any(_mentions(part.stem, label) for part in (told if users else question.parts))
            # What the lead names needs no naming again, unless a part is about some of several sources.
            led = n == 0 or set(question.parts[n].uses) == set(question.stimuli)
            said = said or (led and _mentions(question.lead, label)) or any(label in named[lead] for lead in leads(n))
            if not stands_here and not said:
                named[n].append(label)
    return Standing(tuple(above), tuple(map(tuple, parts)), tuple(map(tuple, named)))


def _mentions(blocks: RichText, label: str) -> bool:
    """True if `label` stands in `blocks` as a whole word: "Source A" isn't in "Source Ab"."""
    words = f" {plain_text(blocks).replace(chr(0xA0), ' ')} "
    start = words.find(label)
    while start >= 0:
        if not words[start - 1].isalnum() and not words[start + len(label)].isalnum():
            return True
        start = words.find(label, start + 1)
    return False
