"""All checks over a bank or a paper, without those that nobody wants to hear and what authors have waived."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import cast

from msgspec import structs

from packgen import registry
from packgen.checks.rule import Check
from packgen.checks.waivers import Waivers, idle
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, Place
from packgen.load.words import nearest
from packgen.model.config import RuleChoice
from packgen.model.form import Form
from packgen.model.pool import ItemPool

ROOM, PAPERS = "checks", "checks.papers"
NOWHERE = Place("")
ALL = RuleChoice()
WAIVERS = "unused-waiver"
"""The check of what all other checks have left: it runs after them."""


def names() -> tuple[str, ...]:
    """The names of all checks, sorted."""
    return tuple(sorted(name for room in (ROOM, PAPERS) for name in registry.names(room)))


def checks(wanted: RuleChoice = ALL) -> tuple[Check, ...]:
    """Every check that is wanted, by name."""
    found = (*_checks(ROOM, wanted), *_checks(PAPERS, wanted))
    return tuple(sorted(found, key=lambda check: check.name))


def _checks(room: str, wanted: RuleChoice) -> Iterator[Check]:
    for name in registry.names(room):
        if is_wanted(name, wanted):
            yield cast("Check", registry.get(room, name))


def is_wanted(name: str, wanted: RuleChoice) -> bool:
    """Whether the rule `name` is to be told of: selected (all are if none is named) and not ignored."""
    chosen = not wanted.select or any(fnmatchcase(name, pattern) for pattern in wanted.select)
    return chosen and not any(fnmatchcase(name, pattern) for pattern in wanted.ignore)


def unknown(patterns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those of `patterns` that fit no check, each with a hint."""
    known = names()
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            yield pattern, nearest(pattern, known, "`packgen check --rules` lists them")


def run_checks(pool: ItemPool, wanted: RuleChoice = ALL, today: datetime.date | None = None) -> tuple[Diagnostic, ...]:
    """What the wanted checks find in `pool` on the day `today`, in order of place."""
    bank, waivers = Bank(pool, today), Waivers()
    used = checks(wanted)
    found: list[Diagnostic] = []
    for check in used:
        found += waivers.told(check, check.run(bank) if check.run else ())
    for check in used:
        if check.name == WAIVERS:
            found += waivers.told(check, idle(bank, waivers, used, names()))
    return _in_order(found)


def run_on_papers(pool: ItemPool, forms: Sequence[Form], wanted: RuleChoice = ALL) -> tuple[Diagnostic, ...]:
    """What the wanted checks find in the versions of a paper, as warnings; each set of items is looked at once."""
    groups: dict[frozenset[str], list[Form]] = {}
    for form in forms:
        groups.setdefault(frozenset(question.paper.item for question in form.questions), []).append(form)
    waivers = Waivers()
    found: list[Diagnostic] = []
    for ids, alike in groups.items():
        # The pool may be an index: its items are looked up, never walked over.
        bank = Bank(structs.replace(pool, items={id: pool.items[id] for id in sorted(ids) if id in pool.items}))
        for check in _checks(PAPERS, wanted):
            found += waivers.told(check, check.papers(bank, alike) if check.papers else ())
    return _in_order(structs.replace(one, severity="warning") for one in found)


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.place or NOWHERE, d.rule, d.message)))
