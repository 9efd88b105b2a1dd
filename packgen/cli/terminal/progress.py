"""How far a long run is, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final

# A run that is shorter says nothing.
PATIENCE: Final = 1.0
BETWEEN: Final = 0.2
_CLEAR: Final = "\r\033[K"


class Progress:
    """A line on stderr that says how many of how many documents are done, and how long the rest will take.

    Only where a person looks on, and only after a second; it is gone at the end.
    """

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self.clear()

    def told(self) -> Callable[[int, int], None] | None:
        """Whom to tell how far the run is; None where nobody looks on."""
        return self._tell if sys.stderr.isatty() else None

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        elapsed = now - self._start
        if not done or elapsed < PATIENCE or now - self._last < BETWEEN:
            return
        self._last, self._shown = now, True
        left = max(1, round(elapsed / done * (total - done)))
        sys.stderr.write(f"{_CLEAR}{done} of {total} documents, about {left} s left")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._shown = False
