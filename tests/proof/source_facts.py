"""What must be true of a pack's sources: whole, in their boxes, in sight of every stem that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions import Asked, Event, sources
from reading import MM, Char, Page, Paper, Stroke, letters, what_is
from workshop import Finished, Raw, asked

NOT_AS_WRITTEN = re.compile(r"@[a-z0-9]+(?:[.-][a-z0-9]+)*|\$[^$]+\$|\{[^{}]+\}")
"""What stands in a stem for something else: a source's label, a formula, a version's own number."""
BOX = 18.0
"""Points of padding and white above and below a source's words."""
AROUND = 38 * MM
"""What margins and furniture take of a page's height."""
LEAST_SPACE = 72.0
"""Points of the three answer lines that stand below a stem."""


def sources_whole(paper: Paper, pack: Finished, bank: Raw) -> Iterator[str]:
    """Every source stands on one page, its provenance above its words, all of them, inside its box."""
    known = {letters(s.get("provenance", "")) + letters(s.get("text", "")): id for id, s in bank.stimuli.items()}
    for sect in sources(paper):
        marks = list(sect.marks())
        pages = {page for page, _ in marks}
        if len(pages) != 1:
            if _fits(paper, marks):
                yield f"{sect.title} stands on pages {sorted(n + 1 for n in pages)}"
            continue
        words = letters(paper.words(sect)).removeprefix(letters(sect.title))
        if not any(_holds(words, bank.stimuli[id]) for id in known.values()):
            yield f"{sect.title}: no stimulus of the bank has its provenance and words"
        page = paper.pages[next(iter(pages))]
        own = {mark for _, mark in marks}
        mine = [c for c in page.chars if c.mark in own and c.text.strip()]
        yield from _boxed(sect.title, page, mine, [*mine, *(s for s in page.strokes if s.mark in own)])


def _fits(paper: Paper, marks: list[tuple[int, int]]) -> bool:
    """True if what stands on several pages would have room on one."""
    height = 2 * BOX
    for page in (paper.pages[number] for number in {number for number, _ in marks}):
        mine = [t for t in (*page.chars, *page.strokes) if (page.number, t.mark) in marks]
        height += max(t.bottom for t in mine) - min(t.top for t in mine)
    return height < paper.pages[0].height - AROUND


def _boxed(title: str, page: Page, mine: list[Char], drawn: list[Char | Stroke]) -> Iterator[str]:
    """The box of a source holds the last of it, and no character outside the source stands in it."""
    if not drawn:
        yield f"{title}: nothing of it stands on page {page.number + 1}"
        return
    last = max(drawn, key=lambda thing: thing.bottom)
    boxes = [s for s in page.strokes if s.width and s.x1 - s.x0 > 200 and s.top < last.top and s.bottom > last.bottom]
    if not boxes:
        yield f"{title}: no box around its last line"
        return
    box = min(boxes, key=lambda s: s.bottom - s.top)
    marks = {c.mark for c in mine}
    if any(c.x1 > box.x1 - 3 or c.x0 < box.x0 + 3 for c in mine if c.top > box.top):
        yield f"{title}: its words touch the box"
    for char in page.chars:
        inside = box.top < char.top and char.bottom < box.bottom and box.x0 < char.x0 < box.x1
        if inside and char.mark not in marks and char.mark >= 0 and char.text.strip():
            yield f"{title}: {what_is(char)} of something else stands in its box"
            return


def _holds(words: str, stimulus: dict[str, object]) -> bool:
    parts = [letters(str(stimulus.get(field) or "")) for field in ("provenance", "text")]
    start = words.find(parts[0])
    return start >= 0 and words.find(parts[1], start + len(parts[0])) >= 0


def sources_in_sight(pack: Finished, version: str, each: list[Asked], bank: Raw) -> Iterator[str]:
    """Every stem that uses a source sees it on its page, on its spread of a duplex paper, or in the booklet."""
    paper, booklet = pack.paper(version), pack.booklet(version)
    record = next(v for v in pack.manifest.versions if v.version == version)
    shown = [(next(iter(sect.marks()))[0], letters(paper.words(sect))) for sect in sources(paper)]
    insert = letters(booklet.text) if booklet else ""
    for question, item in zip(each, record.items, strict=True):
        for stem, stimuli in asked(bank.items[item]):
            pages = _pages_of(stem, question)
            if stem.strip() and not pages:
                yield f"{question.title} ({item}): the stem {stem[:40]!r} is nowhere whole"
            view = {p for page in pages for p in _view(page, len(paper.pages), pack.duplex)}
            for id in stimuli:
                wanted = letters(str(bank.stimuli[id].get("provenance", "")))
                if wanted and wanted in insert:
                    continue
                where = {page for page, words in shown if wanted in words}
                if not pages or view & where or source_overleaf(paper, question, where, max(pages)):
                    continue
                if not _crowded(paper, question, where, min(pages)):
                    on = sorted(page + 1 for page in where)
                    yield f"{question.title} ({item}) on {sorted(p + 1 for p in pages)}: {id} is on {on}"


def _crowded(paper: Paper, question: Asked, where: set[int], page: int) -> bool:
    """True if a question's sources and its stem fill more than a page, and stand on the pages right before it."""
    spans: dict[tuple[int, str], tuple[float, float]] = {}
    for event in question.events:
        if event.what in ("source", "number", "text", "marks") and event.page <= page:
            sect = event.element.inside("Sect")
            key = (event.page, sect.title if sect else "")
            top, bottom = spans.get(key, (event.top, event.bottom))
            spans[key] = (min(top, event.top), max(bottom, event.bottom))
    height = sum(bottom - top + 2 * BOX for top, bottom in spans.values())
    begun = min(event.page for event in question.events)
    room = paper.pages[page].height - AROUND
    return height + LEAST_SPACE > room and bool(where & set(range(begun, page)))


def _pages_of(stem: str, question: Asked) -> set[int]:
    """The page of the first prompt whose words hold all of `stem`, or of a lead-in without a label of its own."""
    pieces = [letters(_plain(piece)) for piece in re.split(NOT_AS_WRITTEN, stem)]
    pages = sorted({event.page for event in question.events})
    leads = [(" ".join(e.text for e in question.events if e.page == page), {page}) for page in pages]
    for text, found in [*((prompt.text, prompt.pages) for prompt in question.prompts()), *leads]:
        words = letters(text)
        if all(piece in words for piece in pieces):
            return found
    return set()


def _plain(text: str) -> str:
    """Markdown without what is not printed: pictures' files, list numbers, rules of tables."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    return re.sub(r"^\s*\d+[.)]\s", "", text, flags=re.MULTILINE)


def _view(page: int, count: int, duplex: bool) -> set[int]:
    """The pages in view of a page: itself, and in a duplex paper the other of its spread."""
    if not duplex:
        return {page}
    other = page + 1 if page % 2 else page - 1
    return {page, other} & set(range(count))


def source_overleaf(paper: Paper, question: Asked, where: set[int], page: int) -> bool:
    """True if a stem and what stands overleaf, its source in it, are together taller than a page."""
    stem = [event for event in question.events if event.page == page and event.what in ("number", "text", "marks")]
    overleaf = [event for event in question.events if event.page == page + 1 and event.what != "rule"]
    return page + 1 in where and bool(overleaf) and room(paper) < height([*stem, *overleaf]) + 2 * BOX


def height(events: list[Event]) -> float:
    """Points that events take on their pages, added up."""
    pages = {event.page for event in events}
    each = ([event for event in events if event.page == page] for page in pages)
    return sum(max(e.bottom for e in some) - min(e.top for e in some) for some in each)


def room(paper: Paper) -> float:
    return paper.pages[0].height - AROUND
