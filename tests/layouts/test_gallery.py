"""The gallery has every layout and every profile that comes with packgen."""

from pathlib import Path

from packgen.load.bundled import bundled_layouts, bundled_profiles
from packgen.load.layout import PICTURE, layout_names
from packgen.load.profile import profile_names

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 3_000_000


def test_every_layout_and_profile_has_its_picture():
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    pictures = [bundled_layouts() / name / PICTURE for name in layout_names([bundled_layouts()])]
    pictures += [DOCS / "gallery" / f"{name}.png" for name in profile_names([bundled_profiles()])]
    for picture in pictures:
        assert picture.is_file(), "run make gallery"
        assert f"{picture.parent.name}/{picture.name})" in page
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES
