"""What authors have waived, with a reason, and whether there was anything to waive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from packgen.checks.walk import Bank, Found, found
from packgen.diagnostics import Diagnostic
from packgen.load.words import nearest
from packgen.model.pool import Located

if TYPE_CHECKING:
    from packgen.checks.rule import Check


class Waivers:
    """The waivers met on one run of checks, and which of them had something to waive."""

    def __init__(self) -> None:
        self._used: set[tuple[int, str]] = set()

    def told(self, check: Check, findings: Iterable[Found]) -> Iterator[Diagnostic]:
        """The diagnostics of what `check` found, without what is waived; errors can't be."""
        for one in findings:
            waived = [value for value in one.about if check.name in getattr(value, "waive", ())]
            self._used.update((id(value), check.name) for value in waived)
            if not waived or check.severity == "error":
                yield Diagnostic(check.severity, check.name, one.message, one.hint, one.place)

    def used(self, value: Any, rule: str) -> bool:
        """Whether the waiver of `rule` in an item, stimulus or note had something to waive."""
        return (id(value), rule) in self._used


def idle(bank: Bank, waivers: Waivers, ran: Iterable[Check], known: Iterable[str]) -> Iterator[Found]:
    """Waivers that waive nothing: of rules that ran and found nothing there, that can't be waived or that aren't."""
    rules = {check.name: check for check in ran}
    names = tuple(known)
    for located, field, value in _waiving(bank):
        for rule in value.waive:
            at = f"{field}.waive.{rule}".lstrip(".")
            check = rules.get(rule)
            if rule not in names:
                yield found(located, at, f"there is no rule {rule} to waive", nearest(rule, names, "delete the waiver"))
            elif check and check.severity == "error":
                yield found(located, at, f"{rule} is an error; it can't be waived", "mend what it says")
            elif check and not waivers.used(value, rule):
                yield found(located, at, f"{rule} finds nothing here to waive", "delete the waiver")


def _waiving(bank: Bank) -> Iterator[tuple[Located[Any], str, Any]]:
    for question in bank.asked:
        yield question.whole, question.field, question.item
    for group in (bank.pool.stimuli, bank.pool.notes):
        for located in group.values():
            yield located, "", located.value
