"""Texts of a list that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.model.item import Markdown


def repeated(texts: Sequence[Markdown]) -> Iterator[tuple[int, int]]:
    """Places of texts that say the same as an earlier one: (first place, this place); empty ones are left out.

    Capitals, spaces and a full stop at the end make no difference.
    """
    seen: dict[str, int] = {}
    for n, text in enumerate(texts):
        words = " ".join(text.split()).casefold().rstrip(".")
        if not words:
            continue
        if words in seen:
            yield seen[words], n
        seen.setdefault(words, n)
