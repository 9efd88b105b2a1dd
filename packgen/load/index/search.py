"""What is wanted of items as SQL over the index; says the same as `load.matching` does of items in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

import msgspec

from packgen.load.folding import words_of
from packgen.load.index.store import has_fts5
from packgen.model.item import Kind
from packgen.model.query import (
    About,
    ByAuthor,
    Either,
    Every,
    Facility,
    ForBoard,
    ForTier,
    Id,
    InTopic,
    Marks,
    Not,
    Objective,
    OfKind,
    OneOf,
    OnFact,
    Query,
    Tagged,
    Used,
    WithStatus,
    Word,
)
from packgen.model.row import Narrowing, Wanted


def conditions(
    wanted: Wanted, narrowing: Narrowing, board: str, kinds: Mapping[str, Kind]
) -> tuple[str, dict[str, Any]]:
    """A condition on rows of the table `item`, and its values by name; `narrowing.without` is left to the caller."""
    made = _Conditions(board)
    parts = []
    if wanted.status:
        parts.append(f"status = {made.value(wanted.status)}")
    if wanted.kinds:
        parts.append(f"kind IN {made.values(wanted.kinds)}")
    if wanted.topics:
        parts.append(_any(made.of(InTopic(topic)) for topic in wanted.topics))
    if not wanted.homework:
        homework = [name for name, kind in kinds.items() if kind.homework]
        parts.append(f"kind NOT IN {made.values(homework)}")
    if wanted.board:
        parts.append(made.of(ForBoard(wanted.board)))
    parts += [made.of(Tagged(name, value)) for name, value in wanted.tags]
    parts += [made.of(Word((word,), False)) for word in words_of(wanted.text)]
    if narrowing.most_marks:
        parts.append(made.of(Marks(None, narrowing.most_marks)))
    parts += [made.of(query) for query in (wanted.query, narrowing.query) if query is not None]
    return " AND ".join(f"({part})" for part in parts) or "1", made.given


class _Conditions:
    """Conditions made one after another, each value under a name of its own."""

    def __init__(self, board: str) -> None:
        self.board = board
        self.given: dict[str, Any] = {}

    def value(self, value: Any) -> str:
        name = f"v{len(self.given)}"
        self.given[name] = value
        return f":{name}"

    def values(self, values: Any) -> str:
        return f"({', '.join(self.value(value) for value in values)})"

    def of(self, query: Query) -> str:
        match query:
            case Every(parts):
                return " AND ".join(f"({self.of(part)})" for part in parts) or "1"
            case Either(parts):
                return _any(self.of(part) for part in parts)
            case Not(part):
                return f"NOT ({self.of(part)})"
            case Word(words, whole):
                return self._word(words, whole)
            case InTopic(topic):
                # "/" comes after "." and no topic holds it: all that begins with "1.1." lies between the two.
                below = f"topic >= {self.value(f'{topic}.')} AND topic < {self.value(f'{topic}/')}"
                return f"topic = {self.value(topic)} OR ({below})"
            case OfKind(kind):
                return f"kind = {self.value(kind)}"
            case ForBoard(board):
                name = self.value(_json([board])[1:-1])
                return f"CASE WHEN instr(named, {name}) THEN instr(papers, {name}) ELSE any_paper END"
            case Marks(least, most):
                return self._between(self._for_board("marks"), least, most)
            case Facility(least, most):
                return f"facility IS NOT NULL AND {self._between('facility', least, most)}"
            case Tagged(name, value):
                return self._tag(name, value)
            case Objective(ao):
                upper = (
                    f"SELECT 1 FROM json_each({self._for_board('aos')}) WHERE upper(key) = {self.value(ao)} AND value"
                )
                return f"EXISTS ({upper})"
            case About(stimulus):
                return f"item.entry IN (SELECT entry FROM about WHERE stimulus = {self.value(stimulus)})"
            case WithStatus(status):
                return f"status = {self.value(status)}"
            case ForTier(tier):
                return f"tier = {self.value(tier)}"
            case ByAuthor(author):
                return f"instr(author, {self.value(' ' + ' '.join(words_of(author)))})"
            case OnFact(fact):
                return f"item.entry IN (SELECT entry FROM fact WHERE fact = {self.value(fact.casefold())})"
            case Id(pattern):
                return f"item.id GLOB {self.value(pattern)}"
            case OneOf(ids):
                return f"item.id IN (SELECT value FROM json_each({self.value(_json(ids))}))"
            case Used():
                raise ValueError("uses are looked up before items are held against a query")
            case _:
                assert_never(query)

    def _word(self, words: tuple[str, ...], whole: bool) -> str:
        """In the item's own texts, or in those of a stimulus that it or a part of it names."""
        if has_fts5():
            phrase = '"' + " ".join(words) + '"' + ("" if whole else " *")
            found = f"SELECT rowid FROM said WHERE said MATCH {self.value(phrase)}"
        else:
            said = f" {' '.join(words)}{' ' if whole else ''}"
            found = f"SELECT rowid FROM said WHERE instr(text, {self.value(said)})"
        sources = f"SELECT name FROM entry WHERE what = 'stimuli' AND sound AND id IN ({found})"
        return f"item.entry IN ({found}) OR item.entry IN (SELECT entry FROM about WHERE stimulus IN ({sources}))"

    def _tag(self, name: str, value: str) -> str:
        told = f"tag.name = {self.value(name)}"
        if value:
            told += f" AND folded = {self.value(value.casefold())}"
        return f"item.entry IN (SELECT entry FROM tag WHERE {told})"

    def _for_board(self, column: str) -> str:
        if not self.board:
            return f"item.{column}"
        other = f"SELECT {column} FROM tariff WHERE entry = item.entry AND board = {self.value(self.board)}"
        return f"coalesce(({other}), item.{column})"

    def _between(self, what: str, least: float | None, most: float | None) -> str:
        bounds = [f"{what} >= {self.value(least)}"] if least is not None else []
        bounds += [f"{what} <= {self.value(most)}"] if most is not None else []
        return " AND ".join(bounds) or "1"


def _any(parts: Any) -> str:
    return " OR ".join(f"({part})" for part in parts) or "0"


def _json(ids: Iterable[str]) -> str:
    return msgspec.json.encode(sorted(ids)).decode()
