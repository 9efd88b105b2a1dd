"""A map around a centre: numbered branches with lines to fill; below one another where type is large."""

from __future__ import annotations

from packgen.compose.wording import Wording
from packgen.compose.words import estimated_lines, one_run
from packgen.model.document import (
    BlankSpace,
    Block,
    Figure,
    Group,
    Inline,
    ListBlock,
    Paragraph,
    Strong,
    Text,
    plain_text,
)
from packgen.model.drawing import Drawing, Frame, Shape, Stroke, Words
from packgen.model.response import MapBranch, MindMap

TALL = 150.0
CENTRE_WIDTH, CENTRE_HEIGHT, CENTRE_RADIUS = 50.0, 22.0, 4.0
BETWEEN = 30.0
APART = 8.0
PADDING = 3.0
NARROWEST = 30.0
BASELINE = 5.3
LEADING = 4.6
LINE = 8.47
NUMBER = 5.0
BLANK = 40.0


def blocks(response: MindMap, measure: float, wording: Wording, *, one_column: bool) -> Block:
    """A drawing `measure` mm wide; where there is one column, or too little room, the branches below one another."""
    if one_column or _boxes(len(response.branches), measure)[0][2] < NARROWEST:
        return Group(tuple(_listed(response, wording)), keep=False)
    alt = wording.count("map_alt", len(response.branches))
    return Figure(_drawing(response, measure, alt), alt)


def _listed(response: MindMap, wording: Wording) -> list[Block]:
    out: list[Block] = [Paragraph((Strong(one_run(response.centre)),))]
    for n, branch in enumerate(response.branches, 1):
        name = wording.say("map_branch", n=n)
        label = plain_text(branch.label)
        if branch.points:
            head = Paragraph((Strong((Text(f"{name}: {label}"),)),))
            out.append(Group((head, ListBlock(branch.points))))
        else:
            shown = f"{name}: {label}" if label else name
            out.append(BlankSpace(BLANK, shown, shown))
    return out


def _drawing(response: MindMap, measure: float, alt: str) -> Drawing:
    """Branches in two columns, read across, joined to the centre; four stand above and below it, more beside it."""
    middle = (measure / 2, TALL / 2)
    boxes = _boxes(len(response.branches), measure)
    shapes: list[Shape] = [
        _branch_line(middle, (min(max(middle[0], x), x + wide), min(max(middle[1], y), y + tall)))
        for x, y, wide, tall in boxes
    ]
    shapes += [Frame(x, y, wide, tall, fill=1.0, radius=2.0) for x, y, wide, tall in boxes]
    left, inner = middle[0] - CENTRE_WIDTH / 2, CENTRE_WIDTH - 2 * PADDING
    shapes.append(Frame(left, middle[1] - CENTRE_HEIGHT / 2, CENTRE_WIDTH, CENTRE_HEIGHT, 1.25, 1.0, CENTRE_RADIUS))
    lines = estimated_lines(plain_text(response.centre), inner, 10.0, bold=True)
    first = middle[1] - (lines - 1) * LEADING / 2 + 1.2
    shapes.append(Words(left + PADDING, first, inner, one_run(response.centre), "small-bold", "centre"))
    for n, (branch, (x, y, wide, tall)) in enumerate(zip(response.branches, boxes, strict=True), 1):
        shapes += _branch(branch, n, x, y, wide, tall)
    return Drawing(measure, TALL, tuple(shapes), alt)


def _branch_line(middle: tuple[float, float], end: tuple[float, float]) -> Stroke:
    """From the edge of the centre's box, towards its middle, to a branch."""
    across, down = end[0] - middle[0], end[1] - middle[1]
    share = min(CENTRE_WIDTH / 2 / abs(across) if across else 1.0, CENTRE_HEIGHT / 2 / abs(down) if down else 1.0, 1.0)
    return Stroke(middle[0] + share * across, middle[1] + share * down, *end)


def _boxes(count: int, measure: float) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of each branch."""
    beside = count > 4
    rows = -(-count // 2)
    wide = (measure - CENTRE_WIDTH) / 2 - APART if beside else (measure - BETWEEN) / 2
    tall = (TALL - (rows - 1) * APART) / rows if beside else (TALL - CENTRE_HEIGHT) / 2 - APART
    out: list[tuple[float, float, float, float]] = []
    for n in range(count):
        row, right = divmod(n, 2)
        below = count // 2 if right else rows
        gap = (TALL - below * tall) / max(1, below - 1)
        y = row * (tall + gap) if below > 1 else (TALL - tall) / 2
        alone = not beside and n == count - 1 and not right
        x = (measure - wide) / 2 if alone else measure - wide if right else 0.0
        out.append((x, 0.0 if not beside and not row else TALL - tall if alone or not beside else y, wide, tall))
    return out


def _branch(branch: MapBranch, number: int, x: float, y: float, wide: float, tall: float) -> list[Shape]:
    left, inner = x + PADDING, wide - 2 * PADDING
    at = y + BASELINE
    shapes: list[Shape] = []
    label: tuple[Inline, ...] = (Text(f"{number}"),)
    shapes.append(Words(left, at, NUMBER, label, "small-bold"))
    if branch.label:
        shapes.append(Words(left + NUMBER, at, inner - NUMBER, one_run(branch.label), "small-bold"))
        at += (estimated_lines(plain_text(branch.label), inner - NUMBER, 10.0, bold=True) - 1) * LEADING
    else:
        shapes.append(Stroke(left + NUMBER, at + 0.6, left + inner, at + 0.6))
    if branch.points:
        at += 1.6
        for point in branch.points:
            at += LEADING
            shapes.append(Words(left, at, inner, one_run(point), "small"))
            at += (estimated_lines(plain_text(point), inner) - 1) * LEADING + 1.0
        return shapes
    at += LINE
    while at + PADDING <= y + tall:
        shapes.append(Stroke(left, at, left + inner, at))
        at += LINE
    return shapes
