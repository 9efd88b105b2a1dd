"""Everything that is wrong with what a folder uses: settings, kinds, bank, texts, characters, layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import structs

from packgen import registry
from packgen.assemble.eligible import listed
from packgen.checks.run import ALL, run_checks, unknown
from packgen.compose import furniture
from packgen.compose.fields import NAMES
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import names_in
from packgen.diagnostics import Diagnostic, PackgenError, Place, error, has_errors, warning
from packgen.load.bundled import bundled_layouts
from packgen.load.check import check_bank
from packgen.load.config import FILE as SETTINGS
from packgen.load.config import load_config
from packgen.load.files import BANK_FILE
from packgen.load.layout import FILE as LAYOUT
from packgen.load.layout import is_bundled, layout_names, layout_places, load_layout, unknown_layout
from packgen.load.pictures import find_picture
from packgen.load.pool import load_pool
from packgen.load.walk import is_file, is_folder, shown
from packgen.markup.reader import Reader
from packgen.model.config import Config, RuleChoice
from packgen.model.form import Form
from packgen.model.layout import Layout
from packgen.model.pool import ItemPool, Located
from packgen.pipeline.glyphs import missing_glyphs, words_of
from packgen.pipeline.workplace import Workplace, open_workplace
from packgen.typeset.faces import Faces

YAML = (".yaml", ".yml")


def check(folder: Path, path: Path | None = None, wanted: RuleChoice = ALL) -> tuple[Workplace, tuple[Diagnostic, ...]]:
    """All that is wrong with what `folder` uses; with `path`, with that file or folder only.

    A file of a bank is read with its whole bank, because it names things in other files.  Of the rules of advice the
    `wanted` ones are told, without those that packgen.toml ignores.  Returns what was read.
    """
    if path is None:
        place = open_workplace(folder, whole=True)
        return place, _everything(place, wanted)
    if not is_folder(path) and not is_file(path):
        raise PackgenError([error("no-file", "there is no such file or folder", "check its name", Place(shown(path)))])
    if path.name == SETTINGS:
        place = open_workplace(path.resolve().parent)
        return Workplace(place.settings, ItemPool((), {}, {}, {}, {}, {})), _settings(place)
    if is_file(path / SETTINGS):
        place = open_workplace(path, whole=True)
        return place, _everything(place, wanted)
    settings, _ = load_config(path.resolve().parent)
    if path.name == LAYOUT or is_file(path / LAYOUT):
        home = path.resolve() if is_folder(path) else path.resolve().parent
        folders = [home.parent, *(Path(f) for f in settings.layouts)]
        return Workplace(settings, ItemPool((), {}, {}, {}, {}, {})), tuple(_layout(home.name, folders))
    return _part(settings, path, wanted)


def wanted_of(settings: Config, wanted: RuleChoice = ALL) -> RuleChoice:
    """Which rules are told: what is selected now or else in packgen.toml, without what either ignores."""
    own = settings.check
    return RuleChoice(select=wanted.select or own.select, ignore=(*own.ignore, *wanted.ignore))


def _everything(place: Workplace, wanted: RuleChoice) -> tuple[Diagnostic, ...]:
    folders = [Path(folder) for folder in place.settings.layouts]
    names = [name for name in layout_names(folders) if not is_bundled(name, folders)]
    layouts = [problem for name in names for problem in _layout(name, folders)]
    return tuple(dict.fromkeys((*_settings(place), *place.bank_problems, *_content(place, wanted), *layouts)))


def _settings(place: Workplace) -> tuple[Diagnostic, ...]:
    """What is wrong with packgen.toml and with the files that it names."""
    settings = place.settings
    fonts = Faces({name: (name,) for name in settings.fonts}, settings.fonts).diagnostics() if settings.fonts else ()
    logo = Path(settings.logo)
    found = find_picture(logo.parent, logo.name) if settings.logo else None
    unread = (structs.replace(found, place=settings.places.get("logo")),) if isinstance(found, Diagnostic) else ()
    return (*place.settings_problems, *fonts, *unread, *_unknown_rules(settings))


def _unknown_rules(settings: Config) -> Iterator[Diagnostic]:
    for field, patterns in (("select", settings.check.select), ("ignore", settings.check.ignore)):
        for pattern, hint in unknown(patterns):
            place = settings.places.get(f"check.{field}")
            yield warning("unknown-rule", f"there is no rule {pattern}", hint, place)


def _content(place: Workplace, wanted: RuleChoice) -> tuple[Diagnostic, ...]:
    """What is wrong inside the texts of a bank that could be read."""
    pool = place.pool
    layout, _ = load_layout(place.settings.layout, [Path(folder) for folder in place.settings.layouts])
    located: tuple[Located[Any], ...] = (
        *pool.topics.values(),
        *pool.stimuli.values(),
        *pool.rubrics.values(),
        *pool.items.values(),
        *pool.notes.values(),
    )
    words = words_of(place.settings, pool.banks)
    glyphs = missing_glyphs(located, words, layout, place.settings.fonts) if layout else ()
    return (*check_bank(pool, Reader), *glyphs, *run_checks(pool, wanted_of(place.settings, wanted)))


def _part(settings: Config, path: Path, wanted: RuleChoice) -> tuple[Workplace, tuple[Diagnostic, ...]]:
    """A bank folder, or a file or folder inside one; of the whole bank only what stands in `path` is told."""
    root = _bank_around(path.resolve(), settings)
    pool, problems = load_pool([root], [Path(kinds) for kinds in settings.kinds])
    place = Workplace(settings, pool, bank_problems=problems)
    found = tuple(dict.fromkeys((*problems, *_content(place, wanted))))
    if root == path.resolve():
        return place, found
    inside = tuple(d for d in found if d.place and _inside(Path(d.place.path), path))
    if path.is_file() and path.suffix not in YAML:
        inside += (error("not-a-bank-file", "banks are YAML files (.yaml)", "", Place(shown(path))),)
    return place, inside


def _inside(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())


def _bank_around(path: Path, settings: Config) -> Path:
    """The outermost folder around `path` that is a bank of `settings`, or the nearest with a bank.yaml, or its own."""
    for bank in settings.banks:
        if path.is_relative_to(bank):
            return Path(bank)
    start = path if is_folder(path) else path.parent
    return next((folder for folder in (start, *start.parents) if is_file(folder / BANK_FILE)), start)


def _layout(name: str, folders: list[Path]) -> Iterator[Diagnostic]:
    layout, problems = load_layout(name, folders)
    yield from problems
    if layout is None or has_errors(problems):
        return
    at = layout_places(name, folders)
    yield from furniture.check(layout, at)
    view = registry.get("compose", layout.view)
    if isinstance(view, View):
        yield from _options(view, layout, at("options"))
    else:
        hint = f"the views are: {', '.join(registry.names('compose'))}"
        yield error("unknown-view", f"there is no view {layout.view}", hint, at("view"))
    known = layout_names(folders)
    for n, companion in enumerate(layout.companions):
        if companion not in known:
            yield unknown_layout(companion, folders, at(f"companions.{n}"))
    yield from _strings(layout, at)


def _options(view: View[Any], layout: Layout, place: Place) -> Iterator[Diagnostic]:
    """What a view says of a layout before there is anything to print."""
    try:
        view.make(Form("", (), ()), layout, Meta(title="", subject=""), SourcePlan())
    except PackgenError as problem:
        for found in problem.diagnostics:
            yield structs.replace(found, place=place) if found.rule == "layout-option" else found


def _strings(layout: Layout, at: Callable[[str], Place]) -> Iterator[Diagnostic]:
    """Fixed words that name what packgen does not fill in there."""
    usual, _ = load_layout(Config(folder="").layout, [bundled_layouts()])
    for key, words in layout.strings.items():
        if usual is None or key not in usual.strings or words == usual.strings[key]:
            continue
        known = names_in(usual.strings[key])
        for name in names_in(words):
            if name not in known and name not in NAMES:
                hint = f"it has {listed([f'{{{each}}}' for each in known])}" if known else "it names nothing in braces"
                yield error("string-field", f"the string {key} has no {{{name}}}", hint, at(f"strings.{key}"))
