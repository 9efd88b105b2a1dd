"""What must be true of a pack printed once more in a profile, judged from both sets of files alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pypdfium2
from page_facts import margins, overlaps, page_numbers, spaces_cut
from questions import Asked, questions, sources
from reading import Paper, letters
from tags import catalogue, elements, headings, rules
from workshop import Finished

PLAIN_MARKS = re.compile(r"(\d+) marks?(?: \+ (\d+) SPaG)?")
NEEDS = re.compile(r"dyslexi|large.?print|access|\bSEN\b|special need", re.IGNORECASE)
BLACK_AND_WHITE = {(0, 0, 0), (255, 255, 255)}
UNEVEN = "uneven"


def relaid(pack: Finished, code: str) -> Iterator[str]:
    """Everything that is wrong with the pupils' files of a profile, whose names end in `code`."""
    mine = {path: paper for path, paper in pack.read.items() if path.endswith(f"-{code}.pdf")}
    for path, paper in mine.items():
        facts = (*margins(paper), *overlaps(paper), *page_numbers(paper), *spaces_cut(questions(paper)), *named(paper))
        facts += (*rules(paper), *catalogue(paper, True), *headings(paper), *elements(paper))
        yield from (f"{path}: {fact}" for fact in facts)
    for version in pack.versions:
        standard = pack.path("paper", version)
        path = standard.replace(".pdf", f"-{code}.pdf")
        if path not in mine:
            yield f"{path} was not made"
            continue
        yield from (f"{path}: {fact}" for fact in alike(pack, pack.read[standard], mine[path]))
        shown = {source.title for file, paper in mine.items() if version in file for source in sources(paper)}
        gone = {source.title for source in sources(pack.read[standard])} - shown
        if gone:
            yield f"{path}: {sorted(gone)} stand neither in it nor in its booklet"


def named(paper: Paper) -> Iterator[str]:
    """Nothing that can be seen names a need."""
    for words in (paper.title, paper.text):
        found = NEEDS.search(words)
        if found:
            yield f"a pupil can read {found.group()!r}"


def alike(pack: Finished, standard: Paper, other: Paper) -> Iterator[str]:
    """The same questions in the same order, with their words, their marks and their number of lines."""
    ours, theirs = questions(standard), questions(other)
    if [q.title for q in ours] != [q.title for q in theirs]:
        yield f"it asks {[q.title for q in theirs]}"
        return
    for one, two in zip(ours, theirs, strict=True):
        printed = letters(other.words(two.sect))
        for prompt in one.prompts():
            # Options may stand side by side in one and below one another in the other: the first words will do.
            stem = next((event.text for event in prompt.events if event.what == "text"), "")
            if letters(stem) not in printed:
                yield f"{one.title}: its words changed: {prompt.text[:60]!r}"
        if lines(one) != lines(two):
            yield f"{one.title}: answer lines {lines(two)}, not {lines(one)}"
        stated = bool(one.marks) and pack.layout.options.get("marks_tags") != UNEVEN
        if stated and one.total != worth(other, two):
            yield f"{one.title}: {worth(other, two)} marks, not {one.total}"


def lines(question: Asked) -> list[int]:
    """How many answer rules each of its spaces has."""
    return [len(rules) for rules in question.spaces().values()]


def worth(paper: Paper, question: Asked) -> int:
    """All marks of a question, by the lines below its stems; its own tags where they stand beside them."""
    found = [PLAIN_MARKS.fullmatch(paper.words(e)) for e in question.sect.walk() if e.role == "P"]
    stated = [int(match[1]) + int(match[2] or 0) for match in found if match]
    return sum(stated) if stated else question.total


def coloured(pack: Finished) -> Iterator[str]:
    """Files of a mono pack that hold more than black and white; pictures are left out, which are grey."""
    for path, data in pack.files.items():
        if not path.endswith(".pdf") or b"/Subtype/Image" in data:
            continue
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        for n in range(len(document)):
            drawn = document[n].render(scale=0.7, no_smoothtext=True, no_smoothpath=True).to_pil().convert("RGB")
            colours = {colour for _, colour in drawn.getcolors(1 << 20)}
            if not colours <= BLACK_AND_WHITE:
                yield f"{path}: page {n + 1} has {sorted(colours - BLACK_AND_WHITE)[:3]}"
                break
