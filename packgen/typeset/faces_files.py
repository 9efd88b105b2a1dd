"""Where the font files are: the families that packgen depends on, and a school's own."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from typing import Final

from packgen.model.fonts import FontFiles

STYLES: Final = ("regular", "bold", "italic", "bold_italic", "semibold", "semibold_italic")

NEAREST: Final[Mapping[str, tuple[str, ...]]] = {
    "regular": ("regular",),
    "bold": ("bold", "semibold", "regular"),
    "italic": ("italic", "regular"),
    "bold_italic": ("bold_italic", "bold", "semibold", "regular"),
    "semibold": ("semibold", "bold", "regular"),
    "semibold_italic": ("semibold_italic", "bold_italic", "semibold", "bold", "regular"),
}

# family -> package, then the names of its files in the order of STYLES
_BUNDLED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "Source Sans Pro": (
        "font_source_sans_pro",
        (
            "SourceSansPro-Regular.ttf",
            "SourceSansPro-Bold.ttf",
            "SourceSansPro-It.ttf",
            "SourceSansPro-BoldIt.ttf",
            "SourceSansPro-Semibold.ttf",
            "SourceSansPro-SemiboldIt.ttf",
        ),
    ),
    "Fira Sans": (
        "fontpkg_fira_sans",
        (
            "FiraSans-Regular.ttf",
            "FiraSans-Bold.ttf",
            "FiraSans-Italic.ttf",
            "FiraSans-BoldItalic.ttf",
            "FiraSans-SemiBold.ttf",
            "FiraSans-SemiBoldItalic.ttf",
        ),
    ),
    "PT Serif": (
        "fontpkg_pt_serif",
        (
            "PT_Serif-Web-Regular.ttf",
            "PT_Serif-Web-Bold.ttf",
            "PT_Serif-Web-Italic.ttf",
            "PT_Serif-Web-BoldItalic.ttf",
            "",
            "",
        ),
    ),
}


def bundled(family: str) -> FontFiles | None:
    """The files of a family that comes with packgen, or None; nothing is imported to find them."""
    if family not in _BUNDLED:
        return None
    package, names = _BUNDLED[family]
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = os.path.join(next(iter(spec.submodule_search_locations)), "files")
    regular, bold, italic, bold_italic, semibold, semibold_italic = (
        name and os.path.join(folder, name) for name in names
    )
    return FontFiles(
        regular=regular,
        bold=bold,
        italic=italic,
        bold_italic=bold_italic,
        semibold=semibold,
        semibold_italic=semibold_italic,
    )


def style_name(bold: bool, italic: bool, semibold: bool) -> str:
    """The name in `STYLES` of that combination; bold wins over semibold."""
    weight = "bold" if bold else "semibold" if semibold else ""
    if italic:
        return f"{weight}_italic" if weight else "italic"
    return weight or "regular"


def nearest(files: FontFiles, style: str) -> tuple[str, str]:
    """The style that is drawn where `style` is asked for, and its file."""
    for name in NEAREST[style]:
        path: str = getattr(files, name)
        if path:
            return name, path
    return "regular", files.regular
