"""Tables that spreadsheets open, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import lru_cache

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for the system's old code page and spoils every accent."""

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with a byte order mark; no cell can be taken for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


@lru_cache(maxsize=4096)
def cell(value: str) -> str:
    """One line of text that no spreadsheet takes for a formula."""
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
