"""How parts and options are lettered and numbered."""

from __future__ import annotations

import string

LETTERS = string.ascii_lowercase
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def part_label(depth: int, n: int) -> str:
    """The label of part `n` (from 0): a, b, c for parts of a question (`depth` 0), i, ii, iii for parts of a part."""
    return LETTERS[n] if depth == 0 else _ROMAN[n]
