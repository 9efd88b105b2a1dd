"""Documents to pages: composed, set, broken, furnished; fonts come later, when all characters are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from msgspec import Struct, structs

from packgen import registry
from packgen.compose import furniture
from packgen.compose.view import Meta, SourcePlan, View
from packgen.diagnostics import Diagnostic, PackgenError, error, has_errors, warning
from packgen.load.layout import load_layout
from packgen.model.config import Config
from packgen.model.document import Document
from packgen.model.fonts import FontFiles
from packgen.model.form import Form
from packgen.model.galley import Galley, Printable
from packgen.model.layout import Layout
from packgen.model.request import Request
from packgen.paginate import PRESETS, Frame, Pagination, Weights, decided, filled, padded, paginate, recorded
from packgen.pipeline.booklet import imposed, unfit
from packgen.pipeline.explain import PageNote, explained
from packgen.pipeline.recipe import Recipe, recipe
from packgen.pipeline.sheets import Leaf, beside_spine, on_sheets, sheets
from packgen.typeset.faces import Faces
from packgen.typeset.setter import Typesetter
from packgen.write.slug import slug

MM = 72 / 25.4

Spaces = Mapping[str, tuple[int, ...]]
"""Answer lines as printed: by item, space by space."""
Lines = Mapping[str, Spaces]
"""The same by version."""
SAMPLED = 8
"""How many versions decide a pack's answer lines, printed or not: what A is does not hang on how many follow."""


class _Draft(Struct, frozen=True):
    """A document set, before it is broken into pages."""

    document: Document
    galleys: tuple[Galley, ...]


class _Set(Struct, frozen=True):
    """A document set and broken into pages, before its furniture."""

    document: Document
    galleys: tuple[Galley, ...]
    pagination: Pagination
    version: str


class Print(Struct, frozen=True):
    """A document ready to write, its path in the pack, the faces that it is drawn in, and how to print it."""

    path: str
    printable: Printable
    faces: Faces
    recipe: Recipe
    notes: tuple[PageNote, ...] = ()


class Press:
    """Composes, sets and breaks every document of a run; no font is frozen before all of them are set.

    `code` ends the names of its files.  `given` are the answer lines that its papers must have; without them they are
    decided once for all versions.  With `explain`, prints say why their pages end where they do.  With `booklet`,
    pupils' papers come a second time, imposed.
    """

    def __init__(
        self,
        meta: Meta,
        fonts: Mapping[str, FontFiles],
        name: str,
        code: str = "",
        given: Lines | None = None,
        explain: bool = False,
        booklet: bool = False,
    ) -> None:
        self.slug = name
        self.code = code
        self._given = given
        self._explain = explain
        self._booklet = booklet
        self.problems: list[Diagnostic] = []
        self.lines: dict[str, dict[str, tuple[int, ...]]] = {}
        self._meta, self._fonts = meta, fonts
        self._faces: dict[str, Faces] = {}
        self._setters: dict[str, Typesetter] = {}
        self._drafts: dict[tuple[str, str, SourcePlan], _Draft] = {}

    def run(
        self, forms: Sequence[Form], layouts: Sequence[Layout], apart: bool = False, unprinted: Sequence[Form] = ()
    ) -> list[Print]:
        """Every document of every version, sources in their booklet if `apart`; what is wrong is in `problems`.

        `unprinted` are further versions that the answer lines and the number of pages must suit as well.
        """
        main, *companions = layouts
        prints: list[Print] = []
        papers = self._papers((*forms, *unprinted), main, apart)
        for form, (plan, paper) in zip(forms, papers, strict=False):
            self.lines[form.version] = paper.pagination.lines
            prints += self._finished(form, main, paper)
            for layout in companions:
                if view_of(layout).wanted(form, plan):
                    prints += self._finished(form, layout, self._set(form, layout, plan))
        for setter in self._setters.values():
            self.problems += setter.diagnostics
        return prints

    def _papers(self, forms: Sequence[Form], layout: Layout, apart: bool) -> list[tuple[SourcePlan, _Set]]:
        """Each version's paper, all with the same lines and pages, each source in sight of its questions.

        A source is printed again where it would not be; or all stand in the insert of every version.
        """
        sources = any(form.stimuli for form in forms)
        apart = sources and (apart or layout.options.get("sources") == "booklet")
        papers = []
        if not apart:
            lines = self._decided(forms, layout, SourcePlan())
            papers = [self._in_sight(form, layout, lines) for form in forms]
        if apart or any(plan.insert for plan, _ in papers):
            insert = SourcePlan(insert=True)
            lines = self._decided(forms, layout, insert)
            papers = [(insert, self._set(form, layout, insert, lines)) for form in forms]
        if len(forms) == 1:
            return papers
        even = padded([paper.pagination for _, paper in papers])
        return [
            (plan, structs.replace(paper, pagination=pagination))
            for (plan, paper), pagination in zip(papers, even, strict=True)
        ]

    def _decided(self, forms: Sequence[Form], layout: Layout, plan: SourcePlan) -> Spaces:
        """The answer lines of every version, by the first few of them."""
        if self._given is not None:
            return {}
        sample = []
        for form in forms[:SAMPLED]:
            draft = self._drafts[form.version, layout.name, plan] = self._draft(form, layout, plan)
            sample.append(draft.galleys)
        return decided(sample, _frames(layout), layout.sides == "duplex", PRESETS[layout.breaking])

    def _in_sight(self, form: Form, layout: Layout, lines: Spaces) -> tuple[SourcePlan, _Set]:
        """The paper set again until every source is in sight of its questions or printed again above them."""
        plan = SourcePlan()
        while True:
            paper = self._set(form, layout, plan, lines)
            hidden = [each for each in paper.pagination.out_of_sight if each not in plan.repeats]
            if not hidden:
                return plan, self._filled(paper, layout, lines)
            if layout.options.get("sources") == "insert":
                return SourcePlan(insert=True), paper
            # One more of each source at a time: what stands below it may then see it.
            first = {stimulus: (item, stimulus, part) for item, stimulus, part in reversed(hidden)}
            plan = SourcePlan(repeats=plan.repeats | frozenset(first.values()))

    def _filled(self, paper: _Set, layout: Layout, lines: Spaces) -> _Set:
        """A paper of one version with the room at the foot of its pages given to its lines, if its layout asks so."""
        if not layout.fill or self._given is not None or paper.version:
            return paper
        weights, duplex = PRESETS[layout.breaking], layout.sides == "duplex"
        more = filled(paper.galleys, _frames(layout), duplex, weights, recorded(lines))
        return structs.replace(paper, pagination=_broken(paper.galleys, layout, weights, more))

    def _set(self, form: Form, layout: Layout, plan: SourcePlan, lines: Spaces | None = None) -> _Set:
        """A document in pages; `lines` where the items do not say, given ones before them."""
        draft = self._drafts.pop((form.version, layout.name, plan), None) or self._draft(form, layout, plan)
        given = self._given.get(form.version, {}) if self._given is not None else lines
        pages = _broken(draft.galleys, layout, PRESETS[layout.breaking], given or {})
        return _Set(draft.document, draft.galleys, pages, form.version)

    def _draft(self, form: Form, layout: Layout, plan: SourcePlan) -> _Draft:
        document = view_of(layout).make(form, layout, self._meta, plan)
        return _Draft(document, self._setter(layout).set(document))

    def _finished(self, form: Form, layout: Layout, paper: _Set) -> Iterator[Print]:
        """The document with its furniture, which needs the number of pages; then the same as a booklet if wanted."""
        self.problems += paper.pagination.problems
        document, pages = paper.document, paper.pagination.pages
        if 0 < layout.most_pages < len(pages):
            self.problems.append(_too_long(layout, len(pages), form.version))
        setter = self._setter(layout)
        leaves = []
        for n, page in enumerate(pages, 1):
            facts = furniture.PageFacts(
                n, len(pages), layout.sides == "duplex", page.blank, page.continues, page.continued
            )
            lines = furniture.resolve(layout, page.template, facts, document.fields)
            template = layout.templates[page.template]
            drawn = setter.furniture(template, lines, facts.right_hand)
            leaves.append(Leaf(beside_spine(page.placed, template, facts.right_hand), drawn))
        printable = Printable(
            title=document.title,
            lang=document.lang,
            audience=document.audience,
            author=document.author,
            subject=document.subject,
            galleys=paper.galleys,
            sheets=sheets(leaves, layout, setter.cut_line()),
            outline=on_sheets(paper.pagination.outline, layout),
        )
        name = "-".join(part for part in (self.slug, _file(layout), form.version, self.code) if part)
        notes = explained(pages, self._cheaper(paper, layout)) if self._explain else ()
        path, faces = f"{document.audience}/{name}", self._faces_of(layout)
        yield Print(f"{path}.pdf", printable, faces, recipe(printable, layout), notes)
        if self._booklet and document.audience == "pupils":
            reason = unfit(layout, len(printable.sheets))
            if reason:
                self.problems.append(_unfolded(layout, reason))
                return
            blank = setter.furniture(layout.templates[pages[-1].template], (furniture.padding(layout),))
            folded = imposed(printable, sheets([Leaf((), blank)], layout, ())[0], layout)
            yield Print(f"{path}-booklet.pdf", folded, faces, recipe(folded, layout))

    def _cheaper(self, paper: _Set, layout: Layout) -> int:
        """How many pages the document would take with sources wherever they fall."""
        lines = paper.pagination.lines
        return len(_broken(paper.galleys, layout, PRESETS["save-paper"], lines).pages)

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


def _frames(layout: Layout) -> dict[str, Frame]:
    height = layout.size()[1]
    return {
        name: Frame(template.top * MM, (height - template.top - template.bottom) * MM)
        for name, template in layout.templates.items()
    }


def _broken(galleys: Sequence[Galley], layout: Layout, weights: Weights, lines: Spaces) -> Pagination:
    return paginate(galleys, _frames(layout), layout.sides == "duplex", weights, recorded(lines))


def _too_long(layout: Layout, pages: int, version: str) -> Diagnostic:
    most = f"{layout.most_pages} page{'s' if layout.most_pages > 1 else ''}"
    of = f" of version {version}" if version else ""
    message = f"the {layout.file or layout.name}{of} takes {pages} pages, and its layout is meant for {most}"
    return warning("too-long", message, "ask for fewer questions (--count), or shorter ones")


def _unfolded(layout: Layout, reason: str) -> Diagnostic:
    return warning("no-fold", f"the {layout.file or layout.name} makes no booklet: {reason}")


def layouts_of(request: Request, settings: Config) -> list[Layout]:
    """The request's layout and its companions, on the paper asked for; `PackgenError` with all that is wrong."""
    folders = [Path(folder) for folder in settings.layouts]
    main, problems = load_layout(request.layout, folders)
    found = [main]
    for name in main.companions if main else ():
        layout, more = load_layout(name, folders)
        problems += more
        found.append(layout)
    layouts = [layout for layout in found if layout is not None]
    problems += tuple(_faults(layouts))
    if has_errors(problems) or len(layouts) < len(found):
        raise PackgenError(problems)
    wanted = [layouts[0], *(each for each in layouts[1:] if view_of(each).audience == "pupils" or request.mark_scheme)]
    return [
        structs.replace(layout, paper=paper_of(request, settings, layout), breaking=request.breaking or layout.breaking)
        for layout in wanted
    ]


def _faults(layouts: Sequence[Layout]) -> Iterator[Diagnostic]:
    """What keeps a layout and its companions from being printed together."""
    files: dict[str, str] = {}
    for layout in layouts[1:]:
        if layout.name == layouts[0].name:
            yield error("same-file", f'the layout "{layout.name}" is its own companion', "take it from `companions`")
    for layout in layouts:
        if registry.get("compose", layout.view) is None:
            message = f'the layout "{layout.name}" names the view "{layout.view}", which there is not'
            yield error("unknown-view", message, f"the views are: {', '.join(registry.names('compose'))}")
        first = files.setdefault(_file(layout), layout.name)
        if first != layout.name:
            message = f'the layouts "{first}" and "{layout.name}" both write the file "{_file(layout)}"'
            yield error("same-file", message, "give one of them another `file`")


def _file(layout: Layout) -> str:
    """The part of a document's file name that says what it is."""
    return slug(layout.file or layout.name)


def paper_of(request: Request, settings: Config, layout: Layout) -> str:
    """The size asked for, else the folder's in place of A4, else the layout's own."""
    return request.paper or (settings.paper if layout.paper == "a4" else layout.paper)


def numbered_by(layout: Layout) -> bool:
    """True if the layout calls parts 2.1 and 2.2, which its scheme and key must then do as well."""
    return layout.options.get("part_numbers") == "decimal"


def view_of(layout: Layout) -> View[Any]:
    """The view that fills `layout`."""
    return cast("View[Any]", registry.get("compose", layout.view))
