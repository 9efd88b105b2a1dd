"""Words that only teachers may read, planted in a bank, and a search that finds them however a PDF hides them."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pikepdf
import yaml
from msgspec import Struct
from reading import read

from packgen.kinds.shape import find_shape
from packgen.load.kinds import load_kinds
from packgen.model.item import Item, Kind, Rubric, Stimulus, Topic

PREFIX = "zqx"
ODD = "ж"
"""Stands in every planted text and in no pupil's: a font with it was made from a scheme's characters."""

PRINTED = {
    *("stem", "statement", "bullets", "heads", "name", "event", "date", "title", "label", "provenance", "credit"),
    *("content_note", "alt", "bullets_lead", "own_knowledge", "left", "right", "distractors", "extras", "statements"),
    *("categories", "prompt", "back", "top", "bottom", "centre", "ask"),
}
"""Fields that pupils read.  `text` is one of a stimulus and of an option, and none of a level's."""
CLOSED = {
    *("id", "kind", "shape", "topic", "type", "boards", "board", "tier", "status", "pin", "lang", "order", "mode"),
    *("key", "start", "end", "at", "blank", "stimuli", "stimulus_types", "needs", "rubric", "enemies", "file", "level"),
    *("marks", "spag", "lines", "least", "most", "checked", "aos", "give", "category", "waive"),
}
"""Fields that hold no words of the author's own; what stands in `id` is planted by hand."""
EITHER_OR = ("answers", "points", "indicative", "odd", "correction")
"""Ways to mark: only those are planted that the author chose."""
WITH_TEXT = ("Stimulus", "ChoiceOption", "GapFillItem", "Statement", "OddEntry", "SortCard")
"""Structs whose `text` pupils read."""


@dataclass
class Planter:
    """Gives out canaries and remembers where each was planted."""

    where: dict[str, str] = field(default_factory=dict)

    def word(self, path: str) -> str:
        n = len(self.where)
        letters = ""
        for _ in range(4):
            n, k = divmod(n, 26)
            letters = chr(97 + k) + letters
        self.where[PREFIX + letters] = path
        return PREFIX + letters

    def text(self, path: str) -> str:
        return f"{self.word(path)} {ODD}"

    def plant(self, cls: type[Struct], data: dict[str, Any], path: str, outer: type[Struct] | None = None) -> None:
        """Add a canary to every field of `data`, a `cls` as written, that pupils must never read."""
        hints = hints_of(cls)
        for name in cls.__struct_fields__:
            if name in CLOSED or name == "parts" or (cls.__name__ == "SortCard" and name == "accept"):
                continue
            if data.get("give") == "all" and name == "points":
                continue
            here = f"{path}.{name}"
            structs = _structs(hints[name])
            if structs:
                self._nested(structs[0], data, name, here, cls)
            elif _printed(cls, name):
                continue
            elif _is_words(hints[name]):
                self._words(cls, data, name, here)

    def _nested(self, cls: type[Struct], data: dict[str, Any], name: str, path: str, outer: type[Struct]) -> None:
        value = data.get(name)
        if isinstance(value, list):
            for n, one in enumerate(value):
                if isinstance(one, str):
                    value[n] = one = {"name" if "name" in cls.__struct_fields__ else "text": one}
                self.plant(cls, one, f"{path}.{n}", outer)
        elif isinstance(value, dict):
            self.plant(cls, value, path, outer)
        elif value is None and name == "scheme" and not issubclass(outer, Item):
            data[name] = {}
            self.plant(cls, data[name], path, outer)

    def _words(self, cls: type[Struct], data: dict[str, Any], name: str, path: str) -> None:
        value = data.get(name)
        if name == "tags":
            data[name] = {**(value or {}), self.word(path): self.word(path)}
        elif name in ("facts", "command_words"):
            data[name] = [*(value or []), self.word(path)]
        elif name in EITHER_OR and not value:
            return
        elif isinstance(value, list) or (value is None and _is_list(hints_of(cls)[name])):
            data[name] = [f"{text} {self.text(path)}" for text in value or [""]]
        else:
            data[name] = f"{value or ''} {self.text(path)}".strip()

    def item(self, data: dict[str, Any], kinds: dict[str, Kind], path: str) -> None:
        """An item and its parts."""
        shape = find_shape(kinds[data["kind"]].shape)
        assert shape is not None
        data.pop("enemies", None)  # so that all may stand in one pack
        self.plant(shape.item, data, path)
        if data.get("mode") == "fill":
            self._blanks(data, path)
        if data["kind"] == "structured":
            data.pop("scheme", None)
        for n, part in enumerate(data.get("parts", ())):
            self.item(part, kinds, f"{path}.parts.{n}")

    def _blanks(self, data: dict[str, Any], path: str) -> None:
        """What the pupil is to fill in is an answer too, where the author says which it is."""
        for n, event in enumerate(data["events"]):
            if event.get("blank") == "event":
                event["event"] += f" {self.text(f'{path}.events.{n}.event')}"
            elif event.get("blank") == "date":
                event["at"] = event.get("at") or event["date"]
                event["date"] += f" {self.text(f'{path}.events.{n}.date')}"


hints_of = cache(get_type_hints)
"""A struct's fields with what each may hold."""


def planted_bank(source: Path, target: Path) -> Planter:
    """A copy of the bank `source` with canaries in all that pupils must not read, its ids and file names too."""
    shutil.copytree(source, target)
    planter = Planter()
    kinds, _ = load_kinds([target.parent / "kinds"])
    ids: dict[str, str] = {}
    sheets = {path: _loaded(path) for path in sorted(target.rglob("*.yaml"))}
    for path, sheet in sheets.items():
        for entry in (*sheet.get("items", ()), *sheet.get("stimuli", ()), *sheet.get("rubrics", ())):
            ids[entry["id"]] = planter.word(f"{entry['id']}.id")
        defaults = sheet.get("defaults")
        if defaults is not None:
            defaults["author"] = planter.text(f"{path.name}.author")
    for sheet in sheets.values():
        for key, cls in (("stimuli", Stimulus), ("rubrics", Rubric), ("topics", Topic)):
            for entry in sheet.get(key, ()):
                planter.plant(cls, entry, entry["id"])
        for item in sheet.get("items", ()):
            planter.item(item, kinds, item["id"])
    for path, sheet in sheets.items():
        path.write_text(dumped(_renamed(sheet, ids)), encoding="utf-8")
    return planter


def planted_kind(folder: Path, planter: Planter) -> None:
    """A kind of a school's own with canaries, and its own ladder's name; `folder` is for kinds."""
    folder.mkdir(parents=True)
    row = {
        "board": "school",
        "marks": 4,
        "aos": {planter.word("kind.aos"): 4},
        "spaces": [{"lines": 6}],
        "rubric": "own-ladder",
    }
    kind = {"kind": "own-kind", "shape": "written", "name": "Own", "purpose": "x", "rows": [row]}
    planter.plant(Kind, kind, "own-kind")
    (folder / "own-kind.yaml").write_text(dumped({"schema": 1, **kind}), encoding="utf-8")


def dumped(value: Any) -> str:
    return str(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _loaded(path: Path) -> dict[str, Any]:
    sheet = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(sheet, dict)
    return sheet


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    """`value` with the ids of items, stimuli and rubrics changed wherever they are named."""
    if isinstance(value, dict):
        return {name: _renamed(child, ids) for name, child in value.items()}
    if isinstance(value, list):
        return [_renamed(child, ids) for child in value]
    if isinstance(value, str):
        named = re.sub(r"@([a-z0-9]+(?:[.-][a-z0-9]+)*)", lambda m: "@" + ids.get(m[1], m[1]), value)
        return ids.get(value, named)
    return value


def _printed(cls: type[Struct], name: str) -> bool:
    """True if pupils read that field."""
    if cls is Kind and name == "name":
        return False
    return name in PRINTED or (name == "text" and cls.__name__ in WITH_TEXT)


def _structs(annotation: Any) -> list[type[Struct]]:
    """The structs that a field may hold, in a tuple or beside plain text."""
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return [annotation]
    return [found for part in get_args(annotation) for found in _structs(part)]


def _is_words(annotation: Any) -> bool:
    if annotation is str:
        return True
    if get_origin(annotation) in (tuple, dict, Union, UnionType, Annotated):
        return any(_is_words(part) for part in get_args(annotation))
    return False


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple


# --- the search -----------------------------------------------------------------------


def traces(data: bytes) -> set[str]:
    """Every canary that a PDF holds in any form: bytes, streams, strings, drawn glyphs, extracted text.

    A canary whose letters could not be read is given as the form that it was found in.
    """
    found: set[str] = set()
    paper = read(data)
    texts = [page.text for page in paper.pages] + [paper.title] + [e.alt + e.title for e in paper.tree.walk()]
    blobs = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        codes: list[str] = []
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Stream):
                blobs += [obj.read_raw_bytes(), obj.read_bytes()]
            for string in _strings(obj):
                blobs.append(bytes(string))
                texts.append(str(string))
        for page in pdf.pages:
            fonts = page.get("/Resources", {}).get("/Font", {})
            tables = {name: unicode_map(font) for name, font in fonts.items()}
            codes += (_codes(table) for table in tables.values())
            texts.append(_drawn(page, tables))
    for text in texts:
        found |= _words(text)
    for blob in blobs:
        small = blob.lower()
        if PREFIX.encode() in small:
            found |= _words(blob.decode("latin-1"))
        if b"\0".join(PREFIX.encode()[n : n + 1] for n in range(len(PREFIX))) in small:
            for encoding in ("utf-16-be", "utf-16-le"):
                found |= _words(blob.decode(encoding, "ignore")) | _words(blob[1:].decode(encoding, "ignore"))
        for form in _hex_forms(codes):
            if form in small:
                found.add(f"hex {form!r}")
    return found


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """A font's codes as the characters that its ToUnicode map says they are."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("latin-1").partition("endcodespacerange")[2]
    pairs = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\n", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if len(code) == 4}


def _codes(table: dict[int, str]) -> str:
    """The prefix as hex glyph codes of one font, "" if it lacks a letter of it."""
    back = {char: code for code, char in table.items()}
    return "".join(f"{back[c]:04x}" for c in PREFIX) if all(c in back for c in PREFIX) else ""


def _hex_forms(codes: Iterable[str]) -> set[bytes]:
    words = {PREFIX.encode(), PREFIX.upper().encode(), PREFIX.capitalize().encode()}
    out = {word.hex().encode() for word in words} | {word.decode().encode("utf-16-be").hex().encode() for word in words}
    for code in filter(None, codes):
        out |= {code.encode(), bytes.fromhex(code).lower()}
    return out


def _words(text: str) -> set[str]:
    return set(re.findall(PREFIX + r"[a-z]{4}", text.casefold()))


def _strings(obj: Any, depth: int = 0) -> Iterator[pikepdf.String]:
    """Every string inside an object."""
    if isinstance(obj, pikepdf.String):
        yield obj
    elif isinstance(obj, pikepdf.Array) and depth < 50:
        for child in obj:
            yield from _strings(child, depth + 1)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream) and depth < 50:
        for key, child in obj.items():
            if key not in ("/P", "/Parent", "/Pg", "/K", "/Kids", "/Prev", "/Next", "/First", "/Last"):
                yield from _strings(child, depth + 1)


def _drawn(page: pikepdf.Page, tables: dict[str, dict[int, str]]) -> str:
    """All text that a page draws, seen or unseen, through the fonts' own maps."""
    out: list[str] = []
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables.get(str(operands[0]), {})
        for operand in operands:
            for string in _strings(operand):
                raw = bytes(string)
                out += (table.get(int.from_bytes(raw[n : n + 2], "big"), " ") for n in range(0, len(raw), 2))
    return "".join(out)


def unused_characters(files: Iterable[bytes]) -> set[str]:
    """Characters in the fonts of these files that none of the files draws: traces of something else."""
    held: set[tuple[str, str]] = set()
    drawn: set[tuple[str, str]] = set()
    for data in files:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                for font in page.get("/Resources", {}).get("/Font", {}).values():
                    face = str(font.BaseFont).partition("+")[2]
                    held |= {(face, char) for char in unicode_map(font).values()}
        drawn |= {(char.font, char.text) for page in read(data).pages for char in page.chars}
    seen = {char for _, char in drawn}
    return {char for _, char in held if char not in seen and char.strip()}
