"""The stages in order, nothing else: settings and bank, choice, forms, documents, galleys, pages, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from msgspec import Struct, structs

from packgen import registry
from packgen.assemble.eligible import worth as worth_of
from packgen.assemble.forms import forms as assemble
from packgen.assemble.select import select
from packgen.compose import furniture
from packgen.compose.view import Meta, SourcePlan, View
from packgen.diagnostics import Diagnostic, PackgenError, error, has_errors
from packgen.export.format import Export
from packgen.load.config import load_config
from packgen.load.digest import digest
from packgen.load.layout import load_layout
from packgen.load.pictures import find_picture
from packgen.load.pool import load_pool
from packgen.model.config import Config
from packgen.model.document import Document, Picture
from packgen.model.fonts import FontFiles
from packgen.model.form import Form
from packgen.model.galley import Galley, Printable, Sheet
from packgen.model.item import Item
from packgen.model.layout import Layout
from packgen.model.manifest import FileRecord, Manifest
from packgen.model.marking import Key
from packgen.model.pool import Bank, ItemPool, Located
from packgen.model.request import Request
from packgen.paginate import Frame, Pagination, paginate
from packgen.typeset.faces import Faces
from packgen.typeset.setter import Typesetter
from packgen.write import manifest as manifests
from packgen.write import pdf, record
from packgen.write.pack import Pack, PackFile
from packgen.write.slug import slug

MM = 72 / 25.4


class Workplace(Struct, frozen=True):
    """A folder's settings and its bank; `diagnostics` are the problems of both."""

    settings: Config
    pool: ItemPool
    diagnostics: tuple[Diagnostic, ...] = ()


class Made(Struct, frozen=True):
    """A finished pack and what its makers should know: warnings, never errors."""

    pack: Pack
    diagnostics: tuple[Diagnostic, ...]


def open_workplace(folder: Path) -> Workplace:
    """The settings that hold in `folder` and the bank that they name; nothing is raised for bad files."""
    settings, problems = load_config(folder)
    pool, more = load_pool([Path(bank) for bank in settings.banks], [Path(kinds) for kinds in settings.kinds])
    return Workplace(settings, pool, (*problems, *more))


def choose(request: Request, place: Workplace) -> tuple[Located[Item], ...]:
    """The items that `request` would print, in order; `PackgenError` if it can't be met."""
    return select(place.pool, request)


def worth(place: Workplace, item: Item, board: str) -> int:
    """What `item` adds to a paper's total for `board`, SPaG included; 0 if its kind has no tariff for it."""
    return worth_of(place.pool, item, board) or 0


def name_of(request: Request) -> str:
    """The slug of a request: of its title, else of its topics and kinds, else of its items or layout."""
    words = [*request.topics, *request.kinds] or list(request.items) or [request.layout]
    return slug(request.title or " ".join(words))


def make(request: Request, place: Workplace, chosen: Sequence[Located[Item]] | None = None, name: str = "") -> Made:
    """The pack that `request` asks for, from `chosen` items if they are given; `name` overrides its slug.

    Raises `PackgenError` with everything that stands in the way: nothing to choose, texts that can't be read,
    characters that no font has, boxes that fit no page.
    """
    chosen = select(place.pool, request) if chosen is None else chosen
    forms, problems = assemble(place.pool, request, chosen)
    if has_errors(problems):
        raise PackgenError(problems)
    layouts = _layouts(request, place.settings)
    name = name or name_of(request)
    press = _Press(_meta(request, place, chosen, name), place.settings.fonts, name)
    prints = press.run(forms, layouts)
    found = tuple(dict.fromkeys((*problems, *press.problems)))
    if has_errors(found):
        raise PackgenError(found)
    files = [*_written(prints), *_exported(forms, name, request)]
    manifest = Manifest(
        slug=name,
        request=request,
        settings=_settings(place.settings),
        made_with=manifests.made_with(),
        items=tuple(item.value.id for item in chosen),
        used=record.used(place.pool, chosen, forms, layouts, [each.printable for each in prints]),
        versions=tuple(record.version(form, press.lines.get(form.version, {})) for form in forms),
        files=tuple(FileRecord(f.path, manifests.sha256(f.data), pages) for f, pages in files),
    )
    return Made(Pack(manifest, tuple(f for f, _ in files)), found)


def remake(old: Manifest, place: Workplace, *, accept_changes: bool = False) -> Made:
    """The recorded pack again: the same items by id, the same seed, the settings of then.

    Raises `PackgenError` if the bank or a layout is not what it was, unless `accept_changes`: then what was changed
    is printed as it is now, and what is gone is left out.
    """
    settings = _restored(place.settings, old)
    found = record.changes(old, place.pool, _layouts(old.request, settings))
    said = record.as_diagnostics(found, accepted=accept_changes)
    said += record.other_versions(old.made_with, manifests.made_with())
    if has_errors(said):
        raise PackgenError(said)
    pool = _revived(place.pool, old.items)
    chosen = [pool.items[id] for id in old.items if id in pool.items]
    if not chosen:
        raise PackgenError([*said, error("nothing-left", "none of the pack's items is in the bank any more")])
    request = structs.replace(old.request, marks=None, count=None) if found else old.request
    made = make(request, Workplace(settings, pool), chosen, old.slug)
    manifest = structs.replace(made.pack.manifest, request=old.request)
    pictures = record.changed_pictures(old, manifest)
    said += record.as_diagnostics(pictures, accepted=accept_changes)
    if has_errors(said):
        raise PackgenError(said)
    return Made(Pack(manifest, made.pack.files), (*said, *made.diagnostics))


def show(item: str, place: Workplace, board: str = "") -> tuple[Located[Item], Form, tuple[Diagnostic, ...]]:
    """One item as it would print, drafts too; `PackgenError` if there is none of that id or it can't be lowered."""
    pool = _revived(place.pool, (item,))
    request = Request(items=(item,), board=board or place.settings.board)
    chosen = select(pool, request)
    forms, problems = assemble(pool, request, chosen)
    return place.pool.items[item], forms[0], problems


class _Set(Struct, frozen=True):
    """A document set and broken into pages, before its furniture."""

    document: Document
    galleys: tuple[Galley, ...]
    pagination: Pagination


class _Print(Struct, frozen=True):
    """A document ready to write, its path in the pack, and the faces that its characters are drawn in."""

    path: str
    printable: Printable
    faces: Faces


class _Press:
    """Composes, sets and breaks every document of a run; no font is frozen before all of them are set."""

    def __init__(self, meta: Meta, fonts: Mapping[str, FontFiles], name: str) -> None:
        self.slug = name
        self.problems: list[Diagnostic] = []
        self.lines: dict[str, dict[str, tuple[int, ...]]] = {}
        self._meta, self._fonts = meta, fonts
        self._faces: dict[str, Faces] = {}
        self._setters: dict[str, Typesetter] = {}

    def run(self, forms: Sequence[Form], layouts: Sequence[Layout]) -> list[_Print]:
        """Every document of every version; what is wrong with them is in `problems`."""
        main, *companions = layouts
        prints: list[_Print] = []
        for form, (plan, paper) in zip(forms, self._papers(forms, main), strict=True):
            self.lines[form.version] = paper.pagination.lines
            prints.append(self._finished(form, main, paper))
            for layout in companions:
                if _view(layout).wanted(form, plan):
                    prints.append(self._finished(form, layout, self._set(form, layout, plan)))
        for setter in self._setters.values():
            self.problems += setter.diagnostics
        return prints

    def _papers(self, forms: Sequence[Form], layout: Layout) -> list[tuple[SourcePlan, _Set]]:
        """Each version's paper with its sources in sight: repeated, or all in the insert of every version."""
        papers = [self._in_sight(form, layout) for form in forms]
        if any(plan.insert for plan, _ in papers):
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
        document = _view(layout).make(form, layout, self._meta, plan)
        galleys = self._setter(layout).set(document)
        height = layout.size()[1]
        frames = {
            name: Frame(template.top * MM, (height - template.top - template.bottom) * MM)
            for name, template in layout.templates.items()
        }
        return _Set(document, galleys, paginate(galleys, frames, layout.sides == "duplex"))

    def _finished(self, form: Form, layout: Layout, paper: _Set) -> _Print:
        """The document with its furniture, which needs the number of pages."""
        self.problems += paper.pagination.problems
        document, pages = paper.document, paper.pagination.pages
        setter = self._setter(layout)
        width, height = (length * MM for length in layout.size())
        sheets = []
        for n, page in enumerate(pages, 1):
            facts = furniture.PageFacts(
                n, len(pages), layout.sides == "duplex", page.blank, page.continues, page.continued
            )
            lines = furniture.resolve(layout, page.template, facts, document.fields)
            drawn = setter.furniture(layout.templates[page.template], lines, facts.right_hand)
            sheets.append(Sheet(width, height, page.placed, drawn))
        printable = Printable(
            title=document.title,
            lang=document.lang,
            audience=document.audience,
            author=document.author,
            subject=document.subject,
            galleys=paper.galleys,
            sheets=tuple(sheets),
            outline=paper.pagination.outline,
        )
        name = "-".join(part for part in (self.slug, slug(layout.file or layout.name), form.version) if part)
        return _Print(f"{document.audience}/{name}.pdf", printable, self._faces_of(layout))

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


def _written(prints: Sequence[_Print]) -> Iterator[tuple[PackFile, int]]:
    """The PDF files and their page counts; each audience's fonts hold its own characters and no others."""
    writers: dict[tuple[int, str], pdf.Writer] = {}
    for each in prints:
        key = (id(each.faces), each.printable.audience)
        if key not in writers:
            alike = [p.printable for p in prints if (id(p.faces), p.printable.audience) == key]
            writers[key] = pdf.Writer(each.faces.freeze(pdf.characters(alike)))
        yield PackFile(each.path, writers[key].write(each.printable)), len(each.printable.sheets)


def _exported(forms: Sequence[Form], name: str, request: Request) -> Iterator[tuple[PackFile, int]]:
    """The files of the formats that are not PDF, where there are keys or versions to tell of."""
    keyed = any(isinstance(p.marking, Key) for form in forms for q in form.questions for p in q.scheme.parts)
    if not request.mark_scheme or not (keyed or len(forms) > 1):
        return
    for member in registry.names("export"):
        export = cast("Export", registry.get("export", member))
        yield PackFile(f"{export.audience}/{name}-{export.file}", export.write(forms)), 0


def _layouts(request: Request, settings: Config) -> list[Layout]:
    """The request's layout and its companions, on the paper asked for; `PackgenError` with all that is wrong."""
    folders = [Path(folder) for folder in settings.layouts]
    main, problems = load_layout(request.layout, folders)
    found = [main]
    for name in main.companions if main else ():
        layout, more = load_layout(name, folders)
        problems += more
        if layout is None or layout.audience == "pupils" or request.mark_scheme:
            found.append(layout)
    layouts = [layout for layout in found if layout is not None]
    problems += tuple(
        error("unknown-view", f'the layout "{layout.name}" names the view "{layout.view}", which there is not')
        for layout in layouts
        if registry.get("compose", layout.view) is None
    )
    if has_errors(problems) or len(layouts) < len(found):
        raise PackgenError(problems)
    return [structs.replace(layout, paper=_paper(request, settings, layout)) for layout in layouts]


def _paper(request: Request, settings: Config, layout: Layout) -> str:
    """The size asked for, else the folder's in place of A4, else the layout's own."""
    return request.paper or (settings.paper if layout.paper == "a4" else layout.paper)


def _view(layout: Layout) -> View[Any]:
    return cast("View[Any]", registry.get("compose", layout.view))


def _meta(request: Request, place: Workplace, chosen: Sequence[Located[Item]], name: str) -> Meta:
    """What the documents of a pack say of themselves."""
    pool, settings = place.pool, place.settings
    bank = next((b for b in pool.banks if chosen and b.root == chosen[0].bank), Bank("", "", "", ""))
    topic = _common_topic(request, chosen)
    title = pool.topics[topic].value.title if topic in pool.topics else bank.unit or bank.subject
    code = digest([name, request.seed, [item.value.id for item in chosen]])[:6].upper()
    return Meta(
        title=request.title or title,
        subject=bank.subject,
        unit=bank.unit,
        topic=f"{topic} {pool.topics[topic].value.title}" if topic in pool.topics else topic,
        code=code,
        school=settings.school,
        logo=_logo(settings),
        date=request.date,
        minutes=request.minutes,
        board=request.board,
        seed=request.seed,
    )


def _common_topic(request: Request, chosen: Sequence[Located[Item]]) -> str:
    """The one topic asked for, else the deepest that all of `chosen` lie under."""
    if len(request.topics) == 1:
        return request.topics[0]
    paths = [item.value.topic.split(".") for item in chosen]
    shared = 0
    while paths and all(len(path) > shared and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    return ".".join(paths[0][:shared]) if paths else ""


def _logo(settings: Config) -> Picture | None:
    if not settings.logo:
        return None
    path = Path(settings.logo)
    found = find_picture(path.parent, path.name)
    if isinstance(found, Diagnostic):
        raise PackgenError([found])
    return found


def _settings(settings: Config) -> dict[str, str]:
    """What packgen.toml adds to the pages, for the record."""
    return {"school": settings.school, "paper": settings.paper}


def _restored(settings: Config, old: Manifest) -> Config:
    """`settings` with what `old` recorded of them in place of what they say now."""
    known = _settings(settings)
    return structs.replace(settings, **{name: old.settings.get(name, value) for name, value in known.items()})


def _revived(pool: ItemPool, ids: Iterable[str]) -> ItemPool:
    """`pool` with these items live, whatever their status: they were asked for by name and on purpose."""
    items = dict(pool.items)
    for id in ids:
        if id in items:
            items[id] = structs.replace(items[id], value=structs.replace(items[id].value, status="live"))
    return structs.replace(pool, items=items)
