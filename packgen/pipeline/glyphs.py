"""Characters that no font has, told at the lines of the bank where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from packgen.diagnostics import Diagnostic, error
from packgen.load.check import texts
from packgen.model.fonts import FontFiles
from packgen.model.item import Stimulus
from packgen.model.layout import Layout, Style
from packgen.model.pool import Located
from packgen.typeset.faces import Faces


def missing_glyphs(
    found: Iterable[Located[Any]], layout: Layout, fonts: Mapping[str, FontFiles]
) -> tuple[Diagnostic, ...]:
    """An error for each text with characters that no font of `layout` has, at the text's own line."""
    faces = Faces(layout.families, fonts)
    plain = layout.styles.get("body", Style()).family
    source = layout.styles.get("source", Style(family=plain)).family
    out: list[Diagnostic] = []
    known: set[str] = set()
    for one in found:
        families = {plain, source} if isinstance(one.value, Stimulus) else {plain}
        for field, text in texts(one.value):
            new = "".join(c for c in dict.fromkeys(text) if c not in known and c.isprintable())
            missing = [c for family in sorted(families) for c in faces.missing(family, new)]
            known.update(set(new).difference(missing))
            if missing:
                names = ", ".join(f"\u201c{c}\u201d (U+{ord(c):04X})" for c in dict.fromkeys(missing))
                message = f"no font has {names}, in the {field} of {one.value.id}"
                hint = "write it with other characters, or name a font that has it in packgen.toml"
                out.append(error("missing-glyph", message, hint, one.at(field)))
    return tuple(out)
