"""What a bank is short of, in a teacher's words, and what to ask for instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from packgen.assemble.eligible import asked_of, listed
from packgen.assemble.search import Candidate
from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.load.matching import in_topics
from packgen.load.rows import holdings, rows
from packgen.model.pool import ItemPool
from packgen.model.request import Request
from packgen.model.row import ItemRow, Wanted


class Shortfall(Struct, frozen=True):
    """A request, the named items in `used`, the `candidates` for the rest.

    `alike` counts eligible items that are no candidates because another one rules them out.
    """

    pool: ItemPool
    request: Request
    used: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    alike: int

    def complain_of_excess(self) -> None:
        """Raise if the named items are more than was asked for."""
        problems = list(self._too_much())
        if problems:
            raise PackgenError(problems)

    def complain_of_kinds(self, needed: Mapping[str, int]) -> None:
        """Raise if there are fewer items of a kind than `needed`."""
        have = Counter(c.kind for c in self.candidates)
        problems = [self._missing_kind(kind, n, have) for kind, n in needed.items() if have[kind] < n]
        if problems:
            raise PackgenError(problems)

    def nothing(self) -> Diagnostic:
        """No item at all fits."""
        return error("too-few-items", f"the bank has no live item{asked_of(self.request)}", self._elsewhere())

    def too_few_items(self) -> Diagnostic:
        """There are not so many items as were asked for."""
        have = len(self.used) + len(self.candidates)
        return error("too-few-items", f"{self._asked()}; the bank has {have}", self._elsewhere())

    def too_few_marks(self, near: Sequence[int]) -> Diagnostic:
        """All items together have fewer marks than were asked for; `near` are totals that can be had."""
        have = sum(c.marks for c in (*self.used, *self.candidates))
        return error("too-few-marks", f"{self._asked()}; the bank has {have}{_nearest(near)}", self._elsewhere())

    def only_enemies(self, count: int) -> Diagnostic:
        """There are items enough, but not so many that can stand in one paper."""
        message = f"no choice of {count} items{asked_of(self.request)} is free of enemies"
        return error("enemies", message, "ask for fewer items or kinds at once, or for a wider topic")

    def unreachable(self, near: Sequence[int], proved: bool) -> Diagnostic:
        """No choice makes the marks asked for; `near` are totals that can be had."""
        can = "no choice of items makes exactly that" if proved else "no choice was found that makes exactly that"
        ways = [f"ask for --marks {total}" for total in sorted(near)]
        if self.request.topics or self.request.kinds:
            ways.append("widen the topic or the kinds")
        hint = listed(ways, "or") if ways else "add questions with other marks to the bank"
        return error("unreachable-total", f"{self._asked()}: {can}{_nearest(near)}", hint)

    def _asked(self) -> str:
        request = self.request
        items = f"{request.count} items" if request.count is not None else ""
        marks = f"{request.marks} marks" if request.marks is not None else ""
        return f"asked for {' in '.join(word for word in (marks, items) if word)}{asked_of(request)}"

    def _too_much(self) -> Iterator[Diagnostic]:
        marks, count = self.request.marks, self.request.count
        already = sum(c.marks for c in self.used)
        if marks is not None and already > marks:
            message = f"the items named make {already} marks already, more than {marks}"
            yield error("too-many-marks", message, f"ask for --marks {already}, or name fewer items")
        if count is not None and len(self.used) > count:
            message = f"{len(self.used)} items are named, more than the {count} asked for"
            yield error("too-many-items", message, f"ask for --count {len(self.used)}, or name fewer items")

    def _missing_kind(self, kind: str, needed: int, have: Mapping[str, int]) -> Diagnostic:
        request, where = self.request, asked_of(self.request)
        message = f"asked for {needed} {kind} items{where}; the bank has {have.get(kind, 0)}"
        if not have.get(kind):
            message = f"the bank has no live {kind} item{where}"
        of_kind = self._live(kinds=(kind,))
        fitting = self._live(kinds=(kind,), tags=request.tags, board=request.board)
        topics = Counter(item.topic for item in fitting if not in_topics(item.topic, request.topics))
        wanted = request.topics[0].split(".") if request.topics else []
        near = sorted(topics, key=lambda topic: (-_shared(wanted, topic.split(".")), topic))[:3]
        if near and request.topics:
            hint = f"the nearest are on {listed([f'{topic} ({topics[topic]})' for topic in near])}"
        elif of_kind and (request.tags or request.board):
            hint = f"without tags and board the whole bank has {len(of_kind)} of them"
        elif have:
            hint = f"kinds that it does have{where}: {listed(sorted(have))}"
        else:
            hint = '"packgen list" shows what the bank has'
        return error("too-few-items", message, hint)

    def _elsewhere(self) -> str:
        """Where more items are to be had."""
        request = self.request
        hints: list[str] = []
        if request.kinds or request.tags or request.board:
            fit = self._live(topics=request.topics)
            hints.append(f"without kinds, tags and board there are {len(fit)} items to choose from")
        if request.topics:
            hints.append(f"the whole bank has {len(self._live())} live items")
        other = len(self._live()) - len(self._live(board=request.board))
        if other:
            hints.append(f"items for other boards than {request.board} ({other}) are left out")
        if self.alike > 0:
            hints.append("items with the same wording count once, and enemies of a named item not at all")
        homework = len(self._live()) - len(self._live(homework=False))
        if homework and not request.kinds:
            hints.append(f"homework tasks ({homework}) are chosen only by --kind or --item")
        drafts = holdings(self.pool).drafts
        if drafts:
            hints.append(f"drafts ({drafts}) do not print")
        return "; ".join(hints)

    def _live(self, **wanted: Any) -> tuple[ItemRow, ...]:
        """The live items of the bank that are `wanted`, by the fields of `Wanted`."""
        return rows(self.pool, Wanted(**wanted), self.request.board)


def _nearest(totals: Sequence[int]) -> str:
    return f"; nearest: {listed([str(total) for total in sorted(totals)], 'or')}" if totals else ""


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two topics have in common."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
