"""packgen.toml: found in a folder or the ones around it, read, its paths made absolute."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import structs

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load import cache
from packgen.load.bundled import bundled_bank, bundled_layouts, bundled_profiles
from packgen.load.convert import convert
from packgen.load.layout import homes, unknown_layout
from packgen.load.walk import is_file, is_folder, shown
from packgen.load.yaml import read_bytes
from packgen.model.config import Config, ConfigSheet
from packgen.model.fonts import FontFiles

FILE: Final = "packgen.toml"
BUNDLED: Final = "bundled"
OWN_BANK: Final = "questionbank"
OWN_LAYOUTS: Final = "layouts"
OWN_PROFILES: Final = "profiles"
OWN_FONTS: Final = "fonts"
MAX_BYTES: Final = 200_000

_AS_TABLE: Final = 'write a heading on a line of its own, like [fonts."Andika"], and its values beneath'
_SHELF: Final = "toml"
# Counts up whenever the same bytes would give other values.
_SCHEMA: Final = "1"
_TABLE = r"\s*\[\[?\s*(?P<name>[^\]#]+?)\s*\]"
_KEY = r"""\s*(?P<name>"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?:=|\.)"""


def load_config(start: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings of the folder `start`: those of the nearest packgen.toml in it or above it.

    A wrong value is reported and its default used.  A `questionbank` folder beside packgen.toml (without one: in
    `start`) replaces the bundled bank unless `banks` says otherwise.
    """
    start = start.resolve()
    path = next((folder / FILE for folder in (start, *start.parents) if os.path.exists(folder / FILE)), None)
    if path is None:
        return _resolved(ConfigSheet(), start, "", lambda field: Place(""))
    name = shown(path)
    data, problems = read_bytes(path, name, MAX_BYTES)
    text = ""
    values: dict[str, Any] = {}
    if data is not None:
        text, values, problems = _parse(data, name)
    lines = text.splitlines()

    def at(field: str) -> Place:
        return Place(name, line_of(lines, field))

    sheet, said = _sheet(values, at)
    config, unfound = _resolved(sheet, path.parent, str(path), at)
    config = structs.replace(config, places=_places(values, at))
    return config, (*problems, *said, *unfound)


def _places(values: dict[str, Any], at: Any) -> dict[str, Place]:
    """Where each setting stands; those of a table also by "check.select"."""
    inner = [f"{name}.{key}" for name, value in values.items() if isinstance(value, dict) for key in value]
    return {name: at(name) for name in (*values, *inner)}


def _parse(data: bytes, name: str) -> tuple[str, dict[str, Any], tuple[Diagnostic, ...]]:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        place = Place(name, data[: problem.start].count(b"\n") + 1)
        hint = "save it as UTF-8 in your editor"
        return "", {}, (error("not-utf8", "the file is not UTF-8 text from here on", hint, place),)
    kept = cache.name_of(_SCHEMA, data)
    found = cache.load(_SHELF, kept)
    if found is not None:
        with contextlib.suppress(msgspec.MsgspecError):
            return text, msgspec.msgpack.decode(found, type=dict[str, Any]), ()
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        message, _, where = str(problem).partition(" (at ")
        at_line = re.match(r"line (\d+)", where)
        line = int(at_line[1]) if at_line else text.count("\n") + 1
        hint = 'write `name = "text"`, with the text in quotes; headings stand in [ ]'
        return text, {}, (error("toml-syntax", f"this is not valid TOML: {message}", hint, Place(name, line)),)
    except RecursionError:
        return text, {}, (error("too-deep", "brackets are nested too deep", "check the brackets", Place(name)),)
    with contextlib.suppress(OverflowError):  # of whole numbers that no setting takes
        plain = msgspec.msgpack.encode(values)
        # Dates and times do not come back as they were.
        if msgspec.msgpack.decode(plain) == values:
            cache.keep(_SHELF, kept, plain)
    return text, values, ()


def line_of(lines: list[str], field: str) -> int:
    """The line (from 1) on which a TOML file gives the dotted `field`, or the nearest around it; 0 if nowhere."""
    best, depth = 0, 0
    table: list[str] = []
    wanted = field.split(".")
    for n, line in enumerate(lines, 1):
        heading = re.match(_TABLE, line)
        key = None if heading else re.match(_KEY, line)
        if heading:
            table = [part.strip().strip("\"'") for part in heading["name"].split(".")]
            path = table
        elif key:
            path = [*table, key["name"].strip("\"'")]
        else:
            continue
        if len(path) > depth and path == wanted[: len(path)]:
            best, depth = n, len(path)
    return best


def _sheet(values: dict[str, Any], at: Any) -> tuple[ConfigSheet, tuple[Diagnostic, ...]]:
    """`values` as settings; where some are wrong, the right ones."""
    newer = values.get("schema")
    if isinstance(newer, int) and newer > 1:
        message = f"the file is written for schema {newer}; this packgen reads schema 1"
        hint = "update packgen: pip install --upgrade packgen"
        return ConfigSheet(), (error("newer-schema", message, hint, at("schema")),)
    sheet, problems = convert(values, ConfigSheet, at)
    if sheet is not None:
        return sheet, ()
    problems = tuple(_in_toml(problem) for problem in problems)
    kept = {
        name: value
        for name, value in values.items()
        if name in ConfigSheet.__struct_fields__ and convert({name: value}, ConfigSheet, at)[0] is not None
    }
    return convert(kept, ConfigSheet, at)[0] or ConfigSheet(), problems


def _in_toml(problem: Diagnostic) -> Diagnostic:
    """`problem` with advice on TOML where it had some on YAML."""
    for words, hint in (("must be a list", 'write a list: ["one", "two"]'), ("must be a mapping", _AS_TABLE)):
        if problem.rule == "wrong-type" and words in problem.message:
            return structs.replace(problem, message=problem.message.replace(" (`name: value` lines)", ""), hint=hint)
    return problem


def _resolved(sheet: ConfigSheet, folder: Path, file: str, at: Any) -> tuple[Config, tuple[Diagnostic, ...]]:
    problems: list[Diagnostic] = []
    finder = _Finder(folder, at, problems)
    own_bank = folder / OWN_BANK
    banks = sheet.banks if sheet.banks is not None else (OWN_BANK if is_folder(own_bank) else BUNDLED,)
    own_layouts = (OWN_LAYOUTS,) if is_folder(folder / OWN_LAYOUTS) else ()
    own_profiles = (OWN_PROFILES,) if is_folder(folder / OWN_PROFILES) else ()
    layouts = sheet.layouts if sheet.layouts is not None else own_layouts
    twice = [grade for grade, least in sheet.grades.items() if list(sheet.grades.values()).count(least) > 1]
    if twice:
        message = f"the grades {', '.join(twice)} begin at the same percentage"
        problems.append(error("grades-alike", message, "give each a least percentage of its own", at("grades")))
    kinds_given = sheet.kinds != ConfigSheet().kinds
    kinds = (sheet.kinds,) if kinds_given or is_folder(folder / sheet.kinds) else ()
    config = Config(
        folder=str(folder),
        file=file,
        school=sheet.school,
        logo=finder.file("logo", sheet.logo or "", folder),
        board=sheet.board,
        paper=sheet.paper,
        layout=sheet.layout,
        banks=finder.folders("banks", banks, bundled_bank()),
        # packgen's own layouts always come last: others extend them.
        layouts=tuple(dict.fromkeys((*finder.folders("layouts", layouts, bundled_layouts()), str(bundled_layouts())))),
        profiles=(*finder.folders("profiles", own_profiles, None), str(bundled_profiles())),
        kinds=finder.folders("kinds", kinds, None),
        fonts=finder.fonts(sheet),
        out=str(folder / sheet.out),
        seed=sheet.seed,
        memory=sheet.memory,
        check=sheet.check,
        grades=sheet.grades,
    )
    if not config.banks and not problems:
        message, hint = "`banks` names no bank", "name a folder of questions, or `bundled` for packgen's own"
        problems.append(error("no-bank", message, hint, at("banks")))
    folders = [Path(folder) for folder in config.layouts]
    if not homes(config.layout, folders):
        problems.append(unknown_layout(config.layout, folders, at("layout")))
    return config, tuple(problems)


class _Finder:
    """Finds what packgen.toml names, gathering what is not there."""

    def __init__(self, folder: Path, at: Any, problems: list[Diagnostic]) -> None:
        self.folder = folder
        self.at = at
        self.problems = problems

    def folders(self, field: str, names: tuple[str, ...], bundled: Path | None) -> tuple[str, ...]:
        """The folders of those names, without repeats."""
        out: dict[str, None] = {}
        for n, name in enumerate(names):
            path = bundled if bundled is not None and name == BUNDLED else self._path(name)
            if path is not None and is_folder(path):
                out[str(path.resolve())] = None
            else:
                hint = "paths start at the folder of packgen.toml"
                self._say("no-folder", f"there is no folder {name}", hint, f"{field}.{n}")
        return tuple(out)

    def file(self, field: str, name: str, folder: Path) -> str:
        """The file `name` in `folder`, "" if there is none."""
        if not name:
            return ""
        path = self._path(name, folder)
        if path is not None and is_file(path):
            return str(path.resolve())
        self._say("no-file", f"there is no file {name} in {shown(folder)}", "check its name", field)
        return ""

    def fonts(self, sheet: ConfigSheet) -> dict[str, FontFiles]:
        """The families whose regular file is there."""
        out: dict[str, FontFiles] = {}
        for family, named in sheet.fonts.items():
            field = f"fonts.{family}"
            folder = self.folder / OWN_FONTS
            regular = self.file(f"{field}.regular", named.regular, folder)
            others = {
                style: self.file(f"{field}.{style.replace('_', '-')}", name, folder)
                for style in named.__struct_fields__
                if style != "regular" and (name := getattr(named, style))
            }
            if regular:
                out[family] = FontFiles(regular=regular, place=self.at(field), **others)
        return out

    def _path(self, name: str, folder: Path | None = None) -> Path | None:
        try:
            return (folder or self.folder) / Path(name).expanduser()
        except (RuntimeError, ValueError):
            return None

    def _say(self, rule: str, message: str, hint: str, field: str) -> None:
        self.problems.append(error(rule, message, hint, self.at(field)))
