"""Where sources stand in a paper, and which questions have to name theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct

from packgen.compose.remembered import Remembered
from packgen.compose.view import SourcePlan
from packgen.compose.wording import Wording
from packgen.model.document import Block, Figure, Paragraph, RichText, Source, Text, plain_text
from packgen.model.form import PaperPart, PaperQuestion, PaperStimulus, PupilForm
from packgen.model.response import Either

FIRST: Final = "first"
"""In place of a part's path: the first part that needs a source."""


class Standing(Struct, frozen=True):
    """The sources of one question.

    `above` are printed above it, `parts[n]` above its nth part; `named[n]` are labels that neither the stem of the nth
    part nor its lead-in mentions though the part needs them and they don't stand directly above it.
    `uses` are the ids of those that the question needs from its beginning, whatever its parts need.
    """

    above: tuple[PaperStimulus, ...]
    parts: tuple[tuple[PaperStimulus, ...], ...]
    named: tuple[tuple[str, ...], ...]
    uses: tuple[str, ...] = ()


_STANDINGS = Remembered[Standing]()


def standings(form: PupilForm, plan: SourcePlan) -> tuple[Standing, ...]:
    """For each question of `form` in order: a source stands above the first part or question that uses it."""
    known = {stimulus.id: stimulus for stimulus in form.stimuli}
    shown: set[str] = set()
    out: list[Standing] = []
    for question in form.questions:
        if not question.stimuli:
            out.append(_STANDINGS.made((question,), (), partial(_standing, question, known, (), {})))
            continue
        used = [id for id in question.stimuli if id in known]
        due = {id: {FIRST} for id in used if id not in shown and not plan.insert}
        for item, id, part in plan.repeats:
            if item == question.item and id in used:
                due.setdefault(id, set()).add(part)
        shown.update(due)
        where = tuple((id, tuple(sorted(parts))) for id, parts in due.items())
        make = partial(_standing, question, known, used, due)
        out.append(_STANDINGS.made((question, *(known[id] for id in used)), where, make))
    return tuple(out)


def path_name(path: tuple[str, ...]) -> str:
    """A part's path in one word: "(b)(i)", or "" for an undivided question."""
    return "".join(f"({step})" for step in path)


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
    question: PaperQuestion, known: dict[str, PaperStimulus], used: Sequence[str], due: Mapping[str, set[str]]
) -> Standing:
    """`due` says of each source that is printed where: above the `FIRST` part that needs it, above parts by path."""
    above: list[PaperStimulus] = []
    parts: list[list[PaperStimulus]] = [[] for _ in question.parts]
    named: list[list[str]] = [[] for _ in question.parts]
    uses: list[str] = []
    paths = [path_name(part.path) for part in question.parts]

    def leads(n: int) -> list[int]:
        """The lead-ins of the part: (b) of (b)(ii)."""
        path = question.parts[n].path
        return [k for k in range(n) if question.parts[k].path == path[: len(question.parts[k].path)] != path]

    for id in used:
        label = known[id].label
        users = [n for n, part in enumerate(question.parts) if id in part.uses]
        at_top = not users or users[0] == 0 or _mentions(question.lead, label)
        if not users or _mentions(question.lead, label):
            uses.append(id)
        places = {0 if at_top else users[0]} if FIRST in due.get(id, ()) else set()
        places |= {paths.index(path) if path in paths else 0 for path in due.get(id, ()) if path != FIRST}
        for place in sorted(places):
            (parts[place] if place else above).append(known[id])
        for n in users or [0] * bool(question.parts):
            stands_here = n in places
            told = [question.parts[n], *(question.parts[lead] for lead in leads(n))]
            said = any(_mentions(_asked(part), label) for part in (told if users else question.parts))
            # What the lead names needs no naming again, unless a part is about some of several sources.
            led = n == 0 or set(question.parts[n].uses) == set(question.stimuli)
            said = said or (led and _mentions(question.lead, label)) or any(label in named[lead] for lead in leads(n))
            if not stands_here and not said:
                named[n].append(label)
    return Standing(tuple(above), tuple(map(tuple, parts)), tuple(map(tuple, named)), tuple(uses))


def _asked(part: PaperPart) -> RichText:
    """The words of a part, those of its alternatives with them."""
    either = part.response.alternatives if isinstance(part.response, Either) else ()
    return (*part.stem, *(block for each in either for block in each.stem))


def _mentions(blocks: RichText, label: str) -> bool:
    """True if `label` stands in `blocks` as a whole word: "Source A" isn't in "Source Ab"."""
    words = f" {plain_text(blocks).replace(chr(0xA0), ' ')} "
    start = words.find(label)
    while start >= 0:
        if not words[start - 1].isalnum() and not words[start + len(label)].isalnum():
            return True
        start = words.find(label, start + 1)
    return False
