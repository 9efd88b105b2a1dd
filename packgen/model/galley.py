"""What the typesetter makes of blocks, the page breaker places and the writer stamps.

Lengths are points.  x grows to the right from the page's left edge, y downwards from the
top of the piece.  Text stays Unicode until the run's fonts are frozen.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ARTIFACT = -1


class Glyphs(Struct, frozen=True, tag="glyphs"):
    """A run of text in one face: its baseline starts at (x, y); `spacing` and `word_spacing` in points."""

    x: float
    y: float
    face: str
    size: float
    text: str
    colour: str = "#000000"
    spacing: float = 0.0
    word_spacing: float = 0.0
    rotate: float = 0.0


class Line(Struct, frozen=True, tag="line"):
    """A straight rule; `dash` on/off lengths, `round` caps turn a (0, n) dash into dots."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str = "#000000"
    dash: tuple[float, ...] = ()
    round: bool = False


class Rect(Struct, frozen=True, tag="rect"):
    """A rectangle: outline of `width` (0 none) in `colour`, optional `fill`, corner `radius`."""

    x: float
    y: float
    w: float
    h: float
    width: float = 0.5
    colour: str = "#000000"
    fill: str = ""
    radius: float = 0.0


class Disc(Struct, frozen=True, tag="disc"):
    """A filled disc, or a ring of `width` if `fill` is empty."""

    x: float
    y: float
    r: float
    fill: str = "#000000"
    width: float = 0.5


class Shape(Struct, frozen=True, tag="shape"):
    """A closed polygon, filled or outlined."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.5
    colour: str = "#000000"
    fill: str = ""


class Outline(Struct, frozen=True, tag="outline"):
    """Filled curves, moved by (x, y): each contour is where it begins, then six numbers for each cubic curve."""

    x: float
    y: float
    contours: tuple[tuple[float, ...], ...]
    fill: str = "#000000"


class Raster(Struct, frozen=True, tag="raster"):
    """An image (top left at x, y), by the absolute path and digest of a file inside a bank; `grey` has no colours."""

    x: float
    y: float
    w: float
    h: float
    path: str
    digest: str
    grey: bool = False


Op = Glyphs | Line | Rect | Disc | Shape | Outline | Raster


class Tag(Struct, frozen=True):
    """A structure element of a galley: standard PDF role, parent's index (-1 = the galley's root).

    `lang` BCP 47; `scope` "Column" or "Row" for TH; `ordered` for L.  `bbox` of figures is the writer's.
    """

    role: str
    parent: int
    alt: str = ""
    lang: str = ""
    scope: str = ""
    numbering: str = ""
    title: str = ""


class Run(Struct, frozen=True):
    """Operators that belong to one structure element (index into the galley's tags, or ARTIFACT)."""

    tag: int
    ops: tuple[Op, ...]


class Piece(Struct, frozen=True):
    """Something drawn, never cut: its height and its runs in reading order."""

    height: float
    runs: tuple[Run, ...]


class Fluid(Struct, frozen=True):
    """`n` answer lines at one `pitch`, `least` to `most` allowed.

    May be cut after k lines, 3 <= k and 3 <= rest, and never if `most` < 6.
    `rule` is one line's piece, drawn with its baseline at the piece's bottom.
    """

    n: int
    least: int
    most: int
    pitch: float
    rule: Piece
    space: int = 0


class Atom(Struct, frozen=True):
    """What the page breaker works with: a head, perhaps answer lines, perhaps a tail.

    `before`/`after`: white space above and below in points; between two atoms the larger counts,
    none at a page's top.  `penalty`: the finite price of a break before this atom.  `force`: a break
    before it that must be.  `carry`: a piece repeated above this atom if it opens a page (a table's
    head).  `shows` / `uses`: stimuli it prints / needs in sight.  `label`: for messages.
    `part`: the path of the prompt that it begins with.  The tags of all its runs are counted from `base`.
    """

    head: Piece
    before: float = 0.0
    after: float = 0.0
    penalty: int = 0
    force: Literal["", "any", "left", "right"] = ""
    fluid: Fluid | None = None
    tail: Piece | None = None
    carry: Piece | None = None
    shows: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    item: str = ""
    label: str = ""
    opens: bool = False
    part: str = ""
    base: int = 0


class Galley(Struct, frozen=True):
    """A section of a document, set: atoms in order, the structure tags they refer to, outline entries.

    `outline` holds (level, title, atom index).  A galley of many blocks has its tags in `parts`, which no parent joins,
    as (first index, tags numbered from 0): the same objects wherever the same blocks stand.
    """

    template: str
    atoms: tuple[Atom, ...]
    tags: tuple[Tag, ...]
    outline: tuple[tuple[int, str, int], ...] = ()
    parts: tuple[tuple[int, tuple[Tag, ...]], ...] = ()

    def stretches(self) -> tuple[tuple[int, tuple[Tag, ...]], ...]:
        """The tags as `parts`, or all of them as one."""
        return self.parts or ((0, self.tags),)


class Placed(Struct, frozen=True):
    """A piece on a page: `y` of its top from the page's top, `x` how far right it is moved.

    Its tags are those of the galley, counted from `base`.
    """

    galley: int
    y: float
    piece: Piece
    x: float = 0.0
    base: int = 0


class Page(Struct, frozen=True):
    """One page: its placed pieces, in reading order, and what furniture needs to know of it.

    `continues` is the label of a question that goes on overleaf, `continued` of one that began before.
    `blank` marks a page added only for padding.
    """

    template: str
    placed: tuple[Placed, ...]
    continues: str = ""
    continued: str = ""
    blank: bool = False
    used: float = 0.0
    reason: str = ""


class Sheet(Struct, frozen=True):
    """A finished page: size in points, its own pieces and the furniture around them (all artifacts)."""

    width: float
    height: float
    placed: tuple[Placed, ...]
    furniture: tuple[Placed, ...]


class Side(Struct, frozen=True):
    """One side of a sheet of paper that takes several pages; size in points.

    `pages` are (index of a page, how far right of the side's left edge it stands), in any order.
    """

    width: float
    height: float
    pages: tuple[tuple[int, float], ...]


class Printable(Struct, frozen=True):
    """A document ready to write: `sheets` in the order in which they are read.

    With `sides` it is imposed: each of `sheets` stands on one of them, and is read in its own order all the same.
    `name` tells it from others that stand in the same file: "Version B".
    """

    title: str
    lang: str
    audience: Literal["pupils", "teachers"]
    author: str
    subject: str
    galleys: tuple[Galley, ...]
    sheets: tuple[Sheet, ...]
    outline: tuple[tuple[int, str, int, float], ...] = ()
    sides: tuple[Side, ...] = ()
    name: str = ""
