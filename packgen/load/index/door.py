"""The way to a bank: read as it is, or, where it is large, through its index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from packgen.diagnostics import Diagnostic
from packgen.load.index.survey import Survey
from packgen.load.pool import load_pool
from packgen.model.pool import ItemPool

LARGE: Final = 1_500_000
"""Bytes of bank files from which an index pays: smaller banks are read in the time that it takes to make one."""


def open_pool(
    roots: Sequence[Path],
    kind_folders: Sequence[Path] = (),
    tell: Callable[[str], None] = lambda line: None,
    large: int | None = None,
) -> tuple[ItemPool, tuple[Diagnostic, ...]]:
    """As `load_pool`; a bank of `large` bytes or more is looked up in its index, which is brought up to date before.

    `tell` is given a line where an index is made, made again, or can't be used.
    """
    survey = Survey()
    for root in roots:
        survey.read(root)
    if survey.size < (LARGE if large is None else large):
        return load_pool(roots, kind_folders)
    from packgen.load.index.current import indexed

    return indexed(survey, roots, kind_folders, tell) or load_pool(roots, kind_folders)
