"""Room to spare at the foot of pages, given to the answer lines above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packgen.model.galley import Atom, Galley
from packgen.paginate.breaker import broken
from packgen.paginate.flow import Counts, Flow, Lines, Spaces, Span, authored, by_item, compiled, spaces, too_tall
from packgen.paginate.result import Frame
from packgen.paginate.weights import SOURCES_TOGETHER, Weights


def filled(
    galleys: Sequence[Galley],
    frames: Mapping[str, Frame],
    duplex: bool,
    weights: Weights = SOURCES_TOGETHER,
    counts: Counts = authored,
) -> Lines:
    """The lines of every space once the pages that `counts` give are filled, no space above its `most`.

    Spaces grow in step, the one that has grown least first; a space that goes on overleaf stays as it is.
    """
    flows = tuple([compiled(galley, n, frames, counts) for n, galley in enumerate(galleys)])
    lines = spaces(galleys, flows)
    if not too_tall(flows):
        for span in broken(flows, duplex, weights)[1]:
            if not span.blank:
                lines |= _grown(galleys[span.galley].atoms, flows[span.galley], span)
    return by_item(lines)


def _grown(atoms: Sequence[Atom], flow: Flow, span: Span) -> Spaces:
    """The spaces that lie whole on one page, grown as far as its room and their limits go."""
    room = flow.room - _used(flow, span)
    lines: dict[int, int] = {}
    most: dict[int, int] = {}
    for i in range(span.start.atom + (span.start.done > 0), span.end.atom):
        fluid = atoms[i].fluid
        if fluid is not None and flow.lines[i]:
            lines[i], most[i] = flow.lines[i], fluid.most
    while True:
        able = [i for i in lines if lines[i] < most[i] and flow.pitch[i] <= room]
        if not able:
            break
        i = min(able, key=lambda i: (lines[i] / flow.lines[i], i))
        lines[i] += 1
        room -= flow.pitch[i]
    out = {}
    for i, count in lines.items():
        atom = atoms[i]
        if atom.fluid is not None:
            out[atom.item, atom.fluid.space] = count
    return out


def _used(flow: Flow, span: Span) -> int:
    """How much of its page a span fills, in thousandths of a point; all of it if it ends inside a space."""
    if span.end.done:
        return flow.room
    start, done = span.start.atom, span.start.done
    if done:
        used = (flow.lines[start] - done) * flow.pitch[start] + flow.tail[start]
    else:
        used = flow.carry[start] + flow.whole[start]
    return used + sum(flow.glue[i] + flow.whole[i] for i in range(start + 1, span.end.atom))
