"""A PDF file as numbered objects: syntax, object streams, cross-reference stream.  Nothing here draws."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_BUNDLE: Final = 200
# Two thirds of the time of zlib's own choice, for a twentieth more bytes.
LEVEL: Final = 4


class Objects:
    """The objects of one file, numbered from 1.  What is not a stream is bundled and compressed."""

    def __init__(self) -> None:
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, tuple[bytes, bytes]] = {}
        self._last = 0

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
        out = [_HEADER]
        at = len(_HEADER)
        where: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        for number, (entries, data) in self._bundled(where):
            where[number] = (1, at, 0)
            body = b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)
            out.append(body)
            at += len(body)
        digest = hashlib.blake2b(digest_size=16)
        for part in out:
            digest.update(part)
        identity = digest.hexdigest().encode()
        last = self._last + 1
        where[last] = (1, at, 0)
        row = struct.Struct(">BLH").pack
        table = b"".join([row(*where[number]) for number in range(last + 1)])
        packed = zlib.compress(table, LEVEL)
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode/Length %d" % (
            (last + 1, root, info, identity, identity, len(packed))
        )
        out.append(
            b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, entries, packed, at)
        )
        return b"".join(out)

    def _bundled(self, where: dict[int, tuple[int, int, int]]) -> list[tuple[int, tuple[bytes, bytes]]]:
        """All streams in order, those that hold bundled plain objects last; `where` learns what is in which."""
        numbers = sorted(self._plain)
        bundles = []
        for start in range(0, len(numbers), _BUNDLE):
            chunk = numbers[start : start + _BUNDLE]
            holder = self.reserve()
            bodies = [self._plain[number] for number in chunk]
            starts = accumulate([len(body) + 1 for body in bodies], initial=0)
            heads = [b"%d %d" % pair for pair in zip(chunk, starts, strict=False)]
            where.update({number: (2, holder, index) for index, number in enumerate(chunk)})
            head = b" ".join(heads) + b"\n"
            data = zlib.compress(head + b"\n".join(bodies), LEVEL)
            entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(chunk), len(head))
            bundles.append((holder, (entries, data)))
        return sorted(self._streams.items()) + bundles


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
