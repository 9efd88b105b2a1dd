"""Compressed content that is put together from pieces compressed before.

A piece is raw deflate data that refers to nothing outside itself and ends on a whole byte, so that pieces can follow
one another in any order; the checksum of the whole is worked out from theirs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import Final, NamedTuple

# Two thirds of the time of zlib's own choice, for a twentieth more bytes.
LEVEL: Final = 4
# Three quarters of that, for another twentieth: for what stands in one file only.
QUICK: Final = 1
# Small tables, which the processor has at hand: in what is compressed here there is little to look back at.
_WINDOW: Final = 12
_MEMORY: Final = 5
_PRIME: Final = 65521
_HEAD: Final = b"\x78\x5e"
_END: Final = b"\x03\x00"  # an empty last block
_LENGTHS: Final = struct.Struct("<HH").pack
_CHECKSUM: Final = struct.Struct(">I").pack
_LONGEST_STORED: Final = 65535


class Packed(NamedTuple):
    """Raw deflate data; of what it holds, the sums of its checksum (Adler-32; `below` is one less) and its length."""

    data: bytes
    above: int
    below: int
    length: int


def flate(content: bytes | bytearray, level: int = LEVEL) -> bytes:
    """The data of a stream with the filter FlateDecode that holds `content`."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, _WINDOW, _MEMORY)
    return squeezer.compress(content) + squeezer.flush()


def packed(content: bytes) -> Packed:
    """`content` compressed as a piece."""
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -_WINDOW, _MEMORY)
    data = squeezer.compress(content) + squeezer.flush(zlib.Z_SYNC_FLUSH)
    return _summed(data, content)


def stored(content: bytes) -> Packed:
    """A few bytes as they are."""
    length = len(content)
    assert length <= _LONGEST_STORED
    return _summed(b"\x00" + _LENGTHS(length, length ^ 0xFFFF) + content, content)


def _summed(data: bytes, content: bytes) -> Packed:
    checksum = zlib.adler32(content)
    return Packed(data, checksum >> 16, (checksum & 0xFFFF) - 1, len(content))


def joined(pieces: Iterable[Packed]) -> bytes:
    """The data of a stream with the filter FlateDecode that holds `pieces` one after another."""
    high = low = 0
    out = [_HEAD]
    for data, above, below, length in pieces:
        out.append(data)
        high += above + length * low
        low += below
    out.append(_END)
    out.append(_CHECKSUM(high % _PRIME << 16 | (low + 1) % _PRIME))
    return b"".join(out)
