"""JSON Schemas of everything that people write, made from the structs that the loaders read it into.

Editors read YAML with types of their own (`1924` is a number to them), so wherever a loader takes text as written,
the schemas of YAML files take numbers and true / false too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from packgen.kinds.shape import Shape, find_shape
from packgen.load.blueprint import BlueprintSheet
from packgen.load.files import CONTENTS, BankSheet, Header
from packgen.load.items import NOT_OF_A_PART, STRUCTURED
from packgen.load.kinds import KindSheet, load_kinds
from packgen.load.profile import ProfileSheet
from packgen.model.config import ConfigSheet
from packgen.model.item import Defaults, Item, Kind, Rubric, Stimulus, Topic
from packgen.model.layout import Layout
from packgen.model.note import Note

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
REFERENCE: Final = "#/definitions/{name}"
LAYOUT_OWN: Final = ("folder",)

Schema = dict[str, Any]

# Texts that an editor takes for something else, as long as the text's form allows them at all.
_LOOKS_LIKE: Final = {"number": ("7", "1.1"), "boolean": ("true",)}


def json_schemas(kinds: Mapping[str, Kind] | None = None) -> dict[str, Schema]:
    """The schemas by name: bank-file, bank, kind, layout, profile, blueprint and packgen.

    `kinds` are those whose items are described field by field, by default packgen's own; an item of any other kind
    (a school's) is only held to have a kind.
    """
    known = load_kinds(())[0] if kinds is None else kinds
    schemas = {
        "bank-file": _titled("A packgen bank file: items, stimuli, rubrics, topics or notes", _bank_file(known)),
        "bank": _titled("A packgen bank: bank.yaml", _relaxed(_plain(BankSheet))),
        "kind": _titled("A packgen kind of question", _relaxed(_plain(KindSheet))),
        "layout": _titled("A packgen layout: layout.yaml", _relaxed(_extending(Layout, ("purpose",)))),
        "profile": _titled("A packgen profile", _relaxed(_extending(ProfileSheet, ("purpose", "code")))),
        "blueprint": _titled("A packgen blueprint", _relaxed(_extending(BlueprintSheet, ("purpose",)))),
        "packgen": _titled("packgen.toml", _plain(ConfigSheet)),
    }
    plain: dict[str, Schema] = msgspec.json.decode(msgspec.json.encode(schemas))
    return plain


def schema_files(kinds: Mapping[str, Kind] | None = None) -> dict[str, bytes]:
    """The schemas as files, by name."""
    return {
        f"{name}.json": json.dumps(schema, indent=1, ensure_ascii=False).encode() + b"\n"
        for name, schema in json_schemas(kinds).items()
    }


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title, **{key: value for key, value in schema.items() if key != "title"}}


def _plain(cls: type[Any]) -> Schema:
    """One struct's schema with its definitions beside it."""
    (own,), definitions = _components((cls,))
    name = own["$ref"].rpartition("/")[2]
    return {**definitions.pop(name), "definitions": definitions}


def _components(classes: Iterable[type[Any]]) -> tuple[tuple[Schema, ...], dict[str, Schema]]:
    schemas, definitions = msgspec.json.schema_components(classes, ref_template=REFERENCE)
    return tuple(_draft_07(s) for s in schemas), {name: _draft_07(d) for name, d in sorted(definitions.items())}


def _bank_file(kinds: Mapping[str, Kind]) -> Schema:
    shapes: dict[str, Shape[Any]] = {}
    members: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        shape = find_shape(kind.shape)
        if shape is not None:
            shapes[kind.shape] = shape
            members.setdefault(kind.shape, []).append(name)
    structs = [shape.item for shape in shapes.values()]
    refs, definitions = _components((Header, Defaults, Stimulus, Rubric, Topic, Note, *structs))
    taken = {ref["$ref"].rpartition("/")[2] for ref in refs}
    named = dict(zip(shapes, (ref["$ref"].rpartition("/")[2] for ref in refs[6:]), strict=True))
    out = {name: schema for name, schema in definitions.items() if name not in taken and name != Item.__name__}
    for ref in refs[1:6]:
        name = ref["$ref"].rpartition("/")[2]
        out[name] = definitions[name]
    for shape_name, shape in shapes.items():
        whole = definitions[named[shape_name]]
        out[f"item-{shape_name}"] = _variant(whole, shape, without=(), optional=("topic",))
        out[f"part-{shape_name}"] = _variant(whole, shape, without=NOT_OF_A_PART, optional=())
    out["item"] = _by_kind("item", members, {"id", "kind", "stem"})
    out["part"] = _by_kind("part", members, {"stem"})
    head = definitions["Header"]["properties"]
    each = {"items": "item", "stimuli": "Stimulus", "rubrics": "Rubric", "topics": "Topic", "notes": "Note"}
    lists = {key: {"type": "array", "items": {"$ref": REFERENCE.format(name=each[key])}} for key in CONTENTS}
    schema = {
        "type": "object",
        "properties": {**head, "defaults": {"$ref": REFERENCE.format(name="Defaults")}, **lists},
        "required": ["schema"],
        "additionalProperties": False,
        "allOf": [
            {"anyOf": [{"required": [key]} for key in CONTENTS]},
            {
                "anyOf": [
                    {"required": ["defaults"], "properties": {"defaults": {"required": ["topic"]}}},
                    {"properties": {"items": {"items": {"required": ["topic"]}}}},
                ]
            },
        ],
        "definitions": out,
    }
    relaxed: Schema = _relaxed(schema)
    return relaxed


def _variant(whole: Schema, shape: Shape[Any], without: tuple[str, ...], optional: tuple[str, ...]) -> Schema:
    """A shape's schema as an item of a file, or as a part of an item, which inherits some fields."""
    properties = {name: child for name, child in whole["properties"].items() if name not in without}
    if shape.nested:
        properties[shape.nested] = {"type": "array", "items": {"$ref": REFERENCE.format(name="part")}}
    required = [name for name in whole["required"] if name not in (*without, *optional)]
    if without:
        required = [name for name in required if name != "kind"]
    return {**whole, "properties": properties, "required": required}


def _by_kind(what: str, members: Mapping[str, list[str]], required: set[str]) -> Schema:
    """The schema that an item's or a part's kind chooses."""
    known = sorted(name for names in members.values() for name in names)
    cases = [
        {
            "if": {"properties": {"kind": {"enum": names}}, "required": ["kind"]},
            "then": {"$ref": REFERENCE.format(name=f"{what}-{shape}")},
        }
        for shape, names in members.items()
    ]
    if what == "part" and STRUCTURED in members:
        nested = {"not": {"required": ["kind"]}, "required": ["parts"]}
        cases.append({"if": nested, "then": {"$ref": REFERENCE.format(name=f"part-{STRUCTURED}")}})
        cases.append({"anyOf": [{"required": ["kind"]}, {"required": ["parts"]}]})
    return {
        "type": "object",
        "properties": {"kind": {"anyOf": [{"enum": known}, {"type": "string"}]}},
        "required": sorted(required),
        "allOf": cases,
    }


def _extending(cls: type[Any], needed: tuple[str, ...]) -> Schema:
    """The schema of a sheet that may extend another, to which everything may be left; else it must have `needed`."""
    schema = _plain(cls)
    properties = {name: child for name, child in schema["properties"].items() if name not in LAYOUT_OWN}
    properties["extends"] = {"type": "string", "description": "The sheet whose values lie under this one's."}
    properties["schema"] = {"type": "integer", "minimum": 1, "maximum": 1}
    schema.pop("required", None)
    needs = [{"required": ["extends"]}, {"required": list(needed)}]
    return {**schema, "properties": dict(sorted(properties.items())), "anyOf": needs}


def _draft_07(value: Any) -> Any:
    """A schema of msgspec's without what draft 7, which editors know best, does not have."""
    if isinstance(value, list):
        return [_draft_07(child) for child in value]
    if not isinstance(value, dict):
        return value
    out = {key: _draft_07(child) for key, child in value.items()}
    if "prefixItems" in out:
        out["items"] = out.pop("prefixItems")[0]
    if out.get("format") == "date":
        out["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    return out


def _relaxed(value: Any) -> Any:
    """A schema for YAML: text may be written so that an editor takes it for a number or for true or false."""
    if isinstance(value, list):
        return [_relaxed(child) for child in value]
    if not isinstance(value, dict):
        return value
    out = {key: _relaxed(child) for key, child in value.items()}
    if out.get("type") == "string" and "format" not in out:
        pattern = out.get("pattern", "")
        also = [name for name, samples in _LOOKS_LIKE.items() if any(re.search(pattern, text) for text in samples)]
        out["type"] = ["string", *also]
    return out
