"""Why no paper was found, in a teacher's words, with the smallest changes that would do."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.assemble.brief import Brief
from packgen.assemble.classes import Places
from packgen.diagnostics import Diagnostic, error


def explained(brief: Brief) -> tuple[Diagnostic, ...]:
    """What the bank is short of; always at least one error."""
    return (error("not-found", "no paper was found that is as the blueprint says", "loosen one of its ranges"),)


def no_versions(brief: Brief) -> tuple[Diagnostic, ...]:
    """No versions were found that all keep to the blueprint, though there is one paper that does."""
    many = f"{brief.request.versions} versions"
    message = f"I could not find {many} that all keep to the blueprint's ranges; one paper that does was found"
    return (
        error("not-found", message, "widen its ranges, ask for fewer versions, or try --thorough or another --seed"),
    )


def too_few_for(brief: Brief, groups: Sequence[Places]) -> tuple[Diagnostic, ...]:
    """Why so many versions can't each have items of their own at the places of `groups`."""
    return (error("too-few-for-versions", "the bank has too few questions for so many versions"),)
