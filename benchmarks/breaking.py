"""The page breaker: what it costs beside setting, and what it buys over first-fit on seeded random papers.

First-fit keeps the same hard rules.  A violation is judged from the finished pages alone: something overfull, fewer
than three answer lines at a cut, a source and its question parted though one page could hold both.

    python benchmarks/breaking.py [--papers 500]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from sample_bank import KINDS, write_bank

from packgen import registry
from packgen.assemble.forms import forms
from packgen.compose.view import Meta, SourcePlan, View
from packgen.model.galley import Atom, Fluid, Galley, Piece
from packgen.model.request import Request
from packgen.paginate import SAVE_PAPER, SOURCES_TOGETHER, Frame, Pagination, decided, paginate, recorded
from packgen.paginate.breaker import broken
from packgen.paginate.first_fit import first_fit
from packgen.paginate.flow import CUTTABLE, KEEP, SIDE, compiled
from packgen.paginate.pages import built, ruled
from packgen.paginate.reel import Reel
from packgen.pipeline.press import layouts_of
from packgen.pipeline.workplace import choose, open_workplace
from packgen.typeset.faces import Faces
from packgen.typeset.setter import Typesetter

MM: Final = 72 / 25.4
FRAMES: Final = {"body": Frame(top=60.0, height=735.0)}
PITCH: Final = 25.8
SLACK: Final = 0.01
NEAR_EMPTY: Final = 0.2
GOAL_SHARE: Final = 0.02
GOAL_APART: Final = 0.4
ROUNDS: Final = 15

Breaker = Callable[[tuple[Galley, ...]], Pagination]


class Tally(NamedTuple):
    """What a breaker did to all papers."""

    violations: int
    pages: float
    apart: float
    near_empty: int
    milliseconds: float


def paper(seed: int) -> tuple[Galley, ...]:
    """A random exam: a cover, 8 to 16 questions, a third with a source, which the next question often needs again.

    Every two-sided layout has a cover: so the first question stands on a left-hand page.
    """
    chance = random.Random(seed)
    cover = Galley("body", (Atom(Piece(FRAMES["body"].height, ())),), ())
    atoms: list[Atom] = []
    latest = ""
    for n in range(chance.randint(8, 16)):
        if chance.random() < 0.33:
            latest = f"s{n}"
            source = Piece(chance.uniform(110, 330), ())
            shown = (latest,)
            label = f"Question {n + 1}"
            atoms.append(Atom(source, before=23.0, after=15.0, shows=shown, item=f"q{n}", label=label, opens=True))
            atoms += _asked(chance, n, shown, below_source=True)
        else:
            again = (latest,) if latest and chance.random() < 0.35 else ()
            atoms += _asked(chance, n, again, below_source=False)
            latest = ""
    return (cover, Galley("body", tuple(atoms), ()))


def _asked(chance: random.Random, n: int, uses: tuple[str, ...], below_source: bool) -> list[Atom]:
    """One to three parts: a stem, then lines to write on or options."""
    out: list[Atom] = []
    spaces = 0
    for part in range(chance.choice((1, 1, 1, 2, 3))):
        lines = chance.choice((0, 2, 4, 5, 10, 10, 20, 20, 30, 45))
        fluid = None
        if lines:
            fluid = Fluid(lines, round(lines * 0.85), round(lines * 1.15), PITCH, Piece(PITCH, ()), spaces)
            spaces += 1
        out.append(
            Atom(
                Piece(chance.uniform(12, 60) + (0 if lines else 85), ()),
                before=25.0,
                after=12.0,
                penalty=KEEP if below_source and not part else 0,
                fluid=fluid,
                uses=uses,
                item=f"q{n}",
                label=f"Question {n + 1}",
                part=str(part),
                opens=not part and not below_source,
            )
        )
    return out


class Standing(NamedTuple):
    """Where an atom stands: the page of its head; (page, how many) of its answer lines."""

    head: int
    lines: list[tuple[int, int]]


def violations(galleys: Sequence[Galley], made: Pagination) -> int:
    """How often the pages break a hard rule."""
    found = 0
    heads = {id(atom.head) for galley in galleys for atom in galley.atoms}
    where: dict[int, Standing] = {}
    standing = Standing(0, [])
    for number, page in enumerate(made.pages):
        frame = FRAMES[page.template]
        bottom = max((placed.y + placed.piece.height for placed in page.placed), default=0.0)
        found += bottom > frame.top + frame.height + SLACK
        for placed in page.placed:
            if id(placed.piece) in heads:
                standing = where[id(placed.piece)] = Standing(number, [])
            else:
                standing.lines.append((number, round(placed.piece.height / PITCH)))
    for galley in galleys:
        for above, atom in zip((None, *galley.atoms), galley.atoms, strict=False):
            found += _cut_wrongly(atom, where[id(atom.head)])
            if above is not None and atom.penalty >= KEEP:
                found += _parted(above, atom, where[id(above.head)], where[id(atom.head)])
    return found


def _cut_wrongly(atom: Atom, at: Standing) -> bool:
    """True if an answer space begins on another page than its stem, or has fewer than three lines on a page."""
    if atom.fluid is None:
        return False
    counts = [count for _, count in at.lines]
    return not counts or at.lines[0][0] != at.head or (len(counts) > 1 and min(counts) < SIDE)


def _parted(above: Atom, atom: Atom, upper: Standing, lower: Standing) -> bool:
    """True if a source and what it is kept with stand on two pages though one could hold both."""
    lines = sum(count for _, count in lower.lines)
    least = SIDE if lines >= CUTTABLE else lines
    height = above.head.height + max(above.after, atom.before) + atom.head.height + least * PITCH
    return upper.head != lower.head and height <= FRAMES["body"].height


def by_first_fit(galleys: tuple[Galley, ...]) -> Pagination:
    flows = [compiled(galley, n, FRAMES) for n, galley in enumerate(galleys)]
    reel = Reel(flows)
    return built(galleys, flows, reel.spans(first_fit(reel, True)), FRAMES, True)


def with_lines(galleys: tuple[Galley, ...]) -> Pagination:
    return paginate(galleys, FRAMES, True, counts=recorded(decided([galleys], FRAMES, True)))


def out_of_reach(galleys: tuple[Galley, ...]) -> int:
    """How many uses of a source no layout can bring into sight, even with the fewest lines: a spread lies between."""
    flows = [compiled(galley, n, FRAMES, lambda atom, fluid: fluid.least) for n, galley in enumerate(galleys)]
    return Reel(flows).lost[0]


def tally(breaker: Breaker, papers: Sequence[tuple[Galley, ...]]) -> Tally:
    """Break all papers and count."""
    start = time.process_time()
    made = [breaker(galleys) for galleys in papers]
    spent = (time.process_time() - start) / len(papers) * 1000
    return Tally(
        sum(violations(galleys, one) for galleys, one in zip(papers, made, strict=True)),
        statistics.mean(len(one.pages) for one in made),
        statistics.mean(len(one.out_of_sight) for one in made),
        sum(page.used < NEAR_EMPTY and not page.blank for one in made for page in one.pages[:-1]),
        spent,
    )


def bought(count: int) -> bool:
    """Print what each breaker does to `count` papers; whether the goals are met."""
    papers = [paper(seed) for seed in range(count)]
    breakers: dict[str, Breaker] = {
        "first-fit": by_first_fit,
        "optimal, sources-together": lambda galleys: paginate(galleys, FRAMES, True, SOURCES_TOGETHER),
        "optimal, save-paper": lambda galleys: paginate(galleys, FRAMES, True, SAVE_PAPER),
        "... with flexible lines": with_lines,
    }
    print(f"{count} random papers, two sides; goals: violations 0, pages <= first-fit, apart <= {GOAL_APART} of it")
    print(f"{'':28}{'violations':>11}{'pages':>8}{'apart':>8}{'ratio':>7}{'near-empty':>12}{'ms':>7}")
    found = {name: tally(breaker, papers) for name, breaker in breakers.items()}
    base = found["first-fit"]
    for name, one in found.items():
        ratio = one.apart / base.apart if base.apart else 0.0
        row = f"{name:28}{one.violations:11}{one.pages:8.2f}{one.apart:8.2f}{ratio:7.2f}"
        print(f"{row}{one.near_empty:12}{one.milliseconds:7.2f}")
    best = found["... with flexible lines"]
    never = statistics.mean(map(out_of_reach, papers))
    share = (best.apart - never) / (base.apart - never)
    print(f"no layout can bring {never:.2f} of them together; of what one can, {share:.2f} of first-fit's are apart")
    none = not any(one.violations for one in found.values())
    return none and best.pages <= base.pages and best.apart <= GOAL_APART * base.apart


def cost() -> bool:
    """Print what breaking costs beside setting a paper and its scheme afresh; whether it is within the goal."""
    with tempfile.TemporaryDirectory() as folder:
        write_bank(Path(folder))
        place = open_workplace(Path(folder))
        request = Request(kinds=KINDS, layout="exam", seed=3, title="t", board=place.settings.board)
        made, _ = forms(place.pool, request, choose(request, place))
        layouts = layouts_of(request, place.settings)[:2]
    meta = Meta(title="t", subject="History", code="ABC123")
    setting, breaking = [], []
    for _ in range(ROUNDS):
        for layout in layouts:
            view = cast("View[Any]", registry.get("compose", layout.view))
            document = view.make(made[0], layout, meta, SourcePlan())
            setter = Typesetter(layout, Faces(layout.families))
            height = layout.size()[1]
            frames = {
                name: Frame(template.top * MM, (height - template.top - template.bottom) * MM)
                for name, template in layout.templates.items()
            }
            broken.cache_clear()
            ruled.cache_clear()
            start = time.process_time()
            galleys = setter.set(document)
            between = time.process_time()
            paginate(galleys, frames, layout.sides == "duplex")
            breaking.append(time.process_time() - between)
            setting.append(between - start)
    share = sum(breaking) / sum(setting)
    print(f"breaking a paper and its scheme: {share:.1%} of setting them afresh (goal {GOAL_SHARE:.0%})\n")
    return share <= GOAL_SHARE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=500)
    given = parser.parse_args()
    met = [cost(), bought(given.papers)]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
