"""Spans to pages: where each piece stands, and what furniture and messages say of each page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from packgen.diagnostics import Diagnostic, error
from packgen.model.galley import ARTIFACT, Atom, Galley, Glyphs, Page, Piece, Placed, Run
from packgen.paginate.flow import Counts, Flow, Position, Span, by_item, compiled, spaces, thousandths, too_tall
from packgen.paginate.result import Frame, Pagination
from packgen.typeset.pieces import repeated

_MM = 25.4 / 72
TOO_TALL: Final = "too-tall"
"""The rule by which what fits no page is told."""
BEGUN = 48  # characters of what stands outside any question, to name it by


def built(
    galleys: Sequence[Galley], flows: Sequence[Flow], spans: Sequence[Span], frames: Mapping[str, Frame], duplex: bool
) -> Pagination:
    """The document's pages as `spans` break it."""
    builder = _Builder(galleys, flows, frames)
    for n, span in enumerate(spans):
        builder.page(span, spans[n + 1] if n + 1 < len(spans) else None)
    return Pagination(
        pages=tuple(builder.pages),
        out_of_sight=out_of_sight(galleys, flows, builder.where, duplex),
        problems=_problems(galleys, flows),
        lines=by_item(spaces(galleys, flows)),
        outline=tuple(builder.outline),
        spans=tuple(spans),
    )


def resumed(
    galleys: Sequence[Galley], frames: Mapping[str, Frame], duplex: bool, counts: Counts, spans: Sequence[Span]
) -> Pagination:
    """The document's pages as an earlier `Pagination` of it broke them into `spans`, with the lines of then."""
    flows = [compiled(galley, n, frames, counts) for n, galley in enumerate(galleys)]
    return built(galleys, flows, spans, frames, duplex)


def _problems(galleys: Sequence[Galley], flows: Sequence[Flow]) -> tuple[Diagnostic, ...]:
    """A message for each atom whose least piece fits no page."""
    found = []
    for galley, i, excess in too_tall(flows):
        atom = galleys[galley].atoms[i]
        name = atom.label or (f"item {atom.item}" if atom.item else _begun(atom))
        of = f" (item {atom.item})" if atom.label and atom.item else ""
        found.append(
            error(
                TOO_TALL,
                f"{name}{of} fits no page: it is {excess / 1000 * _MM:.1f} mm too tall",
                "shorten it, divide it, or choose a layout with smaller margins or type",
            )
        )
    return tuple(dict.fromkeys(found))


def _begun(atom: Atom) -> str:
    """What stands outside any question, by the words that it begins with, or by the source that it shows."""
    words = " ".join(op.text for run in atom.head.runs for op in run.ops if isinstance(op, Glyphs))
    begun = textwrap.shorten(words, BEGUN, placeholder=" \u2026")
    if begun:
        return f"the part that begins \u201c{begun}\u201d"
    return f"the source {atom.shows[0]}" if atom.shows else "a picture or an empty box"


def out_of_sight(
    galleys: Sequence[Galley], flows: Sequence[Flow], where: Sequence[Sequence[int]], duplex: bool
) -> tuple[tuple[str, str, str], ...]:
    """(item, stimulus, part) for each prompt whose source is printed, but not in its sight, in order.

    `where` holds for each galley, atom by atom, the page, from 0, on which the atom's head stands.
    """
    shown: dict[str, set[int]] = {}
    for flow, pages in zip(flows, where, strict=True):
        for i, stimuli in enumerate(flow.shows):
            for stimulus in stimuli:
                shown.setdefault(stimulus, set()).add(view(pages[i], duplex))
    if not shown:
        return ()
    found: dict[tuple[str, str, str], None] = {}
    for galley, flow, pages in zip(galleys, flows, where, strict=True):
        for i, stimuli in enumerate(flow.uses):
            for stimulus in stimuli:
                if stimulus in shown and view(pages[i], duplex) not in shown[stimulus]:
                    found[galley.atoms[i].item, stimulus, galley.atoms[i].part] = None
    return tuple(found)


def view(page: int, duplex: bool) -> int:
    """What lies open at once: the page, or the spread (pages 2 and 3 are one) of a duplex document."""
    return (page + 1) // 2 if duplex else page


class _Builder:
    """Places spans one after another.

    `where` tells for each galley the pages of its atoms' heads, `overleaf` the question that the next page continues.
    """

    def __init__(self, galleys: Sequence[Galley], flows: Sequence[Flow], frames: Mapping[str, Frame]) -> None:
        self.galleys = galleys
        self.flows = flows
        self.frames = frames
        self.pages: list[Page] = []
        self.where: list[list[int]] = [[] for _ in galleys]
        self.overleaf = ""
        self.outline: list[tuple[int, str, int, float]] = []
        # Of each galley: the outline entries that begin with an atom.
        self.entries: list[dict[int, list[tuple[int, str]]]] = []
        for galley in galleys:
            entries: dict[int, list[tuple[int, str]]] = {}
            for level, title, atom in galley.outline:
                entries.setdefault(atom, []).append((level, title))
            self.entries.append(entries)

    def page(self, span: Span, after: Span | None) -> None:
        """Place one span."""
        number, page = span.galley, len(self.pages)
        galley, flow = self.galleys[number], self.flows[number]
        if span.blank:
            self.pages.append(Page(galley.template, (), blank=True, reason="left blank so that the next starts aside"))
            return
        frame = self.frames[galley.template]
        atoms, glue, lines, entries = galley.atoms, flow.glue, flow.lines, self.entries[number]
        (start, done), (end, more) = (span.start.atom, span.start.done), (span.end.atom, span.end.done)
        self.where[number] += [page] * (end + (more > 0) - start - (done > 0))
        placed: list[Placed] = []
        y = frame.top
        for i, atom in enumerate(atoms[start : end + 1 if more else end], start):
            fluid, tail, base = atom.fluid, atom.tail, atom.base
            if not done:
                if placed:
                    y += glue[i] / 1000
                elif atom.carry is not None:
                    placed.append(Placed(number, y, atom.carry, base=base))
                    y += atom.carry.height
                if i in entries:
                    for level, title in entries[i]:
                        self.outline.append((level, title, page, y))
                placed.append(Placed(number, y, atom.head, base=base))
                y += atom.head.height
            if fluid is not None:
                count = (lines[i] if i < end else more) - done
                if count > 0:
                    placed.append(Placed(number, y, ruled(fluid.rule, fluid.pitch, count), base=base))
                y += count * fluid.pitch
            if tail is not None and i < end:
                placed.append(Placed(number, y, tail, base=base))
                y += tail.height
            done = 0
        used = y - frame.top
        continued, self.overleaf = self.overleaf, _overleaf(atoms, span.end)
        self.pages.append(
            Page(
                galley.template,
                tuple(placed),
                continues="" if after is not None and after.blank else self.overleaf,
                continued=continued,
                used=round(used / frame.height, 4),
                reason=_reason(atoms, flow, span, after, used),
            )
        )


@lru_cache(maxsize=2000)
def ruled(rule: Piece, pitch: float, lines: int) -> Piece:
    """So many answer lines as one piece, the same for the same lines; those of other elements share what they draw."""
    if len(rule.runs) == 1 and rule.runs[0].tag != ARTIFACT:
        (run,) = rule.runs
        plain = ruled(Piece(rule.height, (Run(ARTIFACT, run.ops),)), pitch, lines)
        return Piece(plain.height, (Run(run.tag, plain.runs[0].ops),))
    return Piece(lines * pitch, repeated(rule, pitch - rule.height, pitch, lines))


def _overleaf(atoms: Sequence[Atom], at: Position) -> str:
    """The label of the question that a break at `at` divides, or nothing."""
    if at.atom >= len(atoms):
        return ""
    atom = atoms[at.atom]
    if at.done:
        return atom.label
    if atom.opens:
        return ""
    before = atoms[at.atom - 1]
    return atom.label if (before.label, before.item) == (atom.label, atom.item) else ""


def _reason(atoms: Sequence[Atom], flow: Flow, span: Span, after: Span | None, used: float) -> str:
    """Why a page that is `used` points full ended, in a few words."""
    at = span.end
    if after is None:
        return "the document ends here"
    if at.atom >= len(atoms):
        return "the next section starts on a page of its own"
    atom = atoms[at.atom]
    name = atom.label or "what follows"
    if at.done:
        return f"{name}'s answer lines go on overleaf"
    if atom.force:
        return f"{name} is to start on a new page"
    moved = name
    if atom.shows:
        moved = f"{name}'s source" if atom.label else "the source that follows"
    if thousandths(used) + flow.glue[at.atom] + flow.first[at.atom] > flow.room:
        return f"{moved} would not fit"
    if atom.shows:
        return f"{moved} is to stand beside the question"
    return f"{name} is kept whole, or fits better, on the next page"
