"""A PDF file as numbered objects: syntax, object streams, cross-reference stream.  Nothing here draws."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

from packgen.write.pdf_flate import LEVEL, QUICK, flate

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_BUNDLE: Final = 200
# A row of the table of objects: in use, in a bundle or free; where; its place in the bundle.  As in PNG, a byte before
# it says whether it stands as it is or as what is added, byte by byte, to the row above.
_ROW: Final = struct.Struct(">xBLH")
_ENTRY: Final = _ROW.pack
_NEXT: Final = b"\x02\x00\x00\x00\x00\x00\x00\x01"
_FREE: Final = _ENTRY(0, 0, 0)
_WIDTH: Final = len(_FREE)
_ROWS: Final = b"/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>" % (_WIDTH - 1)
# A stream's end: its checksum, if it is compressed, and the words around.
_TAIL: Final = len(b"\0\0\0\0\nendstream\nendobj\n")


class Objects:
    """The objects of one file, numbered from 1.  What is not a stream is bundled and compressed.

    A long file is written piece by piece: `written` gives what has been put so far.
    """

    def __init__(self) -> None:
        # What is to be bundled, and its numbers.
        self._bodies: list[bytes] = []
        self._numbers: list[int] = []
        # Streams as they stand in the file: the number, how many objects before it are bundled in it, the bytes.
        self._streams: list[tuple[int, int, bytes]] = []
        self._last = self._at = 0
        self._rows = bytearray(_ENTRY(0, 0, 65535))
        self._digest = hashlib.sha256()

    def reserve(self, count: int = 1) -> int:
        """The number of an object that is put later, or the first of `count` numbers in a row."""
        self._last += count
        return self._last - count + 1

    def put(self, number: int, body: bytes) -> None:
        """The body of a reserved object."""
        self._numbers.append(number)
        self._bodies.append(body)

    def put_all(self, first: int, bodies: Sequence[bytes]) -> None:
        """The bodies of reserved objects in a row."""
        self._numbers += range(first, first + len(bodies))
        self._bodies += bodies

    def add(self, body: bytes) -> int:
        """A new object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def ready(self, number: int, whole: bytes, held: int = 0) -> None:
        """A reserved compressed stream as it stands in the file; `held` objects just before it are bundled in it."""
        self._streams.append((number, held, whole))

    def flate(self, data: bytes) -> int:
        """A stream of `data`, which is compressed already; its number."""
        number = self.reserve()
        self._streams.append((number, 0, stream(number, b"/Filter/FlateDecode", data)))
        return number

    def stream(self, entries: bytes, data: bytes) -> int:
        """A stream whose `data` is encoded in another way, as its dictionary's `entries` say; its number."""
        number = self.reserve()
        self._digest.update(data)
        self._streams.append((number, 0, stream(number, entries, data)))
        return number

    def written(self) -> list[bytes]:
        """The file from where it was left off, with all that has been put since; none of it is kept."""
        starts = range(0, len(self._numbers), _BUNDLE)
        holders = range(self.reserve(len(starts)), self._last + 1)
        rows = self._rows
        rows += _FREE * (self._last + 1 - len(rows) // _WIDTH)
        for holder, start in zip(holders, starts, strict=True):
            numbers = self._numbers[start : start + _BUNDLE]
            whole = bundle(holder, numbers, self._bodies[start : start + _BUNDLE], QUICK)
            self._streams.append((holder, 0, whole))
            first = 0
            for n, number in enumerate(numbers, 1):
                if n == len(numbers) or numbers[n] != number + 1:
                    rows[numbers[first] * _WIDTH : (number + 1) * _WIDTH] = _bundled(holder, n - first, first)
                    first = n
        out = [] if self._at else [_HEADER]
        at, enter = self._at or len(_HEADER), _ROW.pack_into
        for number, held, whole in self._streams:
            if held:
                rows[(number - held) * _WIDTH : number * _WIDTH] = _bundled(number, held)
            enter(rows, number * _WIDTH, 1, at, 0)
            out.append(whole)
            at += len(whole)
        self._digest.update(b"".join([whole[-_TAIL:] for _, _, whole in self._streams]))
        self._numbers, self._bodies, self._streams, self._at = [], [], [], at
        return out

    def ended(self, root: int, info: int) -> tuple[bytes, bytes]:
        """What ends a file all of whose objects have been written.

        Its identifier is a hash of where they stand, of their streams' checksums and of what is not compressed.
        """
        last, at = self._last + 1, self._at
        self._rows += _ENTRY(1, at, 0)
        self._digest.update(self._rows)
        identity = self._digest.hexdigest()[:32].encode()
        entries = b"/Type/XRef/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode%s" % (
            (last + 1, root, info, identity, identity, _ROWS)
        )
        return stream(last, entries, flate(self._rows, QUICK)), b"startxref\n%d\n%%%%EOF\n" % at


def stream(number: int, entries: bytes, data: bytes) -> bytes:
    """A stream as it stands in a file."""
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)


def bundle(holder: int, numbers: Sequence[int], bodies: Sequence[bytes], level: int = LEVEL) -> bytes:
    """Objects in the object stream number `holder`, as it stands in a file."""
    starts = accumulate([len(body) + 1 for body in bodies], initial=0)
    pairs = tuple(chain.from_iterable(zip(numbers, starts, strict=False)))
    head = b"%d %d " * len(bodies) % pairs
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
    return stream(holder, entries, flate(head + b"\n".join(bodies), level))


@lru_cache(maxsize=1_000)
def _bundled(holder: int, count: int, index: int = 0) -> bytes:
    """The rows of `count` objects in a row, from the one with that index on, in the object stream number `holder`."""
    rows = b""
    while count:
        here = min(count, 256 - index % 256)  # a sum has no carry
        rows += _ENTRY(2, holder, index) + _NEXT * (here - 1)
        index, count = index + here, count - here
    return rows


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


@lru_cache(maxsize=1_000)
def name(value: str) -> bytes:
    """A name object, special characters escaped."""
    out = bytearray(b"/")
    for byte in value.encode():
        if 33 <= byte <= 126 and byte not in b"#/%()<>[]{}":
            out.append(byte)
        else:
            out += b"#%02X" % byte
    return bytes(out)
