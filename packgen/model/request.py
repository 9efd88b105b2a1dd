"""What a teacher asks for: the request that `make` fills and `pack.json` records."""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta, Struct

from packgen.model.blueprint import Blueprint, Mode
from packgen.model.layout import Breaking, Paper

MOST_MARKS: Final = 1000
MOST_ITEMS: Final = 500
MOST_VERSIONS: Final = 1000
MOST_MINUTES: Final = 600
MOST_SPARES: Final = 100
MOST_JOBS: Final = 64
LONGEST_TITLE: Final = 200
LONGEST_QUERY: Final = 2000
LONGEST_CLASS: Final = 24
MOST_DAYS: Final = 3650
LARGEST_SEED: Final = 2**63 - 1

Scaffolding = Literal["none", "starters", "frame", "structured"]
"""No help; sentence starters and key words; a writing frame; a frame with starters and key words."""

SCAFFOLDS: Final[tuple[str, ...]] = get_args(Scaffolding)

QuestionNumber = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,2}[a-z]?$(?!\n)")]


class Request(Struct, frozen=True, kw_only=True):
    """A pack to make.

    `topics` take their subtrees; `tags` are (name, value) pairs that must all hold; without
    `count` and `marks` the pack has one item for each of `kinds` in the order given, or six items.
    A `blueprint` says what the paper must be; the other fields then change what it says.
    `paper` "" is the layout's own size.  Each of `profiles` adds a set of pupils' files.
    `breaking` "" is the layout's own way of breaking pages.  With `booklet` each of the pupils' papers is there a
    second time, imposed on paper of twice the size that is folded.  `numbers` are what the questions are called in
    printing order, in place of 1, 2, 3: "6", or "3d" for a part of another paper's question.  With `merged` all
    versions of a document stand in one file.  `two_up` prints pupils' pages two to a sheet: a page twice, to be cut
    apart, or pages that follow one another; `mono` prints no colours or greys.
    `thorough` lets a choice take longer, so that it is more evenly random.
    `mode` says how versions differ: the same questions shuffled, others that are as hard, or a common core with others.
    Only what `query` finds is chosen from.  `for_class` remembers what was printed for a class (never a pupil),
    `avoid_used` keeps out what that class had within so many days.
    For a class, `group` is its name: each of its pupils has a copy, all in one file but if they are `separate`, and
    `spares` have no name.
    `scaffold` is the help that pupils get with their answers; it changes no wording, number or mark.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    marks: Annotated[int, Meta(ge=1, le=MOST_MARKS)] | None = None
    count: Annotated[int, Meta(ge=1, le=MOST_ITEMS)] | None = None
    board: str = ""
    layout: str = "worksheet"
    versions: Annotated[int, Meta(ge=1, le=MOST_VERSIONS)] = 1
    seed: Annotated[int, Meta(ge=0, le=LARGEST_SEED)] = 0
    title: Annotated[str, Meta(max_length=LONGEST_TITLE, pattern=r"^[^\x00-\x1f]*$(?!\n)")] = ""
    date: datetime.date | None = None
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)] | None = None
    mark_scheme: bool = True
    paper: Paper | Literal[""] = ""
    profiles: tuple[str, ...] = ()
    breaking: Breaking | Literal[""] = ""
    booklet: bool = False
    two_up: Literal["", "copies", "pages"] = ""
    mono: bool = False
    numbers: Annotated[tuple[QuestionNumber, ...], Meta(max_length=MOST_ITEMS)] = ()
    merged: bool = False
    blueprint: Blueprint | None = None
    thorough: bool = False
    mode: Mode = "shuffle"
    query: Annotated[str, Meta(max_length=LONGEST_QUERY)] = ""
    for_class: Annotated[str, Meta(max_length=LONGEST_CLASS, pattern=r"^[^\x00-\x1f]*$(?!\n)")] = ""
    avoid_used: Annotated[int, Meta(ge=1, le=MOST_DAYS)] | None = None
    group: Annotated[str, Meta(max_length=LONGEST_TITLE, pattern=r"^[^\x00-\x1f]*$(?!\n)")] = ""
    separate: bool = False
    spares: Annotated[int, Meta(ge=0, le=MOST_SPARES)] = 0
    scaffold: Scaffolding = "none"
