"""What a teacher asks for: the request that `make` fills and `pack.json` records."""

from __future__ import annotations

import datetime

from msgspec import Struct


class Request(Struct, frozen=True, kw_only=True):
    """A pack to make.

    `topics` take their subtrees; `tags` are (name, value) pairs that must all hold; without
    `count` and `marks` the pack has one item for each of `kinds` in the order given, or six items.
    `paper` "" is the layout's own size.  Each of `profiles` adds a set of pupils' files.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    marks: int | None = None
    count: int | None = None
    board: str = ""
    layout: str = "worksheet"
    versions: int = 1
    seed: int = 0
    title: str = ""
    date: datetime.date | None = None
    minutes: int | None = None
    mark_scheme: bool = True
    paper: str = ""
    profiles: tuple[str, ...] = ()
