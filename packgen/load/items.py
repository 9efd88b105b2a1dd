"""Entries to items: defaults merged, the kind looked up, parts read by kinds of their own."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any, Final, cast

from msgspec import Struct, structs

from packgen.diagnostics import Diagnostic, Place, error
from packgen.kinds.shape import Shape, find_shape
from packgen.load.convert import At, convert
from packgen.load.digest import digest
from packgen.load.files import Entry
from packgen.load.nodes import FLAWED, Flawed, Lines
from packgen.load.words import nearest, shown
from packgen.model.item import Defaults, Item, Kind, Rubric, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.pool import Located

MAX_PART_DEPTH: Final = 2
ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
STRUCTURED: Final = "structured"
FROM_ITEM: Final = ("topic", "tags", "boards", "tier", "author", "checked", "status", "lang")
NOT_OF_A_PART: Final = ("id", "topic", "status", "pin", "enemies")
SHARED: Final[dict[type[Struct], tuple[str, ...]]] = {
    Item: tuple(Defaults.__struct_fields__),
    Stimulus: ("topic", "tags", "author", "checked", "lang"),
    Rubric: (),
    Topic: (),
    Note: ("lang",),
}


def merged(entry: Entry, cls: type[Struct]) -> dict[str, Any]:
    """What was written for a `cls`, with the file's defaults under it: its own fields win, tags merge by name."""
    defaults = cast("dict[str, Any]", entry.defaults.value)
    fields = SHARED[cls]
    out = {name: value for name, value in defaults.items() if name in fields}
    out.update(entry.value)
    tags, own = defaults.get("tags"), entry.value.get("tags")
    if "tags" in fields and isinstance(tags, dict) and isinstance(own, dict):
        out["tags"] = {**tags, **own}
    if "lang" in fields and not out.get("lang"):
        out["lang"] = entry.lang
    return out


def located(entry: Entry, value: Any, content: dict[str, Any]) -> Located[Any]:
    """`value` with its place, the digest of its merged `content`, its lines and its bank."""
    return Located(value, entry.at(""), digest(content), Lines(entry.node), entry.bank.root)


def convert_entry(entry: Entry, cls: type[Struct]) -> tuple[Located[Any] | None, tuple[Diagnostic, ...]]:
    """A stimulus, rubric, topic or note."""
    content = merged(entry, cls)
    value, problems = convert(content, cls, entry.at)
    return (None if value is None else located(entry, value, content)), problems


class ItemReader:
    """Converts items by their kinds.

    `slipped` are the broken ones as far as they could be read: to be looked at, never printed.
    """

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.slipped: list[Located[Item]] = []
        self._mended = False

    def read(self, entry: Entry) -> tuple[Located[Item] | None, tuple[Diagnostic, ...]]:
        """The item of `entry`, or None and everything that is wrong with its fields."""
        content = merged(entry, Item)
        problems: list[Diagnostic] = []
        self._mended = False
        item = self._item(content, entry.at, problems, 0)
        if item is None:
            return None, tuple(problems)
        if problems or self._mended:
            self.slipped.append(Located(item, entry.at(""), "", Lines(entry.node), entry.bank.root))
            return None, tuple(problems)
        return located(entry, item, content), ()

    def again(self, content: dict[str, Any], at: At) -> Item | None:
        """The item of a merged `content` that has been read before, without what is wrong with it."""
        return self._item(content, at, [], 0)

    def _item(self, content: dict[str, Any], at: At, problems: list[Diagnostic], depth: int) -> Item | None:
        shape = self._shape(content, at, problems)
        if shape is None:
            return None
        own = _but(content, shape.nested)
        sound, said = convert(own, shape.item, at)
        problems.extend(said)
        # What is wrong with the item itself is not said again for each part that would inherit it.
        kept, item = content, sound
        if item is None:
            from packgen.load.mended import mended

            self._mended = True
            kept = mended(content, shape.item)
            item = convert(_but(kept, shape.nested), shape.item, at)[0]
        if not shape.nested or shape.nested not in content:
            return cast("Item | None", item)
        heritage = kept if item is not None else {"id": "x", "topic": "x"}
        parts = self._parts(content[shape.nested], shape.nested, heritage, at, problems, depth)
        return None if item is None or parts is None else structs.replace(item, **{shape.nested: parts})

    def _shape(self, content: dict[str, Any], at: At, problems: list[Diagnostic]) -> Shape[Any] | None:
        """The shape of the item's kind; without one, everything about the item that can be said all the same."""
        name = content.get("kind")
        kind = self.kinds.get(name) if isinstance(name, str) else None
        shape = find_shape(kind.shape) if kind else None
        if shape is not None:
            return shape
        if name is None:
            hint = "add `kind:` with the name of a kind; `packgen kinds` lists them"
            problems.append(error("missing-field", "`kind` is missing", hint, at("kind" if "kind" in content else "")))
        elif not isinstance(name, str | Flawed):
            message = f"`kind` must be the name of a kind, not {shown(name)}"
            problems.append(error("wrong-type", message, "`packgen kinds` lists the kinds", at("kind")))
        elif name is not FLAWED:
            known = nearest(str(name), self.kinds, "`packgen kinds` lists the kinds")
            problems.append(error("unknown-kind", f'there is no kind of question "{name}"', known, at("kind")))
        base = {field: value for field, value in content.items() if field in Item.__struct_fields__}
        problems.extend(convert({**base, "kind": "x"}, Item, at)[1])
        return None

    def _parts(
        self, given: Any, field: str, heritage: dict[str, Any], at: At, problems: list[Diagnostic], depth: int
    ) -> tuple[Item, ...] | None:
        letters = string.ascii_lowercase if depth == 0 else ROMAN
        if given is FLAWED:
            return None
        if not isinstance(given, list):
            hint = "begin each part with `- kind: ...`"
            problems.append(error("wrong-type", f"`{field}` must be a list", hint, at(field)))
            return None
        if depth >= MAX_PART_DEPTH:
            message = "parts go two deep at most: (a), then (i)"
            problems.append(error("parts-too-deep", message, "move these parts one step out", at(field)))
            return None
        if len(given) > len(letters):
            message = f"there are {len(given)} parts; at most {len(letters)} can be lettered"
            problems.append(error("too-many-parts", message, "make two items of it", at(field)))
            return None
        parts: list[Item | None] = []
        for n, part in enumerate(given):
            under = f"{field}.{n}"
            if isinstance(part, dict):
                parts.append(self._part(part, letters[n], heritage, _under(at, under), problems, depth))
                continue
            if part is not FLAWED:
                hint = "begin it with `- kind: ...`"
                problems.append(error("wrong-type", f"part {letters[n]} must be a mapping", hint, at(under)))
            parts.append(None)
        whole = tuple(part for part in parts if part is not None)
        return whole if len(whole) == len(parts) else None

    def _part(
        self,
        part: dict[str, Any],
        letter: str,
        heritage: dict[str, Any],
        at: At,
        problems: list[Diagnostic],
        depth: int,
    ) -> Item | None:
        refused = [name for name in NOT_OF_A_PART if name in part]
        for name in refused:
            hint = "delete it here; it stands once, at the item's head"
            problems.append(error("unknown-field", f"a part has no `{name}` of its own", hint, at(name)))
        content: dict[str, Any] = {name: heritage[name] for name in FROM_ITEM if name in heritage}
        content.update({name: value for name, value in part.items() if name not in refused})
        content["id"] = f"{heritage['id']}.{letter}"
        if "kind" not in part and "parts" in part:
            content["kind"] = STRUCTURED
        kind = self.kinds.get(str(content.get("kind")))
        if kind is not None and kind.stimuli[0] and "stimuli" not in part and "stimuli" in heritage:
            content["stimuli"] = heritage["stimuli"]
        return self._item(content, at, problems, depth + 1)


def _but(content: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != field} if field else content


def _under(at: At, prefix: str) -> At:
    def place(field: str) -> Place:
        return at(f"{prefix}.{field}" if field else prefix)

    return place
