"""A folder's settings and bank, and what can be asked of them without setting a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, structs

from packgen import registry
from packgen.assemble import choosing
from packgen.assemble.eligible import worth as worth_of
from packgen.assemble.forms import forms as assemble
from packgen.assemble.select import faults, select
from packgen.compose.view import View
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.kinds.rows import row_for
from packgen.load.config import load_config
from packgen.load.index.door import open_pool
from packgen.load.layout import load_layout
from packgen.load.pool import load_pool
from packgen.load.query import unknown_names
from packgen.load.rows import Replaced
from packgen.model.chosen import Chosen
from packgen.model.config import Config
from packgen.model.form import Form
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request
from packgen.pipeline.narrowing import narrowed


class Workplace(Struct, frozen=True):
    """A folder's settings and its bank, each with its problems."""

    settings: Config
    pool: ItemPool
    settings_problems: tuple[Diagnostic, ...] = ()
    bank_problems: tuple[Diagnostic, ...] = ()

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """Why whole files of the bank could not be read."""
        broken = frozenset(self.pool.broken)
        return tuple(d for d in self.bank_problems if d.severity == "error" and d.place and d.place.path in broken)


def open_workplace(folder: Path, tell: Callable[[str], None] | None = None, *, whole: bool = False) -> Workplace:
    """The settings that hold in `folder` and the bank that they name; nothing is raised for bad files.

    A large bank is looked up in its index, unless `whole` says that all of it will be read anyway; `tell` is given a
    line where the index has to be made.
    """
    settings, problems = load_config(folder)
    banks, kinds = [Path(bank) for bank in settings.banks], [Path(kinds) for kinds in settings.kinds]
    pool, more = load_pool(banks, kinds) if whole else open_pool(banks, kinds, tell or (lambda line: None))
    unknown = unknown_names(pool, board=settings.board)
    problems += tuple(structs.replace(problem, place=settings.places.get("board")) for problem in unknown)
    return Workplace(settings, pool, problems, more)


def choose(request: Request, place: Workplace, pack: str = "") -> Chosen:
    """What `request` would print as the pack of that name, chosen as its layout asks, or nothing for notes.

    Raises `PackgenError` if it can't be met.
    """
    layout, problems = load_layout(request.layout, [Path(folder) for folder in place.settings.layouts])
    if layout is None:
        raise PackgenError((*problems, *faults(place.pool, request)))
    view = registry.get("compose", layout.view)
    if isinstance(view, View) and view.prints_notes:
        from packgen.assemble.notes import select_notes

        select_notes(place.pool, request)
        return Chosen(())
    if layout.items.over != "items":
        from packgen.assemble.notes import select_notes
        from packgen.assemble.term_questions import term_forms

        term_forms(place.pool, request, select_notes(place.pool, request, questions=True), layout.items)
        return Chosen(())
    found = narrowed(place.pool, place.settings, request, pack)
    try:
        return choosing.choose(found.pool, request, layout.items)
    except PackgenError as problem:
        if not found.left_out:
            raise
        many = "1 question that fits was" if found.left_out == 1 else f"{found.left_out} questions that fit were"
        message = f"{many} left out because {request.for_class} had them in the last {request.avoid_used} days"
        hint = "ask for a shorter --avoid-used, or leave it out"
        raise PackgenError([*problem.diagnostics, error("recently-used", message, hint)]) from None


def worth(place: Workplace, item: Item, board: str) -> int:
    """What `item` adds to a paper's total for `board`, SPaG included; 0 if its kind has no tariff for it."""
    return worth_of(place.pool, item, board) or 0


def tariffs(place: Workplace, items: Iterable[Located[Item]], board: str) -> tuple[str, ...]:
    """The boards whose rows give `items` their marks on a paper for `board`, sorted."""
    kinds = place.pool.kinds
    rows = (row_for(item.value, kinds[item.value.kind], board) for item in items)
    return tuple(sorted({row.board for row in rows if row}))


def show(item: str, place: Workplace, board: str = "") -> tuple[Located[Item], Form, tuple[Diagnostic, ...]]:
    """One item as it would print, drafts too; `PackgenError` if there is none of that id or it can't be lowered."""
    pool = revived(place.pool, (item,))
    request = Request(items=(item,), board=board or place.settings.board)
    chosen = select(pool, request)
    forms, problems = assemble(pool, request, Chosen(chosen))
    return place.pool.items[item], forms[0], problems


def revived(pool: ItemPool, ids: Iterable[str]) -> ItemPool:
    """`pool` with these items live, whatever their status: they were asked for by name and on purpose."""
    live = {}
    for id in dict.fromkeys(ids):
        found = pool.items.get(id)
        if found is not None:
            live[id] = structs.replace(found, value=structs.replace(found.value, status="live"))
    return structs.replace(pool, items=Replaced(pool.items, live))
