"""Packs made through the public doors, their files read back, and banks as plain YAML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from reading import Paper, read

from packgen.load.bundled import bundled_profiles
from packgen.load.layout import layout_names, load_layout
from packgen.load.profile import load_profile, profile_names
from packgen.model.layout import Layout
from packgen.model.request import Request
from packgen.pipeline.making import Made, make
from packgen.pipeline.press import layouts_of
from packgen.pipeline.workplace import Workplace, open_workplace

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "questionbank"
LAYOUT_FOLDERS = [ROOT / "layouts"]


@dataclass
class Finished:
    """A pack in memory.  Papers are read when they are asked for."""

    made: Made
    place: Workplace

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {file.path: file.data for file in self.made.pack.files}

    @property
    def manifest(self) -> Any:
        return self.made.pack.manifest

    @property
    def versions(self) -> list[str]:
        return [version.version for version in self.manifest.versions]

    @cached_property
    def read(self) -> dict[str, Paper]:
        return {path: read(data) for path, data in self.files.items() if path.endswith(".pdf")}

    @cached_property
    def layout(self) -> Layout:
        """The layout of its papers."""
        return layouts_of(self.manifest.request, self.place.settings)[0]

    def path(self, file: str, version: str) -> str:
        """The path of a version's "paper", "sources" or "mark-scheme"; "" if there is none."""
        file = self.layout.file if file == "paper" else file
        folder = "teachers" if file == "mark-scheme" else "pupils"
        path = f"{folder}/{'-'.join(part for part in (self.manifest.slug, file, version) if part)}.pdf"
        return path if path in self.files else ""

    def paper(self, version: str) -> Paper:
        return self.read[self.path("paper", version)]

    def scheme(self, version: str) -> Paper:
        return self.read[self.path("mark-scheme", version)]

    def booklet(self, version: str) -> Paper | None:
        path = self.path("sources", version)
        return self.read[path] if path else None

    @property
    def duplex(self) -> bool:
        return self.layout.sides == "duplex"

    def key(self) -> list[dict[str, str]]:
        """The rows of key.csv; none if the pack has no such file."""
        found = [data for path, data in self.files.items() if path.endswith("-key.csv")]
        return list(csv.DictReader(io.StringIO(found[0].decode("utf-8-sig")))) if found else []


def finished(place: Workplace, **wishes: Any) -> Finished:
    """A pack made from what a teacher may ask for."""
    return Finished(make(Request(**{"title": "Proof", **wishes}), place), place)


@cache
def sheets() -> tuple[str, ...]:
    """The bundled layouts that pupils write on."""
    found = (load_layout(name, LAYOUT_FOLDERS)[0] for name in layout_names(LAYOUT_FOLDERS))
    return tuple(layout.name for layout in found if layout and layout.view == "paper")


@cache
def codes() -> dict[str, str]:
    """The bundled profiles with what their files' names end in."""
    found = (load_profile(name, [bundled_profiles()])[0] for name in profile_names([bundled_profiles()]))
    return {profile.name: profile.code for profile in found if profile}


@cache
def papers() -> tuple[str, ...]:
    """Those of them that state all marks and have a mark scheme."""
    found = (load_layout(name, LAYOUT_FOLDERS)[0] for name in sheets())
    return tuple(x.name for x in found if x and any(name.endswith("mark-scheme") for name in x.companions))


@cache
def bundled() -> Workplace:
    """The bundled bank with the bundled layouts, whatever the folder that tests run in."""
    place = open_workplace(ROOT / "tests" / "proof")
    assert place.pool.items
    return place


@dataclass(frozen=True)
class Raw:
    """A bank as its YAML says, without packgen: items and stimuli by id."""

    items: dict[str, dict[str, Any]]
    stimuli: dict[str, dict[str, Any]]


@cache
def raw(folder: Path = BUNDLED) -> Raw:
    items: dict[str, dict[str, Any]] = {}
    stimuli: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        sheet = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        defaults = sheet.get("defaults", {})
        items.update({item["id"]: {**defaults, **item} for item in sheet.get("items", [])})
        stimuli.update({stimulus["id"]: stimulus for stimulus in sheet.get("stimuli", [])})
    return Raw(items, stimuli)


def asked(item: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every stem of an item and its parts with the stimuli that it uses, those of the parent where it names none.

    A lead-in uses only those that it mentions.
    """
    used = tuple(item.get("stimuli", ()))
    stem = item.get("stem") or ""
    yield stem, tuple(id for id in used if f"@{id}" in stem) if "parts" in item else used
    for part in item.get("parts", ()):
        for stem, own in asked(part):
            yield stem, own or used
