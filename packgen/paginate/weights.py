"""What a page break costs: the one table of prices by which the breaker chooses among allowed layouts.

The hard flow rules have no price: they are never broken.  Prices are in thousandths of a page, so that a
price of 600 means "three of these are worse than one more page".  An atom's own `penalty` counts in the same coin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

# A page that is filled less than this is near-empty, in percent.
NEAR_EMPTY: Final = 20


class Weights(Struct, frozen=True, kw_only=True):
    """The prices.

    page: each page, blank ones too.  apart: a part of a question whose source is out of sight.
    near_empty: a page filled less than NEAR_EMPTY percent.  wrong_start: a question of more than a page that
    starts on a right-hand page of a duplex document.  cut: an answer space that goes on overleaf.
    line: an answer line more or fewer than the item asks for.
    """

    page: int = 1000
    apart: int
    near_empty: int = 250
    wrong_start: int = 60
    cut: int = 10
    line: int = 4


# Fewest pages first; sources beside their questions where that costs no paper.
SAVE_PAPER: Final = Weights(apart=150)
# A source beside its question is worth a page.
SOURCES_TOGETHER: Final = Weights(apart=1100)
# An answer space that would go on overleaf is worth a page too: a question starts a new one unless all of it fits.
WHOLE_ANSWERS: Final = Weights(apart=1100, near_empty=0, cut=1300)

PRESETS: Final[Mapping[str, Weights]] = {
    "save-paper": SAVE_PAPER,
    "sources-together": SOURCES_TOGETHER,
    "whole-answers": WHOLE_ANSWERS,
}
