"""Texts as they are searched: capitals, accents, punctuation and markup aside, in every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from packgen.model.authored import markdown_texts

BETWEEN: Final = " ¦ "
"""Stands between two texts, so that no phrase is found across them; never part of a word."""

_ASCII_WORD = re.compile("[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")
# Scripts that are written without spaces: each of their characters is a word.
_UNSPACED = "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"


def words_of(text: str) -> list[str]:
    """The words of `text`, folded: "Lenin's Тёмный" is lenin, s, темныи."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf") and c != "\u0640")
    return _WORD.findall(re.sub(_UNSPACED, r" \1 ", kept.casefold()))


def folded(said: Iterable[str]) -> str:
    """Several texts as one, ready for `says`."""
    return f" {BETWEEN.join(' '.join(words_of(text)) for text in said)} "


def said_by(value: Any) -> Iterator[str]:
    """Every authored text of an item, a part of one or a stimulus: stems, options, schemes, provenance, sources."""
    for _, text in markdown_texts(value):
        yield text


def says(said: str, words: tuple[str, ...], whole: bool) -> bool:
    """Whether the `folded` text has `words` in a row; unless `whole`, of the last one the beginning is enough."""
    return f" {' '.join(words)}{' ' if whole else ''}" in said
