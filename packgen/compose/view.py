"""What a view is: one file of this room with a public constant `VIEW`."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from msgspec import Struct, structs

from packgen.compose.linear import linear
from packgen.markup.typography import as_printed
from packgen.model.document import Document, Picture
from packgen.model.form import Form, PupilForm
from packgen.model.layout import Layout

FormT = TypeVar("FormT", PupilForm, Form)
Need = Literal["insert", "notes", "fairness"]


class Meta(Struct, frozen=True, kw_only=True):
    """What a document says of itself, besides its questions; plain text, empty where it is not known.

    `topic` is a line such as "1.1.1 Stalin and his rivals", `topics` are the ids asked for in their order.
    `code` names the pack on every page.
    """

    title: str
    subject: str = ""
    unit: str = ""
    topic: str = ""
    topics: tuple[str, ...] = ()
    code: str = ""
    school: str = ""
    logo: Picture | None = None
    date: datetime.date | None = None
    minutes: int | None = None
    board: str = ""
    seed: int = 0
    author: str = ""

    def printed(self, lang: str) -> Meta:
        """The same with the quotes and dashes of print."""
        names = ("title", "subject", "unit", "topic", "school")
        return structs.replace(self, **{name: as_printed(getattr(self, name), lang) for name in names})


class SourcePlan(Struct, frozen=True):
    """Where sources stand: all of them in an insert, or each above the first question that uses it.

    `repeats` are (item, stimulus, part): the source is printed again above that part of the item's question, above
    the whole of it where part is "".
    """

    insert: bool = False
    repeats: frozenset[tuple[str, str, str]] = frozenset()


class View(Struct, Generic[FormT], frozen=True):
    """A way to fill a layout.  `options` is what it reads a layout's options into.

    `reads` is `Form.pupil` for a pupils' view, whose `compose` can't reach an answer.  `needs` says when the
    document is made at all: "insert" = only where the sources stand in a booklet of their own; "notes" = it prints
    notes and no questions; "fairness" = it is about a whole pack.
    """

    name: str
    audience: Literal["pupils", "teachers"]
    reads: Callable[[Form], FormT]
    compose: Callable[[FormT, Layout, Meta, SourcePlan], Document]
    needs: tuple[Need, ...] = ()
    options: type[Struct] | None = None

    def wanted(self, form: Form, plan: SourcePlan) -> bool:
        """True if there is something for this view to print."""
        if "fairness" in self.needs:
            return form.fairness is not None
        return "insert" not in self.needs or (plan.insert and bool(form.stimuli))

    @property
    def prints_notes(self) -> bool:
        """True if it prints a bank's notes, so that no questions are chosen for it."""
        return "notes" in self.needs

    def make(self, form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
        """The document; raises `PackgenError` where the layout lacks a string or has a wrong option."""
        return linear(self.compose(self.reads(form), layout, meta.printed(layout.lang), plan), layout)


def whole(form: Form) -> Form:
    """What a teachers' view reads: all of it."""
    return form
