"""Looking things up in a pool: by topic, kind, tag, board and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from packgen.diagnostics import Diagnostic, error
from packgen.kinds.rows import for_board
from packgen.kinds.shape import find_shape
from packgen.kinds.wording import wording
from packgen.load.words import either, nearest
from packgen.model.item import Item
from packgen.model.pool import ItemPool, Located

LIVE = "live"


def matches(
    pool: ItemPool,
    *,
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
    tags: Sequence[tuple[str, str]] = (),
    text: str = "",
    board: str = "",
    status: str = LIVE,
) -> tuple[Located[Item], ...]:
    """The items that fit everything asked for, sorted by id.

    A topic takes its subtree; any of `topics` and any of `kinds` will do, all of `tags` must hold, all words of
    `text` must stand in the item's words.  `status` "" means any: only live items may be printed.
    """
    words = text.casefold().split()
    found = (
        located
        for located in pool.items.values()
        if (not status or located.value.status == status)
        and (not kinds or located.value.kind in kinds)
        and (not topics or in_topics(located.value.topic, topics))
        and for_board(located.value, board)
        and all(has_tag(located.value, name, value) for name, value in tags)
        and (not words or _has_words(pool, located.value, words))
    )
    return tuple(sorted(found, key=lambda located: located.value.id))


def unknown_names(
    pool: ItemPool,
    *,
    topics: Sequence[str] = (),
    kinds: Sequence[str] = (),
    tags: Sequence[tuple[str, str]] = (),
    board: str = "",
) -> tuple[Diagnostic, ...]:
    """An error for every topic, kind, tag and board that nothing in the pool has, with the nearest names."""
    return (
        *(problem for topic in dict.fromkeys(topics) for problem in _topic(pool, topic)),
        *(problem for kind in dict.fromkeys(kinds) for problem in _kind(pool, kind)),
        *(problem for tag in dict.fromkeys(tags) for problem in _tag(pool, *tag)),
        *_board(pool, board),
    )


def boards_of(pool: ItemPool) -> tuple[str, ...]:
    """Every board that a kind or an item is for, sorted."""
    found = {row.board for kind in pool.kinds.values() for row in kind.rows}
    return tuple(sorted(found.union(*(located.value.boards for located in pool.items.values()))))


def in_topics(topic: str, wanted: Iterable[str]) -> bool:
    """Whether `topic` is one of `wanted` or lies below one."""
    return any(topic == node or topic.startswith(f"{node}.") for node in wanted)


def has_tag(item: Item, name: str, value: str) -> bool:
    """Whether `item` has the tag, capitals aside."""
    return value.casefold() in (v.casefold() for v in tag_values(item, name))


def tag_values(item: Item, name: str) -> tuple[str, ...]:
    """The values that `item` has for a tag; its boards, tier and author count as tags."""
    found = item.tags.get(name, ())
    values = (found,) if isinstance(found, str) else found
    more = {"board": item.boards, "tier": (item.tier or "",), "author": (item.author,)}.get(name, ())
    return (*values, *(value for value in more if value))


def _has_words(pool: ItemPool, item: Item, words: Sequence[str]) -> bool:
    said = " ".join(_words(pool, item)).casefold()
    return all(word in said for word in words)


def _words(pool: ItemPool, item: Item) -> Iterator[str]:
    yield wording(item)
    kind = pool.kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if shape is not None and shape.nested:
        for part in getattr(item, shape.nested):
            yield from _words(pool, part)


def _topic(pool: ItemPool, topic: str) -> Iterator[Diagnostic]:
    known = {*pool.topics, *(located.value.topic for located in pool.items.values())}
    if any(in_topics(node, (topic,)) for node in known):
        return
    titled = [id for id, found in pool.topics.items() if topic and topic.casefold() in found.value.title.casefold()]
    hint = f"did you mean {either(titled[:3])}?" if titled else nearest(topic, known, '"packgen topics" lists them')
    yield error("unknown-topic", f'there is no topic "{topic}" in the bank', hint)


def _kind(pool: ItemPool, kind: str) -> Iterator[Diagnostic]:
    if kind not in pool.kinds:
        hint = nearest(kind, pool.kinds, '"packgen kinds" lists them')
        yield error("unknown-kind", f'there is no kind of question "{kind}"', hint)


def _tag(pool: ItemPool, name: str, value: str) -> Iterator[Diagnostic]:
    values = Counter(v for located in pool.items.values() for v in dict.fromkeys(tag_values(located.value, name)))
    if value.casefold() in (v.casefold() for v in values):
        return
    if values:
        seen = [v for v, _ in values.most_common(8)]
        hint = f'values of "{name}" in the bank: {", ".join(seen)}'
        yield error("unknown-tag", f"no item is tagged {name}={value}", hint)
    else:
        names = {*(n for located in pool.items.values() for n in located.value.tags), "board", "tier"}
        yield error("unknown-tag", f'no item has a tag "{name}"', f"tags in the bank: {', '.join(sorted(names))}")


def _board(pool: ItemPool, board: str) -> Iterator[Diagnostic]:
    known = boards_of(pool)
    if board and board not in known:
        hint = nearest(board, known, f"the boards are: {', '.join(known)}")
        yield error("unknown-board", f'there is no board "{board}"', hint)
