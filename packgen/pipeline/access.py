"""The pupils' documents of a pack once more for each profile asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, structs

from packgen import registry
from packgen.compose.view import View
from packgen.diagnostics import Diagnostic, PackgenError, Place, error, has_errors
from packgen.load.layout import faults, load_layout
from packgen.model.config import Config
from packgen.model.layout import Layout
from packgen.model.printing import mono
from packgen.model.profile import Profile, relaid
from packgen.model.request import Request
from packgen.pipeline.layouts import audience_of, paper_of, view_of


class Access(Struct, frozen=True):
    """A profile, the layouts that it lays out again and those that come of it."""

    profile: Profile
    plain: tuple[Layout, ...]
    layouts: tuple[Layout, ...]


def access_of(request: Request, settings: Config, layouts: Sequence[Layout]) -> tuple[Access, ...]:
    """What the request's profiles make of `layouts`, the pack's own; `PackgenError` with all that is wrong.

    A profile that sets sources apart brings a layout for their booklet where `layouts` has none.
    """
    if not request.profiles:
        return ()
    from packgen.load.profile import load_profile

    folders = [Path(folder) for folder in settings.profiles]
    problems: list[Diagnostic] = []
    found: list[Access] = []
    codes: dict[str, str] = {}
    for name in dict.fromkeys(request.profiles):
        profile, said = load_profile(name, folders)
        problems += said
        if profile is None:
            continue
        first = codes.setdefault(profile.code, name)
        if first != name:
            message = f'the profiles "{first}" and "{name}" both end their files\' names with "{profile.code}"'
            problems.append(error("same-file", message, "give one of them another `code`"))
        plain = [layout for layout in layouts if audience_of(layout) == "pupils"]
        if profile.sources_apart and not any("insert" in view_of(layout).needs for layout in plain):
            booklet, said = _booklet(profile, request, settings)
            problems += said
            plain += [booklet] if booklet else []
        laid = tuple(_laid(layout, profile, request) for layout in plain)
        place = Place(f"profile {name}")
        problems += [structs.replace(fault, place=place) for layout in laid for fault in faults(layout, Place)]
        found.append(Access(profile, tuple(plain), laid))
    if has_errors(problems):
        raise PackgenError(problems)
    return tuple(found)


def _laid(layout: Layout, profile: Profile, request: Request) -> Layout:
    laid = relaid(layout, profile)
    return mono(laid) if request.mono else laid


def _booklet(profile: Profile, request: Request, settings: Config) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
    layout, problems = load_layout(profile.booklet, [Path(folder) for folder in settings.layouts])
    if layout is None:
        return None, problems
    view = registry.get("compose", layout.view)
    if not isinstance(view, View) or "insert" not in view.needs:
        message = f'the profile "{profile.name}" names "{layout.name}" as its booklet, which is no booklet of sources'
        return None, (*problems, error("no-booklet", message, "leave `booklet` out"))
    return structs.replace(layout, paper=paper_of(request, settings, layout)), problems
