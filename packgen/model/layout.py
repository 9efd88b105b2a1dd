"""A layout as read from its folder: geometry, styles, fixed words, furniture.

Lengths are mm unless said otherwise, measured from the paper's edges, never absolute A4
positions; type sizes and leadings are points.  A layout holds no code.  Annotations are no
strings here: msgspec would compile each of them in every run.
"""

from typing import Annotated, Final, Literal, get_args

from msgspec import Meta, Struct

from packgen.model.drawing import Align

PAPERS: dict[str, tuple[float, float]] = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
}

# Bounds that keep a slip of the finger (1600 for 16.00) off the page; a view may ask for tighter ones.
Length = Annotated[float, Meta(ge=-1000, le=2000)]
Size = Annotated[float, Meta(gt=0, le=500)]
Em = Annotated[float, Meta(ge=-1, le=5)]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$(?!\n)", description='a colour like "#1a4f8b"')]
Paper = Literal["a3", "a4", "a5", "letter"]
Breaking = Literal["save-paper", "sources-together", "whole-answers"]
BREAKING: Final[tuple[str, ...]] = get_args(Breaking)


class Style(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a named role of text is set.  `measure` caps the line length in mm (0 = the frame's).

    A piece of text reaches from the cap height of its first line to its last baseline; `before` and
    `after` are the white space in points above and below that.  Letter and word spacing in em.
    """

    family: str = "sans"
    bold: bool = False
    semibold: bool = False
    italic: bool = False
    size: Size = 12.0
    leading: Size = 15.0
    before: Length = 0.0
    after: Length = 0.0
    colour: Colour = "#000000"
    measure: Length = 0.0
    letter_spacing: Em = 0.0
    word_spacing: Em = 0.0
    align: Align = "left"


class Span(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of a furniture line: a Jinja2 string with a plain-text result, and its style."""

    text: str
    style: str = "furniture"
    gap: Length = 2.5


class Furniture(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something drawn in a page's margins.

    `edge` is the side that `at` (mm) is measured from, to a baseline, rule or box edge; `share` in its place is a
    part of the page's height from the top, so that it suits any paper.  `x1`, `x2` are mm from
    the paper's left and right edges.  `kind`: rule, text (left / centre / right spans), box (from `at` to `to`, or
    to `bottom` mm above the foot; `wide` mm leftwards from `x2` if given), vertical (rotated words on the spine
    side), turn-over, qr (its text as a square code between `at` and `to`).  `pages` says where: all, first, not-first,
    last, not-last, right, left, continues, continued, blank; several must all hold.
    """

    kind: Literal["rule", "text", "box", "vertical", "turn-over", "image", "qr"]
    edge: Literal["top", "bottom"] = "top"
    at: Length = 0.0
    share: Annotated[float, Meta(gt=0, lt=1)] | None = None
    to: Length = 0.0
    x1: Length | None = None
    x2: Length | None = None
    strong: bool = False
    width: Length | None = None
    colour: Colour = "#000000"
    radius: Length = 0.0
    wide: Length = 0.0
    bottom: Length | None = None
    left: tuple[Span, ...] = ()
    centre: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    pages: tuple[str, ...] = ("all",)
    file: str = ""


class FurnitureLine(Struct, frozen=True):
    """A piece of furniture that stands on one page, its templates already filled in.

    `piece` gives its kind, geometry and look; the spans hold plain text, never empty, in place of the
    piece's own `left`, `centre` and `right`.
    """

    piece: Furniture
    left: tuple[Span, ...] = ()
    centre: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page template: the frame that text runs in (mm from each edge) and its furniture.

    On left-hand pages of a duplex layout `left` and `right` swap if `mirror`.
    """

    top: Length = 20.0
    bottom: Length = 16.5
    left: Length = 16.0
    right: Length = 16.0
    mirror: bool = False
    furniture: tuple[Furniture, ...] = ()


class QuestionLook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the parts of a question stand, mm from the paper's left edge (x of the grid's verticals).

    `number`: plain bold at `number_x`, cells ("0 3") there, or in words on a line of its own, as a part's label is
    then.  `marks`: on the stem's last baseline, at the right of a line of their own, or in words (the string
    `marks_plain`) on a line below the stem.
    """

    number: Literal["plain", "cells", "own-line"] = "plain"
    number_x: Length = 16.0
    part_x: Length = 26.0
    text_x: Length = 26.0
    part_text_x: Length = 33.0
    stem_end: Length = 34.0
    right: Length = 16.0
    marks: Literal["last-baseline", "own-line", "below"] = "last-baseline"
    gap_after: Length = 31.0
    stem_to_space: Length = 13.5


class AnswerLook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answer rules: `pitch`, rule weight and dash in points, x of the rules in mm from the edges."""

    pitch: Size = 24.0
    weight: Length = 0.5
    dots: bool = False
    x1: Length = 26.0
    x2: Length = 16.0
    label_indent: Length = 7.0


class SourceLook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The box around a source: x from the paper's edges, padding and text measure in mm, head inside or above.

    `before` and `after` are white space in points; `to_stem` points lie between the box and its own
    question's first baseline.
    """

    x1: Length = 26.0
    x2: Length = 16.0
    padding: Length = 4.0
    measure: Length = 144.0
    head: Literal["inside", "above"] = "inside"
    before: Length = 23.0
    after: Length = 15.0
    to_stem: Length = 25.0


class Choosing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which questions a layout is for, and how they are put in groups.

    Where a request names neither kinds nor items, none of more than `most_marks` is chosen (0 = any).  `group_by`
    is a tag: questions of one value stand together, values in the order of `groups`, then by name.  `count` is how many
    are chosen where a request does not say (0 = the usual number).  With `over`, questions are made of the terms of the
    bank's notes in place of its items: pupils write the terms, or their meanings.
    """

    over: Literal["items", "terms", "meanings"] = "items"
    count: Annotated[int, Meta(ge=0, le=200)] = 0
    most_marks: Annotated[int, Meta(ge=0, le=200)] = 0
    group_by: str = ""
    groups: tuple[str, ...] = ()

    def rank(self, value: str) -> tuple[int, str]:
        """What values of the tag are sorted by; questions without it come last."""
        last = len(self.groups) + (not value)
        return (self.groups.index(value) if value in self.groups else last, value)


UNGROUPED = Choosing()
SECTION: Final = "section"
"""The tag that says which section of a blueprint a question stands in."""


OptionValue = bool | int | Annotated[float, Meta(ge=-1e6, le=1e6)] | str | tuple[str, ...]


class Layout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A layout, resolved: its own values over those it extends.

    `view` names the view that fills it; `companions` are the layouts made with it (scheme, sources),
    `class_companions` those that a class has besides.
    `families` maps a family name to the chain of font families tried glyph by glyph.
    `options` are view options (a name line, a cover, a key table ...), documented per view.
    Without `italics`, emphasis is bold.  `up` puts two pages beside each other on `paper` turned on its side: two
    `copies` of each, to be cut apart, or `pages` that follow one another; `quarters` are four copies on upright paper.
    `most_pages` is how many the layout is meant to take (0 = any number).  With `fill`, room at the foot of a paper's
    pages goes to its answer lines.
    `mono` prints neither colours nor greys: light fills become outlines, pictures grey.
    """

    name: str
    purpose: str
    view: str
    paper: Paper = "a4"
    landscape: bool = False
    up: Literal["single", "copies", "quarters", "pages"] = "single"
    most_pages: Annotated[int, Meta(ge=0, le=500)] = 0
    sides: Literal["simplex", "duplex"] = "simplex"
    audience: Literal["pupils", "teachers"] = "pupils"
    file: str = ""
    companions: tuple[str, ...] = ()
    class_companions: tuple[str, ...] = ()
    templates: dict[str, Template] = {}
    styles: dict[str, Style] = {}
    families: dict[str, tuple[str, ...]] = {}
    question: QuestionLook = QuestionLook()
    answer: AnswerLook = AnswerLook()
    source: SourceLook = SourceLook()
    items: Choosing = Choosing()
    hair: Length = 0.5
    strong: Length = 1.25
    tint: Colour = "#e8e8e8"
    background: Colour | None = None
    least_rule: Length = 0.0
    one_column: bool = False
    most_columns: Annotated[int, Meta(ge=0, le=100)] = 0
    writing: Size = 1.0
    breaking: Breaking = "sources-together"
    fill: bool = False
    italics: bool = True
    mono: bool = False
    lang: str = "en-GB"
    strings: dict[str, str] = {}
    options: dict[str, OptionValue] = {}
    folder: str = ""

    @property
    def spreads(self) -> bool:
        """True if a left-hand and a right-hand page are seen together: printed on both sides, a page to a side."""
        return self.sides == "duplex" and self.up != "pages"

    def size(self) -> tuple[float, float]:
        """Width and height of a page in mm."""
        w, h = self.sheet()
        if self.up == "quarters":
            return (w / 2, h / 2)
        return (w, h) if self.up == "single" else (w / 2, h)

    def sheet(self) -> tuple[float, float]:
        """Width and height of the paper in mm: one page of it, or two beside each other."""
        w, h = PAPERS[self.paper]
        return (h, w) if self.landscape or self.up in ("copies", "pages") else (w, h)
