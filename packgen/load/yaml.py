"""YAML to plain values that remember their lines: a small, safe YAML, read from libyaml's events.

Mappings become dicts, sequences lists, scalars text exactly as written (None for an empty plain scalar, `~` or
`null`): the schema alone decides what a text means.  Anchors, tags, merge keys, duplicate keys, several documents
and deep nesting are refused, each with a located message; nothing here raises for bad data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load import cache
from packgen.load.nodes import Node

MAX_BYTES: Final = 4_000_000
TRIES: Final = 3
"""How often a file is read again that changes while it is read."""
_SHELF: Final = "yaml"
# Counts up whenever the same bytes would give another node.
_SCHEMA: Final = "1"

_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
_NAMES: Final = {"\x00": "a NUL character", "\u2028": "an invisible line separator", "\x85": "an invisible line break"}


def read_bytes(path: Path, shown: str, limit: int = MAX_BYTES) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of the file at `path`, named `shown` in messages; a file over `limit` bytes is not read at all."""
    place = Place(shown)
    try:
        if path.is_dir():
            return None, (error("not-a-file", f"{path.name} is a folder, not a file", "rename the folder", place),)
        if not path.is_file():
            return None, (error("not-a-file", "there is no such file", "check the path", place),)
        for _ in range(TRIES):
            before = path.stat()
            if before.st_size > limit:
                message = f"the file has {_size(before.st_size)}; at most {_size(limit)} are read"
                return None, (error("file-too-large", message, "split it into several files", place),)
            data = path.read_bytes()
            after = path.stat()
            if (before.st_size, before.st_mtime_ns) == (len(data), after.st_mtime_ns):
                return data, ()
        message = "the file was being changed all the while it was read"
        return None, (error("file-changing", message, "save it, and run packgen again", place),)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        hint = "check that the file may be read and is not locked by another program"
        return None, (error("unreadable-file", f"the file can't be read: {reason}", hint, place),)


def read_yaml(data: bytes, path: str, *, keep: bool = True) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The document in `data`, the content of the file named `path` in messages.

    The node is None for an empty file and where the text could not be read to its end.  What is read without
    problems is kept in the cache folder unless `keep` is off, by the hash of the bytes, and not parsed again.
    """
    name = cache.name_of(_SCHEMA, data)
    kept = _kept(name)
    if kept is not None:
        return kept, ()
    text, problems = _text(data, path)
    if text is None:
        return None, problems
    from packgen.load.yaml_builder import Builder

    node, problems = Builder(path).build(text)
    if keep and node is not None and not problems:
        cache.keep(_SHELF, name, msgspec.msgpack.encode((node.value, node.marks)))
    return node, problems


def read_yaml_files(
    given: Sequence[tuple[bytes, str]],
) -> list[tuple[Node | None, tuple[Diagnostic, ...]]]:
    """As `read_yaml` for each (bytes, name in messages); small files that go together are kept together."""
    name = cache.name_of(_SCHEMA, *(data for data, _ in given))
    found = cache.load(_SHELF, name)
    if found is not None:
        try:
            return [(Node(*each), ()) for each in msgspec.msgpack.decode(found, type=list[tuple[Any, Any]])]
        except msgspec.MsgspecError:
            pass
    read = [read_yaml(data, path, keep=False) for data, path in given]
    if all(node is not None and not problems for node, problems in read):
        cache.keep(_SHELF, name, msgspec.msgpack.encode([(node.value, node.marks) for node, _ in read if node]))
    return read


def _kept(name: str) -> Node | None:
    found = cache.load(_SHELF, name)
    if found is None:
        return None
    try:
        value, marks = msgspec.msgpack.decode(found, type=tuple[Any, Any])
    except msgspec.MsgspecError:
        return None
    return Node(value, marks)


def _text(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    if len(data) > MAX_BYTES:
        message = f"the file has {_size(len(data))}; at most {_size(MAX_BYTES)} are read"
        return None, (error("file-too-large", message, "split it into several files", Place(path)),)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is saved as UTF-16"
        return None, (error("not-utf8", message, "save it as UTF-8 in your editor", Place(path, 1)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = _line_at(data[: problem.start].decode("utf-8", "replace"))
        message = "the file is not UTF-8 text from here on"
        return None, (error("not-utf8", message, "save it as UTF-8 in your editor", Place(path, line)),)
    found = re.search(_CONTROL, text)
    if found:
        name = _NAMES.get(found[0], f"the control character U+{ord(found[0]):04X}")
        hint = "delete it, or type the line again"
        place = Place(path, _line_at(text[: found.start()]))
        return None, (error("control-character", f"the text holds {name}", hint, place),)
    return text, ()


def _line_at(before: str) -> int:
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count} bytes"
