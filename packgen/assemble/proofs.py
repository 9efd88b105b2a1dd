"""What can't be done and counting proves: places, conflicts, sums of minima and maxima, totals that no mix makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.assemble.brief import Brief
from packgen.assemble.eligible import listed
from packgen.assemble.problem import Rule
from packgen.assemble.said import either_words, rule_words, slot_words
from packgen.assemble.search import nearest
from packgen.diagnostics import Diagnostic, error
from packgen.model.blueprint import bounds

WIDEST = 4_000
"""Totals up to this many marks are counted out."""


def proofs(brief: Brief) -> tuple[Diagnostic, ...]:
    """Everything that keeps any paper from being as the blueprint says, as far as counting shows it."""
    found = [*_conflicts(brief), *_slots(brief)]
    if found:
        return tuple(found)
    found = list(_overlaps(brief)) or [*_totals(brief), *_shares(brief)]
    return tuple(found) or tuple(_reachable(brief))


# --- items asked for by name -----------------------------------------------------------


def _conflicts(brief: Brief) -> Iterator[Diagnostic]:
    plan = brief.blueprint
    allowed = set(brief.reachable)
    for id in plan.include:
        row = brief.index.get(id)
        if id in plan.never:
            yield error("conflict", f"{id} must be there and must never be chosen", "drop it from one of the two")
        elif row is None or not brief.rows[row].marks:
            yield error("conflict", f"{id} must be there and has no tariff for this paper", "drop it from `include`")
        elif row not in allowed:
            message = f"{id} must be there, and no place of the paper is for a question like it"
            kind, topic, marks = brief.rows[row].kind, brief.rows[row].topic, brief.rows[row].marks
            hint = f"add a slot for it ({kind}, {marks} marks, topic {topic}), or drop it from `include`"
            yield error("conflict", message, hint)
    for n, one in enumerate(plan.include):
        for other in plan.include[n + 1 :]:
            a, b = brief.index.get(one), brief.index.get(other)
            if a is not None and b is not None and b in brief.foes.get(a, ()):
                message = f"{one} and {other} are both must-include and enemies"
                yield error("conflict", message, "allow the pair once (take it out of `enemies`), or drop either")
    for ids in plan.either:
        if not any(brief.index.get(id) in allowed for id in ids):
            message = f"one of {listed(ids, 'and')} must be there, and none fits a place of the paper"
            yield error("conflict", message, "add a slot for one of them, or drop the line from `either`")
    for ids in plan.together:
        kept = [id for id in ids if brief.index.get(id) in allowed]
        must = [id for id in kept if id in plan.include]
        if must and len(kept) < len(set(ids)):
            missing = [id for id in ids if id not in kept]
            message = f"{must[0]} must be there together with {listed(missing)}, for which the paper has no place"
            yield error("conflict", message, f"add a slot for {listed(missing)}, or drop the line from `together`")


# --- places ------------------------------------------------------------------------------


def _slots(brief: Brief) -> Iterator[Diagnostic]:
    for n, opening in enumerate(brief.openings):
        have = len(opening.members)
        if have < opening.least:
            yield error("too-few-items", f"{slot_words(brief, n)}: the bank has {_have(brief, n)}", _more(brief, n))


def _have(brief: Brief, n: int) -> str:
    members = brief.openings[n].members
    return str(len(members)) if members else "none"


def _more(brief: Brief, n: int) -> str:
    opening, slot = brief.openings[n], brief.slots[n]
    have, missing = len(opening.members), opening.least - len(opening.members)
    number = {1: "one", 2: "two", 3: "three", 4: "four"}.get(missing, str(missing))
    marks = f"{bounds(slot.marks)[0]}-mark " if slot.marks is not None else ""
    kind = f"{slot.kinds[0]} " if slot.kinds else ""
    topics = slot.topics or brief.blueprint.topics
    tagged = f" tagged {topics[0]}" if topics else ""
    aos = f" with {slot.aos[0]}" if slot.aos else ""
    ways = [f"reduce to {have}" if have else "drop the place"]
    ways.append(f"add {number} {marks}{kind}question{'s' if missing > 1 else ''}{aos}{tagged}")
    if topics or slot.tags or slot.facility is not None:
        ways.append("ask for less of it: widen its topics, tags or facility")
    return either_words(ways)


def _overlaps(brief: Brief) -> Iterator[Diagnostic]:
    """Places that want the same few questions: a set of slots that have fewer between them than they need."""
    problem = brief.problem()
    seats: dict[int, int] = {}
    places = [n for n, opening in enumerate(problem.openings) for _ in range(opening.least)]

    def seat(place: int, seen: set[int]) -> bool:
        for row in problem.openings[places[place]].members:
            if row in seen:
                continue
            seen.add(row)
            if row not in seats or seat(seats[row], seen):
                seats[row] = place
                return True
        return False

    for place in range(len(places)):
        seen: set[int] = set()
        if seat(place, seen):
            continue
        slots = sorted({places[place], *(places[seats[row]] for row in seen if row in seats)})
        need = sum(brief.openings[n].least for n in slots)
        names = listed([slot_words(brief, n) for n in slots])
        message = f"{names} need {need} questions between them; the bank has {len(seen)} that fit any of these places"
        hint = f"Ask for {need - len(seen)} fewer, or add {need - len(seen)} more, or let one of the places take others"
        yield error("too-few-items", message, hint)
        return


# --- sums --------------------------------------------------------------------------------


def _range(brief: Brief, rule: Rule) -> tuple[int, int]:
    """The least and the most that a rule's sum can be, each slot for itself."""
    low = high = 0
    for n, opening in enumerate(brief.openings):
        if rule.openings is not None and n not in rule.openings:
            continue
        weights = sorted(rule.weigh(brief.rows[row]) for row in opening.members)
        most = min(opening.most, len(weights))
        low += sum(weights[: opening.least]) + sum(w for w in weights[opening.least : most] if w < 0)
        taken = weights[::-1][:most]
        high += sum(taken[: opening.least]) + sum(w for w in taken[opening.least :] if w > 0)
    return low, high


def _totals(brief: Brief) -> Iterator[Diagnostic]:
    for rule in brief.rules:
        low, high = _range(brief, rule)
        if rule.sort == "facility":
            if high < rule.least:
                easier = "easy" if rule.of == "least" else "hard"
                message = f"the questions that fit are not {easier} enough for a mean facility in that range"
                yield error("out-of-reach", message, "widen `facility`, or the places")
            continue
        asked = rule_words(rule)
        unit = 10 if rule.sort == "time" else 1
        if low > rule.most:
            ways = [f"raise it to {-(-low // unit)}", "ask for fewer or shorter questions"]
            yield error("out-of-reach", f"{asked}: the places make {low // unit} at least", either_words(ways))
        elif high < rule.least:
            ways = [f"lower it to {high // unit}", "give more places"]
            yield error("out-of-reach", f"{asked}: the places make {high // unit} at most", either_words(ways))


def _shares(brief: Brief) -> Iterator[Diagnostic]:
    """Ceilings of all objectives, or of topics that share no marks, below the total; floors above it."""
    total = next((rule for rule in brief.rules if rule.sort == "marks" and not rule.of), None)
    if total is None:
        return
    rows = [brief.rows[row] for row in brief.reachable]
    spag = _range(brief, Rule("marks", "", 0, 0, lambda row: row.spag))[1]
    for sort, spare in (("ao", spag), ("topic", 0)):
        parts = [rule for rule in brief.rules if rule.sort == sort]
        if sort == "topic" and any(
            one.of != other.of and one.of.startswith(f"{other.of}.") for one in parts for other in parts
        ):
            continue
        worth = [row.marks - (row.spag if sort == "ao" else 0) for row in rows]
        sums = [sum(part.weigh(row) for part in parts) for row in rows]
        if parts and sums == worth and sum(part.most for part in parts) + spare < total.least:
            yield _ceiling(total, parts, total.least - spare - sum(part.most for part in parts))
        least = sum(part.least for part in parts)
        if least > total.most:
            names = listed([rule_words(part, "least") for part in parts if part.least])
            ways = [f"total {total.most} to {least}"]
            over = least - total.most
            ways += [f"{part.of} {part.least} to {part.least - over}" for part in parts if part.least >= over]
            hint = f"One change is enough: {', or '.join(ways)}"
            yield error("out-of-reach", f"{names} do not fit into a total of {total.most}", hint)


def _ceiling(total: Rule, parts: Sequence[Rule], short: int) -> Diagnostic:
    limits = ", ".join(f"{part.of} <= {part.most}" for part in parts)
    ways = [f"total {total.least} to {total.least - short}"]
    ways += [f"{part.of} {part.most} to {part.most + short}" for part in reversed(parts)]
    return error(
        "out-of-reach", f"total {total.least} cannot fit {limits}", f"One change is enough: {', or '.join(ways)}"
    )


def _reachable(brief: Brief) -> Iterator[Diagnostic]:
    """Totals that no mix of marks makes."""
    for rule in brief.rules:
        if rule.sort != "marks" or rule.most - rule.least > 20 or rule.most > WIDEST:
            continue
        slots = [n for n in range(len(brief.openings)) if rule.openings is None or n in rule.openings]
        bits = 1
        for n in slots:
            bits = _sums_with(bits, _slot_totals(brief, n))
        if any(bits >> total & 1 for total in range(rule.least, rule.most + 1)):
            continue
        near = [next(iter(nearest(bits, rule.least, -1)), None), next(iter(nearest(bits, rule.most, 1)), None)]
        works = [total for total in near if total is not None]
        kinds = list(dict.fromkeys(kind for n in slots for kind in brief.slots[n].kinds))
        mix = f"No mix of {listed(kinds)}" if kinds else "No mix of these questions"
        where = f" for {rule.of}" if rule.of else ""
        asked = f"{rule.least}" if rule.least == rule.most else f"{rule.least} to {rule.most}"
        hint = f"{listed([str(total) for total in works], 'or')} may do" if works else "give other places"
        yield error("unreachable-total", f"{mix} makes {asked} marks{where}", hint)


def _slot_totals(brief: Brief, n: int) -> int:
    """The totals, as bits, that a slot's items can make."""
    opening = brief.openings[n]
    by_marks: dict[int, int] = {}
    for row in opening.members:
        marks = brief.rows[row].marks
        by_marks[marks] = by_marks.get(marks, 0) + 1
    most = min(opening.most, len(opening.members))
    reach = [1] + [0] * most
    for marks, number in by_marks.items():
        for count in range(most, 0, -1):
            for take in range(1, min(number, count) + 1):
                reach[count] |= reach[count - take] << (take * marks)
    bits = 0
    for count in range(opening.least, most + 1):
        bits |= reach[count]
    return bits


def _sums_with(bits: int, more: int) -> int:
    out, shift = 0, 0
    while more:
        if more & 1:
            out |= bits << shift
        more >>= 1
        shift += 1
    return out
