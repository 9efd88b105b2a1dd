"""A blueprint: what a paper must be, whichever questions fill it.

A range is one number, which is met exactly, or `[least, most]`.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias, get_args

from msgspec import Meta, field

from packgen.model.item import Authored
from packgen.model.layout import Breaking, Paper

Mode = Literal["shuffle", "parallel", "common-core"]
MODES: Final[tuple[str, ...]] = get_args(Mode)
Order = Literal["listed", "easy-to-hard", "topic"]
Stimulus = Literal["none", "any", "source", "interpretation", "extract", "figure"]

MOST_OF_A_RANGE: Final = 1_000_000
Whole = Annotated[int, Meta(ge=0, le=MOST_OF_A_RANGE)]
Share = Annotated[float, Meta(ge=0, le=1)]
# A pair is a list held to two entries: msgspec can't tell a number from a tuple of fixed length.
Range: TypeAlias = Whole | Annotated[tuple[Whole, ...], Meta(min_length=2, max_length=2)]
ShareRange: TypeAlias = Share | Annotated[tuple[Share, ...], Meta(min_length=2, max_length=2)]
Ids: TypeAlias = tuple[str, ...]


class Slot(Authored, frozen=True, kw_only=True):
    """One place in a paper, or `count` places alike: what an item must be to stand there.

    Any of `kinds`, `topics` (with their subtrees), `aos` (objectives that it has marks for) will do; all of `tags` must
    hold, and `query` must find it.  `marks` are those of each item without SPaG, `total` those of all its items with
    SPaG.  `items` are the only ones that may stand here.  `core` says whether the place has the same item in all
    versions that have items of their own; None leaves it to the kind.
    """

    kinds: Ids = ()
    count: Range = 1
    marks: Range | None = None
    total: Range | None = None
    topics: Ids = ()
    aos: Ids = ()
    facility: ShareRange | None = None
    stimulus: Stimulus | None = None
    board: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    query: str = ""
    items: Ids = ()
    core: bool | None = None


class Section(Authored, frozen=True, kw_only=True):
    """Slots that stand together under one title ("" prints none), with the marks of all of them if they are fixed."""

    slots: tuple[Slot, ...]
    title: Annotated[str, Meta(max_length=80)] = ""
    marks: Range | None = None


class BlueprintFields(Authored, frozen=True, kw_only=True):
    """What a blueprint says alike as written and as resolved: see `Blueprint`."""

    schema: Annotated[int, Meta(ge=1, le=1)] = 1
    purpose: Annotated[str, Meta(max_length=200)]
    title: Annotated[str, Meta(max_length=200)] = ""
    slots: tuple[Slot, ...] = ()
    sections: tuple[Section, ...] = ()
    topics: Ids = ()
    board: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    marks: Range | None = None
    count: Range | None = None
    topic_marks: dict[str, Range] = field(default_factory=dict)
    ao_marks: dict[str, Range] = field(default_factory=dict)
    facility: ShareRange | None = None
    words: Range | None = None
    time: Range | None = None
    sources: Range | None = None
    of_a_source: Range | Literal["all"] | None = None
    include: Ids = ()
    never: Ids = ()
    enemies: tuple[Ids, ...] = ()
    either: tuple[Ids, ...] = ()
    together: tuple[Ids, ...] = ()
    order: Order = "listed"
    versions: Annotated[int, Meta(ge=1, le=1000)] = 1
    mode: Mode = "shuffle"
    core: Ids = ()
    most_uses: Annotated[int, Meta(ge=1, le=1000)] | None = None
    layout: str = ""
    profiles: Ids = ()
    minutes: Annotated[int, Meta(ge=1, le=600)] | None = None
    paper: Paper | Literal[""] = ""
    breaking: Breaking | Literal[""] = ""
    booklet: bool = False


class Blueprint(BlueprintFields, frozen=True, kw_only=True):
    """A blueprint, resolved.  `slots` or `sections` say what stands in the paper, in this order.

    `topics`, `board` and `tags` hold for every slot that says nothing else.  `marks` (SPaG included) and `count` are of
    the whole paper; `topic_marks` and `ao_marks` of its topics (with subtrees) and objectives; `facility` is the mean
    over its marks; `words` what there is to read; `time` minutes of work; `sources` how many different ones;
    `of_a_source` how many questions each source has that has any, or all that may stand in the paper.

    Of the `include`d items each is there, of `never` none; of each of `enemies` one at most, of `either` exactly one,
    of `together` all, one after the other, or none.  `core` are kinds that all versions share, `most_uses` is how many
    versions an item of the others may stand in.  The rest is what `make` takes where the command line is silent.
    """

    name: str

    def all_slots(self) -> tuple[Slot, ...]:
        """The slots of all sections, in order."""
        return (*self.slots, *(slot for section in self.sections for slot in section.slots))


def bounds(given: Range | None, least: int = 0, most: int = MOST_OF_A_RANGE) -> tuple[int, int]:
    """A range as its least and most; `least` and `most` where nothing is given."""
    if given is None:
        return least, most
    return (given[0], given[1]) if isinstance(given, tuple) else (given, given)


def shares(given: ShareRange | None) -> tuple[float, float]:
    """A range of facilities as its least and most: a single one is met within 0.03."""
    if given is None:
        return 0.0, 1.0
    return (given[0], given[1]) if isinstance(given, tuple) else (given - NEAR, given + NEAR)


NEAR: Final = 0.03
