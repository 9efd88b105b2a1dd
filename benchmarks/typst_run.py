"""Compiles every Typst source in the folders below SOURCE to PDF files in OUT, in one process."""

from __future__ import annotations

import sys
from pathlib import Path

import typst


def main(source: Path, fonts: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    compiler = typst.Compiler(root=str(source), font_paths=only)
    for file in sorted(source.glob("*/*.typ")):
        if file.name != "blocks.typ":
            compiler.compile(input=str(file), output=str(out / f"{file.stem}.pdf"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
