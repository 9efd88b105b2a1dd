"""What goes into the page breaker beside galleys, and what comes out.  Lengths are points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from packgen.diagnostics import Diagnostic
from packgen.model.galley import Page

if TYPE_CHECKING:
    from packgen.paginate.flow import Span


class Frame(Struct, frozen=True):
    """The field of a page template that text runs in: its top edge from the page's top, and its height."""

    top: float
    height: float


class Pagination(Struct, frozen=True):
    """A document's pages.

    `out_of_sight` holds (item, stimulus, part), in order, for each prompt that asks for a source which is printed
    in this document but not in its sight: on the same page, or on the same spread of a duplex document.
    `lines` are the answer lines that each item's spaces were given.  `outline` holds (level, title, page
    from 0, y from the page's top).  `problems` are boxes that fit no page: such pages must not be printed.
    `spans` say where the pages end: enough to make them again.
    """

    pages: tuple[Page, ...]
    out_of_sight: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    lines: dict[str, tuple[int, ...]] = {}
    outline: tuple[tuple[int, str, int, float], ...] = ()
    spans: tuple[Span, ...] = ()
