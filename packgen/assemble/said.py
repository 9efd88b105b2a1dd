"""What a blueprint asks for and what could be changed, in a teacher's words."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.assemble.brief import FINE, TENTHS, Brief
from packgen.assemble.eligible import listed
from packgen.assemble.problem import Rule
from packgen.model.blueprint import MOST_OF_A_RANGE, Slot, bounds, shares

NOUNS = {
    "multiple-choice": "multiple-choice questions",
    "timeline": "timelines",
    "essay": "essays",
}


def slot_words(brief: Brief, n: int, count: bool = True) -> str:
    """A slot as asked for: "3 x 8-mark source-utility with AO3 on topic 1.2"."""
    slot = brief.slots[n]
    least, most = bounds(slot.count)
    words: list[str] = []
    if count:
        words.append(f"{least} x" if least == most else f"{least} to {most} x")
    if slot.marks is not None:
        low, high = bounds(slot.marks)
        words.append(f"{low}-mark" if low == high else f"{low}- to {high}-mark")
    words.append(listed(slot.kinds, "or") if slot.kinds else "item" if slot.items else "question")
    return " ".join(words) + _asked(brief, slot)


def _asked(brief: Brief, slot: Slot) -> str:
    plan = brief.blueprint
    topics = slot.topics or plan.topics
    tags = {**plan.tags, **slot.tags}
    board = slot.board or plan.board
    said = f" with {listed(slot.aos, 'or')}" if slot.aos else ""
    if slot.stimulus is not None:
        said += {"none": " without a source", "any": " with a source"}.get(slot.stimulus, f" with a {slot.stimulus}")
    if slot.facility is not None:
        said += " with a facility of {:g} to {:g}".format(*shares(slot.facility))
    said += f" on {listed(topics)}" if topics else ""
    said += f" tagged {listed([f'{name}={value}' for name, value in tags.items()])}" if tags else ""
    said += f" that `{slot.query}` finds" if slot.query else ""
    return said + (f" for {board}" if board else "")


def rule_words(rule: Rule, side: str = "") -> str:
    """A rule as asked for, or only its "least" or "most": "AO3 at most 10", "40 marks"."""
    low, high = _figures(rule)
    noun = _noun(rule)
    if low == high:
        return f"{noun} {low}"
    if side == "least" or (not side and high is None):
        return f"{noun} at least {low}"
    if side == "most" or (not side and low is None):
        return f"{noun} at most {high}"
    return f"{noun} {low} to {high}"


def change_words(rule: Rule, side: str, by: int) -> str:
    """What to change a bound to: "AO3 10 to 16"."""
    low, high = _figures(rule)
    now = low if side == "least" else high
    unit = TENTHS if rule.sort == "time" else 1
    step = -(-by // unit)
    after = (now or 0) - step if side == "least" else (now or 0) + step
    return f"{_noun(rule)} {now} to {after}"


def _figures(rule: Rule) -> tuple[int | None, int | None]:
    unit = TENTHS if rule.sort == "time" else 1
    low = None if rule.least <= 0 else rule.least // unit
    high = None if rule.most >= MOST_OF_A_RANGE else rule.most // unit
    return low, high


def _noun(rule: Rule) -> str:
    if rule.sort == "marks":
        return f"marks of {rule.of}" if rule.of else "total"
    if rule.sort == "topic":
        return f"topic {rule.of}"
    return {"ao": rule.of, "count": "questions", "words": "words", "time": "minutes", "facility": "facility"}[rule.sort]


def missing_words(brief: Brief, row: int, many: int) -> str:
    """Questions that would help: "two 8-mark source-utility questions on 1.2"."""
    found = brief.rows[row]
    number = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(many, str(many))
    noun = "question" if many == 1 else "questions"
    return f"{number} {found.marks - found.spag}-mark {found.kind} {noun} on {found.topic}"


def either_words(ways: Sequence[str]) -> str:
    """What would do, the first letter large: "Reduce to 2, or add one ..."."""
    said = ", or ".join(ways)
    return said[:1].upper() + said[1:]


__all__ = ["FINE", "change_words", "either_words", "missing_words", "rule_words", "slot_words"]
