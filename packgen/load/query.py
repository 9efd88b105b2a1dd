"""Looking things up in a pool: by topic, kind, tag, board and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.diagnostics import Diagnostic, error
from packgen.kinds.shape import find_shape
from packgen.load.words import nearest
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
    `text` must stand in the item's words.  An item that names no board is for all.  `status` "" means any: only
    live items may be printed.
    """
    words = text.casefold().split()
    found = (
        located
        for located in pool.items.values()
        if (not status or located.value.status == status)
        and (not kinds or located.value.kind in kinds)
        and (not topics or in_topics(located.value.topic, topics))
        and (not board or not located.value.boards or board in located.value.boards)
        and all(has_tag(located.value, name, value) for name, value in tags)
        and (not words or _has_words(pool, located.value, words))
    )
    return tuple(sorted(found, key=lambda located: located.value.id))


def unknown_names(
    pool: ItemPool, *, topics: Sequence[str] = (), kinds: Sequence[str] = (), board: str = ""
) -> tuple[Diagnostic, ...]:
    """An error for every topic, kind and board that the pool knows nothing of, with the nearest names."""
    return tuple(_unknown(pool, topics, kinds, board))


def in_topics(topic: str, wanted: Sequence[str]) -> bool:
    """Whether `topic` is one of `wanted` or lies below one."""
    return any(topic == node or topic.startswith(f"{node}.") for node in wanted)


def has_tag(item: Item, name: str, value: str) -> bool:
    """Whether `item` has the tag, capitals aside; its boards, tier and author count as tags."""
    found = item.tags.get(name, ())
    values = [found] if isinstance(found, str) else list(found)
    if name == "board":
        values += item.boards
    elif name == "tier":
        values.append(item.tier or "")
    elif name == "author":
        values.append(item.author)
    return value.casefold() in (v.casefold() for v in values)


def _has_words(pool: ItemPool, item: Item, words: Sequence[str]) -> bool:
    said = " ".join(_words(pool, item)).casefold()
    return all(word in said for word in words)


def _words(pool: ItemPool, item: Item) -> Iterator[str]:
    yield item.stem
    kind = pool.kinds.get(item.kind)
    shape = find_shape(kind.shape) if kind else None
    if shape is not None and shape.nested:
        for part in getattr(item, shape.nested):
            yield from _words(pool, part)


def _unknown(pool: ItemPool, topics: Sequence[str], kinds: Sequence[str], board: str) -> Iterator[Diagnostic]:
    for topic in dict.fromkeys(topics):
        if not any(in_topics(known, (topic,)) for known in pool.topics):
            titled = [id for id, found in pool.topics.items() if topic.casefold() in found.value.title.casefold()]
            hint = nearest(topic, pool.topics, "`packgen topics` lists them")
            hint = f"did you mean {titled[0]}?" if titled and topic else hint
            yield error("unknown-topic", f'there is no topic "{topic}"', hint)
    for kind in dict.fromkeys(kinds):
        if kind not in pool.kinds:
            hint = nearest(kind, pool.kinds, "`packgen kinds` lists them")
            yield error("unknown-kind", f'there is no kind of question "{kind}"', hint)
    boards = {row.board for found in pool.kinds.values() for row in found.rows}
    if board and board not in boards:
        yield error("unknown-board", f'there is no board "{board}"', f"the boards are: {', '.join(sorted(boards))}")
