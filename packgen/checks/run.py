"""All checks over a bank."""

from __future__ import annotations

from typing import cast

from packgen import registry
from packgen.checks.rule import Check
from packgen.checks.walk import Bank
from packgen.diagnostics import Diagnostic, Place
from packgen.model.pool import ItemPool

NOWHERE = Place("")


def checks() -> tuple[Check, ...]:
    """Every check, by name."""
    return tuple(cast("Check", registry.get("checks", name)) for name in registry.names("checks"))


def run_checks(pool: ItemPool) -> tuple[Diagnostic, ...]:
    """What all checks find in `pool`, in order of place."""
    bank = Bank(pool)
    found = dict.fromkeys(diagnostic for check in checks() for diagnostic in check.run(bank))
    return tuple(sorted(found, key=lambda d: (d.place or NOWHERE, d.rule, d.message)))
