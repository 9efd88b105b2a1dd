"""A school's own fonts, as named in packgen.toml."""

from __future__ import annotations

from msgspec import Struct

from packgen.diagnostics import Place


class FontFiles(Struct, frozen=True, kw_only=True):
    """The static TrueType files of one family, by absolute path; only `regular` must be there.

    A missing style is drawn in the nearest one that is there.  `place` is where the family is named.
    """

    regular: str
    bold: str = ""
    italic: str = ""
    bold_italic: str = ""
    semibold: str = ""
    semibold_italic: str = ""
    place: Place | None = None
