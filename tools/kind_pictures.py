"""Draws the pictures of docs/reference/kinds: python tools/kind_pictures.py [KIND ...] (or make gallery).

The gallery's item of each kind is printed alone, the paper and its mark scheme, and cropped to what is on them.
Afterwards `packgen kinds --docs docs/reference/kinds` shows the pictures on the pages.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from packgen.cli.terminal.kind_page import PAPER, PICTURES, SCHEME
from packgen.load.kinds import load_kinds
from packgen.load.layout import load_layout
from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import Workplace, open_workplace

HOME = Path(__file__).resolve().parent.parent
GALLERY = HOME / "tests" / "gallery"
FOLDER = HOME / "docs" / "reference" / "kinds" / PICTURES
LAYOUT, SCHEME_LAYOUT = "kind-paper", "kind-scheme"
WIDTH, EDGE, MOST = 640, 8, 2  # pixels, pixels, pages in a picture
FINER = 3  # drawn so many times larger first, so that letters stand where they stand in print
WHITE = 255
GREYS = 8  # that are kept, black and white among them
DARKER = 1.35  # small letters are thin once they are drawn in few greys


def main() -> int:
    place = open_workplace(GALLERY)
    folders = [Path(folder) for folder in place.settings.layouts]
    scheme, _ = load_layout(SCHEME_LAYOUT, folders)
    assert scheme is not None
    # The head of a scheme: what follows its last words is the question.
    head = scheme.strings["scheme_line"].rpartition("}")[2].split(". ")[-1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in sys.argv[1:] or load_kinds([])[0]:
        request = Request(items=(item_of(kind, place),), layout=LAYOUT, seed=7)
        files = {file.path: file.data for file in make(request, place).pack.files}
        for folder, name, below in (("pupils", PAPER, ""), ("teachers", SCHEME, head)):
            (data,) = (data for path, data in files.items() if path.startswith(folder) and path.endswith(".pdf"))
            save(data, FOLDER / name.format(kind=kind), below)
    return 0


def item_of(kind: str, place: Workplace) -> str:
    """The gallery's item of a kind: the one that is called as the kind is, else the first."""
    found = [id for id, item in place.pool.items.items() if item.value.kind == kind]
    return kind if kind in found else found[0]


def save(data: bytes, picture: Path, below: str) -> None:
    """The pages of a PDF under one another; of the first only what stands below the words `below`."""
    document = pypdfium2.PdfDocument(data)
    pages = [drawn(document[n], below if not n else "") for n in range(min(MOST, len(document)))]
    sheet = Image.new("L", (WIDTH, sum(page.height for page in pages)), WHITE)
    y = 0
    for page in pages:
        sheet.paste(page, (0, y))
        y += page.height
    steps = GREYS - 1
    few = sheet.point([WHITE * round(steps * (grey / WHITE) ** DARKER) // steps for grey in range(WHITE + 1)])
    few.convert("P", palette=Image.Palette.ADAPTIVE, colors=GREYS).save(picture, optimize=True)
    print(picture.relative_to(HOME), f"{picture.stat().st_size / 1024:.1f} kB")


def drawn(page: pypdfium2.PdfPage, below: str) -> Image.Image:
    """A page in greys, without the white above and below."""
    scale = WIDTH / page.get_width()
    large = page.render(scale=scale * FINER, grayscale=True).to_pil().convert("L")
    image = large.resize((WIDTH, large.height // FINER), Image.Resampling.LANCZOS)
    if below:
        text = page.get_textpage()
        found = text.search(below).get_next()
        assert found is not None
        end = page.get_height() - text.get_charbox(sum(found) - 1)[1]
        image.paste(WHITE, (0, 0, WIDTH, round(end * scale) + EDGE))
    ink = ImageChops.invert(image).getbbox()
    assert ink is not None
    return image.crop((0, max(0, ink[1] - EDGE), WIDTH, min(image.height, ink[3] + EDGE)))


if __name__ == "__main__":
    sys.exit(main())
