"""Atoms to pages: pure, no fonts, no PDF."""

from packgen.paginate.breaker import paginate
from packgen.paginate.fill import filled
from packgen.paginate.flow import Span
from packgen.paginate.pack import decided, lengthened, recorded
from packgen.paginate.pages import TOO_TALL, resumed
from packgen.paginate.result import Frame, Pagination
from packgen.paginate.weights import PRESETS, SAVE_PAPER, SOURCES_TOGETHER, Weights

__all__ = [
    "PRESETS",
    "SAVE_PAPER",
    "SOURCES_TOGETHER",
    "TOO_TALL",
    "Frame",
    "Pagination",
    "Span",
    "Weights",
    "decided",
    "filled",
    "lengthened",
    "paginate",
    "recorded",
    "resumed",
]
