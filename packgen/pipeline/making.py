"""Packs made and made again: choice, forms, pages, files, the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct, structs

from packgen import registry
from packgen.assemble.choosing import choose
from packgen.assemble.forms import forms as assemble
from packgen.checks.run import run_on_papers
from packgen.compose.view import Meta
from packgen.diagnostics import Diagnostic, PackgenError, error, has_errors
from packgen.export.format import Export
from packgen.load.digest import digest
from packgen.load.pictures import find_picture
from packgen.model.chosen import Chosen
from packgen.model.config import Config
from packgen.model.document import Picture
from packgen.model.form import Form
from packgen.model.handout import Handout
from packgen.model.item import Item
from packgen.model.layout import Layout
from packgen.model.manifest import FileRecord, Manifest
from packgen.model.note import Note
from packgen.model.pool import Bank, Located
from packgen.model.request import Request
from packgen.pipeline.access import Access, access_of
from packgen.pipeline.certificate import certificate
from packgen.pipeline.explain import PageNote
from packgen.pipeline.glyphs import Words, missing_glyphs, words_of
from packgen.pipeline.layouts import audience_of, layouts_of, numbered_by, view_of
from packgen.pipeline.narrowing import narrowed
from packgen.pipeline.planning import SAMPLED, Lines
from packgen.pipeline.press import Press
from packgen.pipeline.printing import printed
from packgen.pipeline.recipe import Recipe
from packgen.pipeline.roomy import roomy
from packgen.pipeline.tally import Progress, Tally
from packgen.pipeline.workplace import Workplace, revived
from packgen.write import manifest as manifests
from packgen.write import record
from packgen.write.pack import Pack, Shelf, Store
from packgen.write.slug import slug

if TYPE_CHECKING:
    from packgen.pipeline.classroom import Classroom


class Made(Struct, frozen=True):
    """A finished pack and what its makers should know: warnings, never errors; by path, notes and print recipes.

    The pack's `files` are empty where they went to a store.
    """

    pack: Pack
    diagnostics: tuple[Diagnostic, ...]
    notes: dict[str, tuple[PageNote, ...]] = {}
    recipes: dict[str, Recipe] = {}


def name_of(request: Request, place: Workplace) -> str:
    """The slug of a request: of its title, else of its topics and kinds, else of its items or the bank's unit."""
    banks = [bank.unit or bank.subject for bank in place.pool.banks if bank.unit or bank.subject]
    words = [*request.topics, *request.kinds] or list(request.items) or banks[:1] or [request.layout]
    return slug(" ".join(part for part in (request.title or " ".join(words), request.group) if part))


def make(
    request: Request,
    place: Workplace,
    chosen: Chosen | None = None,
    name: str = "",
    explain: bool = False,
    *,
    classroom: Classroom | None = None,
    only: Sequence[int] = (),
    store: Store | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Made:
    """The pack that `request` asks for, of what is `chosen` if that is given; `name` overrides its slug.

    With `explain`, what is made says why its pages end where they do.  The copies of a `classroom` are printed in their
    order, each of its version and in its profile, in place of one copy of each version; `only` are the numbers of
    pupils whose copies alone are printed.  Files go to `store` as they are made; without one they are in the pack that
    is returned.  `jobs` processes print them, as many as pay by default.  `progress` is told how many of how many
    documents are done.

    Raises `PackgenError` with everything that stands in the way, before any file is made: nothing to choose, texts that
    can't be read, characters that no font has, boxes that fit no page.
    """
    layouts = layouts_of(request, place.settings)
    wanted = layouts[0].items
    asked: tuple[Located[Note], ...] = ()
    if view_of(layouts[0]).prints_notes:
        from packgen.assemble.notes import notes_form, select_notes

        chosen, asked = Chosen(()), select_notes(place.pool, request)
        made, problems = notes_form(place.pool, asked)
    elif wanted.over != "items":
        from packgen.assemble.notes import select_notes
        from packgen.assemble.term_questions import term_forms

        chosen, asked = Chosen(()), select_notes(place.pool, request, questions=True)
        made, problems = term_forms(place.pool, request, asked, wanted)
    else:
        chosen = (
            choose(narrowed(place.pool, place.settings, request, name).pool, request, wanted)
            if chosen is None
            else chosen
        )
        made, problems = assemble(place.pool, request, chosen, wanted, SAMPLED, numbered_by(layouts[0]))
    forms, unprinted = made[: request.versions], made[request.versions :]
    problems += run_on_papers(place.pool, forms, place.settings.check)
    if has_errors(problems):
        raise PackgenError(problems)
    name = name or name_of(request, place)
    meta = _meta(request, place, (*chosen.items, *asked), name)

    def press(profile: str = "", code: str = "", given: Lines | None = None) -> Press:
        copies = None if classroom is None else [copy for copy in classroom.every if copy.profile == profile]
        held = () if classroom is None else classroom.held(only)
        fonts, separate = place.settings.fonts, request.separate or bool(only)
        tell = tally.planned if tally else None
        return Press(meta, fonts, name, code, given, request.booklet, request.merged, copies, separate, held, tell)

    tally = Tally(progress, len(forms) * len(layouts)) if progress else None

    def planned(layouts: Sequence[Layout]) -> Press:
        made = press(given=chosen.lines or None)
        made.plan(forms, [each for each in layouts if not only or audience_of(each) == "pupils"], unprinted=unprinted)
        return made

    def planned_again(each: Access, layouts: Sequence[Layout]) -> Press:
        made = press(each.profile.name, each.profile.code, main.lines)
        made.plan(forms, layouts, each.profile.sources_apart)
        return made

    main, laid, fewer = roomy(layouts, planned, request)
    problems += fewer
    access = access_of(request, place.settings, laid)
    presses = [main]
    for each in access:
        again, _, fewer = roomy(each.layouts, partial(planned_again, each), request)
        problems += fewer
        presses.append(again)
    certified = None if only else certificate(forms, laid, request, place.pool, main, press)
    presses += [certified.press] if certified else []
    told = classroom.said if classroom else ()
    found = tuple(dict.fromkeys((*told, *problems, *(said for each in presses for said in each.problems))))
    if has_errors(found):
        title = Words("the title", request.title)
        raise PackgenError(_located(found, place, forms, title, layouts[0]))
    shelf = Shelf()
    handout = Handout(
        forms=tuple(forms),
        title=meta.title,
        pupils=classroom.pupils if classroom else (),
        grades=tuple(sorted(place.settings.grades.items(), key=lambda each: -each[1])),
    )
    several = len(forms) > 1 or classroom is not None
    files = printed(presses, store or shelf, several, jobs, tally.printing(presses) if tally else None)
    if not only:
        files += _exported(handout, name, request, store or shelf)
        files += [certified.put(store or shelf)] if certified else []
    manifest = Manifest(
        slug=name,
        request=request,
        settings=_settings(place.settings),
        made_with=manifests.made_with(),
        items=tuple(item.value.id for item in chosen.items),
        sections=chosen.sections,
        forms=chosen.forms,
        used=record.used(
            place.pool,
            chosen.items,
            forms,
            [*layouts, *(layout for each in access for layout in each.plain if layout not in laid)],
            [picture for each in presses for ink in each.ink.values() for picture in ink.pictures.values()],
            place.settings.fonts,
            [each.profile for each in access],
        ),
        versions=tuple(record.version(form, main.lines.get(form.version, {})) for form in forms),
        files=tuple(files),
        roster=classroom.record if classroom else None,
    )
    printing = [(each, job) for each in presses for job in each.jobs]
    notes = {job.path: said for each, job in printing if explain and (said := each.notes(job))}
    return Made(Pack(manifest, tuple(shelf.files)), found, notes, {job.path: job.recipe for _, job in printing})


def remake(
    old: Manifest,
    place: Workplace,
    *,
    accept_changes: bool = False,
    classroom: Classroom | None = None,
    only: Sequence[int] = (),
    store: Store | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Made:
    """The recorded pack again: the same items by id, the same seed, the settings of then.

    `classroom`, `only`, `store`, `jobs` and `progress` are as in `make`; a record names no pupils.  Raises
    `PackgenError` if the bank or a layout is not what it was, unless `accept_changes`: then what was changed is printed
    as it is now, and what is gone is left out.
    """
    settings = _restored(place.settings, old)
    layouts = layouts_of(old.request, settings)
    access = access_of(old.request, settings, layouts)
    plain = [layout for each in access for layout in each.plain]
    found = record.changes(old, place.pool, [*layouts, *plain], [each.profile for each in access])
    said = record.as_diagnostics(found, accepted=accept_changes)
    said += record.other_versions(old.made_with, manifests.made_with())
    if has_errors(said):
        raise PackgenError(said)
    pool = structs.replace(revived(place.pool, old.items), notes=_recorded_notes(old, place))
    chosen = record.chosen(old, pool)
    if not chosen.items and old.items:
        raise PackgenError([*said, error("nothing-left", "none of the pack's items is in the bank any more")])
    request = structs.replace(old.request, marks=None, count=None) if found else old.request
    if request.numbers:
        kept = [number for number, id in zip(request.numbers, old.items, strict=False) if id in pool.items]
        request = structs.replace(request, numbers=tuple(kept))
    now = Workplace(settings, pool)
    made = make(
        request,
        now,
        chosen,
        old.slug,
        classroom=classroom,
        only=only,
        store=store,
        jobs=jobs,
        progress=progress,
    )
    manifest = structs.replace(made.pack.manifest, request=old.request, swaps=old.swaps)
    files = () if only else record.changed_files(old, manifest)
    said += record.as_diagnostics(files, accepted=accept_changes)
    if has_errors(said):
        raise PackgenError(said)
    return Made(Pack(manifest, made.pack.files), (*said, *made.diagnostics), recipes=made.recipes)


def _recorded_notes(old: Manifest, place: Workplace) -> dict[str, Located[Note]]:
    """The notes that `old` printed, as far as they are still in the bank."""
    printed = {entry.id for entry in old.used if entry.what == "note"}
    return {id: note for id, note in place.pool.notes.items() if id in printed}


def _located(
    found: Sequence[Diagnostic], place: Workplace, forms: Sequence[Form], title: Words, layout: Layout
) -> tuple[Diagnostic, ...]:
    """`found` with characters that no font has told at the lines where they stand."""
    pool = place.pool
    ids = sorted({question.paper.item for form in forms for question in form.questions})
    stimuli = sorted({stimulus.id for form in forms for stimulus in form.stimuli})
    used: list[Located[Any]] = [
        *(pool.items[id] for id in ids if id in pool.items),
        *(pool.stimuli[id] for id in stimuli),
    ]
    used += [pool.notes[note.id] for form in forms for note in form.notes]
    words = (title, *words_of(place.settings, pool.banks))
    glyphs = missing_glyphs(used, words, layout, place.settings.fonts)
    return (*glyphs, *(d for d in found if not glyphs or d.rule != "missing-glyph"))


def _exported(handout: Handout, name: str, request: Request, store: Store) -> Iterator[FileRecord]:
    """The files of the formats that are not PDF, where there is something to tell."""
    if not request.mark_scheme:
        return
    for member in registry.names("export"):
        export = cast("Export", registry.get("export", member))
        if export.wanted(handout):
            path = f"{export.audience}/{name}-{export.file}"
            yield FileRecord(path, store.put(path, (export.write(handout),)))


def _meta(request: Request, place: Workplace, chosen: Sequence[Located[Item] | Located[Note]], name: str) -> Meta:
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
        topics=request.topics,
        code=code,
        school=settings.school,
        logo=_logo(settings),
        date=request.date,
        minutes=request.minutes,
        board=request.board,
        seed=request.seed,
    )


def _common_topic(request: Request, chosen: Sequence[Located[Item] | Located[Note]]) -> str:
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
        raise PackgenError([structs.replace(found, place=settings.places.get("logo"))])
    return found


def _settings(settings: Config) -> dict[str, str]:
    """What packgen.toml adds to the pages, for the record."""
    return {"school": settings.school, "paper": settings.paper}


def _restored(settings: Config, old: Manifest) -> Config:
    """`settings` with what `old` recorded of them in place of what they say now."""
    known = _settings(settings)
    return structs.replace(settings, **{name: old.settings.get(name, value) for name, value in known.items()})
