"""Letters for versions, sources and options: A to Z, then AA, AB ..."""

from __future__ import annotations


def letter(n: int) -> str:
    """The letter of place `n`, counted from 0."""
    return (letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
