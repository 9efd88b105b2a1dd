"""What every item must satisfy, whatever its shape; the one door for checking items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import structs

from packgen.kinds.marking import band, terms_of
from packgen.kinds.rows import row_for
from packgen.kinds.shape import Finding, Ladder, Shape, find_shape, tariff_of
from packgen.model.item import Item, Kind, LineRange, Row, Rubric


def check_item(item: Item, kinds: Mapping[str, Kind], rubrics: Mapping[str, Rubric] | None = None) -> Iterator[Finding]:
    """Everything that is wrong with an item by itself and, where it has parts, with its parts.

    Markdown is not read here: lower the item and look at the reader's diagnostics.  Ids of stimuli and
    topics are not looked up; rubrics are if they are given.
    """
    kind = kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if kind is None:
        yield Finding("kind", "unknown-kind", f"there is no kind {item.kind!r}", '"packgen kinds" lists them')
        return
    if shape is None:
        message = f"the kind {kind.kind} has the shape {kind.shape!r}, which does not exist"
        yield Finding("kind", "unknown-shape", message, "correct `shape` in the kind's own file")
        return
    if not item.stem.strip() and not shape.wordless:
        yield Finding("stem", "empty-stem", "the question has no words", "write the stem")
    yield from _stimuli(item, kind)
    yield from _lines(item)
    yield from _tariff(item, kind, kinds)
    if rubrics is not None:
        yield from _rubrics(item, kind, shape, rubrics)
    yield from shape.check(item, kind)
    if shape.nested:
        for n, part in enumerate(getattr(item, shape.nested)):
            whole = structs.replace(part, boards=part.boards or item.boards, stimuli=part.stimuli or item.stimuli)
            for finding in check_item(whole, kinds, rubrics):
                yield structs.replace(finding, field=f"{shape.nested}.{n}.{finding.field}")


def _stimuli(item: Item, kind: Kind) -> Iterator[Finding]:
    least, most = kind.stimuli
    count = len(item.stimuli)
    if count < least:
        needed = "a stimulus" if least == 1 else f"{least} stimuli"
        message = f"{kind.kind} needs {needed}, this item has {count or 'none'}"
        yield Finding("stimuli", "stimuli-count", message, "name a source or interpretation by its id under `stimuli:`")
    elif count > most:
        allowed = f"at most {most}" if most else "none"
        message = f"{kind.kind} takes {allowed}, this item has {count} stimuli"
        yield Finding("stimuli", "stimuli-count", message, "take some away, or choose another kind")
    for n, name in enumerate(item.stimuli):
        if name in item.stimuli[:n]:
            yield Finding(f"stimuli.{n}", "duplicate-stimulus", f"the stimulus {name} is named twice", "name it once")


def _lines(item: Item) -> Iterator[Finding]:
    asked = item.lines
    if not isinstance(asked, LineRange):
        return
    least = asked.lines if asked.least is None else asked.least
    most = asked.lines if asked.most is None else asked.most
    if not least <= asked.lines <= most:
        message = f"{asked.lines} lines are not between the least ({least}) and the most ({most})"
        yield Finding("lines", "lines-range", message, "write least <= lines <= most")


def _tariff(item: Item, kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    boards = item.boards or ("",)
    if item.marks is not None and all(row_for(item, kind, board) is None for board in boards):
        rows = sorted({(row.marks, row.board) for row in kind.rows})
        hint = "it is worth " + ", ".join(f"{marks} ({board})" for marks, board in rows)
        yield Finding("marks", "tariff-mismatch", f"{kind.kind} is never worth {item.marks} marks", hint)
        return
    tariff = tariff_of(item, kinds, boards[0])
    if tariff is None:
        return
    if item.marks is not None and tariff.marks != item.marks:
        message = f"parts add up to {tariff.marks} marks, item declares {item.marks}"
        yield Finding("marks", "tariff-mismatch", message, "correct a part's marks, or leave the item's `marks` out")
    total = sum(item.aos.values())
    if item.aos and total != tariff.marks:
        message = f"the assessment objectives add up to {total} marks, the item is worth {tariff.marks}"
        yield Finding("aos", "aos-mismatch", message, "SPaG marks are not part of them")


def _rubrics(item: Item, kind: Kind, shape: Shape[Any], rubrics: Mapping[str, Rubric]) -> Iterator[Finding]:
    """Ladders that do not exist, or that do not end at the marks they are for; each is reported once."""
    found: dict[Finding, None] = {}
    for board in item.boards or ("",):
        row = row_for(item, kind, board)
        ladders = () if row is None else shape.ladders(item, row) if shape.ladders else _ladder(item, row)
        for ladder in ladders:
            rubric = rubrics.get(ladder.rubric)
            if rubric is None:
                near = ", ".join(sorted(rubrics)[:8])
                hint = f"the rubrics are {near}{' ...' if len(rubrics) > 8 else ''}"
                message = f"there is no rubric {ladder.rubric!r}"
                found[Finding(ladder.field, "unknown-rubric", message, hint)] = None
                continue
            top = max(band(level.marks)[1] for level in rubric.levels)
            if top != ladder.marks:
                message = f"the ladder {rubric.id} ends at {top} marks, but is to mark {ladder.marks}"
                hint = "choose another rubric or correct the marks"
                found[Finding(ladder.field, "rubric-mismatch", message, hint)] = None
    yield from found


def _ladder(item: Item, row: Row) -> Iterator[Ladder]:
    """The ladder of an undivided item, if it is marked by one."""
    terms = terms_of(item.scheme, row, item.marks or row.marks)
    if terms.rubric:
        field = "scheme.rubric" if item.scheme.rubric else "kind"
        yield Ladder(terms.rubric, terms.each if terms.each > 1 else terms.marks, field)
