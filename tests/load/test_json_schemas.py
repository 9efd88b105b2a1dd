"""The published schemas take what the loaders take and refuse what they refuse."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from banks import load
from hypothesis import assume, given
from hypothesis import strategies as st

from packgen.diagnostics import Diagnostic
from packgen.kinds.shape import find_shape
from packgen.load.bundled import bundled_bank, bundled_layouts, bundled_profiles
from packgen.load.config import load_config
from packgen.load.faults import RULES
from packgen.load.kinds import OWN, OWN_RUBRICS, load_kinds
from packgen.load.layout import load_layout
from packgen.load.schema import json_schemas
from packgen.load.walk import yaml_files

SCHEMAS = json_schemas()
STRUCTURAL = RULES | {"no-contents", "newer-schema"}


class EditorYaml(yaml.SafeLoader):
    """YAML with the types that an editor gives it: numbers and booleans, but dates as text."""


EditorYaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def takes(name: str, value: object) -> bool:
    """Whether the published schema `name` accepts `value`."""
    return bool(jsonschema.Draft7Validator(SCHEMAS[name]).is_valid(value))


def edited(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=EditorYaml)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_a_schema_that_json_can_hold(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert json.loads(json.dumps(SCHEMAS[name])) == SCHEMAS[name]


def test_all_that_packgen_brings_with_it_fits() -> None:
    files = [("bank-file", path) for root in (bundled_bank(), OWN_RUBRICS) for path in yaml_files(root)[0]]
    files += [("kind", path) for path in yaml_files(OWN)[0]]
    files += [("layout", path) for path in yaml_files(bundled_layouts())[0] if path.name == "layout.yaml"]
    files += [("profile", path) for path in yaml_files(bundled_profiles())[0]]
    for name, path in files:
        kind = {"bank.yaml": "bank"}.get(path.name, "blueprint" if path.parent.name == "blueprints" else name)
        errors = list(jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(edited(path)))
        assert not errors, (path, errors[0].message)


def test_the_template_of_every_shape_fits() -> None:
    for name, kind in load_kinds(())[0].items():
        shape = find_shape(kind.shape)
        assert shape is not None
        own = yaml.load(shape.template(kind), Loader=EditorYaml) or {}
        item = {"id": "x", "kind": name, "topic": 1.1, "stem": "Words", **own}
        assert takes("bank-file", {"schema": 1, "items": [item]}), name


# --- loader and schema agree ------------------------------------------------------------

ITEMS: dict[str, Any] = {
    "schema": 1,
    "lang": "en-GB",
    "defaults": {"topic": "1.1", "tags": {"skill": "recall"}, "status": "live"},
    "items": [
        {
            "id": "a",
            "kind": "multiple-choice",
            "stem": "Which?",
            "options": ["One", 1924, {"text": "Two", "reason": "Why"}],
            "key": "a",
            "facility": 0.5,
            "checked": "2026-01-02",
            "lines": {"lines": 4, "least": 3},
        },
        {
            "id": "b",
            "kind": "structured",
            "stem": "Read.",
            "stimuli": ["letter"],
            "parts": [
                {"kind": "short-answer", "stem": "Who?", "marks": 1, "scheme": {"answers": ["He"]}},
                {
                    "stem": "Now",
                    "parts": [
                        {"kind": "short-answer", "stem": "Who?", "marks": 1, "scheme": {"answers": ["He"]}},
                        {"kind": "short-answer", "stem": "When?", "marks": 1, "scheme": {"answers": [1922]}},
                    ],
                },
            ],
        },
    ],
}
OTHERS: dict[str, Any] = {
    "schema": 1,
    "stimuli": [{"id": "letter", "text": "Words", "picture": None, "line_numbers": True}],
    "rubrics": [{"id": "r", "name": "R", "levels": [{"level": 1, "marks": "1-2", "verdict": "v"}]}],
    "topics": [{"id": "1", "title": "T"}, {"id": "1.1", "title": 1924}],
    "notes": [
        {
            "id": "n",
            "topic": "1.1",
            "title": "T",
            "people": [{"name": "P", "strengths": ["s"]}],
            "timeline": [{"date": 1924, "event": "e"}],
            "chains": [["a", "b"]],
            "links": [{"title": "L", "url": "https://example.org"}],
        }
    ],
}
KIND: dict[str, Any] = {
    "schema": 1,
    "kind": "spot",
    "shape": "written",
    "name": "Spot",
    "purpose": "P",
    "stimuli": [0, 1],
    "rows": [{"board": "school", "marks": 2, "aos": {"AO1": 2}, "spaces": [{"label": "1", "lines": 4}]}],
}
LAYOUT: dict[str, Any] = {
    "purpose": "P",
    "view": "paper",
    "hair": 0.5,
    "styles": {"body": {"size": 12, "bold": True, "align": "left"}},
    "families": {"sans": ["Source Sans Pro"]},
    "templates": {"body": {"top": 20, "furniture": [{"kind": "text", "left": [{"text": "x"}]}]}},
    "options": {"cover": False, "most": 3, "groups": ["a"]},
}
CONFIG: dict[str, Any] = {
    "school": "S",
    "paper": "a4",
    "seed": 3,
    "banks": ["bundled"],
    "fonts": {"F": {"regular": "f.ttf", "bold-italic": "g.ttf"}},
}


def structural(problems: tuple[Diagnostic, ...]) -> bool:
    """Whether a loader found the form wrong, not only what it says."""
    return any(p.rule in STRUCTURAL for p in problems)


def load_items(folder: Path, value: Any) -> bool:
    return structural(load(folder, items=yaml.safe_dump(value), topics=TOPICS)[1])


def load_others(folder: Path, value: Any) -> bool:
    return structural(load(folder, stimuli="schema: 1\nstimuli: []\n", topics=yaml.safe_dump(value))[1])


def load_kind(folder: Path, value: Any) -> bool:
    (folder / "kinds").mkdir(exist_ok=True)
    (folder / "kinds" / "kind.yaml").write_text(yaml.safe_dump(value), encoding="utf-8")
    return structural(load_kinds([folder / "kinds"])[1])


def load_sheet(folder: Path, value: Any) -> bool:
    (folder / "sheet").mkdir(exist_ok=True)
    (folder / "sheet" / "layout.yaml").write_text(yaml.safe_dump(value), encoding="utf-8")
    return structural(load_layout("sheet", [folder])[1])


def load_toml(folder: Path, value: Any) -> bool:
    text = _toml(value)
    assert tomllib.loads(text) == value
    (folder / "packgen.toml").write_text(text, encoding="utf-8")
    return structural(load_config(folder)[1])


TOPICS = 'schema: 1\ntopics: [{id: "1", title: T}, {id: "1.1", title: T}]\n'
CASES: dict[str, tuple[str, dict[str, Any], Callable[[Path, Any], bool]]] = {
    "items": ("bank-file", ITEMS, load_items),
    "others": ("bank-file", OTHERS, load_others),
    "kind": ("kind", KIND, load_kind),
    "layout": ("layout", LAYOUT, load_sheet),
    "packgen.toml": ("packgen", CONFIG, load_toml),
}


def _toml(value: Any) -> str:
    plain = [f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items()]
    return "\n".join(plain) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(v) for v in value) + "]"
    return json.dumps(value)


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside `value`."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, child in inner for path in paths(child, (*at, key)))]


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_sample_that_is_mutated_is_sound(tmp_path: Path, case: str) -> None:
    name, sample, broken = CASES[case]
    assert takes(name, sample)
    assert not broken(tmp_path, sample)


@pytest.mark.parametrize("case", sorted(CASES))
@given(data=st.data())
def test_a_changed_sample_is_refused_by_both_or_by_neither(tmp_path: Path, case: str, data: st.DataObject) -> None:
    name, sample, broken = CASES[case]
    value = copy.deepcopy(sample)
    path = data.draw(st.sampled_from(paths(sample)[1:]), label="path")
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    change = data.draw(st.sampled_from(["delete", "add", "replace"]), label="change")
    # A sheet without a view is sound as a parent of others, so the schema takes it, but it can't be loaded itself.
    assume(path != ("view",) or change != "delete")
    if change == "delete":
        del holder[path[-1]]
    elif change == "add" and isinstance(holder, dict):
        holder["nonsense"] = "x"
    else:
        # A number is never put in place of true or false, nor the reverse: the loaders take 1 for true.
        new = data.draw(st.sampled_from(["x y!", 999, ["x"], {"x": "y"}]), label="new")
        holder[path[-1]] = "x y!" if isinstance(holder[path[-1]], bool) and new == 999 else new
    refused = broken(tmp_path, value)
    assert takes(name, value) != refused
