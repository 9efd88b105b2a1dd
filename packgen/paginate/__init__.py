"""Atoms to pages: pure, no fonts, no PDF."""

from packgen.paginate.breaker import paginate
from packgen.paginate.pack import paginate_pack, recorded
from packgen.paginate.result import Frame, Pagination
from packgen.paginate.weights import PRESETS, SAVE_PAPER, SOURCES_TOGETHER, Weights

__all__ = [
    "PRESETS",
    "SAVE_PAPER",
    "SOURCES_TOGETHER",
    "Frame",
    "Pagination",
    "Weights",
    "paginate",
    "paginate_pack",
    "recorded",
]
