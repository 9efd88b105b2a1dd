"""A profile's YAML file to a profile: what it extends under it, every field held to a layout's own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.load.convert import convert
from packgen.load.layers import Kin, Layers, Sheet, shown_name, typed
from packgen.load.walk import is_file
from packgen.load.words import nearest
from packgen.model.layout import (
    AnswerLook,
    OptionValue,
    QuestionLook,
    SourceLook,
    Style,
    Template,
)
from packgen.model.profile import Changes, Profile, ProfileFields

SUFFIX: Final = ".yaml"
MAX_PARENTS: Final = 16
BEGINNING: Final = "begin with `extends: large-print-18`, or with `purpose:` and `code:`"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ProfileSheet(ProfileFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A profile with all that it extends, as written; what is left out of the layout's structs is not changed."""

    styles: dict[str, Style] = msgspec.field(default_factory=dict)
    page: Template = Template()
    question: QuestionLook = QuestionLook()
    answer: AnswerLook = AnswerLook()
    source: SourceLook = SourceLook()
    options: dict[str, dict[str, OptionValue]] = msgspec.field(default_factory=dict)


def profile_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of the profiles in `folders`, sorted."""
    found: set[str] = set()
    for folder in folders:
        try:
            found.update(f.stem for f in folder.glob(f"*{SUFFIX}") if _NAME.fullmatch(f.stem) and is_file(f))
        except OSError:
            continue
    return tuple(sorted(found))


def load_profile(name: str, folders: Sequence[Path]) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The profile `name` from the first of `folders` that has it, or None and what is wrong.

    What it extends lies under it: mappings merge, lists and single values replace.  A profile that extends its own
    name takes it from a later folder.
    """
    chain, problems = _chain(name, folders)
    if not chain:
        return None, problems
    layers = Layers(chain)
    values = dict(layers.values)
    if isinstance(values.get("options"), dict):
        values["options"] = {
            view: {key: typed(value) for key, value in given.items()} if isinstance(given, dict) else given
            for view, given in values["options"].items()
        }
    sheet, problems = convert(values, ProfileSheet, layers.at)
    if sheet is None:
        return None, problems
    problems = _faults(sheet, layers)
    return (None if has_errors(problems) else _profile(name, sheet, values)), problems


def _chain(name: str, folders: Sequence[Path]) -> tuple[list[Sheet], tuple[Diagnostic, ...]]:
    """The profile's own sheet first, then its parents'."""

    def files(sought: str) -> list[Path]:
        found = [folder / f"{sought}{SUFFIX}" for folder in folders] if _NAME.fullmatch(sought) else []
        return [file.resolve() for file in found if is_file(file)]

    def circle(_: Sequence[Sheet], place: Place | None) -> Diagnostic:
        message = f"profiles extend one another in a circle, or more than {MAX_PARENTS} deep"
        return error("profile-circle", message, "end the circle at one that extends nothing", place)

    def unknown(sought: str, place: Place | None) -> Diagnostic:
        known = profile_names(folders)
        hint = nearest(sought, known, f"the profiles are: {', '.join(known)}")
        return error("unknown-profile", f"there is no profile {shown_name(sought)}", hint, place)

    return Kin("profile", "dyslexia", BEGINNING, files, circle, unknown, MAX_PARENTS).chain(name)


def _faults(sheet: ProfileSheet, layers: Layers) -> tuple[Diagnostic, ...]:
    """What the fields' own types let pass."""
    found: list[Diagnostic] = []
    if "furniture" in layers.values.get("page", {}):
        hint = "write `furniture:` at the left edge: it stands in place of every template's own"
        found.append(error("unknown-field", "`page` can't change furniture", hint, layers.at("page.furniture")))
    for family, chain in sheet.families.items():
        if not chain:
            place = layers.at(f"families.{family}")
            found.append(error("empty-family", f"the family {family} names no font", "name one", place))
    return tuple(found)


def _profile(name: str, sheet: ProfileSheet, given: dict[str, Any]) -> Profile:
    """The profile with only those fields of the layout's structs that were `given`."""
    fields = {field: getattr(sheet, field) for field in sheet.__struct_fields__}
    for part in ("page", "question", "answer", "source"):
        fields[part] = _changes(fields[part], given.get(part, {}))
    fields["styles"] = {style: _changes(look, given["styles"][style]) for style, look in sheet.styles.items()}
    return Profile(name=name, **fields)


def _changes(value: Struct, given: dict[str, Any]) -> Changes:
    return {field: getattr(value, field) for field in msgspec.structs.asdict(value) if field in given}
