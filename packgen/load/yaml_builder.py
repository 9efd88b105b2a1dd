"""A document's values, built from the events of libyaml or of PyYAML's own parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load.nodes import FLAWED, Flawed, Node
from packgen.load.yaml_words import syntax_problem

MAX_DEPTH: Final = 24
MAX_NODES: Final = 250_000
MAX_PROBLEMS: Final = 50
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))


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


class Builder:
    """Builds one document's values from the parser's events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0
        self.nodes = 0

    def build(self, text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
        """The document in `text`, None where it could not be read to its end, and what is wrong with it."""
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
