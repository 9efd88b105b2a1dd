"""Questions with parts (a), (b)(i) ... that share a lead-in and stimuli; each part is an item of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import structs

from packgen.diagnostics import Place
from packgen.kinds.labels import part_label
from packgen.kinds.lowered import question
from packgen.kinds.rows import added
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, lower_nested, tariff_of
from packgen.model.form import MarkedPart, PaperPart, Question
from packgen.model.item import Item, Kind, Row, SchemeText


class StructuredItem(Item, frozen=True, kw_only=True):
    """A question in parts.  The stem is the lead-in, and may be empty; a part may itself be structured, once.

    The loader makes `parts` items of their own kinds, with ids made from the parent's ("q7.a").  Boards, language
    and stimuli are the parent's unless a part states its own.
    """

    parts: tuple[Item, ...] = ()


def _check(item: StructuredItem, kind: Kind) -> Iterator[Finding]:
    if len(item.parts) < 2:
        message = f"{'one part' if item.parts else 'no parts'} given; a question in parts has at least two"
        yield Finding("parts", "too-few-parts", message, "add a part, or use the part's own kind for the whole item")
    if item.scheme != SchemeText():
        hint = "move it into the parts: each has a `scheme` of its own"
        yield Finding("scheme", "scheme-outside-parts", "a question in parts is marked part by part", hint)


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
    aos = added(tariff.aos for tariff in tariffs)
    return Tariff(sum(t.marks for t in tariffs), sum(t.spag for t in tariffs), aos)


def _lower(item: StructuredItem, how: Lowering) -> Question:
    parts: list[PaperPart] = []
    marking: list[MarkedPart] = []
    for n, written in enumerate(item.parts):
        part = _inheriting(item, written)
        lowered = lower_nested(
            part,
            _inside(how.at, n),
            kinds=how.kinds,
            rubrics=how.rubrics,
            draw=how.draw,
            read=how.read,
            board=how.board,
            depth=how.depth + 1,
        )
        label = part_label(how.depth, n)
        if lowered.paper.lead:
            parts.append(PaperPart((label,), lowered.paper.lead, None, 0, 0, part.stimuli))
        parts += (structs.replace(inner, path=(label, *inner.path)) for inner in lowered.paper.parts)
        marking += (structs.replace(inner, path=(label, *inner.path)) for inner in lowered.scheme.parts)
    return question(item, how, how.blocks("stem", item.stem), parts, marking)


def _inside(at: Callable[[str], Place | None], n: int) -> Callable[[str], Place | None]:
    return lambda field: at(f"parts.{n}.{field}")


SHAPE: Shape[StructuredItem] = Shape(
    name="structured",
    purpose="several parts (a), (b)(i) ... that share a lead-in and stimuli",
    item=StructuredItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    nested="parts",
    wordless=True,
    template=lambda kind: (
        """\
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
    ),
)
