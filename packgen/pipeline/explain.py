"""Why pages end where they do, in a teacher's words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from packgen.model.galley import Page


class PageNote(Struct, frozen=True):
    """One page: its number, how full it is (0-1), why it ends, and what another preset would change."""

    page: int
    used: float
    reason: str


def explained(pages: Sequence[Page], cheaper: int) -> tuple[PageNote, ...]:
    """A note for each page; `cheaper` is the number of pages that the document would take to save paper."""
    notes = [PageNote(n, page.used, page.reason) for n, page in enumerate(pages, 1)]
    spared = len([page for page in pages if not page.blank]) - cheaper
    if spared > 0 and notes:
        sheets = "a page" if spared == 1 else f"{spared} pages"
        last = notes[-1]
        said = f"{last.reason}; --breaking save-paper would save {sheets}, with sources further from their questions"
        notes[-1] = PageNote(last.page, last.used, said)
    return tuple(notes)
