"""Which items a request may choose from, and what is wrong with a request before anything is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from packgen.diagnostics import Diagnostic, error
from packgen.kinds.shape import set_for, tariff_of
from packgen.load.query import unknown_names
from packgen.load.rows import rows
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import MOST_VERSIONS, Request
from packgen.model.row import ItemRow, Wanted


def eligible(pool: ItemPool, request: Request) -> tuple[ItemRow, ...]:
    """The live items that the request's topics, kinds, tags and board let in, sorted by id.

    Homework is let in only where its kind is asked for.
    """
    return rows(pool, wanted(request), request.board)


def wanted(request: Request) -> Wanted:
    """What a request asks of the items that it may choose from."""
    return Wanted(
        topics=request.topics,
        kinds=request.kinds,
        tags=request.tags,
        board=request.board,
        homework=bool(request.kinds),
    )


def worth(pool: ItemPool, item: Item, board: str) -> int | None:
    """What `item` adds to a paper's total, SPaG included; None if no row of its kind sets it."""
    tariff = tariff_of(item, pool.kinds, board)
    return None if tariff is None else tariff.marks + tariff.spag


def suited(pool: ItemPool, request: Request, most_marks: int) -> ItemPool:
    """`pool` without items of more than `most_marks` (0 = any); whole where the request names kinds or items."""
    if not most_marks or request.kinds or request.items:
        return pool
    return structs.replace(pool, narrowing=structs.replace(pool.narrowing, most_marks=most_marks))


def named(pool: ItemPool, request: Request) -> tuple[list[Located[Item]], list[Diagnostic]]:
    """The items asked for by name, each once in the order given, and what is wrong with the rest."""
    found: list[Located[Item]] = []
    problems: list[Diagnostic] = []
    broken = frozenset(pool.broken)
    for name in dict.fromkeys(request.items):
        located = pool.items.get(name)
        if located is None:
            problems.append(_broken(name) if name in broken else _unknown_item(pool, name))
        elif located.value.status != "live":
            problems.append(_not_live(located))
        elif not set_for(located.value, pool.kinds, request.board):
            problems.append(not_for_board(located, request.board))
        elif worth(pool, located.value, request.board) is None:
            problems.append(_no_row(located))
        else:
            found.append(located)
    return found, problems


def request_problems(pool: ItemPool, request: Request) -> list[Diagnostic]:
    """What is wrong with the request's own values: numbers, topics, kinds, tags, board."""
    return [
        *_numbers(request),
        *unknown_names(pool, topics=request.topics, kinds=request.kinds, tags=request.tags, board=request.board),
    ]


def asked_of(request: Request) -> str:
    """What a request asks for, in a teacher's words: " on 1.1.4 tagged unit=russia for aqa"; "" for the whole bank."""
    said = f" on {listed(request.topics)}" if request.topics else ""
    if request.tags:
        said += " tagged " + listed([f"{name}={value}" for name, value in request.tags])
    if request.query:
        said += f" that `{request.query}` finds"
    return said + (f" for {request.board}" if request.board else "")


def listed(words: Sequence[str], last: str = "and") -> str:
    """`words` as a sentence lists them: "a, b and c"."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def _numbers(request: Request) -> Iterator[Diagnostic]:
    if request.marks is not None and request.marks < 1:
        yield error("bad-request", f"asked for {request.marks} marks", "ask for at least 1 mark")
    if request.count is not None and request.count < 1:
        yield error("bad-request", f"asked for {request.count} items", "ask for at least 1 item")
    if not 1 <= request.versions <= MOST_VERSIONS:
        yield error("bad-request", f"asked for {request.versions} versions", f"ask for 1 to {MOST_VERSIONS} versions")


def _unknown_item(pool: ItemPool, name: str) -> Diagnostic:
    import difflib

    near = [id for id in pool.items if name in id][:3] or difflib.get_close_matches(name, sorted(pool.items), n=3)
    hint = f"did you mean {listed(sorted(near), 'or')}?" if near else '"packgen list" shows every item'
    return error("unknown-item", f'there is no item "{name}" in the bank', hint)


def _broken(name: str) -> Diagnostic:
    return error("broken-item", f"item {name} has errors, so it can't be printed", '"packgen check" says what they are')


def _not_live(located: Located[Item]) -> Diagnostic:
    item = located.value
    hint = 'set "status: live" once it has been checked' if item.status == "draft" else "choose another item"
    return error("not-live", f"item {item.id} is {item.status}, so it does not print", hint, located.at("status"))


def not_for_board(located: Located[Item], board: str) -> Diagnostic:
    """What to say of an item that `set_for` keeps from papers of `board`."""
    item = located.value
    others = [name for name in item.boards if name != board]
    if board in item.boards:
        message = f"item {item.id} is never set for {board}: {board} does not ask it in this way"
        hint = '"packgen check" says why; "packgen kinds" shows what each board gives'
    else:
        message = f"item {item.id} is for {listed(others)}, not for {board}"
        hint = f"ask for --board {listed(others, 'or')}, or for none: no question is turned into another board's"
    return error("not-for-board", message, hint, located.at("boards"))


def _no_row(located: Located[Item]) -> Diagnostic:
    item = located.value
    message = f"item {item.id} can't be printed: its kind, {item.kind}, has no tariff for it"
    return error("cannot-lower", message, '"packgen kinds" shows what each board gives', located.at("kind"))
