"""The layouts of a request: its own and its companions, on the paper asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from msgspec import structs

from packgen import registry
from packgen.compose.view import View
from packgen.diagnostics import Diagnostic, PackgenError, error, has_errors
from packgen.load.layout import load_layout
from packgen.model.config import Config
from packgen.model.layout import SECTION, Layout
from packgen.model.printing import mono, two_up, unreadable
from packgen.model.request import Request
from packgen.write.slug import slug

FAIRNESS = "fairness"
"""The layout that comes with every pack whose versions have items of their own."""


def layouts_of(request: Request, settings: Config) -> list[Layout]:
    """The request's layout and its companions, on the paper asked for; `PackgenError` with all that is wrong."""
    folders = [Path(folder) for folder in settings.layouts]
    main, problems = load_layout(request.layout, folders)
    found = [main]
    own = request.mode != "shuffle" and request.versions > 1
    extra = (*((FAIRNESS,) if own else ()), *(main.class_companions if main and request.group else ()))
    for name in (*main.companions, *extra) if main else ():
        layout, more = load_layout(name, folders)
        problems += more
        found.append(layout)
    layouts = [layout for layout in found if layout is not None]
    problems += tuple(_faults(layouts))
    if has_errors(problems) or len(layouts) < len(found):
        raise PackgenError(problems)
    wanted = [layouts[0], *(each for each in layouts[1:] if audience_of(each) == "pupils" or request.mark_scheme)]
    divided = request.blueprint is not None and any(section.title for section in request.blueprint.sections)
    ready = [
        structs.replace(
            layout,
            paper=paper_of(request, settings, layout),
            breaking=request.breaking or layout.breaking,
            items=structs.replace(layout.items, group_by=SECTION) if divided else layout.items,
        )
        for layout in wanted
    ]
    if request.two_up:
        up = request.two_up
        ready = [_beside(layout, up) if audience_of(layout) == "pupils" else layout for layout in ready]
    cramped = tuple(_cramped(layout) for layout in ready if layout.up != "single" and unreadable(layout))
    if cramped:
        raise PackgenError(cramped)
    return [mono(layout) for layout in ready] if request.mono else ready


def _beside(layout: Layout, up: Literal["copies", "pages"]) -> Layout:
    """`layout` with two pages to a sheet; `PackgenError` if they are too wide for that."""
    if layout.landscape:
        message = f"the {layout.file or layout.name} can't be printed two to a sheet: its pages are wider than high"
        raise PackgenError([error("two-up", message, "leave out --two-up")])
    return two_up(layout, up)


def _cramped(layout: Layout) -> Diagnostic:
    message = f"the {layout.file or layout.name} can't be printed two to a sheet: {unreadable(layout)}"
    return error("two-up", message, "choose larger paper (--paper a3 holds two A4 pages), or one page to a sheet")


def _faults(layouts: Sequence[Layout]) -> Iterator[Diagnostic]:
    """What keeps a layout and its companions from being printed together."""
    files: dict[str, str] = {}
    for layout in layouts[1:]:
        if layout.name == layouts[0].name:
            yield error("same-file", f'the layout "{layout.name}" is its own companion', "take it from `companions`")
    for layout in layouts:
        if registry.get("compose", layout.view) is None:
            message = f'the layout "{layout.name}" names the view "{layout.view}", which there is not'
            yield error("unknown-view", message, f"the views are: {', '.join(registry.names('compose'))}")
        first = files.setdefault(file_of(layout), layout.name)
        if first != layout.name:
            message = f'the layouts "{first}" and "{layout.name}" both write the file "{file_of(layout)}"'
            yield error("same-file", message, "give one of them another `file`")


def file_of(layout: Layout) -> str:
    """The part of a document's file name that says what it is."""
    return slug(layout.file or layout.name)


def paper_of(request: Request, settings: Config, layout: Layout) -> str:
    """The size asked for, else the folder's in place of A4, else the layout's own."""
    return request.paper or (settings.paper if layout.paper == "a4" else layout.paper)


def numbered_by(layout: Layout) -> bool:
    """True if the layout calls parts 2.1 and 2.2, which its scheme and key must then do as well."""
    return layout.options.get("part_numbers") == "decimal"


def audience_of(layout: Layout) -> Literal["pupils", "teachers"]:
    """Whom a layout's document is for: teachers, if its view or the layout itself says so."""
    return "teachers" if "teachers" in (layout.audience, view_of(layout).audience) else "pupils"


def view_of(layout: Layout) -> View[Any]:
    """The view that fills `layout`."""
    return cast("View[Any]", registry.get("compose", layout.view))
