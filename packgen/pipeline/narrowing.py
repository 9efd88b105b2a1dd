"""What of a bank a request may choose freely: by its query, and without what a class had lately."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from packgen.assemble.eligible import eligible
from packgen.diagnostics import PackgenError, error
from packgen.model.config import Config
from packgen.model.pool import ItemPool
from packgen.model.query import Query, Used
from packgen.model.request import Request

if TYPE_CHECKING:
    from packgen.load.memory import Memory


class Narrowed(Struct, frozen=True):
    """A pool narrowed for a request; `left_out` fitting items are kept out because the class had them lately."""

    pool: ItemPool
    left_out: int = 0


def narrowed(
    pool: ItemPool, settings: Config, request: Request, pack: str = "", today: datetime.date | None = None
) -> Narrowed:
    """`pool` as `request` may choose from it.

    What was printed today for the same class as `pack` counts as not printed: making a pack again chooses the same.
    Raises `PackgenError` for a query that can't be understood, or where the memory is needed and switched off.
    """
    query = read_query(request.query, pool, settings, today) if request.query else None
    narrowing = structs.replace(pool.narrowing, query=query) if query else pool.narrowing
    found = structs.replace(pool, narrowing=narrowing)
    if request.avoid_used is None:
        return Narrowed(found)
    if not request.for_class:
        hint = "name the class: --for 10B"
        raise PackgenError([error("no-class", "--avoid-used needs the class that it is about", hint)])
    now = today or datetime.date.today()
    since = now - datetime.timedelta(days=request.avoid_used)
    uses = needed(settings).uses(request.for_class, since=since)
    without = frozenset(
        use.item for use in uses if use.subject in _subjects(pool) and not (use.pack == pack and use.day == now)
    )
    out = structs.replace(found, narrowing=structs.replace(narrowing, without=without))
    return Narrowed(out, len(eligible(found, request)) - len(eligible(out, request)) if without else 0)


def read_query(text: str, pool: ItemPool, settings: Config, today: datetime.date | None = None) -> Query:
    """The query in `text`, its names known in `pool`, its uses looked up."""

    def look_up(used: Used) -> frozenset[str]:
        now = today or datetime.date.today()
        since = None if used.days is None else now - datetime.timedelta(days=used.days)
        subjects = _subjects(pool)
        return frozenset(use.item for use in needed(settings).uses(used.group, since=since) if use.subject in subjects)

    from packgen.load.memory import with_uses
    from packgen.load.query_text import parse

    return with_uses(parse(text, pool), look_up)


def last_used(pool: ItemPool, settings: Config) -> dict[str, str]:
    """The last day on which each item of the pool's subjects was printed for a class, and that class."""
    subjects = _subjects(pool)
    uses = [use for use in needed(settings).uses() if use.subject in subjects]
    return {use.item: f"{use.day.isoformat()} {use.group}" for use in reversed(uses)}


def needed(settings: Config) -> Memory:
    """The class memory, where a question can't be answered without it."""
    from packgen.load.memory import open_memory

    memory = open_memory(settings.memory)
    if memory is None:
        hint = "take `memory = false` out of packgen.toml, or PACKGEN_MEMORY out of the environment"
        raise PackgenError([error("no-memory", "the class memory is switched off", hint)])
    return memory


def subject_of(pool: ItemPool, root: str) -> str:
    """The subject of the bank in the folder `root`."""
    return next((bank.subject for bank in pool.banks if bank.root == root), "")


def _subjects(pool: ItemPool) -> frozenset[str]:
    return frozenset(bank.subject for bank in pool.banks)
