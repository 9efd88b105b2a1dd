"""YAML to plain values that remember their lines: a small, safe YAML, read from libyaml's events.

Mappings become dicts, sequences lists, scalars text exactly as written (None for an empty plain scalar, `~` or
`null`): the schema alone decides what a text means.  Anchors, tags, merge keys, duplicate keys, several documents
and deep nesting are refused, each with a located message; nothing here raises for bad data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import msgspec
from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load import cache
from packgen.load.yaml_words import syntax_problem

MAX_BYTES: Final = 4_000_000
MAX_DEPTH: Final = 24
MAX_NODES: Final = 250_000
MAX_PROBLEMS: Final = 50
TRIES: Final = 3
"""How often a file is read again that changes while it is read."""
_SHELF: Final = "yaml"
# Counts up whenever the same bytes would give another node.
_SCHEMA: Final = "1"

Value: TypeAlias = "str | Flawed | dict[str, Value] | list[Value] | None"
Marks: TypeAlias = "int | tuple[int, dict[str, Marks]] | tuple[int, list[Marks]]"

_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NAMES: Final = {"\x00": "a NUL character", "\u2028": "an invisible line separator", "\x85": "an invisible line break"}


class Flawed:
    """Stands where a value was refused: the message has been given, nothing may read it."""


FLAWED: Final = Flawed()


class Node(Struct, frozen=True):
    """A value and where its parts stand.

    `marks` has the value's shape: a line (from 1) for a scalar, a pair of a line and its children's marks for a
    mapping or list.  The line of a block scalar is its first line of text.
    """

    value: Value
    marks: Marks

    def lines(self, prefix: str = "") -> dict[str, int]:
        """Dotted field paths ("options.1.text") to lines, each path after `prefix`."""
        out: dict[str, int] = {}
        pending: list[tuple[str, Marks]] = [(prefix, self.marks)]
        while pending:
            path, marks = pending.pop()
            if isinstance(marks, int):
                out[path] = marks
                continue
            out[path], children = marks
            dot = f"{path}." if path else ""
            named = children.items() if isinstance(children, dict) else enumerate(children)
            pending.extend((f"{dot}{name}", child) for name, child in named)
        return out

    def line(self, field: str = "") -> int:
        """The line of a dotted field path, or of the nearest known field around it."""
        marks = self.marks
        for name in field.split(".") if field else ():
            inner = _inner(marks, name)
            if inner is None:
                break
            marks = inner
        return marks if isinstance(marks, int) else marks[0]

    def child(self, name: str) -> Node | None:
        """The value of `name` in a mapping, or None."""
        marks = _inner(self.marks, name)
        if marks is None or not isinstance(self.value, dict) or name not in self.value:
            return None
        return Node(self.value[name], marks)

    def entries(self) -> Iterator[Node]:
        """The entries of a list."""
        if isinstance(self.value, list) and not isinstance(self.marks, int):
            for value, marks in zip(self.value, self.marks[1], strict=True):
                yield Node(value, cast("Marks", marks))


class Lines(Mapping[str, int]):
    """`Node.lines`, each looked up when it is asked for: most items never have to say where a field stands."""

    __slots__ = ("_node",)

    def __init__(self, node: Node) -> None:
        self._node = node

    def __getitem__(self, field: str) -> int:
        marks = self._find(field)
        if marks is None:
            raise KeyError(field)
        return marks if isinstance(marks, int) else marks[0]

    def __contains__(self, field: object) -> bool:
        return isinstance(field, str) and self._find(field) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._node.lines())

    def __len__(self) -> int:
        return len(self._node.lines())

    def _find(self, field: str) -> Marks | None:
        marks: Marks | None = self._node.marks
        for name in field.split(".") if field else ():
            marks = None if marks is None else _inner(marks, name)
        return marks


def _inner(marks: Marks, name: str) -> Marks | None:
    if isinstance(marks, int):
        return None
    children = marks[1]
    if isinstance(children, dict):
        return children.get(name)
    return children[int(name)] if name.isdecimal() and int(name) < len(children) else None


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
    node, problems = _Builder(path).build(text)
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
    found = _CONTROL.search(text)
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


class _Enough(Exception):
    """The rest of the file is not worth reading."""


class _Open:
    """A mapping or list that is not yet closed."""

    __slots__ = ("key", "key_line", "marks", "value")

    def __init__(self, value: Any, marks: Any) -> None:
        self.value = value
        self.marks = marks
        self.key: str | None = None
        self.key_line = 0


class _Builder:
    """Builds one document's values from the parser's events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0
        self.nodes = 0

    def build(self, text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
        import yaml

        # libyaml wants bytes; a lone surrogate can't occur, `_CONTROL` has refused it.
        fast = getattr(yaml, "CSafeLoader", None)
        try:
            loader = fast(text.encode()) if fast else yaml.SafeLoader(text)
            try:
                self._read(loader.get_event, yaml)
            finally:
                loader.dispose()
        except _Enough:
            self.root = None
        except yaml.YAMLError as problem:
            self.problems.append(syntax_problem(problem, text, self.path))
            self.root = None
        return self.root, tuple(self.problems)

    def _read(self, next_event: Callable[[], Any], yaml: Any) -> None:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._sequence,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        scalar, stack = yaml.ScalarEvent, self.stack
        while (event := next_event()) is not None:
            if type(event) is scalar and stack and self._placed(event, stack[-1]):
                continue
            handle = handlers.get(type(event))
            if handle is not None:
                handle(event)

    def _placed(self, event: Any, top: _Open) -> bool:
        """Put a name or a value where it belongs, as `_scalar` does; False where there may be something to say of it.

        Files consist of little else, and most files have nothing wrong.
        """
        if self.problems or event.tag is not None or event.anchor is not None or self.nodes >= MAX_NODES:
            return False
        value, key, line = event.value, top.key, event.start_mark.line + 1
        if key is None and type(top.value) is dict:
            if value in top.value or value == "<<":
                return False
            top.key, top.key_line = value, line
        else:
            style = event.style
            if style == "|" or style == ">":
                line += 1
            elif value in _NULLS and event.implicit[0]:
                value = None
            if key is None:
                top.value.append(value)
                top.marks.append(line)
            else:
                top.value[key], top.marks[key], top.key = value, line, None
        self.nodes += 1
        return True

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            hint = "delete the line ---, or move what follows to a file of its own"
            self._say("several-documents", "a second document begins here", hint, event.start_mark.line + 1)
            raise _Enough

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line + 1
        value = event.value
        top = self.stack[-1] if self.stack else None
        is_key = top is not None and top.key is None and type(top.value) is dict
        if event.tag is not None or event.anchor is not None:
            value = self._refuse(event, line)
        elif event.style in ("|", ">"):
            line += 1
        elif not is_key and event.implicit[0] and value in _NULLS:
            value = None
        self._put(top, is_key, value, line)

    def _alias(self, event: Any) -> None:
        line = event.start_mark.line + 1
        message = f"*{event.anchor} would repeat another value, which bank files don't do"
        hint = 'write the value out; text that begins with * must stand in quotes: "*Pravda* ..."'
        self._say("alias", message, hint, line)
        top = self.stack[-1] if self.stack else None
        self._put(top, top is not None and self._expects_key(top), FLAWED, line)

    def _put(self, top: _Open | None, is_key: bool, value: Any, line: int) -> None:
        """A value without children, in its place."""
        self._count(line)
        if top is None:
            self.root = Node(value, line)
        elif is_key:
            self._open_key(top, value, line)
        else:
            self._add(top, value, line)

    def _mapping(self, event: Any) -> None:
        self._open(event, {}, {})

    def _sequence(self, event: Any) -> None:
        self._open(event, [], [])

    def _open(self, event: Any, value: Any, children: Any) -> None:
        line = event.start_mark.line + 1
        self._count(line)
        given = value
        if event.tag is not None or event.anchor is not None:
            given = self._refuse(event, line)
        if len(self.stack) >= MAX_DEPTH:
            message = f"lists and mappings are nested more than {MAX_DEPTH} deep"
            self._say("too-deep", message, "check the brackets and the indentation", line)
            raise _Enough
        if not self.stack:
            self.root = Node(given, (line, children))
        elif self._expects_key(self.stack[-1]):
            self._say("complex-key", "a list or mapping can't be a name", "write `name: value`", line)
            raise _Enough
        else:
            self._add(self.stack[-1], given, (line, children))
        self.stack.append(_Open(value, children))

    def _end(self, event: Any) -> None:
        self.stack.pop()

    def _count(self, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.problems) >= MAX_PROBLEMS:
            self._say("too-much", "the rest of the file was not read", "split the file or mend the above", line)
            raise _Enough

    @staticmethod
    def _expects_key(top: _Open) -> bool:
        return top.key is None and type(top.value) is dict

    def _open_key(self, top: _Open, value: Any, line: int) -> None:
        name = value if isinstance(value, str) else f"(refused at line {line})"
        if name == "<<":
            self._say("merge-key", "<< would merge another mapping, which bank files don't do", "write it out", line)
            top.value[name] = FLAWED
            top.marks[name] = line
        elif name in top.value:
            first = top.marks[name]
            at = first if isinstance(first, int) else first[0]
            message = f"{name} is given twice, first at line {at}"
            self._say("duplicate-key", message, "keep one of the two", line)
            top.value[name] = FLAWED
        elif value is FLAWED:
            top.value[name] = FLAWED
            top.marks[name] = line
        top.key, top.key_line = name, line

    @staticmethod
    def _add(top: _Open, value: Any, marks: Any) -> None:
        """Puts a value into the innermost open mapping or list; a refused key keeps its `FLAWED`."""
        if type(top.value) is list:
            top.value.append(value)
            top.marks.append(marks)
            return
        key = top.key
        if key not in top.value:
            top.value[key] = value
            top.marks[key] = marks if isinstance(marks, int) else (top.key_line, marks[1])
        top.key = None

    def _refuse(self, event: Any, line: int) -> Flawed:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "delete the tag; text that begins with ! must stand in quotes"
            self._say("tag", f"{tag} is a YAML tag, which bank files don't use", hint, line)
        if event.anchor is not None:
            hint = "delete the anchor; text that begins with & must stand in quotes"
            self._say("anchor", f"&{event.anchor} is a YAML anchor, which bank files don't use", hint, line)
        return FLAWED

    def _say(self, rule: str, message: str, hint: str, line: int) -> None:
        self.problems.append(error(rule, message, hint, Place(self.path, line)))
