"""Mind map: a centre, branches to fill, one of them given as a start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from packgen.kinds.lowered import undivided
from packgen.kinds.marking import each_worth, number_word
from packgen.kinds.repeats import repeated
from packgen.kinds.shape import Finding, Lowering, Shape, Tariff, row_tariff
from packgen.model.document import ListBlock, Paragraph, RichText, Strong, plain_text
from packgen.model.form import Question
from packgen.model.item import Authored, Item, Kind, Markdown, Row
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import MapBranch, MindMap

LEAST_BRANCHES, MOST_BRANCHES = 3, 6
LONGEST_LABEL, LONGEST_NOTE, MOST_NOTES = 40, 90, 4


class Branch(Authored, frozen=True, kw_only=True):
    """A branch: its label and its points; `give` prints nothing of it, its label, or all of it."""

    label: Markdown = ""
    points: tuple[Markdown, ...] = ()
    give: Literal["nothing", "label", "all"] = "nothing"


class MindMapItem(Item, frozen=True, kw_only=True):
    """A map around `centre`.  At least one branch is given as a start and one is left to fill."""

    centre: Markdown = ""
    branches: tuple[Branch, ...] = ()


def _check(item: MindMapItem, kind: Kind) -> Iterator[Finding]:
    count = len(item.branches)
    if not item.centre.strip():
        yield Finding("centre", "empty-centre", "the map has no centre", "write in `centre` what it is about")
    elif len(item.centre) > LONGEST_LABEL + 20:
        yield Finding("centre", "long-centre", "the centre has too many words for its box", "say it in fewer words")
    if not LEAST_BRANCHES <= count <= MOST_BRANCHES:
        rule = "too-few-branches" if count < LEAST_BRANCHES else "too-many-branches"
        found = "is one branch" if count == 1 else f"are {count or 'no'} branches"
        yield Finding(
            "branches", rule, f"there {found}", f"give four to {number_word(MOST_BRANCHES)} under `branches:`"
        )
    for n, branch in enumerate(item.branches):
        field = f"branches.{n}"
        if not branch.label.strip():
            yield Finding(f"{field}.label", "no-key", f"branch {n + 1} has no label", "write its `label`")
        elif len(branch.label) > LONGEST_LABEL:
            message = f"the label of branch {n + 1} is too long for its box"
            yield Finding(f"{field}.label", "long-label", message, "say it in fewer words, and the rest in `points`")
        if branch.give == "all" and not branch.points:
            message = f"branch {n + 1} is given whole but has no points"
            yield Finding(f"{field}.points", "no-points", message, "add its `points`, or write `give: label`")
        for k, point in enumerate(branch.points if branch.give == "all" else ()):
            if len(point) > LONGEST_NOTE:
                message = f"point {k + 1} of branch {n + 1} is too long to be printed in its box"
                yield Finding(f"{field}.points.{k}", "long-point", message, "say it in fewer words")
        if branch.give == "all" and len(branch.points) > MOST_NOTES:
            message = f"branch {n + 1} has {len(branch.points)} points to print; {MOST_NOTES} is the most"
            yield Finding(f"{field}.points", "too-many-points", message, "keep the best of them")
    for first, n in repeated([branch.label for branch in item.branches]):
        message = f"branches {first + 1} and {n + 1} have the same label"
        yield Finding(f"branches.{n}.label", "duplicate-branch", message, "word them differently, or delete one")
    given = [branch.give for branch in item.branches]
    if count < LEAST_BRANCHES:
        return
    if "all" not in given and "label" not in given:
        yield Finding("branches", "no-start", "no branch is given as a start", "write `give: all` on one of them")
    elif given.count("all") == count:
        hint = "write `give: label` or `give: nothing` on the branches that pupils fill"
        yield Finding("branches", "nothing-to-fill", "every branch is given: there is nothing to do", hint)


def _lower(item: MindMapItem, how: Lowering) -> Question:
    branches: list[MapBranch] = []
    entries: list[KeyEntry] = []
    for n, branch in enumerate(item.branches):
        label = how.blocks(f"branches.{n}.label", branch.label)
        points = tuple(how.blocks(f"branches.{n}.points.{k}", point) for k, point in enumerate(branch.points))
        printed = label if branch.give != "nothing" else ()
        branches.append(MapBranch(printed, points if branch.give == "all" else ()))
        if branch.give != "all":
            entries.append(KeyEntry(f"Branch {n + 1}", _answer(label, points)))
    short = "; ".join(plain_text(entry.answer[:1]) for entry in entries)
    tariff = _tariff(item, how.row, how.kinds, how.board)
    rule = each_worth(tariff.marks, len(entries)) + how.blocks("scheme.guidance", item.scheme.guidance)
    response = MindMap(how.blocks("centre", item.centre), tuple(branches))
    return undivided(item, how, tariff, how.blocks("stem", item.stem), response, Key(tuple(entries), short, rule))


def _answer(label: RichText, points: tuple[RichText, ...]) -> RichText:
    head: RichText = label
    if label and isinstance(label[0], Paragraph):
        head = (Paragraph((Strong(label[0].inlines),)), *label[1:])
    return (*head, ListBlock(points, style="small")) if points else head


def _tariff(item: MindMapItem, row: Row, kinds: Mapping[str, Kind], board: str) -> Tariff:
    """A mark for each branch to fill, unless the item says otherwise."""
    return row_tariff(item, row, item.marks or max(1, sum(branch.give != "all" for branch in item.branches)))


SHAPE: Shape[MindMapItem] = Shape(
    name="mind-map",
    purpose="fill the branches of a map around a centre",
    item=MindMapItem,
    check=_check,
    lower=_lower,
    tariff=_tariff,
    ladders=lambda item, row: (),
    template=lambda kind: (
        """\
centre: Why did Stalin win?
branches:                     # four to six
  - label: His office
    points: [He controlled appointments., He kept the records.]
    give: all                 # nothing, label or all of it is printed; at least one as a start
  - label: His allies
    points: [The Triumvirate, then Bukharin]
    give: label
  - label: His ideas
    points: [Socialism in One Country]
  - label: His rivals' mistakes
    points: [Trotsky stayed silent on the Testament.]
"""
    ),
)
