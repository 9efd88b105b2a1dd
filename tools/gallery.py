"""Draws docs/gallery.md: python tools/gallery.py (or make gallery).

Every layout and every profile is printed from the bundled bank, so that the pictures show what packgen prints
today.  A layout's picture lies in its own folder, where `packgen layouts --show` finds it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from msgspec import structs
from PIL import Image, ImageOps

from packgen.load.layout import PICTURE, layout_names, load_layout
from packgen.load.profile import load_profile, profile_names
from packgen.model.layout import Layout
from packgen.model.request import Request
from packgen.pipeline.layouts import file_of, view_of
from packgen.pipeline.making import Made, make
from packgen.pipeline.workplace import Workplace, open_workplace

HOME = Path(__file__).resolve().parent.parent
PAGE, PICTURES = HOME / "docs" / "gallery.md", HOME / "docs" / "gallery"
KINDS = ("multiple-choice", "source-inference", "timeline", "describe-two", "how-far-do-you-agree")
SHOWN = "exam"
HEIGHT, GAP, MOST = 480, 14, 3  # pixels, pixels, pages in a picture
EDGE = "#b0b0b0"
GROUND = "#ffffff"
HEAD = """\
# Gallery

Every layout and every profile, drawn by `make gallery` from the bundled bank: at most three pages of each.
`packgen layouts --show NAME` tells all about one.

## Layouts
"""


def main() -> int:
    place = open_workplace(HOME)
    folders = [Path(folder) for folder in place.settings.layouts]
    layouts = [found for name in layout_names(folders) if (found := load_layout(name, folders)[0])]
    lines = [HEAD]
    for layout in layouts:
        owners = [each for each in layouts if layout.name in each.companions] or [layout]
        wishes = [request(owner) for owner in owners]
        if "fairness" in view_of(layout).needs:
            wishes = [Request(kinds=("multiple-choice",) * 6, versions=2, mode="parallel", seed=7)]
        printed = (files(make(wish, place), file_of(layout)) for wish in wishes)
        save(next(filter(None, printed)), HOME / "layouts" / layout.name / PICTURE)
        title = f"### {layout.name}\n\n{layout.purpose}.\n"
        lines.append(f"{title}\n![Pages of the layout {layout.name}](../layouts/{layout.name}/{PICTURE})\n")
    lines.append(
        f"## Profiles\n\nEach prints the same questions as this `{SHOWN}`: see [profiles](reference/profiles.md).\n"
    )
    lines += profiles(place, next(layout for layout in layouts if layout.name == SHOWN))
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    return 0


def profiles(place: Workplace, layout: Layout) -> list[str]:
    out: list[str] = []
    folders = [Path(folder) for folder in place.settings.profiles]
    for name in profile_names(folders):
        profile, _ = load_profile(name, folders)
        assert profile is not None
        made = make(structs.replace(request(layout), profiles=(name,)), place)
        save(files(made, f"{file_of(layout)}-{profile.code}") or b"", PICTURES / f"{name}.png")
        out.append(f"### {name}\n\n{profile.purpose}.\n\n![Pages in the profile {name}](gallery/{name}.png)\n")
    return out


def request(layout: Layout) -> Request:
    """What shows a layout best: notes, a few short questions, or one question of several kinds."""
    if view_of(layout).prints_notes:
        return Request(layout=layout.name, topics=("1.1.1",), seed=7)
    asked = Request(layout=layout.name, topics=("1.1",), seed=7, title="Stalin’s rise to power")
    if layout.items.most_marks:
        return structs.replace(asked, count=layout.items.count or 8)
    return structs.replace(asked, kinds=KINDS, minutes=60)


def files(made: Made, name: str) -> bytes | None:
    """The PDF of that name among a pack's files, if it has one."""
    return next((file.data for file in made.pack.files if file.path.endswith(f"-{name}.pdf")), None)


def save(data: bytes, picture: Path) -> None:
    document = pypdfium2.PdfDocument(data)
    pages = [drawn(document[n]) for n in range(min(MOST, len(document)))]
    width = sum(page.width for page in pages) + GAP * (len(pages) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages)), GROUND)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width + GAP
    picture.parent.mkdir(parents=True, exist_ok=True)
    sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(picture, optimize=True)
    print(picture.relative_to(HOME), f"{picture.stat().st_size // 1024} kB")


def drawn(page: pypdfium2.PdfPage) -> Image.Image:
    image = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
    return ImageOps.expand(image, border=1, fill=EDGE)


if __name__ == "__main__":
    sys.exit(main())
