"""One question of a pack exchanged for another, everything else where it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from packgen.assemble.eligible import listed, not_for_board
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.kinds.shape import set_for
from packgen.load.matching import in_topics
from packgen.load.rows import Tariffs, row_of, rows
from packgen.load.words import nearest
from packgen.model.draw import Draw
from packgen.model.manifest import Manifest, VersionRecord
from packgen.model.pool import ItemPool
from packgen.model.row import ItemRow
from packgen.pipeline.classroom import Classroom
from packgen.pipeline.making import Made, remake
from packgen.pipeline.workplace import Workplace
from packgen.write.pack import Store

_NUMBER = re.compile(r"(?P<version>[A-Z]{1,3})?[Qq]?(?P<number>[0-9]{1,3}[a-z]?)")


def named(old: Manifest, name: str) -> str:
    """The item that `name` means: its id, or "Q7", or "B7" for question 7 of version B; raises if there is none."""
    if name in old.items:
        return name
    found = _NUMBER.fullmatch(name)
    version, number = (found["version"] or "", found["number"]) if found else ("", "")
    if version == "Q":
        version = ""
    first = old.versions[0]
    record = next((each for each in old.versions if each.version == version), None if version else first)
    if record is None:
        names = listed([each.version for each in old.versions if each.version]) or "only one"
        raise PackgenError([error("no-version", f"the pack has no version {version}", f"its versions: {names}")])
    numbers = old.request.numbers or tuple(str(n) for n in range(1, len(record.items) + 1))
    if number not in numbers:
        last = numbers[-1] if numbers else "0"
        hint = f"give a number like Q{numbers[0]} up to Q{last}, or an item's id" if numbers else ""
        raise PackgenError([error("no-question", f'the pack has no question "{name}"', hint)])
    return record.items[numbers.index(number)]


def swapped(
    old: Manifest,
    place: Workplace,
    out: str,
    new: str = "",
    *,
    accept_changes: bool = False,
    store: Store | None = None,
    classroom: Classroom | None = None,
) -> tuple[Made, str]:
    """The recorded pack with the item `new` in place of `out`, or with one like it chosen by the seed; and that item.

    Orders, letters, seeds and the other questions' lines stay.  Raises `PackgenError` if there is no such question,
    none like it, or if `new` can't take its place.
    """
    gone = named(old, out)
    came = new or _like(old, place.pool, gone)
    problems = list(_unfit(old, place.pool, gone, came))
    if problems:
        raise PackgenError(problems)
    record = _exchanged(old, place.pool, gone, came)
    made = remake(record, place, accept_changes=accept_changes, store=store, classroom=classroom)
    return made, came


def _exchanged(old: Manifest, pool: ItemPool, gone: str, came: str) -> Manifest:
    """The record with one item in another's place; what was used for it alone is no longer held to what it was."""
    versions = tuple(_version(each, gone, came) for each in old.versions)
    items = tuple(dict.fromkeys(id for each in versions for id in each.items))
    left = {stimulus for id in items if id in pool.items and id != came for stimulus in pool.items[id].value.stimuli}
    mine = set(pool.items[gone].value.stimuli) - left if gone in pool.items else set()
    used = tuple(
        entry
        for entry in old.used
        if (entry.what, entry.id) != ("item", gone) and not (entry.what == "stimulus" and entry.id in mine)
    )
    swaps = (*old.swaps, (gone, came))
    forms = tuple(each.items for each in versions)
    return structs.replace(old, items=items, forms=forms, versions=versions, used=used, swaps=swaps)


def _version(record: VersionRecord, gone: str, came: str) -> VersionRecord:
    items = tuple(came if id == gone else id for id in record.items)
    options = {name: order for name, order in record.options.items() if name.partition("(")[0] != gone}
    lines = {id: counts for id, counts in record.lines.items() if id != gone}
    return structs.replace(record, items=items, options=options, lines=lines)


def _row(old: Manifest, pool: ItemPool, id: str) -> ItemRow | None:
    found = pool.items.get(id)
    return None if found is None else row_of(found.value, Tariffs(pool.kinds), old.request.board)


def _together(old: Manifest, gone: str) -> set[str]:
    """The items that stand in a version with `gone`."""
    return {id for each in old.versions if gone in each.items for id in each.items} - {gone}


def _like(old: Manifest, pool: ItemPool, gone: str) -> str:
    """A live item of the same kind and marks, on the same topic if there is one; by the seed among equals."""
    row = _row(old, pool, gone)
    if row is None:
        message = f"{gone} is no longer in the bank, so none like it can be sought"
        raise PackgenError([error("no-like", message, "name the question that is to come with --in")])
    found = [each for each in rows(pool, board=old.request.board) if not list(_unfit(old, pool, gone, each.id))]
    found = [
        each
        for each in found
        if each.kind == row.kind
        and (each.marks, each.spag, len(each.stimuli)) == (row.marks, row.spag, len(row.stimuli))
    ]
    draw = Draw(old.seed, "")
    steps = row.topic.split(".")
    for length in range(len(steps), -1, -1):
        near = [each for each in found if not length or in_topics(each.topic, (".".join(steps[:length]),))]
        if near:
            return min(near, key=lambda each: draw.of(each.id).rank(f"swap {gone} {len(old.swaps)}")).id
    message = f"the bank has no other {row.kind} question of {row.marks} marks that could take the place of {gone}"
    raise PackgenError([error("no-like", message, "name one with --in, or add one to the bank")])


def _unfit(old: Manifest, pool: ItemPool, gone: str, came: str) -> Sequence[Diagnostic]:
    """Why `came` can't stand in the place of `gone`."""
    row, was = _row(old, pool, came), _row(old, pool, gone)
    if row is None:
        hint = nearest(came, list(pool.items), '"packgen list" shows every item')
        return [error("unknown-item", f'there is no item "{came}" in the bank', hint)]
    mates = _together(old, gone)
    foes = {foe for id in mates if id in pool.items for foe in pool.items[id].value.enemies}
    out: list[Diagnostic] = []
    if row.status != "live":
        out.append(error("not-live", f"item {came} is {row.status}, so it does not print"))
    located = pool.items[came]
    if not set_for(located.value, pool.kinds, old.request.board):
        out.append(not_for_board(located, old.request.board))
    if any(came in each.items for each in old.versions):
        out.append(error("repeated-item", f"item {came} stands in the pack already", "choose another"))
    met = [id for id in mates if id in row.enemies] or ([came] if came in foes else [])
    if met:
        out.append(error("enemies", f"item {came} and a question of the pack give each other away", "choose another"))
    alike = {found.sameness for id in mates if (found := _row(old, pool, id)) is not None}
    if row.sameness in alike:
        out.append(error("same-question", f"item {came} asks what another question of the pack asks", "choose another"))
    if was is not None and (row.marks, row.spag) != (was.marks, was.spag):
        message = f"item {came} has {row.marks} marks and {gone} has {was.marks}, so every total would change"
        out.append(error("other-marks", message, "choose one of as many marks, or make the pack afresh"))
    return out
