"""What a pack's documents will be, decided before any is written: composed, set, broken, and kept in few words.

Of each document only the decisions are kept (where its pages end, what furniture must know of them), so that memory
does not grow with all that stands on the pages; `Planner.laid` makes the pages again from them.  The first few
documents are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from packgen.compose.view import Meta, SourcePlan
from packgen.diagnostics import Diagnostic, warning
from packgen.model.document import Document
from packgen.model.form import Form
from packgen.model.galley import Galley, Page
from packgen.model.layout import Layout, Paper
from packgen.paginate import (
    PRESETS,
    Frame,
    Pagination,
    Span,
    decided,
    filled,
    lengthened,
    paginate,
    recorded,
    resumed,
)
from packgen.pipeline.ink import Ink
from packgen.pipeline.layouts import view_of
from packgen.typeset.setter import Typesetter

MM = 72 / 25.4

Spaces = Mapping[str, tuple[int, ...]]
"""Answer lines as printed: by item, space by space."""
Lines = Mapping[str, Spaces]
"""The same by version."""
SAMPLED: Final = 8
"""How many versions decide a pack's answer lines, printed or not: what A is does not hang on how many follow."""
LARGEST: Final[Paper] = "a3"
"""What notes that are too long for their paper are tried on."""
KEPT: Final = 800
"""How many documents stay set and broken until they are written."""


class Planned(Struct, frozen=True):
    """A document decided: where its pages end, and the `pages` without what stands on them.

    `fields` are what furniture may name.
    """

    form: Form
    layout: Layout
    plan: SourcePlan
    spans: tuple[Span, ...]
    lines: Spaces
    pages: tuple[Page, ...]
    fields: Mapping[str, str]


class Laid(Struct, frozen=True):
    """A document set and broken into pages, before its furniture; of the `document` itself nothing but its head."""

    document: Document
    galleys: tuple[Galley, ...]
    pagination: Pagination


class _Draft(Struct, frozen=True):
    """A document set, before it is broken into pages."""

    document: Document
    galleys: tuple[Galley, ...]


class Planner:
    """Decides the documents of a run.

    `given` are the answer lines that its papers must have, if they have been decided before.  `problems` are what is
    wrong with the pages.  `told` is called for each document.
    """

    def __init__(
        self,
        meta: Meta,
        setter: Callable[[Layout], Typesetter],
        given: Lines | None,
        told: Callable[[], None] | None = None,
    ) -> None:
        self.problems: list[Diagnostic] = []
        self._meta, self._setter, self._given, self._told = meta, setter, given, told
        self._drafts: dict[tuple[str, str, SourcePlan], _Draft] = {}
        self._kept: dict[tuple[str, str], Laid] = {}
        self._heads: dict[Page, Page] = {}
        self._spaces: Spaces = {}

    def papers(self, forms: Sequence[Form], printed: int, layout: Layout, apart: bool, ink: Ink) -> list[Planned]:
        """The papers of the first `printed` forms; all of `forms` have the same lines and as many pages.

        Each source is in sight of its questions: it is printed again where it would not be; or all stand in the
        insert of every version.  What the papers draw is added to `ink`.
        """
        sources = any(form.stimuli for form in forms)
        apart = sources and (apart or layout.options.get("sources") == "booklet")
        drawn = Ink()
        found = None if apart else self._beside(forms, printed, layout, drawn)
        if found is None:
            drawn, insert = Ink(), SourcePlan(insert=True)
            self._kept.clear()
            lines = self._decided(forms, layout, insert)
            found = [
                self._planned(
                    form, layout, insert, self._set(form, layout, insert, lines), drawn if n < printed else None
                )
                for n, form in enumerate(forms)
            ]
        ink.add(drawn)
        most = max(len(each.pages) for each in found)
        found = [structs.replace(each, pages=lengthened(each.pages, most)) for each in found[:printed]]
        for each in found:
            self.checked(each)
        return found

    def companion(self, form: Form, layout: Layout, plan: SourcePlan, ink: Ink) -> Planned:
        """A document that goes with the paper of `form`; what it draws is added to `ink`."""
        lines = self._decided((form,), layout, plan) if layout.most_pages else None
        return self.checked(self._planned(form, layout, plan, self._set(form, layout, plan, lines), ink))

    def laid(self, planned: Planned) -> Laid:
        """The pages of a document that was planned."""
        form, layout = planned.form, planned.layout
        laid = self._kept.get((form.version, layout.name))
        if laid is None:
            draft = self._draft(form, layout, planned.plan)
            counts = recorded(planned.lines)
            pages = resumed(draft.galleys, frames(layout), layout.spreads, counts, planned.spans)
            laid = Laid(draft.document, draft.galleys, pages)
        return laid

    def cheaper(self, laid: Laid, layout: Layout) -> int:
        """How many pages the document would take with sources wherever they fall."""
        duplex, lines = layout.spreads, recorded(laid.pagination.lines)
        return len(paginate(laid.galleys, frames(layout), duplex, PRESETS["save-paper"], lines).pages)

    def checked(self, planned: Planned) -> Planned:
        """`planned`, with a warning if it has more pages than its layout is meant for."""
        layout, pages = planned.layout, len(planned.pages)
        if 0 < layout.most_pages < pages:
            self.problems.append(_too_long(layout, pages, planned.form, self._room_for(planned.form, layout)))
        return planned

    def _room_for(self, form: Form, layout: Layout) -> str:
        """The larger paper on which notes take no more pages than their layout is meant for; "" if there is none."""
        if form.questions or not form.notes or layout.paper == LARGEST:
            return ""
        larger = structs.replace(layout, name=f"{layout.name} on {LARGEST}", paper=LARGEST)
        pages = self._set(form, larger, SourcePlan()).pagination.pages
        return LARGEST if len(pages) <= layout.most_pages else ""

    def _beside(self, forms: Sequence[Form], printed: int, layout: Layout, ink: Ink) -> list[Planned] | None:
        """The papers with their sources beside the questions; None if they must stand in an insert."""
        found: list[Planned] = []
        lines = self._decided(forms, layout, SourcePlan())
        before = list(self.problems)
        for n, form in enumerate(forms):
            placed = self._in_sight(form, layout, lines)
            if placed is None:
                self.problems = before
                return None
            found.append(self._planned(form, layout, *placed, ink if n < printed else None))
        return found

    def _planned(self, form: Form, layout: Layout, plan: SourcePlan, laid: Laid, ink: Ink | None) -> Planned:
        """`laid` in few words; without `ink` it will not be printed."""
        pages = laid.pagination
        if ink is not None:
            if self._told is not None:
                self._told()
            self.problems += pages.problems
            ink.galleys(laid.galleys)
            if len(self._kept) < KEPT:
                self._kept[form.version, layout.name] = laid
        bare = (structs.replace(page, placed=()) for page in pages.pages)
        heads = tuple(self._heads.setdefault(page, page) for page in bare)
        if self._spaces != pages.lines:
            self._spaces = pages.lines
        return Planned(form, layout, plan, pages.spans, self._spaces, heads, laid.document.fields)

    def _decided(self, forms: Sequence[Form], layout: Layout, plan: SourcePlan) -> Spaces:
        """The answer lines of every version, by the first few of them."""
        if self._given is not None:
            return {}
        sample = []
        for form in forms[:SAMPLED]:
            draft = self._drafts[form.version, layout.name, plan] = self._draft(form, layout, plan)
            sample.append(draft.galleys)
        return decided(sample, frames(layout), layout.spreads, PRESETS[layout.breaking], layout.most_pages)

    def _in_sight(self, form: Form, layout: Layout, lines: Spaces) -> tuple[SourcePlan, Laid] | None:
        """The paper set again until every source is in sight of its questions or printed again above them.

        None where the layout has sources that are out of sight stand in an insert.
        """
        plan = SourcePlan()
        while True:
            paper = self._set(form, layout, plan, lines)
            hidden = [each for each in paper.pagination.out_of_sight if each not in plan.repeats]
            if not hidden:
                return plan, self._filled(form, paper, layout, lines)
            if layout.options.get("sources") == "insert":
                return None
            # One more of each source at a time: what stands below it may then see it.
            first = {stimulus: (item, stimulus, part) for item, stimulus, part in reversed(hidden)}
            plan = SourcePlan(repeats=plan.repeats | frozenset(first.values()))

    def _filled(self, form: Form, paper: Laid, layout: Layout, lines: Spaces) -> Laid:
        """A paper of one version with the room at the foot of its pages given to its lines, if its layout asks so."""
        if not layout.fill or self._given is not None or form.version:
            return paper
        weights, duplex = PRESETS[layout.breaking], layout.spreads
        more = filled(paper.galleys, frames(layout), duplex, weights, recorded(lines))
        pages = paginate(paper.galleys, frames(layout), duplex, weights, recorded(more))
        return structs.replace(paper, pagination=pages)

    def _set(self, form: Form, layout: Layout, plan: SourcePlan, lines: Spaces | None = None) -> Laid:
        """A document in pages; `lines` where the items do not say, given ones before them."""
        draft = self._drafts.pop((form.version, layout.name, plan), None) or self._draft(form, layout, plan)
        given = self._given.get(form.version, {}) if self._given is not None else lines
        counts, duplex = recorded(given or {}), layout.spreads
        pages = paginate(draft.galleys, frames(layout), duplex, PRESETS[layout.breaking], counts)
        return Laid(draft.document, draft.galleys, pages)

    def _draft(self, form: Form, layout: Layout, plan: SourcePlan) -> _Draft:
        document = view_of(layout).make(form, layout, self._meta, plan)
        galleys = self._setter(layout).set(document)
        return _Draft(structs.replace(document, sections=()), galleys)


def frames(layout: Layout) -> dict[str, Frame]:
    """The frame of each page template, in points."""
    height = layout.size()[1]
    return {
        name: Frame(template.top * MM, (height - template.top - template.bottom) * MM)
        for name, template in layout.templates.items()
    }


def _too_long(layout: Layout, pages: int, form: Form, larger: str) -> Diagnostic:
    most = f"{layout.most_pages} page{'s' if layout.most_pages > 1 else ''}"
    of = f" of version {form.version}" if form.version else ""
    message = f"the {layout.file or layout.name}{of} takes {pages} pages, and its layout is meant for {most}"
    if form.questions or not form.notes:
        return warning("too-long", message, "ask for fewer questions (--count), or shorter ones")
    fewer = "ask for fewer topics (--topic)" if len(form.notes) > 1 else "shorten its notes"
    return warning("too-long", message, f"--paper {larger} has room for it; or {fewer}" if larger else fewer)
