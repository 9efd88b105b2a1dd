"""What a screen reader meets: PDF/UA rules, titles, language, and the order in which things are read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import page
import pikepdf
from questions import Asked, Event, questions
from reading import Paper
from workshop import Finished

HEADING = re.compile(r"H(\d)")


def misread(pack: Finished) -> list[str]:
    """Everything that a reader by ear would stumble over, with its file."""
    found: list[str] = []
    for path, paper in pack.read.items():
        facts = (*rules(paper), *catalogue(paper, path.startswith("pupils/")), *headings(paper), *elements(paper))
        found += [f"{path}: {fact}" for fact in facts]
    for version in pack.versions:
        name = pack.path("paper", version)
        found += [f"{name}: {fact}" for question in questions(pack.paper(version)) for fact in order(question)]
    return found


def rules(paper: Paper) -> Iterator[str]:
    """PDF/UA-1, and a syntax without faults."""
    report = page.validate_pdf_bytes(paper.data, profile=page.ValidationProfile.PDF_UA_1)
    yield from (f"{failure.rule_id} {failure.message}" for failure in report.failures)
    with pikepdf.open(io.BytesIO(paper.data)) as pdf:
        yield from pdf.check_pdf_syntax()


def catalogue(paper: Paper, pupils: bool) -> Iterator[str]:
    """A title that is shown, a language, an outline that names every question."""
    if not paper.title.strip() or not paper.shown_title:
        yield f"title {paper.title!r}, shown: {paper.shown_title}"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", paper.lang):
        yield f"language {paper.lang!r}"
    with pikepdf.open(io.BytesIO(paper.data)) as pdf, pdf.open_outline() as outline:
        named = [entry.title for entry in _flat(outline.root)]
    asked = [q.title for q in questions(paper)] if pupils else []
    if not named and asked:
        yield "no outline"
    if not set(asked) <= set(named):
        yield f"the outline lacks {sorted(set(asked) - set(named))}"


def _flat(entries: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def headings(paper: Paper) -> Iterator[str]:
    """Headings start at 1 and go down one level at a time."""
    last = 0
    for element in paper.tree.walk():
        match = HEADING.fullmatch(element.role)
        if match:
            if int(match[1]) > last + 1:
                yield f"a heading of level {match[1]} follows one of level {last}: {paper.words(element)[:40]!r}"
            last = int(match[1])


def elements(paper: Paper) -> Iterator[str]:
    """Figures are named, heads of tables have a scope, words are never empty, no content is read twice."""
    seen: set[tuple[int, int]] = set()
    for element in paper.tree.walk():
        if element.role == "Figure" and not element.alt.strip():
            yield "a figure without a name"
        if element.role == "TH" and element.scope not in ("Column", "Row"):
            yield f"the head {paper.words(element)!r} has no scope"
        if element.role in ("P", "Lbl", "Span") and not paper.words(element) and not element.kids:
            yield f"an empty {element.role} in {element.parent.role if element.parent else ''}"
        for kid in element.kids:
            if isinstance(kid, tuple):
                if kid in seen:
                    yield f"content {kid} is read twice"
                seen.add(kid)
    drawn = {(p.number, thing.mark) for p in paper.pages for thing in (*p.chars, *p.strokes) if thing.mark >= 0}
    if not drawn <= seen:
        yield f"content is drawn that is never read: {sorted(drawn - seen)[:3]}"


def order(question: Asked) -> Iterator[str]:
    """Sources, then number, stem, marks, and the answer space last, also down the page."""
    for prompt in question.prompts():
        what = [event.what for event in prompt.events]
        if "marks" in what and (what.index("marks") != len(what) - 1 or not _words_before(what)):
            yield f"{question.title}: read as {what}"
        yield from _downwards(question, [*(e for e in prompt.events if e.what != "table"), *prompt.rules()])
    sources = [n for n, event in enumerate(question.events) if event.what == "source"]
    first = next((n for n, event in enumerate(question.events) if event.what == "number"), 0)
    if sources and sources[0] > first and not question.prompts():
        yield f"{question.title}: its source is read after its number"
    for rules_ in question.spaces().values():
        named = re.search(r"Answer space for (Question \d+)(?: \S+)*?, (\d+) lines?", rules_[0].element.alt)
        if not rules_[0].element.alt.startswith(f"Answer space for {question.title}"):
            yield f"{question.title}: its space is named {rules_[0].element.alt!r}"
        if named and int(named[2]) != len(rules_):
            yield f"{question.title}: {len(rules_)} lines are named {rules_[0].element.alt!r}"


def _words_before(what: list[str]) -> bool:
    return any(one in ("text", "table", "choice") for one in what[: what.index("marks")])


def _downwards(question: Asked, events: list[Event]) -> Iterator[str]:
    for above, below in pairwise(events):
        if (below.page, below.bottom) < (above.page, above.top):
            yield f"{question.title}: {below.what} {below.text[:30]!r} is read after what stands below it"
            return
