"""The documents of a class as sources for other typesetters: `peers.py SCHOOL VERSIONS OUT`.

Composed by packgen itself, then translated block by block, so that all tools print the same content.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, cast

from as_latex import write_latex
from as_typst import write_typst
from sample_bank import KINDS

from packgen import registry
from packgen.assemble.forms import forms
from packgen.compose.view import Meta, SourcePlan, View
from packgen.model.request import Request
from packgen.pipeline.press import layouts_of
from packgen.pipeline.workplace import choose, open_workplace
from packgen.typeset.faces_files import bundled

FAMILIES = ("Source Sans Pro", "PT Serif")


def main(school: Path, versions: int, out: Path) -> None:
    place = open_workplace(school)
    request = Request(kinds=KINDS, layout="exam", versions=versions, seed=3, title="t", board=place.settings.board)
    made, _ = forms(place.pool, request, choose(request, place))
    meta = Meta(title="t", subject="History", code="ABC123", school=place.settings.school, author=place.settings.school)
    for layout in layouts_of(request, place.settings)[:2]:
        view = cast("View[Any]", registry.get("compose", layout.view))
        documents = {
            f"{layout.name}-{form.version or 'A'}": view.make(form, layout, meta, SourcePlan()) for form in made
        }
        write_typst(out / "typst" / layout.name, layout, documents, merged=False)
        write_typst(out / "typst-merged" / layout.name, layout, documents, merged=True)
        write_latex(out / "latex", layout, documents)
    fonts = out / "fonts"
    fonts.mkdir(exist_ok=True)
    for family in FAMILIES:
        files = bundled(family)
        if files is not None:
            for path in {files.regular, files.bold, files.italic, files.bold_italic}:
                shutil.copy(path, fonts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
