"""Pages stamped by our writer, alone and in a file of two, beside the same operators drawn through reportlab."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reading import read
from replay import replayed

from packgen.assemble.forms import forms
from packgen.assemble.select import select
from packgen.compose.view import Meta
from packgen.model.chosen import Chosen
from packgen.model.request import Request
from packgen.pipeline.press import Press, layouts_of
from packgen.pipeline.workplace import Workplace
from packgen.write.pdf import Writer, characters

SCALE = 100 / 72
FAR = 48  # of 255: a pixel that differs by more from all around its place is another one
NEAR = 0.05  # points
FEW = 0.0002  # of a page's pixels may


def unlike(place: Workplace, layout: str, kinds: tuple[str, ...], seed: int) -> Iterator[str]:
    """Pages of a layout and its companions that look otherwise than reportlab draws them."""
    request = Request(kinds=kinds, layout=layout, seed=seed, title="Proof")
    made, _ = forms(place.pool, request, Chosen(select(place.pool, request)))
    press = Press(Meta(title="Proof", subject="History", code="0F"), {}, "proof")
    press.plan(made, layouts_of(request, place.settings), apart=True)
    for each in press.jobs:
        (printable,) = press.printables(each)
        ours = Writer(each.faces.freeze(characters([printable]))).write(printable)
        theirs = replayed(printable, each.faces)
        for n, (one, other) in enumerate(zip(_pages(ours), _pages(theirs), strict=True), 1):
            far = _strangers(one, other) + _strangers(other, one)
            if one.getextrema()[0] > 64:
                yield f"{each.path} page {n} is empty"
            if far > FEW * one.width * one.height:
                yield f"{each.path} page {n}: {far} pixels differ"
        yield from (f"{each.path}: {fact}" for fact in _moved(ours, theirs))
        writer = Writer(each.faces.freeze(characters([printable])))
        merged = b"".join(writer.merged([printable, printable], "Proof"))
        if any(one.tobytes() != other.tobytes() for one, other in zip(2 * _pages(ours), _pages(merged), strict=True)):
            yield f"{each.path}: in a file of two, a page looks otherwise"


def _strangers(one: Image.Image, other: Image.Image) -> int:
    """Pixels of `one` that are darker or lighter than all near their place in `other`.

    A glyph may be snapped to the next pixel; nothing else is forgiven.
    """
    differs = ImageChops.difference(one, other).point(lambda value: 255 if value > FAR else 0).getbbox()
    if differs is None:
        return 0
    left, top, right, bottom = differs
    around = (max(left - 2, 0), max(top - 2, 0), min(right + 2, one.width), min(bottom + 2, one.height))
    one, other = one.crop(around), other.crop(around)
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    lighter = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    return sum(sum(found.histogram()[FAR + 1 :]) for found in (darker, lighter))


def _moved(ours: bytes, theirs: bytes) -> Iterator[str]:
    """Characters that do not stand where reportlab puts them, to a twentieth of a point."""
    for one, other in zip(read(ours).pages, read(theirs).pages, strict=True):
        if [c.text for c in one.chars] != [c.text for c in other.chars]:
            yield f"page {one.number + 1}: other characters, or in another order"
            continue
        far = max((abs(a.x - b.x) + abs(a.baseline - b.baseline) for a, b in zip(one.chars, other.chars, strict=True)))
        if far > NEAR:
            yield f"page {one.number + 1}: a character stands {far:.2f} pt away"


def _pages(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
