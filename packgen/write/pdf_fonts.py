"""A frozen subset as PDF objects: a composite font with two-byte codes, widths and a way back to Unicode."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from packgen.typeset.faces import SubsetFont, Subsets
from packgen.write.pdf_objects import Objects, name, number, ref

_HEAD: Final = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_FOOT: Final = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_LEVEL: Final = 6  # compressed once a pack
_SYSTEM: Final = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


class FontBytes:
    """The parts of each font, compressed once and written into many files."""

    def __init__(self, subsets: Subsets) -> None:
        self._subsets = subsets
        self._ready: dict[str, tuple[bytes, bytes, bytes, bytes]] = {}

    def write(self, face: str, objects: Objects) -> int:
        """Add the font of `face` to `objects`; the number of its font dictionary."""
        font = self._subsets.fonts[face]
        if face not in self._ready:
            self._ready[face] = _prepared(font)
        program, back, glyphs, widths = self._ready[face]
        base = name(font.name)
        file = objects.stream(b"/Filter/FlateDecode/Length1 %d" % len(font.program), program)
        unicode = objects.stream(b"/Filter/FlateDecode", back)
        to_glyph = ref(objects.stream(b"/Filter/FlateDecode", glyphs)) if glyphs else b"/Identity"
        descriptor = objects.add(_descriptor(font, base, file))
        descendant = objects.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s%s/FontDescriptor %s/CIDToGIDMap %s/DW %s/W[1[%s]]>>"
            % (base, _SYSTEM, ref(descriptor), to_glyph, number(font.widths[0]), widths)
        )
        return objects.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>"
            % (base, ref(descendant), ref(unicode))
        )


def _prepared(font: SubsetFont) -> tuple[bytes, bytes, bytes, bytes]:
    glyphs = b""
    if font.gids != tuple(range(len(font.gids))):
        glyphs = zlib.compress(struct.pack(f">{len(font.gids)}H", *font.gids), _LEVEL)
    return (
        zlib.compress(font.program, _LEVEL),
        zlib.compress(_to_unicode(font.codes), _LEVEL),
        glyphs,
        b" ".join(number(width) for width in font.widths[1:]),
    )


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
