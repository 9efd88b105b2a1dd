"""Why no paper was found, in a teacher's words, with the smallest changes that would do.

What counting or the solver has proved is called impossible; what was only not found is said to be that.
"""

from __future__ import annotations

from collections.abc import Sequence

from packgen.assemble import solver
from packgen.assemble.brief import Brief
from packgen.assemble.classes import Places
from packgen.assemble.eligible import listed
from packgen.assemble.engine import nearest_state
from packgen.assemble.problem import Problem
from packgen.assemble.said import change_words, missing_words, rule_words, slot_words
from packgen.assemble.solver import Wish
from packgen.diagnostics import Diagnostic, error
from packgen.model.draw import Draw

EXTRA = 'pip install "packgen[solver]" to have it searched to the end'
MOST_WISHES = 60
"""With more wishes than these no smallest set is sought."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def impossible(brief: Brief, problem: Problem) -> tuple[Diagnostic, ...]:
    """Why the solver has found that there is no paper: wishes that can't all hold, and what would do."""
    wishes = solver.culprits(problem) if len(solver.wishes_of(problem)) <= MOST_WISHES else None
    if not wishes:
        message = "no paper can be as the blueprint says: its wishes can't all hold"
        return (error("impossible", message, _compromise(brief, problem)),)
    message = f"these can't all hold: {listed([_words(brief, problem, wish) for wish in wishes])}"
    return (error("impossible", message, _ways(brief, problem, wishes)),)


def _ways(brief: Brief, problem: Problem, wishes: Sequence[Wish]) -> str:
    ways = [_change(brief, problem, wish, by) for wish, by in solver.repairs(problem, wishes).items()]
    more = solver.additions(problem)
    if more:
        ways.append("add " + listed([missing_words(brief, row, many) for row, many in more]))
    if not ways:
        return _compromise(brief, problem)
    unhelpful = "; more questions like those there are will not help" if more is None else ""
    return f"One change is enough: {', or '.join(ways)}{unhelpful}"


def _compromise(brief: Brief, problem: Problem) -> str:
    """Changes that are enough together."""
    slack = solver.compromise(problem)
    ways = [_change(brief, problem, wish, by) for wish, by in slack.items()]
    return f"No single change is enough; together these are: {listed(ways)}" if ways else "loosen its ranges"


def _words(brief: Brief, problem: Problem, wish: Wish) -> str:
    what, n, side = wish
    if what == "rule":
        return rule_words(problem.rules[n], side)
    if what == "slot":
        return slot_words(brief, n)
    if what == "fixed":
        return f"{brief.rows[n].id} is there"
    if what == "bundle":
        bundle = problem.bundles[n]
        ids = [brief.rows[row].id for row in bundle.members]
        if bundle.sort == "either":
            return f"one of {listed(ids)}"
        return f"the questions on {bundle.sort}" if bundle.sort.startswith("source") else f"{listed(ids)} together"
    return "enemies apart"


def _change(brief: Brief, problem: Problem, wish: Wish, by: int) -> str:
    what, n, side = wish
    if what == "rule":
        return change_words(problem.rules[n], side, by)
    if what == "slot":
        least = problem.openings[n].least
        return f"{slot_words(brief, n)}: {least} to {least - by}"
    if what == "fixed":
        return f"drop {brief.rows[n].id} from `include`"
    if what == "bundle":
        return f"drop {_words(brief, problem, wish)}"
    return "let two enemies stand together"


def not_found(brief: Brief, problem: Problem) -> tuple[Diagnostic, ...]:
    """That no paper was found, and by how much the nearest one misses; it may be there all the same."""
    state = nearest_state(problem, Draw(brief.request.seed, "").random("nearest"))
    misses: list[str] = []
    for rule, total in zip(problem.rules, state.sums, strict=True):
        unit = 10 if rule.sort == "time" else 1
        if rule.sort == "facility" and total < rule.least:
            misses.append("its mean facility is out of range")
        elif total < rule.least:
            misses.append(f"{rule_words(rule)}: {-(-(rule.least - total) // unit)} too few")
        elif total > rule.most:
            misses.append(f"{rule_words(rule)}: {-(-(total - rule.most) // unit)} too many")
    if state.clashes():
        misses.append("two enemies stand in it")
    for bundle, count in zip(problem.bundles, state.counts, strict=True):
        if (count or bundle.needed) and not bundle.least <= count <= bundle.most:
            ids = [brief.rows[row].id for row in bundle.members]
            few = f"{count} of {listed(ids)}, not {bundle.least}"
            misses.append(few if len(ids) < 5 else f"{bundle.sort} is not whole")
    message = "I could not find a paper that is as the blueprint says"
    if misses:
        message += f"; the nearest misses {listed(misses)}"
    hint = "loosen what it misses, or widen the topics"
    return (error("not-found", message, hint if solver.available() else f"{hint}; {EXTRA}"),)


def no_versions(brief: Brief) -> tuple[Diagnostic, ...]:
    """No versions were found that all keep to the blueprint, though there is one paper that does."""
    many = f"{brief.request.versions} versions"
    message = f"I could not find {many} that all keep to the blueprint's ranges; one paper that does was found"
    return (
        error("not-found", message, "widen its ranges, ask for fewer versions, or try --thorough or another --seed"),
    )


def too_few_for(brief: Brief, groups: Sequence[Places]) -> tuple[Diagnostic, ...]:
    """Why so many versions can't each have items of their own at the places of `groups`."""
    versions, most = brief.request.versions, brief.blueprint.most_uses or 1
    found: list[Diagnostic] = []
    for group in groups:
        have, places = len(group.supply), len(group.places)
        need = -(-versions * places // most)
        kind = brief.rows[group.supply[0]].kind if group.supply else "question"
        topic = brief.rows[group.supply[0]].topic if group.supply else ""
        number = f"{NUMBERS[versions]}" if versions < len(NUMBERS) else str(versions)
        again = -(-versions * places // max(1, have))
        message = f"{number} versions need {need} {kind} questions like one another; the bank has {have}"
        ways = [f"let a question stand in {again} versions (most_uses: {again})"]
        fewer = have * most // places
        ways.append(f"make {fewer} versions" if fewer > 1 else "share these places in all versions (core: true)")
        ways.append(f"add {need - have} more{f' on {topic}' if topic else ''}")
        found.append(error("too-few-for-versions", message[:1].upper() + message[1:], ", or ".join(ways)))
    return tuple(found)
