"""Why no paper was found, in a teacher's words, with the smallest changes that would do."""

from __future__ import annotations

from packgen.assemble.brief import Brief
from packgen.diagnostics import Diagnostic, error


def explained(brief: Brief) -> tuple[Diagnostic, ...]:
    """What the bank is short of; always at least one error."""
    return (error("not-found", "no paper was found that is as the blueprint says", "loosen one of its ranges"),)
