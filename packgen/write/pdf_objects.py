"""A PDF file as numbered objects: syntax, object streams, cross-reference stream.  Nothing here draws."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_BUNDLE: Final = 200
# Two thirds of the time of zlib's own choice, for a twentieth more bytes.
LEVEL: Final = 4
# A row of the table of objects: in use, in a bundle or free; where; its place in the bundle.
_ENTRY: Final = struct.Struct(">BLH").pack
_FREE: Final = _ENTRY(0, 0, 0)
_WIDTH: Final = len(_FREE)


class Objects:
    """The objects of one file, numbered from 1.  What is not a stream is bundled and compressed.

    A long file is written piece by piece: `written` gives what has been put so far.
    """

    def __init__(self) -> None:
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, tuple[bytes, bytes]] = {}
        self._last = self._at = 0
        self._rows = bytearray(_ENTRY(0, 0, 65535))
        self._digest = hashlib.blake2b(digest_size=16)

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

    def stream(self, entries: bytes, data: bytes, number: int = 0) -> int:
        """A stream whose `data` is encoded as its dictionary's `entries` say; its number."""
        number = number or self.reserve()
        self._streams[number] = (entries, data)
        return number

    def flate(self, entries: bytes, data: bytes, number: int = 0) -> int:
        """A stream of `data`, which is compressed here; its number."""
        return self.stream(entries + b"/Filter/FlateDecode", zlib.compress(data, LEVEL), number)

    def file(self, root: int, info: int) -> bytes:
        """The finished file; its identifier is a hash of its content."""
        return b"".join((*self.written(), *self.ended(root, info)))

    def written(self) -> list[bytes]:
        """The file from where it was left off, with all that has been put since; none of it is kept."""
        out: list[bytes] = [] if self._at else [_HEADER]
        at = self._at or len(_HEADER)
        rows = self._rows
        for number, (entries, data) in [*sorted(self._streams.items()), *self._bundled()]:
            _row(rows, number, _ENTRY(1, at, 0))
            body = b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)
            out.append(body)
            at += len(body)
        self._plain, self._streams, self._at = {}, {}, at
        for part in out:
            self._digest.update(part)
        return out

    def ended(self, root: int, info: int) -> list[bytes]:
        """What ends a file all of whose objects have been written."""
        identity = self._digest.hexdigest().encode()
        last, at = self._last + 1, self._at
        _row(self._rows, last, _ENTRY(1, at, 0))
        packed = zlib.compress(self._rows, LEVEL)
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode/Length %d" % (
            (last + 1, root, info, identity, identity, len(packed))
        )
        end = b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, entries, packed, at)
        return [end]

    def _bundled(self) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
        """Streams that hold bundled plain objects; the table of the file learns what is in which."""
        numbers = sorted(self._plain)
        for start in range(0, len(numbers), _BUNDLE):
            chunk = numbers[start : start + _BUNDLE]
            holder = self.reserve()
            bodies = [self._plain[number] for number in chunk]
            starts = accumulate([len(body) + 1 for body in bodies], initial=0)
            heads = [b"%d %d" % pair for pair in zip(chunk, starts, strict=False)]
            for index, number in enumerate(chunk):
                _row(self._rows, number, _ENTRY(2, holder, index))
            head = b" ".join(heads) + b"\n"
            data = zlib.compress(head + b"\n".join(bodies), LEVEL)
            yield holder, (b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(chunk), len(head)), data)


def _row(rows: bytearray, number: int, entry: bytes) -> None:
    """Put an object's place into the table of a file."""
    at = number * _WIDTH
    if at >= len(rows):
        rows.extend(_FREE * (number + 1 - len(rows) // _WIDTH))
    rows[at : at + _WIDTH] = entry


def ref(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def number(value: float) -> bytes:
    """A length or coordinate to a thousandth, in the fewest characters."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


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
