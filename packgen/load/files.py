"""A bank's files as authored entries: headers checked, contents not yet converted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final, cast

from msgspec import Meta, Struct

from packgen.diagnostics import Diagnostic, Place, error, warning
from packgen.load.convert import convert
from packgen.load.nodes import FLAWED, Node
from packgen.load.walk import is_folder, shown, yaml_files
from packgen.load.yaml import read_bytes, read_yaml
from packgen.model.item import Authored, Defaults
from packgen.model.pool import Bank

SCHEMA: Final = 1
CONTENTS: Final = ("items", "stimuli", "rubrics", "topics", "notes")
BANK_FILE: Final = "bank.yaml"
BLUEPRINTS: Final = "blueprints"
"""The folder of a bank that holds no questions but plans of papers."""

ReadBytes = Callable[[Path, str], tuple[bytes | None, tuple[Diagnostic, ...]]]
SchemaNumber = Annotated[int, Meta(ge=1, le=SCHEMA, description=f"{SCHEMA}, the format that this packgen reads")]
Lang = Annotated[
    str,
    Meta(pattern=r"^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$(?!\n)", max_length=35, description="a language tag like en-GB"),
]


class BankSheet(Authored, frozen=True, kw_only=True):
    """A bank's `bank.yaml`."""

    schema: SchemaNumber
    subject: str
    unit: str = ""
    lang: Lang = "en-GB"
    year: Annotated[int, Meta(ge=1, le=13, description="the school year of its pupils, 1 to 13")] | None = None


class Header(Authored, frozen=True, kw_only=True):
    """What stands at the top of a file of items, stimuli, rubrics, topics or notes."""

    schema: SchemaNumber
    lang: Lang = ""


class Entry(Struct, frozen=True):
    """One authored thing before its schema: a mapping's node and where it stands.

    `defaults` are its file's, already checked; `lang` is the file's or the bank's.
    """

    node: Node
    path: str
    bank: Bank
    lang: str
    defaults: Node

    @property
    def value(self) -> dict[str, Any]:
        """The mapping as written, without the defaults."""
        return cast("dict[str, Any]", self.node.value)

    def at(self, field: str) -> Place:
        """The place of a dotted field path, or of the nearest around it; a default's is in the file's head."""
        first = field.partition(".")[0]
        inherited = first not in self.value and first in cast("dict[str, Any]", self.defaults.value)
        return Place(self.path, (self.defaults if inherited else self.node).line(field))

    def name(self) -> str:
        """The id that was given, or the place where none can be read."""
        found = self.value.get("id")
        return found if isinstance(found, str) else str(self.at(""))


class BankFiles:
    """Reads the files of bank folders into entries, gathering what is wrong.

    `name` is how messages call a file, `read` gives its bytes, `keep` keeps what is parsed in the cache folder.
    """

    def __init__(self, name: Callable[[Path], str] = shown, read: ReadBytes = read_bytes, *, keep: bool = True) -> None:
        self.name, self.read_bytes, self.keep = name, read, keep
        self.banks: dict[Path, Bank] = {}
        self.problems: list[Diagnostic] = []
        self.entries: dict[str, list[Entry]] = {name: [] for name in CONTENTS}
        self.broken: list[str] = []

    def read(self, root: Path) -> None:
        """Reads the bank folder `root` and every bank inside it; a folder that was read before is skipped."""
        if not is_folder(root):
            hint = "check `banks` in packgen.toml, or make one with `packgen init`"
            self.problems.append(error("no-bank", "there is no such folder of questions", hint, Place(shown(root))))
            return
        root = root.resolve()
        if root in self.banks:
            return
        files, problems = yaml_files(root)
        files = tuple(path for path in files if path.relative_to(root).parts[0] != BLUEPRINTS)
        self.problems.extend(problems)
        self.broken.extend(p.place.path for p in problems if p.severity == "error" and p.place)
        sheets = [path for path in files if path.name == BANK_FILE]
        folders: dict[Path, Bank | None] = {path.parent: self._bank(path) for path in sheets}
        for path in files:
            if path.name != BANK_FILE:
                self.read_file(path, self._bank_of(path, root, folders))

    def read_rubrics(self, folder: Path) -> None:
        """Reads the files of `folder`, which is no bank but holds ladders that every bank may name."""
        bank = Bank(str(folder), "", "", "en-GB")
        for path in yaml_files(folder)[0]:
            self.read_file(path, bank)

    def _bank_of(self, path: Path, root: Path, folders: dict[Path, Bank | None]) -> Bank:
        """The bank of the nearest folder around `path` that has a bank.yaml; without one, `root` itself."""
        for folder in path.parents:
            found = folders.get(folder)
            if found is not None:
                return found
            if folder == root:
                break
        if root not in folders:
            hint = f"add {BANK_FILE} with the lines `schema: 1`, `subject: History` and `lang: en-GB`"
            place = Place(shown(root))
            self.problems.append(warning("no-bank-file", f"the bank has no {BANK_FILE}", hint, place))
        bank = Bank(str(root), "", "", "en-GB")
        folders[root] = self.banks[root] = bank
        return bank

    def _bank(self, path: Path) -> Bank | None:
        node = self._node(path)
        if node is None:
            return None
        value = node.value
        place = Place(shown(path), 1)
        if not isinstance(value, dict):
            self._say("wrong-type", f"{BANK_FILE} must be a mapping", "write `schema: 1`, `subject: ...`", place)
            return None
        if self._newer(node, place.path):
            return None
        sheet, problems = convert(value, BankSheet, _at(node, place.path))
        self.problems.extend(problems)
        if sheet is None:
            return None
        bank = Bank(str(path.parent), sheet.subject, sheet.unit, sheet.lang, sheet.year)
        self.banks[path.parent] = bank
        return bank

    def _node(self, path: Path) -> Node | None:
        name = self.name(path)
        data, problems = self.read_bytes(path, name)
        if data is not None:
            node, problems = read_yaml(data, name, keep=self.keep)
        self.problems.extend(problems)
        if data is None or node is None:
            if problems:
                self.broken.append(name)
            else:
                self.problems.append(warning("empty-file", "the file is empty", "delete it", Place(name)))
            return None
        return node

    def _newer(self, node: Node, path: str) -> bool:
        newer = newer_schema(node, path)
        if newer:
            self.problems.append(newer)
            self.broken.append(path)
        return newer is not None

    def read_file(self, path: Path, bank: Bank) -> None:
        """Reads one file that belongs to `bank`."""
        node = self._node(path)
        if node is None:
            return
        name = self.name(path)
        if self._newer(node, name):
            return
        value = node.value
        held = [key for key in CONTENTS if key in value] if isinstance(value, dict) else []
        if not isinstance(value, dict) or not held:
            message = f"the file does not say what it holds: none of {', '.join(CONTENTS)} stands at its left edge"
            self._say("no-contents", message, "begin with `schema: 1`, then `items:`", Place(name, 1))
            self.broken.append(name)
            return
        head = {key: child for key, child in value.items() if key not in (*CONTENTS, "defaults")}
        header, problems = convert(head, Header, _at(node, name))
        self.problems.extend(problems)
        defaults = self._defaults(node.child("defaults"), name)
        lang = (header.lang if header else "") or bank.lang
        for key in held:
            found = node.child(key)
            for child in self._contents(found, key, name) if found else ():
                self.entries[key].append(Entry(child, name, bank, lang, defaults))

    def _defaults(self, node: Node | None, path: str) -> Node:
        """A file's defaults; a field that is wrong is `FLAWED`, so that items that rely on it say nothing more."""
        if node is None:
            return Node({}, 1)
        found, problems = convert(node.value, Defaults, _at(node, path))
        self.problems.extend(problems)
        if found is not None:
            return node
        given = node.value if isinstance(node.value, dict) else {}
        kept = {
            name: child if convert({name: child}, Defaults, _at(node, path))[0] is not None else FLAWED
            for name, child in given.items()
            if name in Defaults.__struct_fields__
        }
        return Node(kept, node.marks)

    def _contents(self, node: Node, key: str, path: str) -> Iterator[Node]:
        """The entries of a list of contents that are mappings; the rest are messages."""
        if node.value is FLAWED:
            self.broken.append(path)
        elif not isinstance(node.value, list):
            place = Place(path, node.line())
            self._say("wrong-type", f"`{key}` must be a list", "begin each entry with `- id: ...`", place)
            self.broken.append(path)
        for child in node.entries():
            if isinstance(child.value, dict):
                yield child
                continue
            place = Place(path, child.line())
            if child.value is not FLAWED:
                message = f"an entry of `{key}` must be a mapping"
                self._say("wrong-type", message, "begin it with `- id: ...`", place)
            self.broken.append(str(place))

    def _say(self, rule: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(error(rule, message, hint, place))


def newer_schema(node: Node, path: str) -> Diagnostic | None:
    """The one message for a file whose `schema` comes from a later packgen, else None."""
    found = node.child("schema")
    value = found.value if found else None
    if not isinstance(value, str) or not value.isdecimal() or int(value[:9]) <= SCHEMA:
        return None
    message = f"the file is written for schema {value[:9]}; this packgen reads schema {SCHEMA}"
    return error("newer-schema", message, "update packgen: pip install --upgrade packgen", _at(node, path)("schema"))


def _at(node: Node, path: str) -> Callable[[str], Place]:
    return lambda field: Place(path, node.line(field))
