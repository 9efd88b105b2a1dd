"""Which items a request may choose from, and what is wrong with a request before anything is chosen."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from packgen.diagnostics import Diagnostic, error
from packgen.kinds.rows import SCHOOL
from packgen.kinds.shape import tariff_of
from packgen.kinds.wording import wording
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request

MOST_VERSIONS = 200
_NOT_WORDS = re.compile(r"[\W_]+")


def eligible(pool: ItemPool, request: Request) -> list[Located[Item]]:
    """The live items that the request's topics, kinds, tags and board let in, sorted by id."""
    kinds = frozenset(request.kinds)
    return [
        located
        for _, located in sorted(pool.items.items())
        if located.value.status == "live"
        and (not kinds or located.value.kind in kinds)
        and (not request.topics or in_topics(located.value.topic, request.topics))
        and fits(located.value, request)
    ]


def worth(pool: ItemPool, item: Item, board: str) -> int | None:
    """What `item` adds to a paper's total, SPaG included; None if no row of its kind sets it."""
    tariff = tariff_of(item, pool.kinds, board)
    return None if tariff is None else tariff.marks + tariff.spag


def suited(pool: ItemPool, request: Request, most_marks: int) -> ItemPool:
    """`pool` without items of more than `most_marks` (0 = any); whole where the request names kinds or items."""
    if not most_marks or request.kinds or request.items:
        return pool
    items = {
        id: found for id, found in pool.items.items() if (worth(pool, found.value, request.board) or 0) <= most_marks
    }
    return structs.replace(pool, items=items)


def in_topics(topic: str, wanted: Iterable[str]) -> bool:
    """True if `topic` is one of `wanted` or lies below one of them."""
    return any(topic == node or topic.startswith(f"{node}.") for node in wanted)


def fits(item: Item, request: Request) -> bool:
    """True if the request's tags hold for `item` and it is for the request's board.

    An item that names no board is for all, and so is one that only names "school".
    """
    boards = frozenset(item.boards)
    if request.board and request.board not in boards and boards - {SCHOOL}:
        return False
    return all(value.casefold() in _values(item, name) for name, value in request.tags)


def sameness(item: Item) -> tuple[str, ...]:
    """What makes two items the same question: its words, and the stimuli that it is asked about.

    An item that leaves its words to its parts is like no other.
    """
    words = _NOT_WORDS.sub(" ", wording(item).casefold()).strip()
    return (words, *sorted(item.stimuli)) if words else (words, item.id)


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
        elif worth(pool, located.value, request.board) is None:
            problems.append(_no_row(located))
        else:
            found.append(located)
    return found, problems


def request_problems(pool: ItemPool, request: Request) -> list[Diagnostic]:
    """What is wrong with the request's own values: numbers, topics, kinds, tags, board."""
    return [
        *_numbers(request),
        *(p for topic in dict.fromkeys(request.topics) for p in _topic(pool, topic)),
        *(p for kind in dict.fromkeys(request.kinds) for p in _kind(pool, kind)),
        *(p for tag in dict.fromkeys(request.tags) for p in _tag(pool, *tag)),
        *_board(pool, request.board),
    ]


def asked_of(request: Request) -> str:
    """What a request asks for, in a teacher's words: " on 1.1.4 tagged unit=russia for aqa"; "" for the whole bank."""
    said = f" on {listed(request.topics)}" if request.topics else ""
    if request.tags:
        said += " tagged " + listed([f"{name}={value}" for name, value in request.tags])
    return said + (f" for {request.board}" if request.board else "")


def listed(words: Sequence[str], last: str = "and") -> str:
    """`words` as a sentence lists them: "a, b and c"."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def _values(item: Item, name: str) -> frozenset[str]:
    """The values, in small letters, that `item` has for a tag; boards and tiers are asked for as tags too."""
    value = item.tags.get(name, ())
    values = [value] if isinstance(value, str) else list(value)
    if name == "board":
        values += item.boards
    elif name == "tier" and item.tier is not None:
        values.append(item.tier)
    return frozenset(v.casefold() for v in values)


def _numbers(request: Request) -> Iterator[Diagnostic]:
    if request.marks is not None and request.marks < 1:
        yield error("bad-request", f"asked for {request.marks} marks", "ask for at least 1 mark")
    if request.count is not None and request.count < 1:
        yield error("bad-request", f"asked for {request.count} items", "ask for at least 1 item")
    if not 1 <= request.versions <= MOST_VERSIONS:
        yield error("bad-request", f"asked for {request.versions} versions", f"ask for 1 to {MOST_VERSIONS} versions")


def _topic(pool: ItemPool, topic: str) -> Iterator[Diagnostic]:
    known = {*pool.topics, *(located.value.topic for located in pool.items.values())}
    if not any(in_topics(node, (topic,)) for node in known):
        titles = [id for id, t in pool.topics.items() if topic.casefold() in t.value.title.casefold()]
        yield error(
            "unknown-topic", f'there is no topic "{topic}" in the bank', _nearest(topic, known, titles, "topics")
        )


def _kind(pool: ItemPool, kind: str) -> Iterator[Diagnostic]:
    if kind not in pool.kinds:
        yield error("unknown-kind", f'there is no kind of question "{kind}"', _nearest(kind, pool.kinds, (), "kinds"))


def _tag(pool: ItemPool, name: str, value: str) -> Iterator[Diagnostic]:
    values = Counter(v for located in pool.items.values() for v in _values(located.value, name))
    if value.casefold() in values:
        return
    if values:
        seen = listed([v for v, _ in values.most_common(8)])
        yield error("unknown-tag", f"no item is tagged {name}={value}", f'values of "{name}" in the bank: {seen}')
    else:
        names = {*(n for located in pool.items.values() for n in located.value.tags), "board", "tier"}
        yield error("unknown-tag", f'no item has a tag "{name}"', f"tags in the bank: {listed(sorted(names))}")


def _board(pool: ItemPool, board: str) -> Iterator[Diagnostic]:
    known = {row.board for kind in pool.kinds.values() for row in kind.rows}
    known |= {name for located in pool.items.values() for name in located.value.boards}
    if board and board not in known:
        yield error("unknown-board", f'no kind or item is for a board "{board}"', f"boards: {listed(sorted(known))}")


def _nearest(name: str, known: Iterable[str], more: Sequence[str], command: str) -> str:
    near = list(dict.fromkeys([*more, *difflib.get_close_matches(name, sorted(known), n=3)]))[:3]
    return f"did you mean {listed(near, 'or')}?" if near else f'"packgen {command}" lists them'


def _unknown_item(pool: ItemPool, name: str) -> Diagnostic:
    near = [id for id in pool.items if name in id][:3] or difflib.get_close_matches(name, sorted(pool.items), n=3)
    hint = f"did you mean {listed(sorted(near), 'or')}?" if near else '"packgen list" shows every item'
    return error("unknown-item", f'there is no item "{name}" in the bank', hint)


def _broken(name: str) -> Diagnostic:
    return error("broken-item", f"item {name} has errors, so it can't be printed", '"packgen check" says what they are')


def _not_live(located: Located[Item]) -> Diagnostic:
    item = located.value
    hint = 'set "status: live" once it has been checked' if item.status == "draft" else "choose another item"
    return error("not-live", f"item {item.id} is {item.status}, so it does not print", hint, located.at("status"))


def _no_row(located: Located[Item]) -> Diagnostic:
    item = located.value
    message = f"item {item.id} can't be printed: its kind, {item.kind}, has no tariff for it"
    return error("cannot-lower", message, '"packgen kinds" shows what each board gives', located.at("kind"))
