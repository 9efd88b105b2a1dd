"""Pictures, re-encoded: nothing of the original file but its pixels reaches the PDF."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

from packgen.diagnostics import PackgenError, Place, error
from packgen.model.galley import Raster
from packgen.write.pdf_objects import Objects

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS: Final = 40_000_000
# More dots than a printer draws only make the file larger.
DOTS_PER_INCH: Final = 300
_JPEG_QUALITY: Final = 88


class ImageBytes:
    """Each picture encoded once for the size it is printed at, and written into many files."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, int, bool], tuple[bytes, bytes]] = {}

    def write(self, picture: Raster, objects: Objects) -> int:
        """Add the picture, printed no wider than here, to `objects`; its number."""
        limit = max(1, round(picture.w / 72 * DOTS_PER_INCH))
        key = (picture.digest, limit, picture.grey)
        if key not in self._ready:
            self._ready[key] = _encoded(picture.path, limit, picture.grey)
        return objects.stream(*self._ready[key])


def _encoded(path: str, limit: int, in_grey: bool) -> tuple[bytes, bytes]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _fault(path, f"this picture has more than {MOST_PIXELS // 1_000_000} million pixels")
            photograph = opened.format == "JPEG"
            image = _plain(ImageOps.exif_transpose(opened))
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise _fault(path, "this picture cannot be read as PNG or JPEG") from problem
    if image.width > limit:
        height = max(1, round(image.height * limit / image.width))
        image = image.resize((limit, height), Image.Resampling.LANCZOS)
    if in_grey:
        # A copier makes one shade of all middle greys: the picture's own are spread from black to white.
        image = ImageOps.autocontrast(image.convert("L"), cutoff=1)
    image.info.clear()
    grey = image.mode == "L"
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s" % (
        image.width,
        image.height,
        b"/DeviceGray" if grey else b"/DeviceRGB",
    )
    out = io.BytesIO()
    if photograph:
        image.save(out, "JPEG", quality=_JPEG_QUALITY)
        return entries + b"/Filter/DCTDecode", out.getvalue()
    image.save(out, "PNG", compress_level=9)
    parameters = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>"
    return entries + parameters % (1 if grey else 3, image.width), _png_data(out.getvalue())


def _plain(image: Image) -> Image:
    """Grey or RGB pixels on white paper."""
    from PIL import Image, ImageChops

    if image.mode.startswith("I"):
        return image.convert("I").point(lambda v: v * (1 / 256)).convert("L")
    if image.mode in ("L", "1"):
        if "transparency" not in image.info:
            return image.convert("L")
        image = image.convert("RGBA")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    image = image.convert("RGB")
    red, green, blue = image.split()
    if ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(red, blue).getbbox() is None:
        return red
    return image


def _png_data(file: bytes) -> bytes:
    """The compressed rows of a PNG: PDF reads them as they are."""
    at, found = 8, []
    while at < len(file):
        length, kind = struct.unpack_from(">L4s", file, at)
        if kind == b"IDAT":
            found.append(file[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(found)


def _fault(path: str, message: str) -> PackgenError:
    return PackgenError([error("bad-picture", message, "save it again as PNG or JPEG", Place(path))])
