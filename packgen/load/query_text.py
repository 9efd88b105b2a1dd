"""Queries as people type them: `topic:1.1 kind:explain-why marks:8..12 -used:90d "Lenin Enrolment"`.

Terms that follow one another must all hold; `or` and parentheses group them, `-` or `not` turns one round.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, get_args

from msgspec import Struct

from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.load.folding import words_of
from packgen.load.query import unknown_names
from packgen.load.words import either, nearest
from packgen.model.item import Status, Tier
from packgen.model.pool import ItemPool
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
    OnFact,
    Query,
    Tagged,
    Used,
    WithStatus,
    Word,
)
from packgen.model.request import LONGEST_QUERY

MOST_DEPTH: Final = 20
DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
QUOTES: Final = {'"': '"', "“": "”", "„": "“", "«": "»"}
DASHES: Final = "-−–"
HELP: Final = "`packgen list --help` shows what can be asked"

_RANGE = re.compile(r"(?P<least>[0-9.]*?[0-9])?\s*(?:\.\.|–|-)\s*(?P<most>[0-9.]*[0-9])?|(?P<only>[0-9]*\.?[0-9]+)")
_AGE = re.compile(r"([0-9]{1,4})([dwmy])")
_ID = re.compile(r"[a-z0-9.*?-]+")
_FIELD = re.compile(r"[A-Za-z]+(?=:)")


class Token(Struct, frozen=True):
    """A piece of a query: "(", ")", "or", "not", or a term with its field ("" for words) and value; where it stands.

    `quoted` values are taken as they are.
    """

    kind: str
    at: int
    end: int
    field: str = ""
    value: str = ""
    value_at: int = 0
    quoted: bool = False


class Fault(Exception):
    """Something in a query that can't be understood: a rule, words, a hint, where it stands."""

    def __init__(self, message: str, hint: str, at: int, end: int, rule: str = "bad-query") -> None:
        super().__init__(message)
        self.diagnostic = (rule, message, hint, at, end)


def parse(text: str, pool: ItemPool | None = None) -> Query:
    """The query in `text`; with a `pool`, topics, kinds, boards and tags must be known there.

    Raises `PackgenError` with a message for everything that is wrong, each with the place marked beneath the query.
    """
    faults: list[Diagnostic] = []
    try:
        if len(text) > LONGEST_QUERY:
            raise Fault(f"a query has at most {LONGEST_QUERY} characters", "ask for less", 0, 1)
        parser = _Parser(_tokens(text), len(text), pool)
        query = parser.whole()
        faults = [_located(text, fault) for fault in parser.faults]
    except Fault as fault:
        raise PackgenError([_located(text, fault)]) from None
    if faults:
        raise PackgenError(faults)
    return query


def _located(text: str, fault: Fault) -> Diagnostic:
    """`fault` with the query beneath its message, marked where it stands."""
    rule, message, hint, at, end = fault.diagnostic
    start = max(0, at - 60)
    shown = "".join(c if c.isprintable() else " " for c in text[start : start + 110])
    marks = "^" * max(1, min(end, start + 110) - at)
    return error(rule, f"{message}\n    {shown}\n    {' ' * (at - start)}{marks}", hint)


def _tokens(text: str) -> list[Token]:
    out: list[Token] = []
    at = 0
    while at < len(text):
        c = text[at]
        if c.isspace():
            at += 1
        elif c in "()":
            out.append(Token(c, at, at + 1))
            at += 1
        elif c in DASHES and at + 1 < len(text) and not text[at + 1].isspace():
            out.append(Token("not", at, at + 1))
            at += 1
        else:
            token = _term(text, at)
            out.append(token)
            at = token.end
    return out


def _term(text: str, at: int) -> Token:
    field = _FIELD.match(text, at)
    start = field.end() + 1 if field else at
    if start < len(text) and text[start] in QUOTES:
        value, end = _quoted(text, start)
        return Token("term", at, end, field[0].lower() if field else "", value, start, quoted=True)
    end = start
    parts = ""
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        if text[end] in QUOTES and text[end - 1] == "=":
            inner, end = _quoted(text, end)
            parts += inner
        else:
            parts += text[end]
            end += 1
    if not field and parts.lower() in ("or", "and", "not"):
        return Token(parts.lower(), at, end)
    return Token("term", at, end, field[0].lower() if field else "", parts, start)


def _quoted(text: str, at: int) -> tuple[str, int]:
    close = {QUOTES[text[at]], '"'} if text[at] != "«" else {"»"}
    end = next((n for n in range(at + 1, len(text)) if text[n] in close), None)
    if end is None:
        raise Fault("a quotation mark is opened here and never closed", "close it", at, at + 1)
    return text[at + 1 : end], end + 1


class _Parser:
    """Tokens to a query; what is wrong with single terms is gathered, a wrong order ends it."""

    def __init__(self, tokens: list[Token], length: int, pool: ItemPool | None) -> None:
        self.tokens, self.length, self.pool = tokens, length, pool
        self.next = 0
        self.faults: list[Fault] = []

    def whole(self) -> Query:
        if not self.tokens:
            return Every(())
        query = self._either(0)
        if self.next < len(self.tokens):
            token = self.tokens[self.next]
            raise Fault("this parenthesis closes nothing", "delete it, or open one before", token.at, token.end)
        return query

    def _either(self, depth: int) -> Query:
        parts = [self._every(depth)]
        while self._peek() == "or":
            self.next += 1
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while self._peek() not in ("", ")", "or"):
            if self._peek() == "and":
                self.next += 1
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self, depth: int) -> Query:
        kind = self._peek()
        if kind in ("", ")", "or", "and"):
            at = self.tokens[self.next].at if kind else self.length
            end = self.tokens[self.next].end if kind else self.length + 1
            before = self.tokens[self.next - 1].kind if self.next else ""
            what = {"(": "something to look for after this parenthesis", "not": "what it must not be"}
            raise Fault(f"here stands nothing: {what.get(before, 'a term is missing')}", HELP, at, end)
        token = self.tokens[self.next]
        self.next += 1
        if kind == "not":
            return Not(self._one(depth))
        if kind == "(":
            if depth >= MOST_DEPTH:
                raise Fault(f"parentheses are more than {MOST_DEPTH} deep", "ask for less at once", token.at, token.end)
            inner = self._either(depth + 1)
            if self._peek() != ")":
                raise Fault("this parenthesis is opened and never closed", "close it", token.at, token.end)
            self.next += 1
            return inner
        try:
            return self._term(token)
        except Fault as fault:
            self.faults.append(fault)
            return Every(())

    def _peek(self) -> str:
        return self.tokens[self.next].kind if self.next < len(self.tokens) else ""

    def _term(self, token: Token) -> Query:
        if not token.field:
            return _word(token.value, token.at, token.end, whole=token.quoted)
        if token.field not in FIELDS:
            hint = nearest(token.field, FIELDS, f"the fields are {', '.join(FIELDS)}; quotes look for words")
            end = token.at + len(token.field)
            raise Fault(f'there is no field "{token.field}"', hint, token.at, end, "unknown-field")
        if not token.value.strip():
            raise Fault(f"{token.field}: says nothing", f"like {EXAMPLES[token.field]}", token.at, token.end)
        if token.quoted or token.field in WHOLE_VALUES or "," not in token.value:
            return self._known(token.field, token.value.strip(), token.value_at, token.end, token.quoted)
        parts: list[Query] = []
        at = token.value_at
        for value in token.value.split(","):
            if value:
                parts.append(self._known(token.field, value, at, at + len(value), False))
            at += len(value) + 1
        return Either(tuple(parts))

    def _known(self, field: str, value: str, at: int, end: int, quoted: bool) -> Query:
        found = FIELDS[field](value, at, end, quoted)
        if self.pool is None:
            return found
        problems: tuple[Diagnostic, ...] = ()
        match found:
            case InTopic(topic):
                problems = unknown_names(self.pool, topics=(topic,))
            case OfKind(kind):
                problems = unknown_names(self.pool, kinds=(kind,))
            case ForBoard(board):
                problems = unknown_names(self.pool, board=board)
            case Tagged(name, wanted) if wanted:
                problems = unknown_names(self.pool, tags=((name, wanted),))
            case About(stimulus) if stimulus not in self.pool.stimuli:
                hint = nearest(stimulus, self.pool.stimuli, "stimuli are named by their ids")
                raise Fault(f"there is no stimulus {stimulus}", hint, at, end, "unknown-stimulus")
            case _:
                return found
        for problem in problems:
            raise Fault(problem.message, problem.hint, at, end, problem.rule)
        return found


def _word(value: str, at: int, end: int, *, whole: bool) -> Word:
    words = tuple(words_of(value))
    if not words:
        raise Fault("here is no letter or digit to look for", "look for words", at, end)
    return Word(words, whole)


def _range(field: str, value: str, at: int, end: int) -> tuple[float | None, float | None]:
    found = _RANGE.fullmatch(value)
    try:
        if found and found["only"]:
            only = float(found["only"])
            return only, only
        if found and (found["least"] or found["most"]):
            least = float(found["least"]) if found["least"] else None
            most = float(found["most"]) if found["most"] else None
            if least is not None and most is not None and least > most:
                hint = f"write {field}:{found['most']}..{found['least']}"
                raise Fault(f"{value} runs from more to less", hint, at, end)
            return least, most
    except ValueError:
        pass
    low, high = ("0.4", "0.7") if field == "facility" else ("8", "12")
    hint = f"write {field}:{low}, {field}:{low}..{high}, {field}:{low}.. or {field}:..{high}"
    raise Fault(f'"{value}" is no number or range', hint, at, end)


def _choice(field: str, value: str, at: int, end: int, choices: tuple[str, ...]) -> str:
    if value.lower() not in choices:
        raise Fault(f'{field} is never "{value}"', f"it is {either(choices)}", at, end)
    return value.lower()


def _id(value: str, at: int, end: int) -> Id:
    if not _ID.fullmatch(value.lower()):
        hint = "small letters, digits, dots and hyphens; * stands for anything, ? for one character"
        raise Fault(f'"{value}" can be no id', hint, at, end)
    return Id(value.lower())


def _tag(value: str, at: int, end: int) -> Tagged:
    name, equals, wanted = value.partition("=")
    if not name.strip() or (equals and not wanted.strip()):
        raise Fault(f'"{value}" is no tag', "write tag:skill=recall, or tag:skill for any value", at, end)
    return Tagged(name.strip(), wanted.strip())


def _used(value: str, at: int, end: int, quoted: bool) -> Used:
    group, slash, age = value.rpartition("/")
    wanted = age if slash else value
    found = None if quoted else _AGE.fullmatch(wanted)
    if found:
        return Used(group.strip(), int(found[1]) * DAYS[found[2]])
    if slash and not quoted and age[:1].isdigit() and not group:
        raise Fault(f'"{value}" is no time', "write used:90d, used:6w, used:10B or used:10B/60d", at, end)
    return Used(value, None)


FIELDS: Final[dict[str, Callable[[str, int, int, bool], Query]]] = {
    "topic": lambda value, at, end, quoted: InTopic(value),
    "kind": lambda value, at, end, quoted: OfKind(value),
    "board": lambda value, at, end, quoted: ForBoard(value),
    "marks": lambda value, at, end, quoted: Marks(*_range("marks", value, at, end)),
    "facility": lambda value, at, end, quoted: Facility(*_range("facility", value, at, end)),
    "tag": lambda value, at, end, quoted: _tag(value, at, end),
    "ao": lambda value, at, end, quoted: Objective(value.upper()),
    "stimulus": lambda value, at, end, quoted: About(value),
    "status": lambda value, at, end, quoted: WithStatus(_choice("status", value, at, end, get_args(Status))),
    "tier": lambda value, at, end, quoted: ForTier(_choice("tier", value, at, end, get_args(Tier))),
    "author": lambda value, at, end, quoted: ByAuthor(" ".join(_word(value, at, end, whole=False).words)),
    "fact": lambda value, at, end, quoted: OnFact(value),
    "used": _used,
    "id": lambda value, at, end, quoted: _id(value, at, end),
}
"""What can be asked of by name, each with how its value is read."""

WHOLE_VALUES: Final = ("author", "used", "fact")
EXAMPLES: Final = {
    "topic": "topic:1.1",
    "kind": "kind:explain-why",
    "board": "board:aqa",
    "marks": "marks:8..12",
    "facility": "facility:0.4..0.7",
    "tag": "tag:skill=recall",
    "ao": "ao:AO3",
    "stimulus": "stimulus:testament",
    "status": "status:draft",
    "tier": "tier:higher",
    "author": 'author:"A. Smith"',
    "fact": "fact:12",
    "used": "used:90d, used:10B or used:10B/60d",
    "id": "id:stalin.*",
}
