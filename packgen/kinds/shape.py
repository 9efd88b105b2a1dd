"""What every shape of question offers, and the doors through which the other rooms check and lower items.

A shape is one Python file of this room with one public constant `SHAPE`; a kind is one YAML file in
`conventions/` that names its shape.  A shape's `check` finds what an author got wrong, `tariff_of` tells
what an item is worth, `lower_item` turns it into what pupils see and how it is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from msgspec import Struct, structs

from packgen import registry
from packgen.diagnostics import PackgenError, Place, error
from packgen.kinds.rows import asked_by, for_board, row_for, row_of_board, scaled
from packgen.markup.reader import Reader
from packgen.model.document import Inline, RichText
from packgen.model.draw import Draw
from packgen.model.form import Help, HelpParagraph, Question
from packgen.model.item import Item, Kind, Markdown, Row, Rubric
from packgen.model.pool import Located
from packgen.model.request import Scaffolding
from packgen.model.response import Either, Extended, Written

if TYPE_CHECKING:
    from packgen.kinds.expressions import Numbers
    from packgen.kinds.quantities import Values

__all__ = ["Finding", "Lowering", "Shape", "Tariff", "find_shape", "lower_item", "row_for", "tariff_of"]

ItemT = TypeVar("ItemT", bound=Item)


class Finding(Struct, frozen=True):
    """Something that an author got wrong: a dotted field path ("options.1.text"), a stable rule name, plain words."""

    field: str
    rule: str
    message: str
    hint: str = ""


class Tariff(Struct, frozen=True):
    """What an item is worth: marks without SPaG, SPaG marks, marks by assessment objective."""

    marks: int
    spag: int
    aos: dict[str, int]


class Ladder(Struct, frozen=True):
    """A rubric that an item is marked by: its id, the marks that it must reach, and the field that asks for it."""

    rubric: str
    marks: int
    field: str


def whole_ladder(item: Item, row: Row) -> Iterable[Ladder]:
    """The ladder of an undivided item, if it is marked by one: for all its marks, or for each of several points."""
    if item.scheme.rubric:
        return (Ladder(item.scheme.rubric, item.marks or row.marks, "scheme.rubric"),)
    if row.rubric:
        return (Ladder(row.rubric, row.points_each if row.points_each > 1 else item.marks or row.marks, "kind"),)
    return ()


def _nowhere(field: str) -> Place | None:
    return None


class Lowering(Struct, frozen=True):
    """All that a shape needs besides the item.

    `kind` is as the board of `row` asks it; `draw` is the version's own; `at` gives the place of a dotted field path;
    `lang` is the item's language.  `depth` is 0 for a whole question, 1 for a part, 2 for a part of a part.
    """

    kind: Kind
    row: Row
    kinds: Mapping[str, Kind]
    rubrics: Mapping[str, Rubric]
    draw: Draw
    read: Reader
    board: str = ""
    at: Callable[[str], Place | None] = _nowhere
    lang: str = ""
    depth: int = 0
    scaffold: Scaffolding = "none"

    def blocks(self, field: str, text: Markdown) -> RichText:
        """The authored `text` of `field` as blocks; problems go to the reader's diagnostics.

        The field "" stands for the words of a kind or rubric, which are not the item's.
        """
        return self.read.blocks(text, self.at(field), self.lang) if field else self.read.blocks(text)

    def inlines(self, field: str, text: Markdown) -> tuple[Inline, ...]:
        """The authored one-paragraph `text` of `field` as inlines."""
        return self.read.inlines(text, self.at(field), self.lang)


class Shape(Struct, Generic[ItemT], frozen=True):
    """A shape of question.

    `item` is the authored struct, `check` finds errors in it, `lower` is pure and takes all randomness from
    `draw.of(item.id)`.  `tariff` is given where marks follow from the item rather than the row;
    `ladders` are the rubrics that mark it and the marks that each must reach.  `nested` names the field that
    holds whole items, each with a kind of its own ("parts"), or is "";
    `check_parts` finds what is wrong between them, and `parts` gives them with the values that they are lent.
    `lent` makes of an item one that is lent values, of which pupils were told some names; `answer` is what tells one
    set of such values from another, and raises `BadExpressionError` where there is no answer.
    `wordless` allows an empty stem.
    `template` is the YAML of the fields that an item of a kind has of its own, commented, for `packgen new`.
    """

    name: str
    purpose: str
    item: type[ItemT]
    check: Callable[[ItemT, Kind], Iterable[Finding]]
    lower: Callable[[ItemT, Lowering], Question]
    template: Callable[[Kind], str]
    tariff: Callable[[ItemT, Row, Mapping[str, Kind], str], Tariff] | None = None
    ladders: Callable[[ItemT, Row], Iterable[Ladder]] = whole_ladder
    nested: str = ""
    wordless: bool = False
    check_parts: Callable[[ItemT, Kind, Mapping[str, Kind]], Iterable[Finding]] | None = None
    parts: Callable[[ItemT, Mapping[str, Kind]], tuple[Item, ...]] | None = None
    lent: Callable[[ItemT, Values, frozenset[str]], ItemT] | None = None
    answer: Callable[[ItemT, Numbers], object] | None = None


def find_shape(name: str) -> Shape[Any] | None:
    """The shape of that name ("multiple-choice"), or None."""
    return cast("Shape[Any] | None", registry.get("kinds", name))


def tariff_of(item: Item, kinds: Mapping[str, Kind], board: str = "") -> Tariff | None:
    """What `item` is worth to `board`, or None if its kind, its shape or a row with its marks is missing."""
    kind = kinds.get(item.kind)
    row = row_for(item, kind, board) if kind else None
    shape = find_shape(kind.shape) if kind else None
    if row is None or shape is None:
        return None
    if shape.tariff is not None:
        return shape.tariff(item, row, kinds, board)
    return row_tariff(item, row)


def set_for(item: Item, kinds: Mapping[str, Kind], board: str) -> bool:
    """True if `item` and all its parts may stand on a paper of `board`, "" being any.

    An item is never set for a board that it does not name, nor for one that gives its kind other marks.
    """
    kind = kinds.get(item.kind)
    if not board or kind is None:
        return True
    if not for_board(item, board) or (board in item.boards and row_of_board(item, kind, board) is None):
        return False
    shape = find_shape(kind.shape)
    nested = cast("tuple[Item, ...]", getattr(item, shape.nested)) if shape and shape.nested else ()
    return all(set_for(part, kinds, board) for part in nested)


def row_tariff(item: Item, row: Row, marks: int | None = None) -> Tariff:
    """The tariff by the row: the item's own marks, SPaG and objectives win; `marks` overrides both."""
    worth = marks or item.marks or row.marks
    spag = row.spag if item.spag is None else item.spag
    return Tariff(worth, spag, dict(item.aos) or scaled(row.aos, worth))


def helped(question: Question, item: Item, how: Lowering) -> Question:
    """`question` with the scaffold that is asked for, where it is one question to be answered in writing.

    Nothing else changes.  A question in parts is helped part by part, before.
    """
    if how.scaffold == "none" or len(question.paper.parts) != 1:
        return question
    (part,) = question.paper.parts
    given = _help(item, how)
    if given == Help() or part.help is not None or not isinstance(part.response, Written | Extended | Either):
        return question
    return structs.replace(question, paper=structs.replace(question.paper, parts=(structs.replace(part, help=given),)))


def _help(item: Item, how: Lowering) -> Help:
    own, usual = item.scaffold, how.kind.scaffold
    starts, framed = how.scaffold in ("starters", "structured"), how.scaffold in ("frame", "structured")
    starters, frame = own.starters or usual.starters, own.frame or usual.frame
    paragraphs = []
    for n, paragraph in enumerate(frame):
        at = f"scaffold.frame.{n}" if own.frame else ""
        help = how.blocks(at and f"{at}.help", paragraph.help)
        starter = how.blocks(at and f"{at}.starter", paragraph.starter) if starts else ()
        paragraphs.append(HelpParagraph(paragraph.name, help, starter))
    return Help(
        # A frame with starters of its own says them paragraph by paragraph.
        starters=tuple(
            how.blocks(f"scaffold.starters.{n}" if own.starters else "", text) for n, text in enumerate(starters)
        )
        if starts and not (framed and any(paragraph.starter for paragraph in frame))
        else (),
        words=(own.words or usual.words) if starts else (),
        frame=tuple(paragraphs) if framed else (),
    )


def lower_item(
    item: Located[Item],
    *,
    kinds: Mapping[str, Kind],
    rubrics: Mapping[str, Rubric],
    draw: Draw,
    read: Reader,
    board: str = "",
    scaffold: Scaffolding = "none",
) -> Question:
    """`item` as its own shape lowers it.

    `draw` is the version's (its `item` does not matter).  Raises `PackgenError` for an item that
    `packgen check` would have refused for want of a kind, a shape or a row.
    """
    return lower_nested(
        item.value, item.at, kinds=kinds, rubrics=rubrics, draw=draw, read=read, board=board, scaffold=scaffold
    )


def lower_nested(
    item: Item,
    at: Callable[[str], Place | None],
    *,
    kinds: Mapping[str, Kind],
    rubrics: Mapping[str, Rubric],
    draw: Draw,
    read: Reader,
    board: str = "",
    depth: int = 0,
    scaffold: Scaffolding = "none",
) -> Question:
    """As `lower_item`, for an item inside another; `at` maps its fields to places, `depth` is as in `Lowering`."""
    kind = kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    row = row_for(item, kind, board) if kind else None
    if kind is None or shape is None or row is None:
        reason = "its kind is unknown" if kind is None or shape is None else "no row of its kind has its marks"
        raise PackgenError([error("cannot-lower", f"item {item.id} can't be printed: {reason}", place=at("kind"))])
    how = Lowering(
        asked_by(kind, row), row, kinds, rubrics, draw.of(item.id), read, board, at, item.lang, depth, scaffold
    )
    return helped(shape.lower(item, how), item, how)
