"""Everything that is wrong with what a folder uses: settings, kinds, bank, texts, characters, layouts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packgen.checks.run import run_checks
from packgen.compose import furniture
from packgen.diagnostics import Diagnostic, PackgenError, Place, error, has_errors
from packgen.load.check import check_bank
from packgen.load.config import FILE as SETTINGS
from packgen.load.config import load_config
from packgen.load.files import BANK_FILE
from packgen.load.layout import FILE as LAYOUT
from packgen.load.layout import layout_names, load_layout
from packgen.load.pool import load_pool
from packgen.load.walk import shown
from packgen.markup.reader import Reader
from packgen.model.config import Config
from packgen.model.pool import ItemPool, Located
from packgen.pipeline.glyphs import missing_glyphs
from packgen.pipeline.workplace import Workplace, open_workplace

YAML = (".yaml", ".yml")


def check(folder: Path, path: Path | None = None) -> tuple[Workplace, tuple[Diagnostic, ...]]:
    """All that is wrong with what `folder` uses; with `path`, with that file or folder only.

    A file of a bank is read with its whole bank, because it names things in other files.  Returns what was read.
    """
    if path is None:
        place = open_workplace(folder)
        return place, _everything(place)
    if not path.exists():
        raise PackgenError([error("no-file", "there is no such file or folder", "check its name", Place(shown(path)))])
    if path.name == SETTINGS:
        settings, problems = load_config(path.resolve().parent)
        return Workplace(settings, ItemPool((), {}, {}, {}, {}, {})), problems
    if path.is_dir() and (path / SETTINGS).is_file():
        place = open_workplace(path)
        return place, _everything(place)
    settings, problems = load_config(path.resolve().parent)
    if path.name == LAYOUT or (path / LAYOUT).is_file():
        home = path.resolve() if path.is_dir() else path.resolve().parent
        folders = [home.parent, *(Path(f) for f in settings.layouts)]
        return Workplace(settings, ItemPool((), {}, {}, {}, {}, {})), tuple(_layout(home.name, folders))
    return _part(settings, path)


def _everything(place: Workplace) -> tuple[Diagnostic, ...]:
    folders = [Path(folder) for folder in place.settings.layouts]
    layouts = [problem for name in layout_names(folders) for problem in _layout(name, folders)]
    return tuple(dict.fromkeys((*place.settings_problems, *place.bank_problems, *_content(place), *layouts)))


def _content(place: Workplace) -> tuple[Diagnostic, ...]:
    """What is wrong inside the texts of a bank that could be read."""
    pool = place.pool
    layout, _ = load_layout(place.settings.layout, [Path(folder) for folder in place.settings.layouts])
    located: tuple[Located[Any], ...] = (
        *pool.topics.values(),
        *pool.stimuli.values(),
        *pool.rubrics.values(),
        *pool.items.values(),
    )
    glyphs = missing_glyphs(located, layout, place.settings.fonts) if layout else ()
    return (*check_bank(pool, Reader), *glyphs, *run_checks(pool))


def _part(settings: Config, path: Path) -> tuple[Workplace, tuple[Diagnostic, ...]]:
    """A bank folder, or a file or folder inside one; of the whole bank only what stands in `path` is told."""
    root = _bank_around(path.resolve(), settings)
    pool, problems = load_pool([root], [Path(kinds) for kinds in settings.kinds])
    place = Workplace(settings, pool, bank_problems=problems)
    found = tuple(dict.fromkeys((*problems, *_content(place))))
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
    start = path if path.is_dir() else path.parent
    return next((folder for folder in (start, *start.parents) if (folder / BANK_FILE).is_file()), start)


def _layout(name: str, folders: list[Path]) -> Iterator[Diagnostic]:
    layout, problems = load_layout(name, folders)
    yield from problems
    if layout is not None and not has_errors(problems):
        yield from furniture.check(layout)
