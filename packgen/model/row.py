"""What choosing and listing need to know of an item: rows, and what is wanted of them."""

from __future__ import annotations

from msgspec import Struct

from packgen.model.query import Query

LIVE = "live"


class ItemRow(Struct, frozen=True, kw_only=True, gc=False):
    """One item in a line: cheap to make by the hundred thousand, from the bank or from its index.

    `marks` include the `spag` marks and are those of the board that was asked for; 0 if no row of its kind sets the
    item.  `aos` maps an assessment objective to its marks, SPaG apart.  `words` counts the words that a pupil reads in
    the question itself, `asked` is the Markdown of what it asks.  `facility` is the expected mean mark as a share of
    the marks, `minutes` the working time given.  Two items with one `sameness` ask the same in the same words about
    the same stimuli.
    """

    id: str
    kind: str
    topic: str
    status: str
    marks: int
    spag: int = 0
    aos: dict[str, int] = {}
    facility: float | None = None
    minutes: float | None = None
    tier: str = ""
    stimuli: tuple[str, ...] = ()
    enemies: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    words: int = 0
    asked: str = ""
    sameness: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """What an item must be; a field that is empty asks for nothing.

    A topic takes its subtree; any of `topics` and any of `kinds` will do, all of `tags` (name, value) must hold, all
    words of `text` must occur.  `board` takes what a paper for that board may have.  `homework` lets in kinds that are
    kept from papers otherwise.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    board: str = ""
    status: str = LIVE
    text: str = ""
    query: Query | None = None
    homework: bool = True


class Narrowing(Struct, frozen=True):
    """What of a pool may be chosen freely; what is asked for by name may be all the same.

    Items of more than `most_marks` (0 = any), those that `query` does not find and those in `without` are kept out.
    """

    most_marks: int = 0
    query: Query | None = None
    without: frozenset[str] = frozenset()
