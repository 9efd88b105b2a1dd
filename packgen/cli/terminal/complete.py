"""What the shell offers when Tab is pressed: ids, topics, names of all sorts.  Never an error, at worst nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from packgen.pipeline.workplace import Workplace


def items(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Item ids, with the beginning of their stems."""
    place = _place()
    with contextlib.suppress(Exception):
        from packgen.load.rows import rows
        from packgen.model.query import Id
        from packgen.model.row import Wanted

        beginning = "".join(c for c in incomplete if c.isalnum() or c in ".-")
        found = rows(place.pool, Wanted(status="", query=Id(f"{beginning}*"))) if place else ()
        return _offer(((row.id, row.asked) for row in found), incomplete)
    return []


def topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Topic ids, with their titles."""
    place = _place()
    return _offer(((id, t.value.title) for id, t in place.pool.topics.items()) if place else (), incomplete)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds, with their names."""
    place = _place()
    return _offer(((id, kind.name) for id, kind in place.pool.kinds.items()) if place else (), incomplete)


def boards(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Boards that a kind or an item is for."""
    with contextlib.suppress(Exception):
        from packgen.load.query import boards_of

        place = _place()
        return _offer(((name, "") for name in boards_of(place.pool)) if place else (), incomplete)
    return []


def layouts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Layouts, with what each is for."""
    with contextlib.suppress(Exception):
        from packgen.load.config import load_config
        from packgen.load.layout import layout_names

        folders = [Path(folder) for folder in load_config(Path.cwd())[0].layouts]
        return _offer(((name, "") for name in layout_names(folders)), incomplete)
    return []


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Profiles."""
    with contextlib.suppress(Exception):
        from packgen.load.config import load_config
        from packgen.load.profile import profile_names

        folders = [Path(folder) for folder in load_config(Path.cwd())[0].profiles]
        return _offer(((name, "") for name in profile_names(folders)), incomplete)
    return []


def blueprints(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Blueprints, with what each is for."""
    with contextlib.suppress(Exception):
        from packgen.load.config import load_config
        from packgen.pipeline.blueprints import all_blueprints

        found, _ = all_blueprints(load_config(Path.cwd())[0])
        return _offer(((each.name, each.purpose) for each in found), incomplete)
    return []


def terms(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Terms of a query: the fields, and the values of a field that has been begun."""
    with contextlib.suppress(Exception):
        from packgen.load.query_text import EXAMPLES, FIELDS

        hyphen = "-" if incomplete.startswith("-") else ""
        field, colon, value = incomplete.removeprefix("-").partition(":")
        if not colon:
            return _offer(((f"{hyphen}{name}:", f"like {EXAMPLES[name]}") for name in FIELDS), incomplete)
        begun = f"{hyphen}{field}:"
        known = {"topic": topics, "kind": kinds, "board": boards, "id": items}
        if field in known:
            from click.shell_completion import CompletionItem

            return [CompletionItem(begun + c.value, help=c.help) for c in known[field](ctx, param, value)]
        return _offer(((begun + name, "") for name in _values(field)), incomplete)
    return []


def _values(field: str) -> Iterable[str]:
    """What a field of a query can be, where that is a short list."""
    from packgen.load.rows import tag_names
    from packgen.model.item import Status, Tier

    place = _place()
    match field:
        case "status":
            return get_args(Status)
        case "tier":
            return get_args(Tier)
        case "stimulus":
            return list(place.pool.stimuli) if place else ()
        case "tag":
            return [f"{name}=" for name in tag_names(place.pool)] if place else ()
        case "ao":
            return [f"AO{n}" for n in range(1, 5)]
        case _:
            return ()


def _place() -> Workplace | None:
    with contextlib.suppress(Exception):
        from packgen.pipeline.workplace import open_workplace

        return open_workplace(Path.cwd())
    return None


def _offer(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(id, help=" ".join(text.split())[:70]) for id, text in sorted(pairs) if id.startswith(incomplete)
    ]
