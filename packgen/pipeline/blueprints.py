"""Blueprints of a folder and its banks."""

from __future__ import annotations

from pathlib import Path

from packgen.diagnostics import Diagnostic, PackgenError
from packgen.load.blueprint import blueprint_folders, blueprint_names, load_blueprint, unknown_in
from packgen.model.blueprint import Blueprint
from packgen.model.config import Config
from packgen.pipeline.workplace import Workplace


def folders_of(settings: Config) -> tuple[Path, ...]:
    """Where the folder's blueprints are looked for."""
    return blueprint_folders(Path(settings.folder), [Path(bank) for bank in settings.banks])


def open_blueprint(name: str, place: Workplace) -> Blueprint:
    """The blueprint of that name or in that file; `PackgenError` with all that is wrong with it, at its lines."""
    found, at, problems = load_blueprint(name, folders_of(place.settings))
    if found is None:
        raise PackgenError(problems)
    problems = unknown_in(found, at, place.pool)
    if problems:
        raise PackgenError(problems)
    return found


def all_blueprints(settings: Config) -> tuple[tuple[Blueprint, ...], tuple[Diagnostic, ...]]:
    """Every blueprint that can be read, by name, and what is wrong with the others."""
    folders = folders_of(settings)
    out: list[Blueprint] = []
    problems: tuple[Diagnostic, ...] = ()
    for name in blueprint_names(folders):
        found, _, said = load_blueprint(name, folders)
        problems += said
        if found is not None:
            out.append(found)
    return tuple(out), problems
