"""What every check offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from packgen.checks.walk import Bank, Found
from packgen.diagnostics import Severity
from packgen.model.form import Form

__all__ = ["Bank", "Check", "Found", "on_papers"]

Run = Callable[[Bank], Iterable[Found]]
Papers = Callable[[Bank, Sequence[Form]], Iterable[Found]]


class Check(Struct, frozen=True, kw_only=True):
    """A rule that authors are told about.

    `name` is the rule of its diagnostics; they are warnings, or errors where such an item can't be printed, or notes
    where nothing need be wrong.  `what` says what it finds, `why` it matters.  `finds` and `passes` are small bank
    files, one in which it finds something and one like it in which it finds nothing.

    `run` goes through a bank; `papers` through the versions of one paper, whose bank holds nothing but their items.
    """

    name: str
    severity: Severity = "warning"
    what: str
    why: str
    finds: str
    passes: str
    run: Run | None = None
    papers: Papers | None = None


def on_papers(run: Run) -> Papers:
    """`run` for a paper: what it finds among the paper's own items."""
    return lambda bank, forms: run(bank)
