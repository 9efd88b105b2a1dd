"""Draws the pictures of the README: python tools/pictures.py (or make pictures).

A worksheet of the bundled bank is made in a temporary folder and its first page is drawn, so that the picture is
always what packgen prints today.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

HOME = Path(__file__).parent.parent
KINDS = ("multiple-choice", "timeline", "source-inference")
REQUEST = ("--topic", "1.1", "--seed", "7", *(word for kind in KINDS for word in ("--kind", kind)))
WIDTH = 760
EDGE = "#b0b0b0"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "packgen", "make", *REQUEST, "-o", folder]
        subprocess.run(command, check=True, cwd=HOME)
        (paper,) = Path(folder).glob("*/pupils/*-worksheet.pdf")
        (scheme,) = Path(folder).glob("*/teachers/*-mark-scheme.pdf")
        for name, file in (("worksheet", paper), ("mark-scheme", scheme)):
            save(file, HOME / "docs" / "pictures" / f"{name}.png")


def save(file: Path, picture: Path) -> None:
    document = pypdfium2.PdfDocument(file)
    page = document[0]
    image = page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil().convert("L")
    picture.parent.mkdir(parents=True, exist_ok=True)
    framed = ImageOps.expand(image, border=1, fill=EDGE).convert("P", palette=Image.Palette.ADAPTIVE, colors=16)
    framed.save(picture, optimize=True)
    print(picture.relative_to(HOME), f"{picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
