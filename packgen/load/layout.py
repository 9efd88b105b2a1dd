"""A layout's folder to a layout: parents under it, strings in its language, its pictures found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, cast

from msgspec import structs

from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.load.bundled import bundled_layouts
from packgen.load.convert import convert
from packgen.load.layers import Kin, Layers, Sheet, shown_name, typed
from packgen.load.nodes import Node
from packgen.load.pictures import locate
from packgen.load.walk import is_file, shown
from packgen.load.words import nearest
from packgen.load.yaml import MAX_BYTES, read_bytes, read_yaml
from packgen.model.layout import Furniture, Layout, Template

FILE: Final = "layout.yaml"
STRINGS: Final = "strings"
PICTURE: Final = "picture.png"
LEAST_FRAME: Final = 30.0
"""A page's frame must leave at least so many mm each way."""

DEFAULT_LANG: Final = "en-GB"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAKES = rb"(?m)^(view|extends)[ \t]*:[ \t]*[\"']?([a-z0-9-]*)"


def layout_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of the layouts in `folders`, sorted.

    One that has neither a view nor a parent (base) is there only to be extended and is left out, also where a school
    changes some of its values.
    """
    found: set[str] = set()
    for folder in folders:
        try:
            children = [child for child in folder.iterdir() if _NAME.fullmatch(child.name)]
            found.update(child.name for child in children if _can_be_made(child / FILE, folders))
        except OSError:
            continue
    return tuple(sorted(found))


def homes(name: str, folders: Sequence[Path]) -> list[Path]:
    """The folders of the layout `name`, in the order in which `folders` are searched."""
    return [folder / name for folder in folders if _NAME.fullmatch(name) and is_file(folder / name / FILE)]


def unknown_layout(name: str, folders: Sequence[Path], place: Place | None) -> Diagnostic:
    """The error for a layout that none of `folders` has."""
    known = layout_names(folders)
    hint = nearest(name, known, f"the layouts are: {', '.join(known)}")
    return error("unknown-layout", f"there is no layout {shown_name(name)}", hint, place)


def _can_be_made(path: Path, folders: Sequence[Path]) -> bool:
    """Whether the file gives a layout its view, or a parent other than what a later folder has under its own name."""
    if not is_file(path) or path.stat().st_size > MAX_BYTES:
        return False
    own = path.parent.name
    said = re.findall(_MAKES, path.read_bytes())
    if any(key == b"view" or value != own.encode() for key, value in said):
        return True
    return bool(said) and len(homes(own, folders)) == 1


def load_layout(name: str, folders: Sequence[Path]) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
    """The layout `name` from the first of `folders` that has it, or None and what is wrong.

    What it extends lies under it: mappings merge, lists and single values replace.  A layout that extends its own
    name takes it from a later folder, so that a school can change a few values of packgen's own.
    """
    chain, problems = _chain(name, folders)
    if has_errors(problems):
        return None, problems
    return _Merged(chain).layout(name)


def layout_places(name: str, folders: Sequence[Path]) -> Callable[[str], Place]:
    """Where the values of a layout that can be loaded are written, by dotted field path."""
    return _Merged(_chain(name, folders)[0]).at


def is_bundled(name: str, folders: Sequence[Path]) -> bool:
    """Whether all of a layout is packgen's own: its sheet and those that it extends."""
    chain, _ = _chain(name, folders)
    own = bundled_layouts()
    return bool(chain) and all(sheet.folder.parent == own for sheet in chain)


def _chain(name: str, folders: Sequence[Path]) -> tuple[list[Sheet], tuple[Diagnostic, ...]]:
    """The layout's own sheet first, then its parents'."""

    def circle(chain: Sequence[Sheet], place: Place | None) -> Diagnostic:
        loop = ", ".join(sheet.folder.name for sheet in chain)
        message = f"the layouts {loop} extend one another in a circle"
        return error("layout-circle", message, "end the circle: `base` extends nothing", place)

    return Kin(
        sort="layout",
        example="base",
        beginning="begin with `extends: base`",
        files=lambda sought: [home.resolve() / FILE for home in homes(sought, folders)],
        circle=circle,
        unknown=lambda sought, place: unknown_layout(sought, folders, place),
    ).chain(name)


def _read(path: Path, name: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    data, problems = read_bytes(path, name)
    return read_yaml(data, name) if data is not None else (None, problems)


class _Merged(Layers):
    """The sheets of a chain of layouts."""

    def layout(self, name: str) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
        """The layout that the values make, or None and what is wrong with them."""
        if "folder" in self.values:
            hint = "delete it: the folder is where layout.yaml lies"
            return None, (error("unknown-field", "`folder` can't be chosen", hint, self.at("folder")),)
        problems = self._lay_strings()
        values = {**self.values, "name": name, "folder": str(self.chain[0].folder)}
        options = values.get("options")
        if isinstance(options, dict):
            values["options"] = {key: typed(value) for key, value in options.items()}
        layout, said = convert(values, Layout, self.at)
        problems = (*problems, *said)
        if layout is None:
            return None, problems
        layout, unfound = self._with_pictures(layout)
        problems = (*problems, *unfound, *faults(layout, self.at))
        return (None if has_errors(problems) else layout), problems

    def _lay_strings(self) -> tuple[Diagnostic, ...]:
        """Puts the words of `strings/<lang>.yaml` of every folder under those of the layouts' own `strings`."""
        lang = self.values.get("lang", DEFAULT_LANG)
        under: dict[str, Any] = {}
        problems: tuple[Diagnostic, ...] = ()
        if not isinstance(lang, str) or not re.fullmatch(r"[A-Za-z0-9-]{2,35}", lang):
            return ()
        for sheet in reversed(self.chain):
            path = sheet.folder / STRINGS / f"{lang}.yaml"
            if is_file(path):
                node, said = _read(path, shown(path))
                found, wrong = convert(node.value if node else {}, dict[str, str], _at(node, shown(path)))
                problems = (*problems, *said, *wrong)
                under.update(found or {})
            own = cast("dict[str, Any]", sheet.node.value).get("strings")
            under.update(own if isinstance(own, dict) else {})
        if under and isinstance(self.values.get("strings", {}), dict):
            self.values["strings"] = under
        return problems

    def _with_pictures(self, layout: Layout) -> tuple[Layout, tuple[Diagnostic, ...]]:
        """`layout` with every picture's file as an absolute path: the nearest folder of the chain that has it."""
        problems: list[Diagnostic] = []
        templates: dict[str, Template] = {}
        for name, template in layout.templates.items():
            pieces: list[Furniture] = []
            for n, piece in enumerate(template.furniture):
                if piece.file:
                    found = [locate(sheet.folder, piece.file) for sheet in self.chain]
                    paths = [path for path in found if isinstance(path, Path)]
                    if paths:
                        piece = structs.replace(piece, file=str(paths[0]))
                    else:
                        said = next(f for f in found if isinstance(f, Diagnostic))
                        field = f"templates.{name}.furniture.{n}.file"
                        problems.append(structs.replace(said, place=self.at(field)))
                pieces.append(piece)
            templates[name] = structs.replace(template, furniture=tuple(pieces))
        return structs.replace(layout, templates=templates), tuple(problems)


def _at(node: Node | None, path: str) -> Callable[[str], Place]:
    return lambda field: Place(path, node.line(field) if node else 0)


def faults(layout: Layout, at: Callable[[str], Place]) -> Iterator[Diagnostic]:
    """What no single value shows: frames without room, styles of families that are not there."""
    width, height = layout.size()
    for name, template in layout.templates.items():
        across = width - template.left - template.right
        down = height - template.top - template.bottom
        if min(across, down) < LEAST_FRAME:
            message = f"the template {name} leaves a frame of {across:g} x {down:g} mm on {layout.paper}"
            hint = f"make its margins smaller: {LEAST_FRAME:g} mm each way is the least"
            yield error("no-room", message, hint, at(f"templates.{name}"))
    for name, style in layout.styles.items():
        if layout.families and style.family not in layout.families:
            message = f"the style {name} names the family {style.family}, which `families` does not have"
            yield error("unknown-family", message, nearest(style.family, layout.families), at(f"styles.{name}.family"))
    for name, chain in layout.families.items():
        if not chain:
            yield error("empty-family", f"the family {name} names no font", "name one", at(f"families.{name}"))
