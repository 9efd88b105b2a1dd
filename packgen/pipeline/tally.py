"""How far a run is: each document is planned, then printed as often as there are copies of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from packgen.pipeline.press import Press

Progress = Callable[[int, int], None]
"""Told how many of how many documents are done."""
# What planning a document takes of all the time that it takes.
_PLANNING: Final = 0.5


class Tally:
    """Counts documents for a `progress` that is to be told of them."""

    def __init__(self, progress: Progress, documents: int) -> None:
        self._progress = progress
        self._total, self._planned, self._printed = documents, 0, 0

    def planned(self) -> None:
        """One more document is planned; there may be more of them than was thought."""
        self._planned += 1
        self._total = max(self._total, self._planned)
        self._progress(int(self._planned * _PLANNING), self._total)

    def printing(self, presses: Sequence[Press]) -> Callable[[int], None]:
        """From now on documents are printed: whoever prints some tells how many."""
        self._total = sum(len(job.documents) for press in presses for job in press.jobs)
        return self._more

    def _more(self, documents: int) -> None:
        self._printed += documents
        done = self._total * _PLANNING + self._printed * (1 - _PLANNING)
        self._progress(int(done), self._total)
