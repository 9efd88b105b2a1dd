"""A frozen subset as PDF objects: a composite font with two-byte codes, widths and a way back to Unicode."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from packgen.typeset.faces import SubsetFont, Subsets
from packgen.write.pdf_objects import Objects, bundle, name, number, ref, stream

_HEAD: Final = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_FOOT: Final = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_LEVEL: Final = 6  # compressed once a pack
_OBJECTS: Final = 7  # of each font
_IN_BUNDLE: Final = 3  # the first of them, in the one that follows
_SYSTEM: Final = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


class FontBytes:
    """Each font as objects of a file, made once and the same in every file: they have the first numbers of all."""

    def __init__(self, subsets: Subsets) -> None:
        self._subsets = subsets
        self._firsts = {face: 1 + n * _OBJECTS for n, face in enumerate(sorted(subsets.fonts))}
        self._ready: dict[str, tuple[tuple[tuple[int, bytes], ...], bytes]] = {}

    def reserve(self, objects: Objects) -> None:
        """Keep the first numbers of a file for its fonts, whether it comes to use them or not."""
        if self._firsts:
            assert objects.reserve(len(self._firsts) * _OBJECTS) == 1, "fonts come first"

    def write(self, face: str, objects: Objects) -> int:
        """Add the font of `face` to `objects`; the number of its font dictionary."""
        first = self._firsts[face]
        if face not in self._ready:
            self._ready[face] = _made(self._subsets.fonts[face], first)
        streams, dictionaries = self._ready[face]
        for at, whole in streams:
            objects.ready(at, whole)
        objects.ready(first + _IN_BUNDLE, dictionaries, _IN_BUNDLE)
        return first


def _made(font: SubsetFont, first: int) -> tuple[tuple[tuple[int, bytes], ...], bytes]:
    """The font's streams with their numbers, then its dictionaries as a bundle: the font's own, which is the first."""
    descendant, descriptor, holder, program, back, glyphs = range(first + 1, first + _OBJECTS)
    length = b"/Length1 %d" % len(font.program)
    data = [(program, length, font.program), (back, b"", _to_unicode(font.codes))]
    mapped = font.gids != tuple(range(len(font.gids)))
    if mapped:
        data.append((glyphs, b"", struct.pack(f">{len(font.gids)}H", *font.gids)))
    streams = tuple(
        (n, stream(n, b"/Filter/FlateDecode" + more, zlib.compress(content, _LEVEL))) for n, more, content in data
    )
    base = name(font.name)
    widths = b" ".join(number(width) for width in font.widths[1:])
    dictionaries = (
        b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>"
        % (base, ref(descendant), ref(back)),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s%s/FontDescriptor %s/CIDToGIDMap %s/DW %s/W[1[%s]]>>"
        % (base, _SYSTEM, ref(descriptor), ref(glyphs) if mapped else b"/Identity", number(font.widths[0]), widths),
        _descriptor(font, base, program),
    )
    return streams, bundle(holder, (first, descendant, descriptor), dictionaries)


def _to_unicode(codes: dict[str, int]) -> bytes:
    rows = [b"<%04X> <%s>\n" % (code, c.encode("utf-16-be").hex().upper().encode()) for c, code in codes.items()]
    out = [_HEAD]
    for start in range(0, len(rows), 100):
        chunk = rows[start : start + 100]
        out.append(b"%d beginbfchar\n%sendbfchar\n" % (len(chunk), b"".join(chunk)))
    return b"".join([*out, _FOOT])


def _descriptor(font: SubsetFont, base: bytes, file: int) -> bytes:
    metrics = font.metrics
    return (
        b"<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%s]/ItalicAngle %s"
        b"/Ascent %s/Descent %s/CapHeight %s/StemV %d/FontFile2 %s>>"
        % (
            base,
            metrics.flags,
            b" ".join(map(number, metrics.bbox)),
            number(metrics.italic_angle),
            number(metrics.ascent * 1000),
            number(metrics.descent * 1000),
            number(metrics.cap_height * 1000),
            metrics.stem_v,
            ref(file),
        )
    )
