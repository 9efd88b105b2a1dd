"""Documents to pages: planned first, then made again one after another, furnished, ready to write.

All characters that a run draws are known when it has been planned: only then are its fonts cut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct, structs

from packgen.compose import furniture
from packgen.compose.furniture import PageFacts
from packgen.compose.view import Meta
from packgen.diagnostics import Diagnostic, PackgenError, has_errors, warning
from packgen.model.copy import NO_COPY, Copy
from packgen.model.fonts import FontFiles
from packgen.model.form import Form
from packgen.model.galley import Placed, Printable, Sheet
from packgen.model.layout import Layout
from packgen.paginate import TOO_TALL, lengthened
from packgen.pipeline.booklet import imposed, unfit
from packgen.pipeline.explain import PageNote, explained
from packgen.pipeline.ink import Ink
from packgen.pipeline.layouts import audience_of, file_of, layouts_of, paper_of, view_of
from packgen.pipeline.margins import Margins
from packgen.pipeline.planning import SAMPLED, Lines, Planned, Planner
from packgen.pipeline.recipe import Recipe, recipe
from packgen.pipeline.sheets import Leaf, beside_spine, on_sheets, sheets
from packgen.typeset.faces import Faces
from packgen.typeset.flow import LONGER
from packgen.typeset.setter import Typesetter

__all__ = ["SAMPLED", "Job", "Press", "layouts_of", "paper_of", "view_of"]

KEPT_PAGES: Final = 10_000
"""How many pages' furniture stays drawn until they are printed."""
FontKey = tuple[int, str, bool]
"""What files with the same fonts share: faces, audience, and whether they are folded."""


class Job(Struct, frozen=True):
    """One file to print: its path in the pack, the faces that it is drawn in, the documents in it, how to print it.

    `pages` are the sides that it prints; booklets are `folded`.
    """

    path: str
    layout: Layout
    faces: Faces
    audience: Literal["pupils", "teachers"]
    documents: tuple[tuple[Planned, Copy], ...]
    recipe: Recipe
    pages: int
    folded: bool = False

    @property
    def title(self) -> str:
        """The title of a file of several documents: that of each, without its version."""
        fields = self.documents[0][0].fields
        return ", ".join(part for part in (fields.get("title", ""), fields.get("kind", "")) if part)

    @property
    def fonts(self) -> FontKey:
        """Booklets have fonts of their own, so that the plain files stay as they are."""
        return id(self.faces), self.audience, self.folded


class Press:
    """Plans every document of a run, then prints them.

    `code` ends the names of its files.  `given` are the answer lines that its papers must have; without them they are
    decided once for all versions.  With `booklet`, pupils' papers come a second time, imposed.  With `merged`, all
    versions stand in one file, each from a right-hand page on.  `copies` are the pupils' copies, in order, all in one
    file but if they are `separate`; those of the codes `held` back are not printed, though the fonts are theirs as
    well.  With None each version is printed once.  `told` is called for each document that is planned.
    """

    def __init__(
        self,
        meta: Meta,
        fonts: Mapping[str, FontFiles],
        name: str,
        code: str = "",
        given: Lines | None = None,
        booklet: bool = False,
        merged: bool = False,
        copies: Sequence[Copy] | None = None,
        separate: bool = False,
        held: Collection[str] = (),
        told: Callable[[], None] | None = None,
    ) -> None:
        self.slug, self.code = name, code
        self.problems: list[Diagnostic] = []
        self.cramped = False
        self.lines: dict[str, Mapping[str, tuple[int, ...]]] = {}
        self.jobs: tuple[Job, ...] = ()
        self.ink: dict[FontKey, Ink] = {}
        self._fonts = fonts
        self._booklet, self._merged = booklet, merged
        self._copies, self._separate, self._held = copies, separate, held
        self._faces: dict[str, Faces] = {}
        self._setters: dict[str, Typesetter] = {}
        self._margins: dict[str, Margins] = {}
        self._planner = Planner(meta, self._setter, given, told)
        # The furniture of documents, page by page, drawn when they are planned, until they are printed.
        self._drawn: dict[tuple[int, Copy], list[tuple[Placed, ...]]] = {}
        self._pages_drawn = 0

    # --- planning -------------------------------------------------------------------

    def plan(
        self, forms: Sequence[Form], layouts: Sequence[Layout], apart: bool = False, unprinted: Sequence[Form] = ()
    ) -> None:
        """Decide every document of every version, sources in their booklet if `apart`; what is wrong is in `problems`.

        `cramped` is then true if something in the papers fits no page.
        `unprinted` are further versions that the answer lines and the number of pages must suit as well.
        """
        main, *companions = layouts
        papers = self._planner.papers((*forms, *unprinted), len(forms), main, apart, self._ink_of(main))
        said = (*self._planner.problems, *(each for setter in self._setters.values() for each in setter.diagnostics))
        self.cramped = any(problem.rule in (TOO_TALL, LONGER) for problem in said)
        planned: dict[str, list[Planned]] = {main.name: papers}
        for paper in papers:
            self.lines[paper.form.version] = paper.lines
            for layout in companions:
                if view_of(layout).wanted(paper.form, paper.plan):
                    found = self._planner.companion(paper.form, layout, paper.plan, self._ink_of(layout))
                    planned.setdefault(layout.name, []).append(found)
        self.problems += self._planner.problems
        self.jobs = tuple(self._jobs(layouts, planned))
        for job in self.jobs:
            self._furnish(job)
        for setter in self._setters.values():
            self.problems += setter.diagnostics

    def _jobs(self, layouts: Sequence[Layout], planned: Mapping[str, Sequence[Planned]]) -> Iterator[Job]:
        """Every file: version by version with its companions, or layout by layout where versions are merged."""
        by_version: dict[tuple[str, str], list[tuple[Planned, Copy]]] = {}
        for layout in layouts:
            documents = []
            for each in self._copied(layout, planned.get(layout.name, ())):
                if each[1].code in self._held and each[1].code:
                    self._inked(each, self._ink_of(layout))
                else:
                    documents.append(each)
            if documents and self._together(layout):
                yield from self._printed(layout, "", tuple(documents))
                continue
            for each in documents:
                by_version.setdefault((each[0].form.version, layout.name), []).append(each)
        for paper in planned[layouts[0].name]:
            for layout in layouts:
                for each in by_version.get((paper.form.version, layout.name), ()):
                    yield from self._printed(layout, each[1].code, (each,))

    def _together(self, layout: Layout) -> bool:
        """True if all documents of a layout stand in one file."""
        copies = self._copies is not None and audience_of(layout) == "pupils"
        return not self._separate if copies else self._merged

    def _copied(self, layout: Layout, planned: Sequence[Planned]) -> list[tuple[Planned, Copy]]:
        """A layout's documents as often as they are printed: once for each copy, teachers' once for each version."""
        if self._copies is None or audience_of(layout) == "teachers":
            return [(each, NO_COPY) for each in planned]
        known = {each.form.version: each for each in planned}
        return [(known[copy.version], copy) for copy in self._copies if copy.version in known]

    def _printed(self, layout: Layout, copy: str, documents: tuple[tuple[Planned, Copy], ...]) -> Iterator[Job]:
        """A file of these documents; then the same as a booklet if wanted."""
        audience, faces = audience_of(layout), self._faces_of(layout)
        version = "" if self._together(layout) else documents[0][0].form.version
        name = "-".join(part for part in (self.slug, file_of(layout), version, copy, self.code) if part)
        pages = [len(planned.pages) for planned, _ in documents]
        of_class = self._copies is not None and audience == "pupils"
        how = recipe(layout, audience, pages, copies_of_a_class=of_class)
        count = sum(_sides(layout, pages))
        yield Job(f"{audience}/{name}.pdf", layout, faces, audience, documents, how, count)
        if self._booklet and audience == "pupils":
            reason = next((reason for each in pages if (reason := unfit(layout, each))), "")
            if reason:
                self.problems.append(_unfolded(layout, reason))
                return
            how = recipe(layout, audience, pages, folded=True, copies_of_a_class=of_class)
            yield Job(f"{audience}/{name}-booklet.pdf", layout, faces, audience, documents, how, 2 * how.sheets, True)

    def _furnish(self, job: Job) -> None:
        """Draw the furniture of a file once before it is printed, for what it draws and what is wrong with it."""
        ink = self.ink.setdefault(job.fonts, Ink())
        if job.folded:
            ink.add(self._ink_of(job.layout))
        for each in job.documents:
            self._inked(each, ink)
        if job.folded or len(job.documents) > 1:
            ink.furniture(self._padding(job.documents[0][0]))

    def _inked(self, document: tuple[Planned, Copy], ink: Ink) -> None:
        """Add the furniture of a copy to `ink`."""
        planned, copy = document
        drawn = self._furniture(planned, copy)
        for each in drawn:
            ink.furniture(each)
        self._pages_drawn += len(drawn)
        if self._pages_drawn <= KEPT_PAGES:
            self._drawn[id(planned), copy] = drawn

    def _ink_of(self, layout: Layout) -> Ink:
        """What documents of `layout` and those that share its fonts draw."""
        return self.ink.setdefault((id(self._faces_of(layout)), audience_of(layout), False), Ink())

    # --- printing -------------------------------------------------------------------

    def printables(self, job: Job) -> Iterator[Printable]:
        """The documents of a file one after another, each made when it is asked for."""
        last = len(job.documents) - 1
        for n, (planned, copy) in enumerate(job.documents):
            made = self._printable(planned, copy)
            if job.folded:
                made = imposed(made, self._blank(planned), job.layout)
            elif n < last and job.layout.sides == "duplex" and len(made.sheets) % 2:
                made = structs.replace(made, sheets=(*made.sheets, self._blank(planned)))
            yield made

    def notes(self, job: Job) -> tuple[PageNote, ...]:
        """Why the pages of a file of one document end where they do."""
        if len(job.documents) > 1 or job.folded:
            return ()
        planned = job.documents[0][0]
        return explained(planned.pages, self._planner.cheaper(self._planner.laid(planned), planned.layout))

    def _printable(self, planned: Planned, copy: Copy) -> Printable:
        """The document with its furniture."""
        layout, laid = planned.layout, self._planner.laid(planned)
        document, leaves = laid.document, []
        drawn = self._drawn.get((id(planned), copy)) or self._furniture(planned, copy)
        for n, page in enumerate(lengthened(laid.pagination.pages, len(planned.pages))):
            template = layout.templates[page.template]
            leaves.append(Leaf(beside_spine(page.placed, template, _facts(planned, n).right_hand), drawn[n]))
        return Printable(
            title=document.title,
            lang=document.lang,
            audience=document.audience,
            author=document.author,
            subject=document.subject,
            galleys=laid.galleys,
            sheets=sheets(leaves, layout, self._setter(layout).cut_line()),
            outline=on_sheets(laid.pagination.outline, layout),
            name=", ".join(part for part in (copy.pupil, planned.fields.get("version", "")) if part),
        )

    def _furniture(self, planned: Planned, copy: Copy) -> list[tuple[Placed, ...]]:
        """The furniture of each page of a copy."""
        margins = self._margins.get(planned.layout.name)
        if margins is None:
            margins = self._margins[planned.layout.name] = Margins(self._setter(planned.layout))
        fields = {**planned.fields, **copy.stamp()}
        return [margins.placed(page.template, _facts(planned, n), fields) for n, page in enumerate(planned.pages)]

    def _padding(self, planned: Planned) -> tuple[Placed, ...]:
        """What stands on a page that only fills a sheet."""
        layout = planned.layout
        template = layout.templates[planned.pages[-1].template]
        return self._setter(layout).furniture(template, (furniture.padding(layout),))

    def _blank(self, planned: Planned) -> Sheet:
        """A page that only fills a sheet."""
        return sheets([Leaf((), self._padding(planned))], planned.layout, ())[0]

    def _setter(self, layout: Layout) -> Typesetter:
        if layout.name not in self._setters:
            self._setters[layout.name] = Typesetter(layout, self._faces_of(layout))
        return self._setters[layout.name]

    def _faces_of(self, layout: Layout) -> Faces:
        """One set of faces for all layouts with the same families, so that their files share subsets."""
        key = repr(sorted(layout.families.items()))
        if key not in self._faces:
            faces = self._faces[key] = Faces(layout.families, self._fonts)
            if has_errors(faces.diagnostics()):
                raise PackgenError(faces.diagnostics())
        return self._faces[key]


def _facts(planned: Planned, n: int) -> PageFacts:
    """What furniture may know of page `n`, from 0."""
    page, duplex = planned.pages[n], planned.layout.sides == "duplex"
    beside = planned.layout.up == "pages"
    return PageFacts(n + 1, len(planned.pages), duplex, page.blank, page.continues, page.continued, beside)


def _sides(layout: Layout, pages: Sequence[int]) -> Iterator[int]:
    """How many sides each copy in a file takes, with what lies before the next copy's right-hand page."""
    for n, count in enumerate(pages, 1):
        sides = -(-count // 2) if layout.up == "pages" else count
        yield sides + (sides % 2 if n < len(pages) and layout.sides == "duplex" else 0)


def _unfolded(layout: Layout, reason: str) -> Diagnostic:
    return warning("no-fold", f"the {layout.file or layout.name} makes no booklet: {reason}")
