"""The extra `packgen[solver]`: the whole problem as an integer programme for HiGHS.

It finds papers that the search misses, proves that there are none, and says which of a blueprint's wishes stand in
each other's way and what would be enough to change.  Rows that are alike in every sum count as one variable.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from packgen.assemble.problem import Problem
from packgen.assemble.state import State

NODES = 20_000
"""How far a proof is sought before the answer is "unknown"; steps, not seconds."""
INFINITE = 1e30
MOST_VARIABLES = 60_000

Answer = Literal["found", "impossible", "unknown"]
Wish = tuple[str, int, str]
"""What may be relaxed: ("rule", number, "least" | "most"), ("slot", number, "least" | "most"), ("fixed", row, ""),
("bundle", number, "least" | "most"), ("foes", 0, "")."""


class Solved(Struct, frozen=True):
    """What came of a programme: the rows of each opening, and by how much each relaxed wish had to give way."""

    answer: Answer
    filled: tuple[tuple[int, ...], ...] = ()
    slack: dict[Wish, int] = {}
    added: tuple[tuple[int, int], ...] = ()


def available() -> bool:
    """Whether the solver is installed."""
    return importlib.util.find_spec("highspy") is not None


def wishes_of(problem: Problem) -> list[Wish]:
    """Everything in the problem that a teacher has asked for and may take back."""
    out: list[Wish] = []
    for n, rule in enumerate(problem.rules):
        out += [("rule", n, side) for side, bound in (("least", rule.least > 0), ("most", rule.most < 10**6)) if bound]
        if rule.sort == "facility" and ("rule", n, "least") not in out:
            out.append(("rule", n, "least"))
    out += [("slot", n, "least") for n, opening in enumerate(problem.openings) if opening.least]
    out += [("fixed", row, "") for row in problem.fixed]
    out += [("bundle", n, "least") for n, bundle in enumerate(problem.bundles)]
    if problem.foes:
        out.append(("foes", 0, ""))
    return out


class _Programme:
    """One integer programme; `soft` wishes may give way at a cost, `without` do not hold at all."""

    def __init__(
        self,
        problem: Problem,
        soft: Mapping[Wish, float],
        without: frozenset[Wish],
        costs: Mapping[int, float],
        more: float,
    ) -> None:
        self.problem, self.soft, self.without = problem, soft, without
        self.columns: list[tuple[float, float, float]] = []
        self.rows: list[tuple[float, float, list[int], list[float]]] = []
        self.slacks: dict[Wish, list[int]] = {}
        self.ghosts: dict[int, tuple[int, int]] = {}
        self.groups = self._groups()
        self.places: dict[tuple[int, int], int] = {}
        for g, (members, openings) in enumerate(self.groups):
            for opening in openings:
                cost = sum(costs.get(row, 0.0) for row in members) / len(members) if costs else 0.0
                self.places[g, opening] = self._column(len(members), cost)
        if more:
            for members, openings in self.groups:
                for opening in openings:
                    column = self._column(20, more)
                    self.ghosts[column] = (members[0], opening)
        self._build()

    def _column(self, most: float, cost: float = 0.0) -> int:
        self.columns.append((0.0, most, cost))
        return len(self.columns) - 1

    def _groups(self) -> list[tuple[list[int], tuple[int, ...]]]:
        """Rows with the same openings and effects, and no ties to single rows, as one group."""
        problem = self.problem
        openings: dict[int, list[int]] = {}
        for n, opening in enumerate(problem.openings):
            for row in opening.members:
                openings.setdefault(row, []).append(n)
        alone = set(problem.foes) | set(problem.bundles_of) | set(problem.fixed)
        found: dict[object, list[int]] = {}
        for row, where in openings.items():
            key: object = row
            if row not in alone and (problem.sources is None or not problem.rows[row].stimuli):
                key = tuple((n, problem.effects(n, row)) for n in where)
            found.setdefault(key, []).append(row)
        return [(members, tuple(openings[members[0]])) for members in found.values()]

    def _add(self, least: float, most: float, terms: Mapping[int, float], wish: Wish | None = None) -> None:
        """A constraint; a soft one gets slack, one that is taken back is left out."""
        if wish is not None and wish in self.without:
            return
        index, value = list(terms), [float(terms[k]) for k in terms]
        if wish is not None and wish in self.soft:
            column = self._column(INFINITE, self.soft[wish])
            self.slacks.setdefault(wish, []).append(column)
            index.append(column)
            value.append(1.0 if most >= INFINITE else -1.0)
        self.rows.append((least, most, index, value))

    def _sum(self, n: int) -> dict[int, float]:
        """What a rule sums, by column."""
        out: dict[int, float] = {}
        for (g, opening), column in self.places.items():
            for rule, weight in self.problem.effects(opening, self.groups[g][0][0]):
                if rule == n:
                    out[column] = float(weight)
        for column, (row, opening) in self.ghosts.items():
            for rule, weight in self.problem.effects(opening, row):
                if rule == n:
                    out[column] = float(weight)
        return out

    def _build(self) -> None:
        problem = self.problem
        for g, (members, openings) in enumerate(self.groups):
            if len(openings) > 1:
                self._add(0, len(members), {self.places[g, opening]: 1.0 for opening in openings})
        for n, opening in enumerate(problem.openings):
            here = {column: 1.0 for (_, where), column in self.places.items() if where == n}
            here |= {column: 1.0 for column, (_, where) in self.ghosts.items() if where == n}
            self._add(opening.least, INFINITE, here, ("slot", n, "least"))
            self._add(-INFINITE, opening.most, here)
        for n, rule in enumerate(problem.rules):
            terms = self._sum(n)
            if rule.least > 0 or rule.sort == "facility":
                self._add(rule.least, INFINITE, terms, ("rule", n, "least"))
            if rule.most < 10**9:
                self._add(-INFINITE, rule.most, terms, ("rule", n, "most"))
        of = self._columns_of()
        for row in problem.fixed:
            self._add(1, INFINITE, dict.fromkeys(of.get(row, ()), 1.0), ("fixed", row, ""))
        self._foes(of)
        self._bundles(of)
        if problem.sources is not None:
            self._sources(of)

    def _columns_of(self) -> dict[int, list[int]]:
        """The columns of each row that is a group of its own."""
        out: dict[int, list[int]] = {}
        for (g, _), column in self.places.items():
            members = self.groups[g][0]
            if len(members) == 1:
                out.setdefault(members[0], []).append(column)
        return out

    def _foes(self, of: Mapping[int, list[int]]) -> None:
        for row, foes in self.problem.foes.items():
            for foe in foes:
                if row < foe and row in of and foe in of:
                    self._add(-INFINITE, 1, dict.fromkeys((*of[row], *of[foe]), 1.0), ("foes", 0, ""))

    def _bundles(self, of: Mapping[int, list[int]]) -> None:
        for n, bundle in enumerate(self.problem.bundles):
            terms = {column: 1.0 for row in bundle.members for column in of.get(row, ())}
            wish = ("bundle", n, "least")
            if bundle.needed:
                self._add(bundle.least, INFINITE, terms, wish)
                self._add(-INFINITE, bundle.most, terms, wish)
                continue
            used = self._column(1)
            self._add(0, INFINITE, {**terms, used: -float(bundle.least)}, wish)
            self._add(-INFINITE, 0, {**terms, used: -float(max(1, bundle.most))}, wish)

    def _sources(self, of: Mapping[int, list[int]]) -> None:
        assert self.problem.sources is not None, "asked only where sources are bounded"
        users: dict[str, list[int]] = {}
        for row in of:
            for stimulus in self.problem.rows[row].stimuli:
                users.setdefault(stimulus, []).append(row)
        every: dict[int, float] = {}
        for rows in users.values():
            used = self._column(1)
            every[used] = 1.0
            columns = dict.fromkeys((column for row in rows for column in of[row]), 1.0)
            self._add(0, INFINITE, {**columns, used: -1.0})
            self._add(-INFINITE, 0, {**columns, used: -float(len(rows))})
        self._add(self.problem.sources[0], self.problem.sources[1], every)

    def run(self) -> Solved:
        """Solve it, as far as the nodes go."""
        if len(self.columns) > MOST_VARIABLES:
            return Solved("unknown")
        highspy = importlib.import_module("highspy")
        with _silent():
            engine: Any = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", NODES), ("random_seed", 1)):
            engine.setOptionValue(name, value)
        count = len(self.columns)
        engine.addVars(count, [c[0] for c in self.columns], [min(c[1], INFINITE) for c in self.columns])
        engine.changeColsCost(count, list(range(count)), [c[2] for c in self.columns])
        engine.changeColsIntegrality(count, list(range(count)), [highspy.HighsVarType.kInteger] * count)
        for low, high, index, values in self.rows:
            engine.addRow(low, high, len(index), index, values)
        engine.run()
        status = engine.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved("impossible")
        if status != highspy.HighsModelStatus.kOptimal:
            return Solved("unknown")
        return self._read([round(v) for v in engine.getSolution().col_value])

    def _read(self, values: Sequence[int]) -> Solved:
        filled: list[list[int]] = [[] for _ in self.problem.openings]
        taken: dict[int, int] = {}
        for (g, opening), column in self.places.items():
            members = self.groups[g][0]
            for _ in range(values[column]):
                at = taken.get(g, 0)
                if at < len(members):
                    filled[opening].append(members[at])
                    taken[g] = at + 1
        slack = {wish: sum(values[c] for c in columns) for wish, columns in self.slacks.items()}
        added = tuple((row, values[column]) for column, (row, _) in self.ghosts.items() if values[column])
        return Solved("found", tuple(map(tuple, filled)), {w: s for w, s in slack.items() if s}, added)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Without the lines that HiGHS prints when it begins, whatever it is told: stdout is the result's."""
    sys.stdout.flush()
    try:
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def programme(
    problem: Problem,
    soft: Mapping[Wish, float] | None = None,
    without: frozenset[Wish] = frozenset(),
    costs: Mapping[int, float] | None = None,
    more: float = 0.0,
) -> Solved:
    """The problem solved to the least cost: of rows by `costs`, of `soft` wishes by what they cost a step.

    With `more` questions like those there are may be added at that cost each.
    """
    return _Programme(problem, soft or {}, without, costs or {}, more).run()


def state_of(problem: Problem, filled: Sequence[Sequence[int]]) -> State:
    """A state with these rows in its openings' places."""
    state = State(problem)
    waiting = [[row for row in rows if row not in state.where] for rows in filled]
    for place in state.free:
        rows = waiting[state.opening[place]]
        if rows:
            state.put(place, rows.pop())
    return state


def culprits(problem: Problem) -> list[Wish] | None:
    """A smallest set of wishes that can't all hold, by leaving one after another out; None if that is not known."""
    out = wishes_of(problem)
    left: frozenset[Wish] = frozenset()
    for wish in list(out):
        answer = programme(problem, without=left | {wish}).answer
        if answer == "unknown":
            return None
        if answer == "impossible":
            left |= {wish}
            out.remove(wish)
    return out


def repairs(problem: Problem, wishes: Sequence[Wish]) -> dict[Wish, int]:
    """For each of `wishes` by how much it would have to give way alone, where that is enough."""
    out: dict[Wish, int] = {}
    for wish in wishes:
        found = programme(problem, soft={wish: 1.0})
        if found.answer == "found":
            out[wish] = sum(found.slack.values())
    return out


def compromise(problem: Problem) -> dict[Wish, int]:
    """By how much all wishes together would have to give way, at the least cost by their steps."""
    soft = {wish: 1.0 / (problem.rules[wish[1]].step if wish[0] == "rule" else 1) for wish in wishes_of(problem)}
    return programme(problem, soft=soft).slack


def additions(problem: Problem) -> tuple[tuple[int, int], ...] | None:
    """The fewest further questions like those there are that would do, as (row, how many); None if none would."""
    found = programme(problem, more=1.0)
    return found.added if found.answer == "found" else None
