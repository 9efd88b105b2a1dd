"""What a command line asks for: a request, over a blueprint's and the folder's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click
from msgspec import structs

from packgen.model.request import LONGEST_CLASS, Request
from packgen.model.roster import COLUMNS

if TYPE_CHECKING:
    from packgen.model.blueprint import Blueprint
    from packgen.model.layout import Paper
    from packgen.model.manifest import Manifest
    from packgen.pipeline.classroom import Classroom
    from packgen.pipeline.workplace import Workplace

LARGEST_DRAWN_SEED = 1_000_000


def request(place: Workplace, wishes: dict[str, Any]) -> Request:
    """The request of `wishes` (options by name; what is not given says nothing).

    Raises `PackgenError` where its blueprint can't be read or names what is not in the bank.
    """
    settings = place.settings
    plan = _blueprint(place, wishes.get("blueprint"))
    given = {name: value for name, value in wishes.items() if value not in (None, (), "", False)}
    seed = next((s for s in (wishes.get("seed"), settings.seed) if s is not None), None)
    return Request(
        topics=given.get("topics", ()),
        kinds=given.get("kinds", ()),
        tags=given.get("tags", ()),
        items=given.get("items", ()),
        marks=given.get("marks"),
        count=given.get("count"),
        board=given.get("board") or (plan and plan.board) or settings.board,
        layout=given.get("layout") or (plan and plan.layout) or settings.layout,
        versions=given.get("versions") or (plan.versions if plan else 1),
        seed=_drawn_seed() if seed is None else seed,
        title=given.get("title") or (plan.title if plan else ""),
        date=given.get("date"),
        minutes=given.get("minutes") or (plan.minutes if plan else None),
        mark_scheme=not given.get("no_mark_scheme", False),
        paper=cast("Paper", given.get("paper") or (plan and plan.paper) or ""),
        profiles=tuple(dict.fromkeys(given.get("profiles") or (plan.profiles if plan else ()))),
        breaking=given.get("breaking") or (plan.breaking if plan else ""),
        booklet=given.get("booklet", False) or bool(plan and plan.booklet),
        two_up=given.get("two_up") or "",
        mono=given.get("mono", False),
        numbers=given.get("numbers", ()),
        merged=given.get("merged", False),
        blueprint=plan,
        scaffold=given.get("scaffold") or "none",
        thorough=given.get("thorough", False),
        mode=given.get("mode") or (plan.mode if plan else "shuffle"),
        query=given.get("query", ""),
        for_class=given.get("for_class", ""),
        avoid_used=given.get("avoid_used"),
        separate=given.get("separate", False),
        spares=given.get("spares", 0),
    )


def _drawn_seed() -> int:
    import secrets

    return secrets.randbelow(LARGEST_DRAWN_SEED)


def classroom(place: Workplace, request: Request, wishes: dict[str, Any]) -> tuple[Request, Classroom | None]:
    """The class of `wishes` ("group", "columns", "seating"), and the request with what the class needs.

    Raises `PackgenError` with all that is wrong with its lists, `click.UsageError` where options do not go together.
    """
    named = wishes.get("group")
    if not named:
        for option, words in (("seating", "--seating"), ("columns", "--column"), ("spares", "--spares")):
            if wishes.get(option):
                raise click.UsageError(f"{words} goes with --class")
        if wishes.get("separate"):
            raise click.UsageError("--separate goes with --class")
        return request, None
    if request.profiles:
        raise click.UsageError("with --class the profiles stand in the class list, in a column headed Profile")
    from packgen.pipeline.classroom import handed_out, open_classroom

    columns = dict(wishes.get("columns") or ())
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise click.UsageError(f"--column {unknown[0]}=...: a list is read for {', '.join(COLUMNS)}")
    roster, plan, said = open_classroom(named, place.settings, columns, wishes.get("seating"))
    request = structs.replace(request, group=roster.name)
    found = handed_out(roster, plan, request, place.settings, said)
    remembered = request.for_class or roster.name[:LONGEST_CLASS]
    return structs.replace(request, profiles=found.profiles, for_class=remembered), found


def _blueprint(place: Workplace, name: str | None) -> Blueprint | None:
    if not name:
        return None
    from packgen.pipeline.blueprints import open_blueprint

    return open_blueprint(name, place)


def recorded_class(
    old: Manifest, place: Workplace, pupils: tuple[int, ...], accept_changes: bool, wishes: dict[str, Any]
) -> Classroom | None:
    """The class that `old` was made for, from its list as it is now; None for a pack without one.

    `wishes` may name the list ("group") and its columns.  Raises `click.UsageError` where there are no such pupils.
    """
    if old.roster is None:
        if pupils or wishes["group"]:
            raise click.UsageError("this pack was made without a class: it has no pupils")
        return None
    unknown = [str(number) for number in pupils if number > old.roster.pupils]
    if unknown:
        raise click.UsageError(f"the class has {old.roster.pupils} pupils, none with the number {', '.join(unknown)}")
    from packgen.pipeline.classroom import handed_out_again, open_classroom

    named = wishes["group"] or old.roster.name
    roster, _, said = open_classroom(named, place.settings, dict(wishes["columns"] or ()), None)
    return handed_out_again(roster, old.roster, old.request, place.settings, accept_changes, said)
