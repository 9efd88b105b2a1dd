"""Versions with items of their own, as fair to each other as the bank allows."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

from packgen.assemble import solver
from packgen.assemble.anneal import Table, dealt, steps_for
from packgen.assemble.brief import Brief
from packgen.assemble.classes import Places, classes, core, roomy, words_of
from packgen.assemble.engine import THOROUGH, TRIES, solve, walk_length
from packgen.assemble.explain import impossible, not_found, too_few_for
from packgen.assemble.problem import Problem
from packgen.assemble.proofs import proofs
from packgen.assemble.state import State
from packgen.assemble.walk import walk
from packgen.diagnostics import PackgenError
from packgen.model.draw import Draw

UNKNOWN = 0.5
"""The facility that is reckoned with where the bank says none."""
RULED = ("topic", "ao", "facility", "words", "time")
"""Sums that may differ from version to version and that a blueprint may bound."""
THOROUGHLY = 5
VARIETY = 3
"""How many times as many items as places a common core's other places are to have, if need be from other topics."""
SOLVER_TRIES = 2
"""How often the search tries where the solver can take over."""
COUNTED_FIRST = 5_000
"""Of a bank with more questions than these it is only counted out what can't be done when no paper is found."""
ROOMY_STEPS = 1_500
"""How long a paper is sought of which every question has its like: it need not be there."""


def filled(brief: Brief, attempt: int = 0) -> list[list[int]]:
    """The rows of each opening of one paper, another at each attempt; raises with why there is none."""
    small = len(brief.reachable) <= COUNTED_FIRST
    if small and (wrong := proofs(brief)):
        raise PackgenError(wrong)
    request = brief.request
    rng = Draw(request.seed, "").random(f"paper {attempt}" if attempt else "paper")
    walked = THOROUGH if request.thorough else None
    if request.mode == "parallel" and request.versions > 1:
        wishes = brief.problem(roomy(brief, request.versions))
        found = solve(wishes, rng, walked, tries=2, steps=ROOMY_STEPS)
        if found is not None:
            return found.chosen()
    problem = brief.problem()
    tries = SOLVER_TRIES if solver.available() else TRIES
    found = solve(problem, rng, walked, tries=tries) or _by_solver(brief, problem, rng, walked)
    if found is None:
        raise PackgenError((() if small else proofs(brief)) or not_found(brief, problem))
    return found.chosen()


def _by_solver(brief: Brief, problem: Problem, rng: random.Random, walked: int | None) -> State | None:
    """A paper found by the solver, if it is installed, then walked away from; raises if there is none."""
    if not solver.available():
        return None
    draw = Draw(brief.request.seed, "")
    costs = {row: draw.of(brief.rows[row].id).rank("cost") / 2**64 for row in brief.reachable}
    found = solver.programme(problem, costs=costs)
    if found.answer == "impossible":
        raise PackgenError(impossible(brief, problem))
    if found.answer == "unknown":
        return None
    state = solver.state_of(problem, found.filled)
    if state.cost() > 0:
        return None
    walk(state, rng, walk_length(state) if walked is None else walked)
    return state


def versions(brief: Brief, rows: Sequence[int], openings: Sequence[int]) -> list[list[int]] | None:
    """A paper for each version: `rows` for the first, place by place others like them for the rest.

    `openings` are the openings of the rows.  None if no such papers were found that all keep to the blueprint; raises
    `PackgenError` where the bank has too few items.
    """
    request = brief.request
    fixed = core(brief, rows, openings)
    groups, uses = _groups(brief, rows, openings, fixed)
    apart = _apart(brief, groups)
    rng = Draw(request.seed, "").random("versions")
    soft = request.mode == "common-core" and not brief.blueprint.most_uses
    for ways in (groups, _merged(groups)):
        most = {row: uses(ways, row) for group in ways for row in group.supply}
        papers = dealt(rows, ways, request.versions, apart, most, rng, soft)
        found = None if papers is None else _settled(brief, papers, ways, apart, most, rng)
        if found is not None:
            return found
    return None


def _settled(
    brief: Brief,
    papers: list[list[int]],
    groups: Sequence[Places],
    apart: Mapping[int, frozenset[int]],
    uses: Mapping[int, int],
    rng: random.Random,
) -> list[list[int]] | None:
    """The papers made as like one another as can be; None if one of them is not as it must be."""
    table = _table(brief, papers, groups, apart, uses)
    table.settle(rng, steps_for(brief.request.versions) * (THOROUGHLY if brief.request.thorough else 1))
    table.part(rng)
    return None if table.clashes() or table.beyond() else table.papers


Uses = Callable[[Sequence[Places], int], int]


def _groups(
    brief: Brief, rows: Sequence[int], openings: Sequence[int], fixed: frozenset[int]
) -> tuple[list[Places], Uses]:
    """The places that vary with what may stand there, and how often each row may be used.

    Raises `PackgenError` where that is not enough for all versions.
    """
    request, plan = brief.request, brief.blueprint
    parallel = request.mode == "parallel"
    most = plan.most_uses or (1 if parallel else 0)
    groups = classes(
        brief, rows, openings, fixed, request.versions, most if parallel else -(-request.versions // VARIETY)
    )
    short = [group for group in groups if len(group.supply) * most < request.versions * len(group.places)]
    if short and most:
        raise PackgenError(too_few_for(brief, short))

    def uses(ways: Sequence[Places], row: int) -> int:
        shares = (len(group.places) / len(group.supply) for group in ways if row in group.supply)
        return most or math.ceil(request.versions * sum(shares))

    return groups, uses


def _merged(groups: Sequence[Places]) -> list[Places]:
    """Groups whose supplies overlap as one each: places that were to keep their topics give that up."""
    out: list[Places] = []
    for group in groups:
        places, supply = set(group.places), set(group.supply)
        for other in list(out):
            if supply & set(other.supply):
                places |= set(other.places)
                supply |= set(other.supply)
                out.remove(other)
        out.append(Places(tuple(sorted(places)), tuple(sorted(supply)), max(group.widened, 1)))
    return out


def _apart(brief: Brief, groups: Sequence[Places]) -> dict[int, frozenset[int]]:
    """Of the rows that vary, foes and those that share a source; what the core rules out is not among them."""
    inside = {row for group in groups for row in group.supply}
    users: dict[str, set[int]] = {}
    for row in inside:
        for stimulus in brief.rows[row].stimuli:
            users.setdefault(stimulus, set()).add(row)
    out: dict[int, frozenset[int]] = {}
    for row in inside:
        foes = set(brief.foes.get(row, ()))
        for stimulus in brief.rows[row].stimuli:
            foes |= users[stimulus] - {row}
        if foes & inside:
            out[row] = frozenset(foes & inside)
    return out


def _table(
    brief: Brief,
    papers: list[list[int]],
    groups: Sequence[Places],
    apart: Mapping[int, frozenset[int]],
    uses: Mapping[int, int],
) -> Table:
    """The papers, with what they are to be alike in and what has bounds."""
    inside = sorted({row for group in groups for row in group.supply} | {row for paper in papers for row in paper})
    marks = sum(brief.rows[row].marks for row in papers[0])
    objectives = sorted({ao for row in inside for ao in brief.rows[row].aos})
    topics = sorted({brief.rows[row].topic for row in inside})
    known: dict[str, int] = {}
    words = {row: words_of(brief, known, brief.rows[row]) for row in inside}
    reading = sum(words[row] for row in papers[0])
    minutes = sum(brief.minutes(brief.rows[row]) for row in papers[0])
    rules = [rule for rule in brief.rules if rule.sort in RULED]
    scales = [marks * 0.004, max(1.0, reading * 0.02), max(0.1, minutes * 0.03)]
    scales += [0.5] * len(objectives) + [0.5] * len(topics)
    values: dict[int, tuple[float, ...]] = {}
    for row in inside:
        found = brief.rows[row]
        facility = UNKNOWN if found.facility is None else found.facility
        values[row] = (
            found.marks * facility,
            float(words[row]),
            brief.minutes(found),
            *(float(found.aos.get(ao, 0)) for ao in objectives),
            *(float(found.marks if found.topic == topic else 0) for topic in topics),
            *(float(rule.weigh(found)) for rule in rules),
        )
    first = len(scales)
    bounds = {first + n: (float(rule.least), float(rule.most)) for n, rule in enumerate(rules)}
    # What is only bounded may vary inside its bounds: its scale as a measure of likeness is wide.
    scales += [max(1.0, float(rule.step)) for rule in rules]
    return Table(papers, groups, values, scales, bounds, apart, uses)


def shuffled(brief: Brief, paper: Sequence[int], places: Sequence[Sequence[int]], version: str) -> list[int]:
    """`paper` with the rows of each of `places`, which may change with one another, in this version's own order."""
    out = list(paper)
    for group in places:
        members = sorted((paper[n] for n in group), key=lambda row: brief.rows[row].id)
        names = ",".join(brief.rows[row].id for row in members)
        order = Draw(brief.request.seed, version).shuffled(members, f"order {names}")
        for place, row in zip(group, order, strict=True):
            out[place] = row
    return out
