"""Source annotation: notes in the margins of a source, each about one aspect of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import ListBlock, RichText
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Annotated, Aspect

LEAST_ASPECTS, MOST_ASPECTS = 2, 6
LONGEST_NAME, LONGEST_ASK = 24, 90


class SourceAspect(Authored, frozen=True, kw_only=True):
    """An aspect of the source: its name, perhaps a question about it, and the points that a good note makes."""

    name: str = ""
    ask: Markdown = ""
    points: tuple[Markdown, ...] = ()


class AnnotationItem(Item, frozen=True, kw_only=True):
    """A source under `stimuli`, to be annotated by `aspects`: content, nature, origin, purpose, context ..."""

    aspects: tuple[SourceAspect, ...] = ()


def _check(item: AnnotationItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.aspects)
    if not LEAST_ASPECTS <= count <= MOST_ASPECTS:
        rule = "too-few-aspects" if count < LEAST_ASPECTS else "too-many-aspects"
        found = "is one aspect" if count == 1 else f"are {count or 'no'} aspects"
        hint = "give some of content, nature, origin, purpose and context under `aspects:`"
        yield Finding("aspects", rule, f"there {found} to annotate", hint)
    for n, aspect in enumerate(item.aspects):
        field = f"aspects.{n}"
        if not aspect.name.strip():
            yield Finding(
                f"{field}.name", "empty-aspect", f"aspect {n + 1} has no name", "name it: Content, Origin ..."
            )
        for name, text, most in (("name", aspect.name, LONGEST_NAME), ("ask", aspect.ask, LONGEST_ASK)):
            if len(text) > most:
                message = f"the {name} of aspect {n + 1} is too long for a margin"
                yield Finding(f"{field}.{name}", "long-aspect", message, f"say it in {most} characters at most")
        if not any(point.strip() for point in aspect.points):
            message = f"aspect {n + 1} doesn't say what a good note holds"
            yield Finding(f"{field}.points", "no-key", message, "add its `points`")
    for first, n in repeated([aspect.name for aspect in item.aspects]):
        message = f"aspects {first + 1} and {n + 1} have the same name"
        yield Finding(f"aspects.{n}.name", "duplicate-aspect", message, "word them differently, or delete one")


def _lower(item: AnnotationItem, how: Lowering) -> Question:
    aspects = tuple(
        Aspect(aspect.name, how.blocks(f"aspects.{n}.ask", aspect.ask)) for n, aspect in enumerate(item.aspects)
    )
    entries = tuple(KeyEntry(aspect.name, _points(n, aspect, how)) for n, aspect in enumerate(item.aspects))
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, len(entries)) + how.blocks("scheme.guidance", item.scheme.guidance)
    response = Annotated(next(iter(item.stimuli), ""), aspects)
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(entries, "", rule))


def _points(n: int, aspect: SourceAspect, how: Lowering) -> RichText:
    points = tuple(how.blocks(f"aspects.{n}.points.{k}", point) for k, point in enumerate(aspect.points))
    return points[0] if len(points) == 1 else (ListBlock(points, style="small"),)


def _tariff(item: AnnotationItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each aspect, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, len(item.aspects)))


SHAPE: Shape[AnnotationItem] = Shape(
    name="annotation",
    purpose="write notes about a source in its margins",
    item=AnnotationItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
aspects:                      # two to six: at the left and right in turn, an odd one below the source
  - name: Content
    ask: What does it say?    # may be left out
    points: [That Stalin is too rude for his post]
  - name: Nature
    points: ["A private letter, dictated"]
  - name: Origin
    points: ["Lenin, January 1923, when he was ill"]
  - name: Purpose
    points: [To have Stalin removed]
  - name: Context
    points: [The quarrel of the leaders about who was to follow Lenin]
"""
    ),
)
