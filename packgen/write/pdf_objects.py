"""A PDF file as numbered objects: syntax, object streams, cross-reference stream.  Nothing here draws."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from packgen.write.pdf_flate import LEVEL

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_BUNDLE: Final = 200
# A row of the table of objects: in use, in a bundle or free; where; its place in the bundle.  As in PNG, a byte before
# it says whether it stands as it is or as what is added, byte by byte, to the row above.
_ENTRY: Final = struct.Struct(">xBLH").pack
_NEXT: Final = b"\x02\x00\x00\x00\x00\x00\x00\x01"
_FREE: Final = _ENTRY(0, 0, 0)
_WIDTH: Final = len(_FREE)
_ROWS: Final = b"/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>" % (_WIDTH - 1)
# Rows are so much alike that there is little to look for.
_ROWS_LEVEL: Final = 1


class Objects:
    """The objects of one file, numbered from 1.  What is not a stream is bundled and compressed.

    A long file is written piece by piece: `written` gives what has been put so far.
    """

    def __init__(self) -> None:
        self._plain: dict[int, bytes] = {}
        # Whole objects as they stand in the file, with their numbers.
        self._whole: list[tuple[int, bytes]] = []
        self._last = self._at = 0
        self._rows = bytearray(_ENTRY(0, 0, 65535))
        self._digest = hashlib.sha256()

    def reserve(self, count: int = 1) -> int:
        """The number of an object that is put later, or the first of `count` numbers in a row."""
        self._last += count
        return self._last - count + 1

    def put(self, number: int, body: bytes) -> None:
        """The body of a reserved object."""
        self._plain[number] = body

    def put_all(self, first: int, bodies: Sequence[bytes]) -> None:
        """The bodies of reserved objects in a row."""
        self._plain.update(zip(range(first, first + len(bodies)), bodies, strict=True))

    def add(self, body: bytes) -> int:
        """A new object; its number."""
        number = self.reserve()
        self._plain[number] = body
        return number

    def whole(self, number: int, whole: bytes) -> None:
        """A reserved object as it stands in the file."""
        self._whole.append((number, whole))

    def ready(self, first: int, count: int, whole: bytes) -> None:
        """A bundle as it stands in the file, of `count` reserved objects in a row, its own number after theirs."""
        holder = first + count
        self._fill(first, _rows(holder, count))
        self._whole.append((holder, whole))

    def stream(self, entries: bytes, data: bytes, number: int = 0) -> int:
        """A stream whose `data` is encoded as its dictionary's `entries` say; its number."""
        number = number or self.reserve()
        self._whole.append((number, stream(number, entries, data)))
        return number

    def flate(self, data: bytes) -> int:
        """A stream of `data`, which is compressed already; its number."""
        return self.stream(b"/Filter/FlateDecode", data)

    def written(self) -> bytes:
        """The file from where it was left off, with all that has been put since; none of it is kept."""
        out: list[bytes] = [] if self._at else [_HEADER]
        at = self._at or len(_HEADER)
        numbers = sorted(self._plain)
        for start in range(0, len(numbers), _BUNDLE):
            chunk = numbers[start : start + _BUNDLE]
            holder = self.reserve()
            self._whole.append((holder, bundle(holder, chunk, [self._plain[number] for number in chunk])))
            first, last = 0, len(chunk) - 1
            for n, number in enumerate(chunk):
                if n == last or chunk[n + 1] != number + 1:
                    self._fill(chunk[first], _rows(holder, n + 1 - first, first))
                    first = n + 1
        for number, whole in self._whole:
            self._fill(number, _ENTRY(1, at, 0))
            out.append(whole)
            at += len(whole)
        self._plain, self._whole, self._at = {}, [], at
        data = b"".join(out)
        self._digest.update(data)
        return data

    def ended(self, root: int, info: int) -> bytes:
        """What ends a file all of whose objects have been written; its identifier is a hash of its content."""
        identity = self._digest.hexdigest()[:32].encode()
        last, at = self._last + 1, self._at
        self._fill(last, _ENTRY(1, at, 0))
        packed = zlib.compress(self._rows, _ROWS_LEVEL)
        entries = b"/Type/XRef/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode%s" % (
            (last + 1, root, info, identity, identity, _ROWS)
        )
        return stream(last, entries, packed) + b"startxref\n%d\n%%%%EOF\n" % at

    def _fill(self, number: int, rows: bytes) -> None:
        """The rows of objects from `number` on in the table of the file."""
        at, table = number * _WIDTH, self._rows
        end = at + len(rows)
        if end > len(table):
            table.extend(_FREE * ((end - len(table)) // _WIDTH))
        table[at:end] = rows


def stream(number: int, entries: bytes, data: bytes) -> bytes:
    """A stream as it stands in a file."""
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)


def bundle(holder: int, numbers: Sequence[int], bodies: Sequence[bytes]) -> bytes:
    """Objects in the object stream number `holder`, as it stands in a file."""
    starts = accumulate([len(body) + 1 for body in bodies], initial=0)
    head = b" ".join([b"%d %d" % pair for pair in zip(numbers, starts, strict=False)]) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
    return stream(holder, entries, zlib.compress(head + b"\n".join(bodies), LEVEL))


def _rows(holder: int, count: int, index: int = 0) -> bytes:
    """The rows of `count` objects in a row, from the one with that index on, in the object stream number `holder`."""
    out = b""
    while count:
        here = min(count, 256 - index % 256)  # a sum has no carry
        out += _ENTRY(2, holder, index) + _NEXT * (here - 1)
        index, count = index + here, count - here
    return out


def ref(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def refs(numbers: Sequence[int]) -> bytes:
    """References to objects."""
    return (b"%d 0 R " * len(numbers))[:-1] % tuple(numbers)


@lru_cache(maxsize=20_000)
def number(value: float) -> bytes:
    """A length or coordinate to a thousandth, in the fewest characters."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


@lru_cache(maxsize=2_000)
def text(value: str) -> bytes:
    """A text string: as it is where it is ASCII, else UTF-16."""
    if value.isascii() and value.isprintable():
        return b"(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode() + b")"
    return b"<FEFF" + value.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def name(value: str) -> bytes:
    """A name object, special characters escaped."""
    out = bytearray(b"/")
    for byte in value.encode():
        if 33 <= byte <= 126 and byte not in b"#/%()<>[]{}":
            out.append(byte)
        else:
            out += b"#%02X" % byte
    return bytes(out)
