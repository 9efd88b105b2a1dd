"""Questions about a source that will not be on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packgen.checks.literal_source_label import LABEL
from packgen.checks.rule import Bank, Check, Found
from packgen.model.document import plain_text
from packgen.model.form import Form, PaperQuestion

NAMED = (
    r"(?i)\b(?:the|this|these|both|study|read|using) "
    r"(?:source|interpretation|extract|cartoon|photograph|poster|passage)s?\b(?! of\b| for\b)"
)


def _run(bank: Bank) -> Iterator[Found]:
    with_some = {question.whole.value.id for question in bank.asked if question.item.stimuli}
    for question in bank.asked:
        if question.whole.value.id in with_some or not bank.english(question.whole):
            continue
        for field, text in question.prompt:
            named = LABEL.search(text) or re.search(NAMED, text)
            if named and "![" not in text:
                message = f'"{named[0]}" is asked about, but the item names no stimulus'
                yield question.found(field, message, "name it by id under `stimuli:`, and in the text as @id")
                break


def _papers(bank: Bank, forms: Sequence[Form]) -> Iterator[Found]:
    # Versions share questions: each is looked at once.
    seen: dict[int, tuple[str, ...]] = {}
    for form in forms:
        printed = {stimulus.label.casefold() for stimulus in form.stimuli}
        for question in form.questions:
            labels = seen.get(id(question.paper))
            if labels is None:
                labels = seen[id(question.paper)] = tuple(_labels(question.paper))
            located = bank.pool.items.get(question.paper.item) if labels else None
            for named in labels if located else ():
                if located and named.casefold() not in printed:
                    have = ", ".join(stimulus.label for stimulus in form.stimuli) or "no source"
                    paper = f"version {form.version}" if form.version else "this paper"
                    message = f'"{named}" leads nowhere in {paper}, which has {have}'
                    hint = "name it by id under `stimuli:`, and in the text as @id"
                    yield Found(message, hint, located.place, (located.value,))


def _labels(question: PaperQuestion) -> Iterator[str]:
    for stem in (question.lead, *(part.stem for part in question.parts)):
        for found in LABEL.finditer(plain_text(stem).replace("\u00a0", " ")):
            if not found[0].split()[0].casefold().endswith("s"):
                yield found[0]


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: criticism
    kind: short-answer
    stem: {stem}
    marks: 1
    scheme: {{answers: [his rudeness]}}
"""


CHECK = Check(
    name="source-not-there",
    what='A question about "the source" or "Source C" that names no stimulus; on a paper, a label that is not on it.',
    why="Only what an item names is printed: pupils look for a source that isn't there.",
    finds=_bank("According to Source C, what did Lenin criticise?"),
    passes=_bank("According to his Testament, what did Lenin criticise?"),
    run=_run,
    papers=_papers,
)
