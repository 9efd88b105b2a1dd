"""What an author writes: items, stimuli, rubrics, topics and kinds, as read from YAML.

Fields of type `Markdown` are kept as written and parsed when they are printed or
checked, so that loading a large bank stays cheap.  Nothing here has been drawn,
shuffled or lettered.  Annotations are no strings here: every kind's item has these fields,
and reading it would compile them once more.
"""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

MARKDOWN = Meta(extra={"markup": "Markdown"})
Markdown = Annotated[str, MARKDOWN]
# In the patterns, `$(?!\n)` is the very end: a plain `$` lets a line break pass after the last character.
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$(?!\n)",
        max_length=80,
        description="small letters and digits joined by single dots or hyphens, like stalin.testament-1",
    ),
]
Year = Annotated[int, Meta(ge=-5000, le=3000, description="a year such as 1924; minus for years BC")]
Waivers = dict[str, Annotated[str, Meta(min_length=1, description="the reason in a few words")]]
"""What `packgen check` need not say of something: the names of rules, each with the reason."""
Status = Literal["draft", "live", "retired"]
Tier = Literal["foundation", "higher", "core", "support", "stretch"]


class Authored(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value from a bank file; unknown fields are errors."""


class IndicativeGroup(Authored, frozen=True, kw_only=True):
    """A headed group of indicative content: "For", "Against", "Content", "Provenance" ..."""

    heading: Markdown = ""
    points: tuple[Markdown, ...]


class SchemeText(Authored, frozen=True, kw_only=True):
    """The mark scheme of an item or part, as written.

    `answers` for short answers (the model answer first); `points` each worth a mark or a step of
    a point-based scheme; `rubric` overrides the kind's ladder; `indicative` for levels of response.
    """

    answers: tuple[Markdown, ...] = ()
    accept: tuple[Markdown, ...] = ()
    reject: tuple[Markdown, ...] = ()
    points: tuple[Markdown, ...] = ()
    rubric: str = ""
    indicative: tuple[IndicativeGroup, ...] = ()
    caps: tuple[Markdown, ...] = ()
    guidance: Markdown = ""


class FrameParagraph(Authored, frozen=True, kw_only=True):
    """One paragraph of a writing frame: its name, what belongs into it, words to begin with."""

    name: str
    help: Markdown = ""
    starter: Markdown = ""


class ScaffoldText(Authored, frozen=True, kw_only=True):
    """Help with an answer, as written: sentence starters, key words, a frame of paragraphs.  Pupils see it."""

    starters: tuple[Markdown, ...] = ()
    words: tuple[str, ...] = ()
    frame: tuple[FrameParagraph, ...] = ()


class LineRange(Authored, frozen=True, kw_only=True):
    """Answer lines: how many, and how far the page breaker may flex them."""

    lines: Annotated[int, Meta(ge=0, le=200)]
    least: Annotated[int, Meta(ge=0, le=200)] | None = None
    most: Annotated[int, Meta(ge=0, le=200)] | None = None


class Item(Authored, frozen=True, kw_only=True):
    """The fields that every item has; each shape's own struct adds its fields to these.

    `marks` and `spag` default to the kind's row for the item's board.  `aos` maps an assessment
    objective to its marks and defaults likewise.  `lines` overrides the kind's answer lines.
    `minutes` is the expected working time, `facility` the expected mean score over the maximum, `measured_with` the
    number of pupils that it was measured with (0 = an estimate).
    `scaffold` is help that pupils get where it is asked for; what it leaves out is its kind's.
    """

    id: Id
    kind: str
    stem: Markdown
    topic: str
    tags: dict[str, str | tuple[str, ...]] = {}
    boards: tuple[str, ...] = ()
    marks: Annotated[int, Meta(ge=1, le=200)] | None = None
    spag: Annotated[int, Meta(ge=0, le=20)] | None = None
    aos: dict[str, Annotated[int, Meta(ge=0, le=200)]] = {}
    stimuli: tuple[str, ...] = ()
    lines: Annotated[int, Meta(ge=0, le=200)] | LineRange | None = None
    scheme: SchemeText = SchemeText()
    scaffold: ScaffoldText = ScaffoldText()
    facts: tuple[str, ...] = ()
    facility: Annotated[float, Meta(ge=0, le=1)] | None = None
    measured_with: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    minutes: Annotated[float, Meta(gt=0, le=300)] | None = None
    tier: Tier | None = None
    author: str = ""
    checked: datetime.date | None = None
    status: Status = "live"
    pin: Literal["first", "last"] | None = None
    enemies: tuple[str, ...] = ()
    lang: str = ""
    note: str = ""
    waive: Waivers = {}


def first_value(value: str | tuple[str, ...]) -> str:
    """The first value of a tag; "" for none."""
    return value if isinstance(value, str) else next(iter(value), "")


class PictureText(Authored, frozen=True, kw_only=True):
    """A picture as an author names it: a path inside the bank, alt text, an optional width in mm."""

    file: str
    alt: str
    width: Annotated[float, Meta(gt=5, le=400)] | None = None


class Stimulus(Authored, frozen=True, kw_only=True):
    """A source or interpretation, shared by reference.

    `label` fixes the printed label ("Source C"); without it, labels run A, B, C in the order of
    appearance, per `type`.  `provenance` says type, author, date and context.
    """

    id: Id
    type: Literal["source", "interpretation", "extract", "figure"] = "source"
    label: str = ""
    provenance: Markdown = ""
    text: Markdown = ""
    picture: PictureText | None = None
    licence: str = ""
    credit: str = ""
    content_note: str = ""
    authenticity_note: str = ""
    line_numbers: bool = False
    topic: str = ""
    tags: dict[str, str | tuple[str, ...]] = {}
    facts: tuple[str, ...] = ()
    author: str = ""
    checked: datetime.date | None = None
    lang: str = ""
    waive: Waivers = {}


class Level(Authored, frozen=True, kw_only=True):
    """One level of a ladder: its band of marks, the verdict that opens it, the rest of its descriptor."""

    level: Annotated[int, Meta(ge=1, le=9)]
    marks: Annotated[
        str, Meta(pattern=r"^[0-9]{1,3}(-[0-9]{1,3})?$(?!\n)", description="a band of marks like 5-8, or one mark")
    ]
    verdict: Markdown
    text: Markdown = ""


class Rubric(Authored, frozen=True, kw_only=True):
    """A generic ladder, highest level first when printed; a 0 row is always added."""

    id: Id
    name: str
    levels: tuple[Level, ...]
    guidance: Markdown = ""


class Topic(Authored, frozen=True, kw_only=True):
    """A node of the topic tree; its place in the tree is its id ("1.1.2" lies under "1.1").

    `first` and `last` (in a file: `from` and `to`) are the years that it is about; a topic without them has those
    of the nearest topic above it.
    """

    id: Annotated[
        str,
        Meta(
            pattern=r"^[a-z0-9]+([.][a-z0-9]+)*$(?!\n)",
            max_length=40,
            description='numbers or small letters joined by dots, like "1.1.2"',
        ),
    ]
    title: str
    statement: Markdown = ""
    first: Year | None = field(name="from", default=None)
    last: Year | None = field(name="to", default=None)


class Space(Authored, frozen=True, kw_only=True):
    """One answer space of a kind: an optional label ("1", "Feature 1") and its lines."""

    label: str = ""
    lines: Annotated[int, Meta(ge=0, le=200)]


class RowWithStimuli(Authored, frozen=True, kw_only=True):
    """What else a row asks of an item that names stimuli: other objectives, another ladder, other SPaG marks."""

    aos: dict[str, int] = {}
    rubric: str = ""
    spag: Annotated[int, Meta(ge=0, le=20)] | None = None


class Row(Authored, frozen=True, kw_only=True):
    """What one board (or "school") asks of a kind: tariff, objectives, space, ladder, wording.

    The fields from `command_words` on are the kind's, where this board asks otherwise; None = as the kind says.
    """

    board: str
    name: str = ""
    marks: Annotated[int, Meta(ge=1, le=200)]
    spag: Annotated[int, Meta(ge=0, le=20)] = 0
    aos: dict[str, int] = {}
    spaces: tuple[Space, ...] = ()
    plan: Annotated[float, Meta(ge=0, le=250)] = 0
    rubric: str = ""
    points_each: Annotated[int, Meta(ge=1, le=20)] = 1
    caps: tuple[Markdown, ...] = ()
    note: Markdown = ""
    with_stimuli: RowWithStimuli | None = None
    command_words: tuple[str, ...] | None = None
    stimuli: tuple[int, int] | None = None
    stimulus_types: tuple[str, ...] | None = None
    bullets: tuple[int, int] | None = None
    bullets_lead: str | None = None
    own_knowledge: str | None = None
    choose: tuple[int, int] | None = None
    target: Markdown | None = None


class Kind(Authored, frozen=True, kw_only=True):
    """A kind of question: a name, its shape and what each board asks of it.

    `stimuli` is the least and most number of stimuli; `bullets` the lead-in and whether an item
    must give them ("You may use the following in your answer:"); `own_knowledge` is printed after
    them, and a row's own without them too.  `choose` says of a question in parts that pupils answer
    so many of so many parts, (0, 0) being all.
    `target` is the mark scheme's one-line statement of what is assessed.  `needs` are
    fields of which an item must give at least one (a statement or stimuli to agree with).
    `homework` keeps its items from papers that do not ask for the kind.  A row may ask otherwise for its board.
    """

    kind: Annotated[
        str,
        Meta(
            pattern=r"^[a-z][a-z0-9-]*$(?!\n)",
            max_length=40,
            description="small letters, digits and hyphens, like describe-two",
        ),
    ]
    shape: str
    name: str
    purpose: str
    command_words: tuple[str, ...] = ()
    stimuli: tuple[int, int] = (0, 0)
    stimulus_types: tuple[str, ...] = ()
    bullets: tuple[int, int] = (0, 0)
    bullets_lead: str = ""
    own_knowledge: str = ""
    factors: tuple[int, int] = (0, 0)
    choose: tuple[int, int] = (0, 0)
    needs: tuple[str, ...] = ()
    target: Markdown = ""
    scaffold: ScaffoldText = ScaffoldText()
    rows: tuple[Row, ...]
    minutes_per_mark: Annotated[float, Meta(gt=0, le=30)] = 1.2
    example: str = ""
    homework: bool = False


class Defaults(Authored, frozen=True, kw_only=True):
    """Fields that a file's items take unless they state their own."""

    topic: str = ""
    tags: dict[str, str | tuple[str, ...]] = {}
    boards: tuple[str, ...] = ()
    author: str = ""
    checked: datetime.date | None = None
    status: Status = "live"
    tier: Tier | None = None
    lang: str = ""
