"""What must be true of every printed pack, judged from its files alone.  Each fact yields what breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from questions import MARKS, Asked, Prompt, questions
from reading import MM, Char, Page, Paper, Stroke, what_is
from source_facts import AROUND, BOX, height, room, sources_in_sight, sources_whole
from workshop import BUNDLED, Finished, raw

SAFE = 10 * MM
CUT = (3.0, 3.0)
"""The dashes of a line to cut along, in points."""
SCISSORS = 12.0
"""Points that no part of a pair of scissors is longer than."""
LEAST = 3
CHOSEN = {"importance-two-of-three": (2, 3)}
"""The kinds whose parts are a choice: how many are answered, of how many."""
CONTINUES = re.compile(r"(Question \d+) continues on the next page")
PAGE_OF = re.compile(r"Page (\d+) of (\d+)")
HALF_POINT = 0.5
BANK = 6
"""Words of a bank, more than stand between a stem and its lines."""


def broken(pack: Finished, bank: Path = BUNDLED) -> list[str]:
    """Everything that is wrong with the pages of a pack, each with its file."""
    found: list[str] = []
    papers_ = {pack.path("paper", version) for version in pack.versions}
    for path, paper in pack.read.items():
        wanted = pack.duplex and any(path.startswith(name.removesuffix(".pdf")) for name in papers_)
        facts = (*margins(paper), *overlaps(paper), *page_numbers(paper), *turn_over(paper, wanted))
        found += [f"{path}: {fact}" for fact in facts]
    for version in pack.versions:
        paper, name = pack.paper(version), pack.path("paper", version)
        each = questions(paper)
        facts = (
            *numbers(paper, each, pack.manifest),
            *prompts_whole(paper, each),
            *spaces_cut(each),
            *sources_whole(paper, pack, raw(bank)),
            *continued(paper, each),
        )
        found += [f"{name}: {fact}" for fact in facts]
        if booklet := pack.booklet(version):
            found += [f"booklet {version}: {fact}" for fact in sources_whole(booklet, pack, raw(bank))]
        found += [f"{name}: {fact}" for fact in sources_in_sight(pack, version, each, raw(bank))]
        found += [f"version {version}: {fact}" for fact in totals(pack, version, each)]
    return found


def margins(paper: Paper) -> Iterator[str]:
    """Nothing but lines to cut along is printed within 10 mm of the paper's edge."""
    for page in paper.pages:
        cuts = set(_cuts(page))
        drawn = (stroke for stroke in page.strokes if stroke not in cuts)
        for thing in (*(c for c in page.chars if c.text.strip()), *drawn):
            left, top, right, bottom = thing.ink if isinstance(thing, Stroke) else _box(thing)
            if right - left > page.width - 1:
                continue  # the ground of the whole page
            edge = min(left, top, page.width - right, page.height - bottom)
            if edge < SAFE - HALF_POINT / 2 and right > left:
                yield f"page {page.number + 1}: {what_is(thing)} is {edge / MM:.1f} mm from the edge"
                break


def _box(char: Char) -> tuple[float, float, float, float]:
    return char.x0, char.top, char.x1, char.bottom


def _cuts(page: Page) -> Iterator[Stroke]:
    """The lines that a sheet or its cards are cut along, and the scissors at the head of one."""
    lines = [stroke for stroke in page.strokes if stroke.dash == CUT]
    yield from lines
    for stroke in page.strokes:
        ends = ((x, y) for line in lines for x, y in ((line.x0, line.top), (line.x1, line.bottom)))
        small = max(stroke.x1 - stroke.x0, stroke.bottom - stroke.top) < SCISSORS
        if small and any(max(abs(stroke.x0 - x), abs(stroke.top - y)) < 2 * SCISSORS for x, y in ends):
            yield stroke


def overlaps(paper: Paper) -> Iterator[str]:
    """No two characters stand on one another, and no rule runs through one."""
    for page in paper.pages:
        chars = [c for c in page.chars if c.text.strip()]
        near: dict[tuple[int, int], list[Char]] = {}
        for char in chars:
            for cell in _cells(char):
                other = next((c for c in near.get(cell, ()) if _overlap(c, char)), None)
                if other is not None:
                    yield f"page {page.number + 1}: {what_is(other)} and {what_is(char)} overlap at y {char.top:.0f}"
                    return
                near.setdefault(cell, []).append(char)
        yield from _struck(page, chars)


def _cells(char: Char) -> Iterator[tuple[int, int]]:
    """The squares of a grid of 12 points that a character touches."""
    for x in range(int(char.x0 // 12), int(char.x1 // 12) + 1):
        for y in range(int(char.top // 12), int(char.bottom // 12) + 1):
            yield x, y


def _overlap(one: Char, other: Char) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= HALF_POINT or down <= HALF_POINT:
        return False
    return across * down > 0.3 * min((c.x1 - c.x0) * (c.bottom - c.top) for c in (one, other))


def _struck(page: Page, chars: list[Char]) -> Iterator[str]:
    for rule in page.strokes:
        if not rule.level:
            continue
        y = (rule.top + rule.bottom) / 2
        for c in chars:
            through = c.top + 1 < y < c.baseline - 1 and c.x0 + 1 < rule.x1 and c.x1 - 1 > rule.x0
            if through:
                yield f"page {page.number + 1}: a rule at y {y:.0f} runs through {what_is(c)} at x {c.x0:.0f}"
                return


def page_numbers(paper: Paper) -> Iterator[str]:
    """Every page but a cover says which one it is, and of how many."""
    count = len(paper.pages)
    inside = next((n for n, page in enumerate(paper.pages) if MARKS.search(page.text)), 0)
    # A cover that needs a second page numbers it in its own way.
    words = any(PAGE_OF.search(page.text) for page in paper.pages[inside:])
    for page in paper.pages:
        own = page.number + 1
        # Copies that are cut apart all say the same.
        said = list({(int(m[1]), int(m[2])) for run in page.runs if (m := PAGE_OF.fullmatch(run.text))})
        plain = any(run.text == str(own) and run.mark < 0 for run in page.runs)
        if said not in ([], [(own, count)]):
            yield f"page {own} of {count} says {said}"
        elif not said and page.number >= max(1, inside) and (words or not plain):
            yield f"page {own} of {count} has no number"


def turn_over(paper: Paper, duplex: bool) -> Iterator[str]:
    """Right-hand pages with something to follow say so, and no others."""
    for page in paper.pages:
        wanted = duplex and page.number % 2 == 0 and page.number < len(paper.pages) - 1
        found = any(run.text == "Turn over" for run in page.runs)
        if found != wanted:
            yield f'page {page.number + 1}: {"no" if wanted else "a"} "Turn over"'


def numbers(paper: Paper, each: list[Asked], manifest: object) -> Iterator[str]:
    """Questions run from 1 to n, in the tags and in the number column alike."""
    count = len(manifest.items)  # type: ignore[attr-defined]  # a manifest
    wanted = [str(n) for n in range(1, count + 1)]
    if [q.number for q in each] != wanted:
        yield f"numbers by tags: {[q.number for q in each]}"
    found = [event for q in each for event in q.events if event.what == "number"]
    columns = {(event.page % 2, round(event.x)) for event in found}
    if len(columns) > 2:
        yield f"numbers stand at {sorted(columns)}"
    printed = [
        run.text
        for page in paper.pages
        for run in sorted(page.runs, key=lambda r: r.baseline)
        if run.bold and run.mark >= 0 and run.text.isdigit() and (page.number % 2, round(run.x)) in columns
    ]
    in_cells = any(event.text.startswith("0") for event in found)
    if printed != wanted and not in_cells:
        yield f"numbers by place: {printed}"


def prompts_whole(paper: Paper, each: list[Asked]) -> Iterator[str]:
    """A stem, its bullets and its marks stand on one page with the first of the answer; no marks stand alone."""
    for question in each:
        prompts = question.prompts()
        if sum(event.what == "marks" for p in prompts for event in p.events) != len(question.marks) or not prompts:
            yield f"{question.title}: marks without a stem"
        for prompt in prompts:
            name = f"{question.title} {prompt.events[0].text}"
            if len(prompt.pages) != 1:
                yield f"{name}: stem on pages {sorted(n + 1 for n in prompt.pages)}"
            if not any(event.what in ("text", "table", "choice") for event in prompt.events):
                yield f"{name}: a number without words"
            if not _parted_by_a_source(paper, question, prompt):
                yield from _begun(paper, prompt, name)
        yield from _number_with_lines(paper, question, prompts)
    for page in paper.pages:
        tags = [run for run in page.runs if run.bold and run.mark >= 0 and MARKS.fullmatch(run.text)]
        if len({round(run.x1 / 3) for run in tags}) > 2:
            yield f"page {page.number + 1}: marks end at {sorted(run.x1 for run in tags)}"


def _begun(paper: Paper, prompt: Prompt, name: str) -> Iterator[str]:
    """The first two answer lines, or the first of whatever there is to fill in, stand with the stem."""
    if not any(event.what == "marks" for event in prompt.events):
        return
    page = max(prompt.pages)
    rules = prompt.rules()
    # Lines that come after a drawing or a bank of words are not what the answer begins with.
    led = prompt.answer[: prompt.answer.index(rules[0])] if rules else []
    lines_first = len(led) < BANK and all(event.what in ("text", "part") for event in led)
    first = rules[:2] if rules and lines_first else prompt.answer[:1]
    away = sorted({event.page + 1 for event in first if event.page != page})
    if away and not _fills_a_page(paper, prompt):
        yield f"{name}: its answer begins on page {away[0]}, the stem stands on {page + 1}"


def _fills_a_page(paper: Paper, prompt: Prompt) -> bool:
    """True if a stem and a drawing or table that is never cut are together taller than a page."""
    drawn = [event for event in prompt.answer if event.what != "rule"]
    heights = [
        max(e.bottom for e in events) - min(e.top for e in events)
        for events in (prompt.events, [e for e in drawn if e.page == drawn[0].page] if drawn else [])
        if events
    ]
    return sum(heights) + 2 * BOX > paper.pages[0].height - AROUND


def _parted_by_a_source(paper: Paper, question: Asked, prompt: Prompt) -> bool:
    """True if a stem, a source below it to write notes on and the first note are together taller than a page."""
    if not prompt.answer:
        return False
    after, before = (question.events.index(event) for event in (prompt.events[-1], prompt.answer[0]))
    between = [event for event in question.events[after:before] if event.what == "source"]
    first, *more = prompt.answer
    note = next((event.top - first.top for event in more if event.page == first.page and event.top > first.bottom), 0.0)
    return bool(between) and room(paper) < height([*prompt.events, *between]) + note + 2 * BOX


def _number_with_lines(paper: Paper, question: Asked, prompts: list[Prompt]) -> Iterator[str]:
    """A question's number stands with the beginning of its first answer."""
    start = next((event for event in question.events if event.what == "number"), None)
    first = next((prompt for prompt in prompts if prompt.answer), None)
    if start and first and _parted_by_a_source(paper, question, first):
        return
    if start and first and first.answer[0].page != start.page and not _fills_a_page(paper, first):
        yield f"{question.title}: number on page {start.page + 1}, first answer on {first.answer[0].page + 1}"


def spaces_cut(each: list[Asked]) -> Iterator[str]:
    """An answer space that goes on overleaf has at least three lines on every page of it."""
    for question in each:
        for rules in question.spaces().values():
            pages = [rule.page for rule in rules]
            counts = {page: pages.count(page) for page in sorted(set(pages))}
            if len(counts) > 1 and min(counts.values()) < LEAST:
                yield f"{question.title}: a space of {len(rules)} lines is cut {list(counts.values())}"
            if list(counts) != list(range(min(pages), max(pages) + 1)):
                yield f"{question.title}: a space stands on pages {list(counts)}"
            gaps = {round(b.top - a.top, 1) for a, b in pairwise(rules) if a.page == b.page}
            if len(gaps) > 1 and max(gaps) - min(gaps) > 0.11:
                yield f"{question.title}: lines at uneven distances {sorted(gaps)}"


def continued(paper: Paper, each: list[Asked]) -> Iterator[str]:
    """ "Question n continues on the next page" stands where it is true, and nowhere else."""
    for page in paper.pages:
        said = [m[1] for run in page.runs if (m := CONTINUES.fullmatch(run.text))]
        true = [q.title for q in each if {page.number, page.number + 1} <= {e.page for e in q.events}]
        if any(CONTINUES.search(p.text) for p in paper.pages) and said != true[-1:]:
            yield f"page {page.number + 1} says that {said} continues; {true} does"
        if said and not true:
            yield f"page {page.number + 1}: {said} does not continue"


def totals(pack: Finished, version: str, each: list[Asked]) -> Iterator[str]:
    """The marks printed beside the questions add up to every total that is printed or recorded."""
    record = next(v for v in pack.manifest.versions if v.version == version)
    worth = [counted(q, pack.place.pool.items[item].value.kind) for q, item in zip(each, record.items, strict=True)]
    total = sum(worth)
    if record.marks != total:
        yield f"{total} marks on the paper, {record.marks} in pack.json"
    paper = pack.paper(version)
    for page in paper.pages:
        flat = " ".join(page.text.split())
        said = re.findall(r"The total for this paper is (\d+)|Total for the paper = (\d+)", flat)
        yield from (f"a page says {a or b} marks in all, not {total}" for a, b in said if int(a or b) != total)
        for number, marks in re.findall(r"\(Total for Question (\d+) = (\d+) marks?\)", flat):
            own = worth[int(number) - 1]
            if own != int(marks):
                yield f"question {number} has {own} marks, its total says {marks}"
    yield from _grid(paper, worth, total)
    if pack.manifest.request.mark_scheme:
        scheme = pack.scheme(version)
        flat = " ".join(scheme.text.split())
        said = {int(m) for m in re.findall(r"(?<![\d\[])(\d+) marks? in all", flat)}
        said |= {int(run.text.split()[0]) for run in scheme.pages[0].runs if re.fullmatch(r"\d+ marks?", run.text)}
        if said != {total}:
            yield f"{total} marks on the paper, {said} at the head of the scheme"
        rows = [row for row in pack.key() if row["Version"] == version]
        if rows and sum(int(row["Marks"]) for row in rows) != total:
            yield f"{total} marks on the paper, {sum(int(row['Marks']) for row in rows)} in key.csv"
        yield from _scheme_tables(scheme, total)


def counted(question: Asked, kind: str) -> int:
    """The marks that can be had: of so many questions to choose from, all alike, those that are to be answered."""
    answered, of = CHOSEN.get(kind, (1, 1))
    return question.total * answered // of


def _grid(paper: Paper, wanted: list[int], total: int) -> Iterator[str]:
    """The marker's grid on a cover names every question with its marks."""
    cover = " ".join(paper.pages[0].text.split())
    if "For the marker" not in cover:
        return
    found = [int(m) for m in re.findall(r"/ (\d+)", cover)]
    if sorted(found) != sorted([*wanted, total]) or found[-1] != total:
        yield f"the marker's grid has {found}"


def _scheme_tables(scheme: Paper, total: int) -> Iterator[str]:
    """The rows named Total in the scheme's tables end with the paper's total."""
    for table in (e for e in scheme.tree.walk() if e.role == "Table"):
        words = [scheme.words(cell) for cell in table.walk() if cell.role == "TH"]
        for row in (e for e in table.walk() if e.role == "TR"):
            cells = [scheme.words(cell) for cell in row.kids if not isinstance(cell, tuple)]
            numbers = [int(cell) for cell in cells if cell.isdigit()]
            sums = numbers[:-1] if "%" in words and numbers[-1:] == [100] else numbers
            if cells and cells[0] == "Total" and sums and total not in (sums[-1], numbers[-1]):
                yield f"a table of the scheme ends with {cells}, the paper has {total} marks"
