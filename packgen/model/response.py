"""What a pupil fills in: a small closed set, matched with `assert_never`.

These are pupils' types: no field of theirs holds an answer.  Options and slots stand
in the order in which they are printed.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from packgen.model.document import RichText


class AnswerLines(Struct, frozen=True):
    """Ruled lines: how many, the least and most the page breaker may give, and a label."""

    lines: int
    least: int
    most: int
    label: str = ""


class Option(Struct, frozen=True):
    """An option to choose; `id` is stable across versions, its letter follows its position."""

    id: str
    text: RichText


class Selected(Struct, frozen=True, tag="selected"):
    """Choose `choose` of the options.

    `movable` says of each place whether its option may change places with others that may; () = none may.  `reason`
    are lines to say why.
    """

    options: tuple[Option, ...]
    choose: int = 1
    movable: tuple[bool, ...] = ()
    reason: AnswerLines | None = None


class Written(Struct, frozen=True, tag="written"):
    """Short writing in one or more labelled spaces."""

    spaces: tuple[AnswerLines, ...]


class Number(Struct, frozen=True, tag="number"):
    """A number to work out: lines for the working (None = none), then a line for the answer with its `unit`.

    The unit stands at the end of that line, or `before` it (a sign of money); "" for none.
    """

    working: AnswerLines | None
    unit: str = ""
    before: bool = False


class Extended(Struct, frozen=True, tag="extended"):
    """Extended writing: a planning box of `plan` mm (0 for none) and one answer space."""

    space: AnswerLines
    plan: float = 0.0


class Slot(Struct, frozen=True):
    """A box on a timeline: `at` in years (1922.25) or None; an empty date or event is for the pupil to fill."""

    at: float | None
    date: str
    event: RichText


class Timeline(Struct, frozen=True, tag="timeline"):
    """A timeline to make, complete or put in order.

    `mode`: create = an axis and empty slots, with the events listed in `bank`; fill = boxes with
    dates or events blanked; jumbled = dated slots and a lettered event bank; scale = an axis on which the lettered
    events of the bank are to be marked, `scale` mm a year (0 = as it fits).
    """

    mode: Literal["create", "fill", "jumbled", "scale"]
    start: float
    end: float
    slots: tuple[Slot, ...]
    bank: tuple[RichText, ...] = ()
    scale: float = 0.0


class Grid(Struct, frozen=True, tag="grid"):
    """A table to write in: heads, their widths in mm (0 = share), rows of text (empty to fill), mm a row."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[RichText, ...], ...]
    row_height: float


class Alternative(Struct, frozen=True):
    """One of several questions that a pupil may choose: its label ("a"; "i" in a part), stem and stimuli."""

    label: str
    stem: RichText
    uses: tuple[str, ...] = ()


class Either(Struct, frozen=True, tag="either"):
    """Answer `choose` of the alternatives, each worth the same, and cross a box to show which.

    There are as many answer spaces as answers, all alike: `plan` mm to plan in (0 for none), then `space`.  The
    part's own stem is what all alternatives share and may be empty: a layout's words say what to choose from.  The
    part's marks are those of all answers that are asked for, so that they count once.
    """

    alternatives: tuple[Alternative, ...]
    space: AnswerLines
    plan: float = 0.0
    choose: int = 1


class Matched(Struct, frozen=True, tag="matched"):
    """Join each of `left`, numbered, to one of `right`, lettered; `right` has some that go with none."""

    left: tuple[RichText, ...]
    right: tuple[RichText, ...]


class Blanks(Struct, frozen=True, tag="blanks"):
    """A text with numbered `Blank`s to fill; `bank` lists words for them in alphabetical order, () for no list."""

    text: RichText
    bank: tuple[RichText, ...] = ()


class Verdicts(Struct, frozen=True, tag="verdicts"):
    """Statements, numbered, each true or false; with `correct` there is a line to put a false one right."""

    statements: tuple[RichText, ...]
    correct: bool = True


class Ordered(Struct, frozen=True, tag="ordered"):
    """Entries, lettered, to be numbered from 1 in their right order."""

    entries: tuple[RichText, ...]


class Card(Struct, frozen=True):
    """A card to cut out: its words, and those on its back (() for none)."""

    text: RichText
    back: RichText = ()


class Cards(Struct, frozen=True, tag="cards"):
    """Cards, numbered, to cut out and sort under `categories`; each has a `prompt` and `lines` below its words."""

    cards: tuple[Card, ...]
    categories: tuple[RichText, ...]
    prompt: RichText = ()
    lines: int = 0


class Ranked(Struct, frozen=True, tag="ranked"):
    """Nine statements, lettered, to rank in a diamond; `top` and `bottom` say what its ends mean ("" = usual words)."""

    statements: tuple[RichText, ...]
    spaces: tuple[AnswerLines, ...] = ()
    top: str = ""
    bottom: str = ""


class GraphEvent(Struct, frozen=True):
    """An event on a graph of time: `at` in years (1922.25), its date as printed, its words."""

    at: float
    date: str
    event: RichText


class Graph(Struct, frozen=True, tag="graph"):
    """Events, lettered, to place on a graph: time in years from `start` to `end`, heights from `low` to `high`."""

    events: tuple[GraphEvent, ...]
    start: float
    end: float
    low: int
    high: int
    top: str = ""
    bottom: str = ""
    spaces: tuple[AnswerLines, ...] = ()


class MapBranch(Struct, frozen=True):
    """A branch of a map: its label and points as far as they are printed."""

    label: RichText
    points: tuple[RichText, ...] = ()


class MindMap(Struct, frozen=True, tag="map"):
    """A centre with numbered branches to fill."""

    centre: RichText
    branches: tuple[MapBranch, ...]


class Aspect(Struct, frozen=True):
    """What is asked of a source in its margin: a name ("Origin") and perhaps a question."""

    name: str
    ask: RichText = ()


class Annotated(Struct, frozen=True, tag="annotated"):
    """The stimulus of that id with room in its margins for each of the aspects."""

    stimulus: str
    aspects: tuple[Aspect, ...]


Response = (
    Selected
    | Written
    | Number
    | Extended
    | Timeline
    | Grid
    | Either
    | Matched
    | Blanks
    | Verdicts
    | Ordered
    | Cards
    | Ranked
    | Graph
    | MindMap
    | Annotated
)
