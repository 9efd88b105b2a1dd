"""Galleys by hand for the page breakers' tests: pieces without drawing, each an object of its own."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from packgen.model.galley import Atom, Fluid, Galley, Line, Page, Piece, Run
from packgen.paginate import Frame, Pagination

OWN = count()
FRAMES = {"body": Frame(top=50.0, height=700.0)}


def piece(height: float) -> Piece:
    return Piece(height, ())


def lines(n: int, least: int | None = None, most: int | None = None, pitch: float = 24.0, space: int = 0) -> Fluid:
    rule = Piece(pitch, (Run(0, (Line(float(next(OWN)), pitch, 0.0, pitch, 0.5),)),))
    return Fluid(n, n if least is None else least, n if most is None else most, pitch, rule, space)


def question(n: int, height: float = 40.0, space: Fluid | None = None, **more: object) -> Atom:
    fields: dict[str, object] = {"before": 30.0, "item": f"i{n}", "label": f"Question {n}", "opens": True, **more}
    return Atom(piece(height), fluid=space, **fields)  # type: ignore[arg-type]  # a test's shorthand


def galley(*atoms: Atom, template: str = "body") -> Galley:
    return Galley(template, atoms, ())


def hold(page: Page, wanted: Piece) -> int:
    """How often a piece stands on a page; answer lines, which stand there as one piece, are known by their x."""
    if not wanted.runs:
        return sum(placed.piece is wanted for placed in page.placed)
    drawn = [op for placed in page.placed for run in placed.piece.runs for op in run.ops]
    return sum(op.x1 == wanted.runs[0].ops[0].x1 for op in drawn)


def broken_rules(galleys: tuple[Galley, ...], frames: dict[str, Frame], made: Pagination) -> list[str]:
    """Every hard rule that the pages break, judged from the placed pieces alone."""
    found: list[str] = []
    for number, page in enumerate(made.pages):
        frame = frames[page.template]
        y = frame.top
        for placed in page.placed:
            if placed.y < y - 0.01:
                found.append(f"page {number}: pieces overlap")
            y = placed.y + placed.piece.height
        if y > frame.top + frame.height + 0.01:
            found.append(f"page {number}: overfull by {y - frame.top - frame.height}")
        if page.placed and abs(page.placed[0].y - frame.top) > 0.01 and page.placed[0].piece.height > 0:
            found.append(f"page {number}: white at the top")
    last = (0, -1)
    for g in galleys:
        for atom in g.atoms:
            heads = [n for n, page in enumerate(made.pages) if hold(page, atom.head)]
            if len(heads) != 1 or hold(made.pages[heads[0]], atom.head) != 1:
                found.append(f"{atom.label}: head on pages {heads}")
                continue
            index = next(k for k, p in enumerate(made.pages[heads[0]].placed) if p.piece is atom.head)
            if (heads[0], index) <= last:
                found.append(f"{atom.label}: out of order")
            last = (heads[0], index)
            found.extend(_space_rules(atom, heads[0], made))
    return found


def _space_rules(atom: Atom, first: int, made: Pagination) -> list[str]:
    found: list[str] = []
    if atom.fluid is not None:
        counts = [hold(page, atom.fluid.rule) for page in made.pages]
        runs = [n for n in counts if n]
        pages = [k for k, n in enumerate(counts) if n]
        if sum(runs) != made.lines[atom.item][atom.fluid.space]:
            found.append(f"{atom.label}: {sum(runs)} lines")
        if not atom.fluid.least <= sum(runs) <= atom.fluid.most:
            found.append(f"{atom.label}: lines out of limits")
        if runs and pages[0] != first:
            found.append(f"{atom.label}: head without lines")
        if len(runs) > 1 and (min(runs) < 3 or atom.fluid.most < 6):
            found.append(f"{atom.label}: cut {runs}")
        if pages and pages != list(range(pages[0], pages[-1] + 1)):
            found.append(f"{atom.label}: lines on pages {pages}")
        first = pages[-1] if pages else first
    if atom.tail is not None and not hold(made.pages[first], atom.tail):
        found.append(f"{atom.label}: tail apart")
    return found


SPACES = st.integers(1, 90)


@st.composite
def papers(
    draw: st.DrawFn,
    most: int = 12,
    galleys: int = 2,
    tallest: float = 400.0,
    spaces: st.SearchStrategy[int] = SPACES,
) -> tuple[Galley, ...]:
    """Random documents: up to `most` atoms a galley."""

    def atom(n: int) -> Atom:
        return question(
            n,
            draw(st.floats(5.0, tallest)),
            draw(st.one_of(st.none(), spaces.map(lines))),
            before=draw(st.floats(0.0, 40.0)),
            after=draw(st.floats(0.0, 40.0)),
            penalty=draw(st.sampled_from([0, 500, 10_000])),
            force=draw(st.sampled_from(["", "", "", "", "any", "left", "right"])),
            tail=draw(st.one_of(st.none(), st.floats(1.0, 40.0).map(piece))),
            carry=draw(st.one_of(st.none(), st.floats(1.0, 40.0).map(piece))),
            opens=draw(st.booleans()),
            shows=draw(st.sampled_from([(), (), ("s",), ("t",)])),
            uses=draw(st.sampled_from([(), (), ("s",), ("t",), ("s", "t")])),
        )

    return tuple(
        galley(*(atom(100 * g + n) for n in range(draw(st.integers(1, most)))))
        for g in range(draw(st.integers(1, galleys)))
    )
