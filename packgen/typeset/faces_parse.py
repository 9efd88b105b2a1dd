"""Read a static TrueType file, and cut subsets from it, through reportlab's parser.

Every failure is a `FontFault` in plain words: a school's own file may be anything.
"""

from __future__ import annotations

import io
import struct
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFile

LARGEST: Final = 40_000_000
_MOST_CHARACTERS: Final = 200_000

# What to draw for a character that a font may lack but always has something like.
STAND_INS: Final[dict[int, tuple[int, ...]]] = {
    0x00A0: (0x0020,),
    0x2002: (0x0020,),
    0x2004: (0x0020,),
    0x2005: (0x0020,),
    0x2007: (0x0020,),
    0x2008: (0x0020,),
    0x2009: (0x202F, 0x0020),
    0x200A: (0x2009, 0x202F, 0x0020),
    0x202F: (0x2009, 0x0020),
    0x2010: (0x002D,),
    0x2011: (0x2010, 0x002D),
}

# The tables that a PDF reader needs of a CIDFontType2 program.
_KEPT: Final = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")

# What reading bytes that are not what they claim to be may raise.
_DAMAGE: Final = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, struct.error)

_STATIC: Final = "use the family's static TrueType files (.ttf), one for each style"


class FontFault(Exception):
    """A font file that cannot be used: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = _STATIC) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Metrics(Struct, frozen=True):
    """What setting text needs of a face.

    Lengths in em, but `bbox` and `stem_v` in 1/1000 em.  `codes` ("I") and `advances` ("d") are packed
    arrays of one length; characters that are drawn by a stand-in are among them.
    """

    name: str
    codes: bytes
    advances: bytes
    notdef: float
    cap_height: float
    ascent: float
    descent: float
    bbox: tuple[float, float, float, float]
    italic_angle: float
    stem_v: int
    flags: int

    def table(self) -> dict[int, float]:
        """Code point to advance in em."""
        codes, advances = array("I"), array("d")
        codes.frombytes(self.codes)
        advances.frombytes(self.advances)
        return dict(zip(codes, advances, strict=True))


class SubsetFont(Struct, frozen=True):
    """A face cut down to some characters, for a composite font with two-byte codes.

    A character's code is 1 + its place among the sorted characters.  `widths` (1/1000 em) and `gids` (glyphs of
    `program`) are by code, from 0.  `name` has the subset's tag, which depends on nothing but the program.
    """

    name: str
    codes: dict[str, int]
    widths: tuple[float, ...]
    gids: tuple[int, ...]
    program: bytes
    metrics: Metrics


def read_metrics(path: str) -> Metrics:
    """The metrics of the TrueType file at `path`; `FontFault` if it cannot be used."""
    font = _parsed(path)
    try:
        return _metrics(font)
    except _DAMAGE as problem:
        raise FontFault("this font file is damaged") from problem


def cut(path: str, metrics: Metrics, characters: Sequence[str], name: str) -> SubsetFont:
    """The subset of the file at `path` with exactly these characters, sorted and without repeats."""
    font = _parsed(path)
    from reportlab.pdfbase.ttfonts import TTFError

    codes = [_stand_in(font, ord(character)) for character in characters]
    places: dict[int, int] = {0: 0}
    gids = [0]
    for code in codes:
        gids.append(places.setdefault(font.charToGlyph.get(code, 0), len(places)))
    by_place = sorted(places, key=places.__getitem__)
    try:
        scale = 1000 / font.unitsPerEm
        widths = tuple(round(font.hmetrics[by_place[gid]][0] * scale, 2) for gid in gids)
        program = _stripped(font.makeSubset(codes))
    except (TTFError, *_DAMAGE) as problem:
        raise FontFault("this font file is damaged") from problem
    return SubsetFont(
        f"{_tag(program)}+{name}",
        {character: n for n, character in enumerate(characters, 1)},
        widths,
        tuple(gids),
        program,
        metrics,
    )


@lru_cache(maxsize=24)
def _parsed(path: str) -> TTFontFile:
    data = _read(path)
    _refuse_early(data)
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    try:
        font = TTFontFile(io.BytesIO(data))
        for code in [code for code, gid in font.charToGlyph.items() if not 0 < gid < font.numGlyphs]:
            del font.charToGlyph[code]
        _mend_advances(font)
    except TTFError as problem:
        if "does not allow" in str(problem):
            raise FontFault("this font's licence forbids putting it into a PDF", "choose another font") from problem
        raise FontFault(f"this font file cannot be read ({problem})") from problem
    except _DAMAGE as problem:
        raise FontFault("this font file is damaged") from problem
    if not font.charToGlyph:
        raise FontFault("this font has no characters")
    return font


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise FontFault(f"this font file cannot be opened ({problem.strerror})", "check the path") from problem
    if len(data) > LARGEST:
        raise FontFault(f"this font file is larger than {LARGEST // 1_000_000} MB")
    return data


def _refuse_early(data: bytes) -> None:
    """What the parser would read wrongly or without end."""
    if data[:4] == b"OTTO":
        raise FontFault("this is an OpenType font with PostScript outlines")
    if data[:4] in (b"wOFF", b"wOF2"):
        raise FontFault("this is a web font")
    if data[:4] not in (b"\0\1\0\0", b"true"):
        raise FontFault("this is not a TrueType font")
    try:
        tables = _directory(data)
        if "fvar" in tables:
            raise FontFault("this is a variable font")
        start, _ = tables["cmap"]
        (count,) = struct.unpack_from(">H", data, start + 2)
        for n in range(count):
            (offset,) = struct.unpack_from(">L", data, start + 8 + 8 * n)
            _refuse_long_map(data, start + offset)
    except (KeyError, struct.error) as problem:
        raise FontFault("this font file is damaged") from problem


def _refuse_long_map(data: bytes, at: int) -> None:
    """Refuse a character map whose ranges name more characters than any font has."""
    (form,) = struct.unpack_from(">H", data, at)
    if form == 4:
        (twice,) = struct.unpack_from(">H", data, at + 6)
        count = twice // 2
        lasts = struct.unpack_from(f">{count}H", data, at + 14)
        firsts = struct.unpack_from(f">{count}H", data, at + 16 + twice)
        ranges = list(zip(firsts, lasts, strict=True))
    elif form in (12, 13):
        (count,) = struct.unpack_from(">L", data, at + 12)
        groups = data[at + 16 : at + 16 + 12 * min(count, _MOST_CHARACTERS)]
        ranges = [(first, last) for first, last, _ in struct.iter_unpack(">LLL", groups)]
    else:
        return
    if sum(max(0, last - first + 1) for first, last in ranges) > _MOST_CHARACTERS:
        raise FontFault("this font file is damaged")


def _directory(data: bytes) -> dict[str, tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for n in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * n)
        found[tag.decode("latin-1")] = (offset, length)
    return found


def _mend_advances(font: TTFontFile) -> None:
    """Glyphs after the last full record share its advance, which the parser keeps in 1/1000 em instead of units."""
    start, _ = font.get_table_pos("hhea")
    full = font.get_ushort(start + 34)
    if full < len(font.hmetrics):
        advance = font.hmetrics[full - 1][0]
        font.hmetrics[full:] = [(advance, bearing) for _, bearing in font.hmetrics[full:]]


def _stand_in(font: TTFontFile, code: int) -> int:
    if code in font.charToGlyph:
        return code
    return next((other for other in STAND_INS.get(code, ()) if other in font.charToGlyph), code)


def _metrics(font: TTFontFile) -> Metrics:
    units = font.unitsPerEm
    advances = {code: font.hmetrics[gid][0] / units for code, gid in font.charToGlyph.items()}
    for code in STAND_INS:
        other = _stand_in(font, code)
        if other in advances:
            advances[code] = advances[other]
    x1, y1, x2, y2 = (round(v, 2) for v in font.bbox)
    codes = sorted(advances)
    return Metrics(
        name=font.name.decode("ascii"),
        codes=array("I", codes).tobytes(),
        advances=array("d", [advances[code] for code in codes]).tobytes(),
        notdef=font.hmetrics[0][0] / units,
        cap_height=_cap_height(font),
        ascent=font.ascent / 1000,
        descent=font.descent / 1000,
        bbox=(x1, y1, x2, y2),
        italic_angle=round(font.italicAngle, 2),
        stem_v=font.stemV,
        flags=_flags(font),
    )


def _cap_height(font: TTFontFile) -> float:
    """The height of capitals as the font's tables say it, or of its H where they say nothing or nonsense."""
    said = font.capHeight * font.unitsPerEm / 1000
    gid = font.charToGlyph.get(0x48)
    if gid is not None and font.glyphPos[gid + 1] - font.glyphPos[gid] >= 10:
        start, _ = font.get_table_pos("glyf")
        (top,) = struct.unpack_from(">h", font._ttf_data, start + font.glyphPos[gid] + 8)
        if top > 0 and abs(said - top) > 0.1 * top:
            said = top
    return float((said or font.ascent * font.unitsPerEm / 1000) / font.unitsPerEm)


def _flags(font: TTFontFile) -> int:
    """PDF's font flags: fixed pitch 1, serif 2, symbolic 4 (a composite font always is), italic 64."""
    start, _ = font.get_table_pos("post")
    flags = 4 | (1 if font.get_ulong(start + 12) else 0) | (64 if font.italicAngle else 0)
    if "OS/2" in font.table:
        start, _ = font.get_table_pos("OS/2")
        family_class, panose = font.get_ushort(start + 30) >> 8, font._ttf_data[start + 32 : start + 34]
        if family_class in (1, 2, 3, 4, 5, 7) or (panose[0] == 2 and 2 <= panose[1] <= 10):
            flags |= 2
    return flags


def _stripped(program: bytes) -> bytes:
    """The same font program without the tables that only matter outside a PDF."""
    from reportlab.pdfbase.ttfonts import TTFontMaker

    maker = TTFontMaker()
    for tag, (offset, length) in sorted(_directory(program).items()):
        if tag in _KEPT:
            maker.add(tag, program[offset : offset + length])
    stripped: bytes = maker.makeStream()
    return stripped


def _tag(program: bytes) -> str:
    import hashlib

    digest = hashlib.blake2b(program, digest_size=6).digest()
    return "".join(chr(65 + byte % 26) for byte in digest)
