"""Spans to pages: where each piece stands, and what furniture and messages say of each page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from packgen.diagnostics import Diagnostic, error
from packgen.model.galley import Atom, Fluid, Galley, Glyphs, Page, Piece, Placed
from packgen.paginate.flow import Counts, Flow, Position, Span, compiled, thousandths, too_tall
from packgen.paginate.result import Frame, Pagination
from packgen.typeset.pieces import repeated

_MM = 25.4 / 72
_MOST: Final = 2000
# Answer lines that stand together, by the identity of one line, which they keep.
_RULED: Final[dict[tuple[int, float, int], tuple[Piece, Piece]]] = {}
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
        out_of_sight=out_of_sight(galleys, builder.where, duplex),
        problems=_problems(galleys, flows),
        lines=_lines(galleys, flows),
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
    galleys: Sequence[Galley], where: Mapping[tuple[int, int], int], duplex: bool
) -> tuple[tuple[str, str, str], ...]:
    """(item, stimulus, part) for each prompt whose source is printed, but not in its sight, in order.

    `where` maps (galley, atom) to the page, from 0, on which the atom's head stands.
    """
    shown: dict[str, set[int]] = {}
    for n, galley in enumerate(galleys):
        for i, atom in enumerate(galley.atoms):
            for stimulus in atom.shows:
                shown.setdefault(stimulus, set()).add(view(where[n, i], duplex))
    if not shown:
        return ()
    found: dict[tuple[str, str, str], None] = {}
    for n, galley in enumerate(galleys):
        for i, atom in enumerate(galley.atoms):
            here = view(where[n, i], duplex) if atom.uses else 0
            for stimulus in atom.uses:
                if stimulus in shown and here not in shown[stimulus]:
                    found[atom.item, stimulus, atom.part] = None
    return tuple(found)


def view(page: int, duplex: bool) -> int:
    """What lies open at once: the page, or the spread (pages 2 and 3 are one) of a duplex document."""
    return (page + 1) // 2 if duplex else page


def _lines(galleys: Sequence[Galley], flows: Sequence[Flow]) -> dict[str, tuple[int, ...]]:
    spaces: dict[str, dict[int, int]] = {}
    for galley, flow in zip(galleys, flows, strict=True):
        for atom, count in zip(galley.atoms, flow.lines, strict=True):
            if atom.fluid is not None:
                spaces.setdefault(atom.item, {})[atom.fluid.space] = count
    return {item: tuple([counts[k] for k in sorted(counts)]) for item, counts in sorted(spaces.items())}


class _Builder:
    def __init__(self, galleys: Sequence[Galley], flows: Sequence[Flow], frames: Mapping[str, Frame]) -> None:
        self.galleys = galleys
        self.flows = flows
        self.frames = frames
        self.pages: list[Page] = []
        self.where: dict[tuple[int, int], int] = {}
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
        galley, flow = self.galleys[span.galley], self.flows[span.galley]
        if span.blank:
            self.pages.append(Page(galley.template, (), blank=True, reason="left blank so that the next starts aside"))
            return
        frame = self.frames[galley.template]
        atoms = galley.atoms
        placed: list[Placed] = []
        y = bottom = frame.top
        (i, done), (end, more) = (span.start.atom, span.start.done), (span.end.atom, span.end.done)
        while i < end or (i == end and done < more):
            atom = atoms[i]
            stop = more if i == end else flow.lines[i]
            if not done:
                if placed:
                    y = bottom + flow.glue[i] / 1000
                elif atom.carry is not None:
                    placed.append(Placed(span.galley, y, atom.carry, base=atom.base))
                    y += atom.carry.height
                self._note(span.galley, i, y)
                placed.append(Placed(span.galley, y, atom.head, base=atom.base))
                y += atom.head.height
            y = self._space(span.galley, atom, done, stop, y, placed)
            if atom.tail is not None and i < end:
                placed.append(Placed(span.galley, y, atom.tail, base=atom.base))
                y += atom.tail.height
            bottom = y
            i, done = i + 1, 0
        self.pages.append(
            Page(
                galley.template,
                tuple(placed),
                continues="" if after is not None and after.blank else _overleaf(atoms, span.end),
                continued=_overleaf(atoms, span.start) if span.start.atom or span.start.done else "",
                used=round((bottom - frame.top) / frame.height, 4),
                reason=_reason(atoms, flow, span, after, bottom - frame.top),
            )
        )

    def _space(self, galley: int, atom: Atom, done: int, stop: int, y: float, placed: list[Placed]) -> float:
        """Answer lines `done` to `stop` of an atom from `y` down; where they end."""
        if atom.fluid is None:
            return y
        if done < stop:
            placed.append(Placed(galley, y, _ruled(atom.fluid, stop - done), base=atom.base))
        return y + (stop - done) * atom.fluid.pitch

    def _note(self, number: int, atom: int, y: float) -> None:
        page = len(self.pages)
        self.where[number, atom] = page
        for level, title in self.entries[number].get(atom, ()):
            self.outline.append((level, title, page, y))


def _ruled(fluid: Fluid, lines: int) -> Piece:
    """So many answer lines as one piece, the same for the same lines."""
    key = (id(fluid.rule), fluid.pitch, lines)
    known = _RULED.get(key)
    if known is None:
        if len(_RULED) >= _MOST:
            _RULED.clear()
        first = fluid.pitch - fluid.rule.height
        known = _RULED[key] = (fluid.rule, Piece(lines * fluid.pitch, repeated(fluid.rule, first, fluid.pitch, lines)))
    return known[1]


def _overleaf(atoms: Sequence[Atom], at: Position) -> str:
    """The label of the question that a break at `at` divides, or nothing."""
    if at.atom >= len(atoms):
        return ""
    atom = atoms[at.atom]
    if at.done:
        return atom.label
    before = atoms[at.atom - 1]
    same = (before.label, before.item) == (atom.label, atom.item)
    return atom.label if same and not atom.opens else ""


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
    source = f"{name}'s source" if atom.label else "the source that follows"
    if thousandths(used) + flow.glue[at.atom] + flow.first[at.atom] > flow.room:
        return f"{source if atom.shows else name} would not fit"
    if atom.shows:
        return f"{source} is to stand beside the question"
    return f"{name} is kept whole, or fits better, on the next page"
