"""Questions with parts (a), (b)(i) ... that share a lead-in and stimuli; each part is an item of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from msgspec import Meta, field, structs

from packgen.diagnostics import PackgenError, Place, error
from packgen.kinds.braces import filled_in, named, unknown_names
from packgen.kinds.expressions import Numbers
from packgen.kinds.labels import part_label
from packgen.kinds.lowered import marked, question
from packgen.kinds.quantities import Amount, Range, Values, drawn
from packgen.kinds.rows import added, asked_by, flexed
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, find_shape, lower_nested, tariff_of
from packgen.kinds.values import check_values, fixed
from packgen.model.authored import markdown_texts
from packgen.model.form import MarkedPart, PaperPart, Question
from packgen.model.item import Item, Kind, Row, SchemeText
from packgen.model.marking import EitherOf, Key, LevelsOfResponse, MarkedAlternative, MarkingPoints
from packgen.model.response import Alternative, AnswerLines, Either, Extended, Response, Written

WRITTEN = "written"
"""The shape of parts that pupils may choose from."""

_PARTS = """\
# values: {a: {from: 3, to: 12}}    # numbers of each version's own for the lead-in and the parts, in braces: {a}
parts:                        # each is a question of a kind of its own; id, topic and sources are taken from here
  - kind: short-answer
    stem: Who was General Secretary of the Communist Party in 1924?
    marks: 1
    scheme: {answers: [Stalin]}
  - kind: describe-two
    stem: Describe two ways in which the post helped him.
    marks: 4
    scheme:
      points:
        - "He controlled appointments: who owed him a post was loyal."
        - "He held the records: he knew what could be used against others."
"""

_ONE_OF_THREE = """\
  - kind: explain-importance
    stem: The importance of ... for ...
    scheme:
      indicative:
        - points: [What it was, What it led to, What would have been otherwise]
"""

_TWO_OF_THREE = f"""\
parts:                        # pupils choose among them: all have the same marks
{_ONE_OF_THREE * 3}"""


class StructuredItem(Item, frozen=True, kw_only=True):
    """A question in parts.  The stem is the lead-in, and may be empty; a part may itself be structured, once.

    The loader makes `parts` items of their own kinds, with ids made from the parent's ("q7.a").  Boards, language
    and stimuli are the parent's unless a part states its own.  With `choose` pupils answer so many of the parts, in
    writing, and the marks of so many count: 1 of two is either/or.  `values` are numbers of each version's own that
    the lead-in and the parts have in braces, and that calculations among them reckon with.
    """

    parts: tuple[Item, ...] = ()
    choose: Annotated[int, Meta(ge=1, le=6)] | None = None
    values: dict[str, Range | tuple[Amount, ...]] = field(default_factory=dict)


class StructuredPart(StructuredItem, frozen=True, kw_only=True):
    """A question in parts inside one that lends it values; pupils were `told` these names before its lead-in."""

    lent: Values = field(default_factory=dict)
    told: frozenset[str] = frozenset()


def _lent(item: StructuredItem) -> Values:
    return item.lent if isinstance(item, StructuredPart) else {}


def _parts(item: StructuredItem, kinds: Mapping[str, Kind], values: Values | None = None) -> tuple[Item, ...]:
    """The parts, those that reckon with the item's values given them, or given `values` in their stead."""
    values = {**_lent(item), **item.values} if values is None else values
    if not values:
        return item.parts
    told = {*named(item.stem), *(item.told if isinstance(item, StructuredPart) else ())}
    out: list[Item] = []
    for part in item.parts:
        shape = _shape(part, kinds)
        out.append(shape.lent(part, values, frozenset(told)) if shape and shape.lent else part)
        told.update(named(part.stem))
    return tuple(out)


def _shape(part: Item, kinds: Mapping[str, Kind]) -> Shape[Any] | None:
    kind = kinds.get(part.kind)
    return find_shape(kind.shape) if kind else None


def _answers(item: StructuredItem, numbers: Numbers, kinds: Mapping[str, Kind]) -> tuple[object, ...]:
    """The answers of the parts that reckon with `numbers`, those of inner parts among them."""
    out: list[object] = []
    for part in item.parts:
        shape = _shape(part, kinds)
        if isinstance(part, StructuredItem):
            out += () if part.values else _answers(part, numbers, kinds)
        elif shape and shape.answer:
            out.append(shape.answer(part, numbers))
    return tuple(out)


def _numbers(item: StructuredItem, how: Lowering) -> Numbers:
    """What the values are in the version of `how`."""
    values = {**_lent(item), **item.values}
    numbers = drawn(values, lambda numbers: _answers(item, numbers, how.kinds), how.draw)
    if numbers is None:
        message = f"item {item.id} can't be printed: there are no values for which all its parts have an answer"
        raise PackgenError([error("cannot-lower", message, "change its `values`", how.at("values"))])
    return numbers


def _chosen(item: StructuredItem, kind: Kind) -> int:
    """How many of the parts are answered, if pupils choose; else 0."""
    return item.choose or kind.choose[0]


def _check(item: StructuredItem, kind: Kind) -> Iterator[Finding]:
    if len(item.parts) < 2:
        message = f"{'one part' if item.parts else 'no parts'} given; a question in parts has at least two"
        yield Finding("parts", "too-few-parts", message, "add a part, or use the part's own kind for the whole item")
    choose = _chosen(item, kind)
    if choose and len(item.parts) > 1:
        if choose >= len(item.parts):
            message = f"pupils are to choose {choose} of {len(item.parts)} parts, which leaves nothing to choose"
            yield Finding("choose", "nothing-to-choose", message, "add a part, or take `choose` out")
        elif kind.choose[1] and len(item.parts) != kind.choose[1]:
            message = f"{kind.kind} offers {kind.choose[1]} parts to choose from; {len(item.parts)} are given"
            yield Finding("parts", "parts-count", message, f"give {kind.choose[1]} parts")
    yield from check_values(item.values, _lent(item))
    yield from unknown_names(item.stem, "stem", {**_lent(item), **item.values})
    if item.scheme != SchemeText():
        hint = "move it into the parts: each has a `scheme` of its own"
        yield Finding("scheme", "scheme-outside-parts", "a question in parts is marked part by part", hint)


def _check_parts(item: StructuredItem, kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """What is wrong between the parts: those to choose from must be answered in writing and be worth the same."""
    values = {**_lent(item), **item.values}
    for n, part in enumerate(item.parts):
        shape = _shape(part, kinds)
        if shape and not shape.lent:  # else its own check tells it
            found = (each for where, text in markdown_texts(part) for each in unknown_names(text, where, values))
            yield from (structs.replace(each, field=f"parts.{n}.{each.field}") for each in found)
    if not _chosen(item, kind):
        return
    for n, part in enumerate(item.parts):
        if kinds[part.kind].shape != WRITTEN:
            hint = "parts to choose from share one answer space; ask this in a part of its own"
            if isinstance(part, StructuredItem):
                hint = "parts to choose from share one answer space; make each one written question, without parts"
            message = f"pupils can't choose a part of kind {part.kind}: it is not answered in writing"
            yield Finding(f"parts.{n}.kind", "not-to-choose", message, hint)
            return
    for board in item.boards or ("",):
        tariffs = [tariff_of(_inheriting(item, part), kinds, board) for part in item.parts]
        worth = [(tariff.marks, tariff.spag) for tariff in tariffs if tariff]
        for n, each in enumerate(worth):
            if each != worth[0]:
                said = [f"{marks} + {spag} SPaG" if spag else f"{marks}" for marks, spag in (each, worth[0])]
                message = f"pupils choose between parts of unequal marks: {said[0]} here, {said[1]} in the first"
                yield Finding(
                    f"parts.{n}", "unequal-alternatives", message, "give every part the same `marks` and `spag`"
                )
                return


def _inheriting(item: StructuredItem, part: Item) -> Item:
    """`part` with what it takes from its parent."""
    return structs.replace(
        part,
        boards=part.boards or item.boards,
        stimuli=part.stimuli or item.stimuli,
        lang=part.lang or item.lang,
    )


def _tariff(item: StructuredItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """The sums over the parts; a part that can't be set counts nothing (its own findings say why)."""
    found = [tariff_of(_inheriting(item, part), kinds, board) for part in item.parts]
    tariffs = [tariff for tariff in found if tariff]
    choose = _chosen(item, kinds[item.kind] if row.choose is None else asked_by(kinds[item.kind], row))
    if choose and tariffs:
        # All that may be chosen is worth the same, so that any so many of them count.
        tariffs = [tariffs[0]] * choose
    aos = added(tariff.aos for tariff in tariffs)
    return Tariff(sum(t.marks for t in tariffs), sum(t.spag for t in tariffs), aos)


def _with_numbers(item: StructuredItem, how: Lowering) -> StructuredItem:
    """The item of a version: its values as they are there, in all its texts and in those of its parts.

    Parts that reckon with values fill in their own texts, in which they know more names.
    """
    numbers = _numbers(item, how)
    parts = _parts(item, how.kinds, fixed(numbers))
    lent = [(part, _shape(part, how.kinds)) for part in parts]
    filled = tuple(part if shape and shape.lent else filled_in(part, numbers) for part, shape in lent)
    return structs.replace(filled_in(item, numbers), parts=filled)


def _lower(item: StructuredItem, how: Lowering) -> Question:
    if item.values or _lent(item):
        item = _with_numbers(item, how)
    inside = [_lower_part(item, part, n, how) for n, part in enumerate(item.parts)]
    choose = _chosen(item, how.kind)
    if choose:
        return _choice(item, how, choose, inside)
    parts: list[PaperPart] = []
    marking: list[MarkedPart] = []
    for n, lowered in enumerate(inside):
        label = part_label(how.depth, n)
        if lowered.paper.lead:
            stimuli = _inheriting(item, item.parts[n]).stimuli
            parts.append(PaperPart((label,), lowered.paper.lead, None, 0, 0, stimuli))
            marking.append(MarkedPart((label,), None, {}, 0, 0))
        parts += (structs.replace(inner, path=(label, *inner.path)) for inner in lowered.paper.parts)
        marking += (structs.replace(inner, path=(label, *inner.path)) for inner in lowered.scheme.parts)
    return question(item, how, how.blocks("stem", item.stem), parts, marking)


def _lower_part(item: StructuredItem, part: Item, n: int, how: Lowering) -> Question:
    return lower_nested(
        _inheriting(item, part),
        _inside(how.at, n),
        kinds=how.kinds,
        rubrics=how.rubrics,
        draw=how.draw,
        read=how.read,
        board=how.board,
        depth=how.depth + 1,
        scaffold=how.scaffold,
    )


def _choice(item: StructuredItem, how: Lowering, choose: int, inside: Sequence[Question]) -> Question:
    """The parts as alternatives with one answer space, the longest that any has, and the help that all would have."""
    offered: list[Alternative] = []
    marked_by: list[MarkedAlternative] = []
    spaces: list[tuple[AnswerLines, float]] = []
    for n, lowered in enumerate(inside):
        (part,), (scheme,) = lowered.paper.parts, lowered.scheme.parts
        assert isinstance(scheme.marking, Key | MarkingPoints | LevelsOfResponse), (
            "checked: only writing is chosen from"
        )
        label = part_label(how.depth, n)
        offered.append(Alternative(label, part.stem, part.uses))
        marked_by.append(MarkedAlternative(label, scheme.marking, scheme.target))
        spaces.append(_space(part.response))
    space, plan = max(spaces, key=lambda pair: (pair[0].lines, pair[1]))
    tariff = _tariff(item, how.row, how.kinds, how.board)
    either = Either(tuple(offered), space, plan, choose)
    uses = tuple(dict.fromkeys([*item.stimuli, *(used for each in offered for used in each.uses)]))
    helps = [lowered.paper.parts[0].help for lowered in inside]
    help = helps[0] if all(each == helps[0] for each in helps) else None
    paper = PaperPart((), how.blocks("stem", item.stem), either, tariff.marks, tariff.spag, uses, help)
    return question(item, how, (), [paper], [marked((), how, tariff, EitherOf(tuple(marked_by)))])


def _space(response: Response | None) -> tuple[AnswerLines, float]:
    """The lines of an answer in one space, and the millimetres to plan it in."""
    if isinstance(response, Extended):
        return response.space, response.plan
    assert isinstance(response, Written), "checked: only writing is chosen from"
    return flexed(sum(space.lines for space in response.spaces)), 0.0


def _inside(at: Callable[[str], Place | None], n: int) -> Callable[[str], Place | None]:
    return lambda field: at(f"parts.{n}.{field}")


SHAPE: Shape[StructuredItem] = Shape(
    name="structured",
    purpose="several parts (a), (b)(i) ... that share a lead-in and stimuli",
    item=StructuredItem,
    check=_check,
    check_parts=_check_parts,
    parts=_parts,
    lent=lambda item, values, told: StructuredPart(**structs.asdict(item), lent=values, told=told),
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    nested="parts",
    wordless=True,
    template=lambda kind: _TWO_OF_THREE if kind.choose[1] else _PARTS,
)
