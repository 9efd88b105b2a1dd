"""Characters that no font has, told at the lines where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load.files import BANK_FILE
from packgen.load.walk import shown
from packgen.model.authored import texts
from packgen.model.config import Config
from packgen.model.fonts import FontFiles
from packgen.model.item import Stimulus
from packgen.model.layout import Layout, Style
from packgen.model.pool import Bank, Located
from packgen.typeset.faces import Faces

WHITE: Final = frozenset(" \t\n\r\f\v\u2028\u2029")
"""What parts words and is never drawn."""


class Words(Struct, frozen=True):
    """A text that is printed and is no item's: what it is ("the title"), and where it is written."""

    what: str
    text: str
    place: Place | None = None


def words_of(settings: Config, banks: Iterable[Bank]) -> tuple[Words, ...]:
    """What a folder's settings and its banks put on every page."""
    files = [(bank, Place(shown(Path(bank.root) / BANK_FILE))) for bank in banks]
    school = Words("the school's name", settings.school, settings.places.get("school"))
    named = [(Words("the subject", bank.subject, at), Words("the unit", bank.unit, at)) for bank, at in files]
    return (school, *(words for pair in named for words in pair))


def missing_glyphs(
    found: Iterable[Located[Any]], words: Iterable[Words], layout: Layout, fonts: Mapping[str, FontFiles]
) -> tuple[Diagnostic, ...]:
    """An error for each text with characters that no font of `layout` has, at the text's own line."""
    faces = _Known(layout, fonts)
    out = [_told(each.what, missing, each.place) for each in words if (missing := faces.missing(each.text, False))]
    for one in found:
        stimulus = isinstance(one.value, Stimulus)
        for field, text in texts(one.value):
            if missing := faces.missing(text, stimulus):
                out.append(_told(f"the {field} of {one.value.id}", missing, one.at(field)))
    return tuple(out)


class _Known:
    """The fonts of a layout, asked about each character once."""

    def __init__(self, layout: Layout, fonts: Mapping[str, FontFiles]) -> None:
        self._faces = Faces(layout.families, fonts)
        plain = layout.styles.get("body", Style()).family
        source = layout.styles.get("source", Style(family=plain)).family
        self._families = {False: (plain,), True: tuple(dict.fromkeys((plain, source)))}
        self._drawn: dict[bool, set[str]] = {False: set(), True: set()}

    def missing(self, text: str, stimulus: bool) -> list[str]:
        """The characters of `text` that can't be drawn in plain text or, with `stimulus`, in a source."""
        drawn = self._drawn[stimulus]
        new = "".join(c for c in dict.fromkeys(text) if c not in drawn and c not in WHITE)
        lacking = dict.fromkeys(c for family in self._families[stimulus] for c in self._faces.missing(family, new))
        drawn.update(set(new).difference(lacking))
        return list(lacking)


def _told(what: str, missing: Iterable[str], place: Place | None) -> Diagnostic:
    names = ", ".join(f"\u201c{c}\u201d (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in missing)
    hint = "write it with other characters, or name a font that has it in packgen.toml"
    return error("missing-glyph", f"no font has {names}, in {what}", hint, place)
