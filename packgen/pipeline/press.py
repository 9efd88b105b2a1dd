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
from packgen.paginate import PRESETS, Frame, Pagination, paginate, recorded
from packgen.pipeline.sheets import Leaf, beside_spine, on_sheets, sheets
from packgen.typeset.faces import Faces
from packgen.typeset.setter import Typesetter
from packgen.write.slug import slug

MM = 72 / 25.4

Lines = Mapping[str, Mapping[str, tuple[int, ...]]]
"""Answer lines as printed: by version, by item, space by space."""


class _Set(Struct, frozen=True):
    """A document set and broken into pages, before its furniture."""

    document: Document
    galleys: tuple[Galley, ...]
    pagination: Pagination


class Print(Struct, frozen=True):
    """A document ready to write, its path in the pack, and the faces that its characters are drawn in."""

    path: str
    printable: Printable
    faces: Faces


class Press:
    """Composes, sets and breaks every document of a run; no font is frozen before all of them are set.

    `code` ends the names of its files.  `given` are the answer lines that its papers must have; without them, as many
    as the items ask for.
    """

    def __init__(
        self,
        meta: Meta,
        fonts: Mapping[str, FontFiles],
        name: str,
        code: str = "",
        given: Lines | None = None,
    ) -> None:
        self.slug = name
        self.code = code
        self._given: Lines = given or {}
        self.problems: list[Diagnostic] = []
        self.lines: dict[str, dict[str, tuple[int, ...]]] = {}
        self._meta, self._fonts = meta, fonts
        self._faces: dict[str, Faces] = {}
        self._setters: dict[str, Typesetter] = {}

    def run(self, forms: Sequence[Form], layouts: Sequence[Layout], apart: bool = False) -> list[Print]:
        """Every document of every version, sources in their booklet if `apart`; what is wrong is in `problems`."""
        main, *companions = layouts
        prints: list[Print] = []
        for form, (plan, paper) in zip(forms, self._papers(forms, main, apart), strict=True):
            self.lines[form.version] = paper.pagination.lines
            prints.append(self._finished(form, main, paper))
            for layout in companions:
                if view_of(layout).wanted(form, plan):
                    prints.append(self._finished(form, layout, self._set(form, layout, plan)))
        for setter in self._setters.values():
            self.problems += setter.diagnostics
        return prints

    def _papers(self, forms: Sequence[Form], layout: Layout, apart: bool) -> list[tuple[SourcePlan, _Set]]:
        """Each version's paper with its sources in sight: repeated, or all in the insert of every version."""
        apart = apart and any(form.stimuli for form in forms)
        in_booklet = layout.options.get("sources") == "booklet" and any(form.stimuli for form in forms)
        apart = apart or in_booklet
        papers = [] if apart else [self._in_sight(form, layout) for form in forms]
        if apart or any(plan.insert for plan, _ in papers):
            insert = SourcePlan(insert=True)
            return [(insert, self._set(form, layout, insert)) for form in forms]
        return papers

    def _in_sight(self, form: Form, layout: Layout) -> tuple[SourcePlan, _Set]:
        """The paper set again until every source is in sight of its questions or printed again above them."""
        plan = SourcePlan()
        while True:
            paper = self._set(form, layout, plan)
            hidden = frozenset(paper.pagination.out_of_sight) - plan.repeats
            if not hidden:
                return plan, paper
            if layout.options.get("sources") == "insert":
                return SourcePlan(insert=True), paper
            plan = SourcePlan(repeats=plan.repeats | hidden)

    def _set(self, form: Form, layout: Layout, plan: SourcePlan) -> _Set:
        document = view_of(layout).make(form, layout, self._meta, plan)
        galleys = self._setter(layout).set(document)
        height = layout.size()[1]
        frames = {
            name: Frame(template.top * MM, (height - template.top - template.bottom) * MM)
            for name, template in layout.templates.items()
        }
        lines = recorded(self._given.get(form.version, {}))
        duplex = layout.sides == "duplex"
        return _Set(document, galleys, paginate(galleys, frames, duplex, PRESETS[layout.breaking], lines))

    def _finished(self, form: Form, layout: Layout, paper: _Set) -> Print:
        """The document with its furniture, which needs the number of pages."""
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
        return Print(f"{document.audience}/{name}.pdf", printable, self._faces_of(layout))

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


def _too_long(layout: Layout, pages: int, version: str) -> Diagnostic:
    most = f"{layout.most_pages} page{'s' if layout.most_pages > 1 else ''}"
    of = f" of version {version}" if version else ""
    message = f"the {layout.file or layout.name}{of} takes {pages} pages, and its layout is meant for {most}"
    return warning("too-long", message, "ask for fewer questions (--count), or shorter ones")


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
    return [structs.replace(layout, paper=paper_of(request, settings, layout)) for layout in wanted]


def _faults(layouts: Sequence[Layout]) -> Iterator[Diagnostic]:
    """What keeps a layout and its companions from being printed together."""
    files: dict[str, str] = {}
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


def view_of(layout: Layout) -> View[Any]:
    """The view that fills `layout`."""
    return cast("View[Any]", registry.get("compose", layout.view))
