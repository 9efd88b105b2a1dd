"""What can be asked of a pool, and the names in a question that nothing in it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.diagnostics import Diagnostic, error
from packgen.load.matching import in_topics
from packgen.load.rows import holdings, tag_names, tags
from packgen.load.words import either, nearest
from packgen.model.pool import ItemPool


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
    return tuple(sorted(found | holdings(pool).boards))


def _topic(pool: ItemPool, topic: str) -> Iterator[Diagnostic]:
    known = dict.fromkeys(pool.topics)
    if topic in known:
        return
    known |= dict.fromkeys(holdings(pool).topics)
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
    values = tags(pool, name)
    if value.casefold() in (v.casefold() for v in values):
        return
    if values:
        seen = [v for v, _ in sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:8]]
        hint = f'values of "{name}" in the bank: {", ".join(seen)}'
        yield error("unknown-tag", f"no item is tagged {name}={value}", hint)
    else:
        names = {*tag_names(pool), "board", "tier"}
        yield error("unknown-tag", f'no item has a tag "{name}"', f"tags in the bank: {', '.join(sorted(names))}")


def _board(pool: ItemPool, board: str) -> Iterator[Diagnostic]:
    if not board or any(row.board == board for kind in pool.kinds.values() for row in kind.rows):
        return
    known = boards_of(pool)
    if board not in known:
        hint = nearest(board, known, f"the boards are: {', '.join(known)}")
        yield error("unknown-board", f'there is no board "{board}"', hint)
