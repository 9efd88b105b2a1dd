"""What a pack was made from, recorded, and what has changed in the bank since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from packgen.diagnostics import Diagnostic, Place, error, warning
from packgen.load.digest import digest as digest_of
from packgen.model.chosen import Chosen
from packgen.model.fonts import FontFiles
from packgen.model.form import Form
from packgen.model.galley import Raster
from packgen.model.item import Item
from packgen.model.layout import Layout
from packgen.model.manifest import Manifest, Material, Used, VersionRecord
from packgen.model.marking import EitherOf, LevelsOfResponse
from packgen.model.pool import ItemPool, Located
from packgen.model.profile import Profile
from packgen.model.response import Selected

FILES: tuple[Material, ...] = ("picture", "font")
STYLES = tuple(name for name in FontFiles.__struct_fields__ if name != "place")
GONE = "is no longer in the bank"
CHANGED = "has been changed"
RETIRED = "has been retired"
DRAFT = "is a draft again"


class Change(Struct, frozen=True):
    """Something that a pack was made from and that is not what it was; `how` says it in words, `place` where it is."""

    what: Material
    id: str
    how: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.what} {self.id} {self.how}"


def used(
    pool: ItemPool,
    chosen: Iterable[Located[Item]],
    forms: Sequence[Form],
    layouts: Iterable[Layout],
    pictures: Iterable[Raster],
    fonts: Mapping[str, FontFiles],
    profiles: Iterable[Profile] = (),
) -> tuple[Used, ...]:
    """Everything that the pages of a pack depend on, sorted; `fonts` are the school's own."""
    found = {Used("item", item.value.id, item.digest) for item in chosen}
    found |= {Used("kind", item.value.kind, digest_of(pool.kinds[item.value.kind])) for item in chosen}
    found |= {Used("layout", layout.name, layout_digest(layout)) for layout in layouts}
    found |= {Used("profile", profile.name, digest_of(profile)) for profile in profiles}
    for form in forms:
        found |= {Used("stimulus", s.id, pool.stimuli[s.id].digest) for s in form.stimuli}
        found |= {Used("note", note.id, pool.notes[note.id].digest) for note in form.notes}
        found |= {Used("rubric", id, pool.rubrics[id].digest) for id in _rubrics(form) if id in pool.rubrics}
    roots = [Path(bank.root) for bank in pool.banks]
    found |= {Used("picture", _inside(Path(op.path), roots), op.digest) for op in pictures}
    found |= {
        Used("font", f"{family} {style}", hashlib.blake2b(Path(file).read_bytes(), digest_size=16).hexdigest())
        for family, files in fonts.items()
        for style in STYLES
        if (file := getattr(files, style))
    }
    return tuple(sorted(found))


def chosen(manifest: Manifest, pool: ItemPool) -> Chosen:
    """What was chosen for the recorded pack, without what is no longer in `pool`."""
    here = [id in pool.items for id in manifest.items]
    sections: list[tuple[str, int]] = []
    first = 0
    for title, count in manifest.sections:
        sections.append((title, sum(here[first : first + count])))
        first += count
    items = tuple(pool.items[id] for id in manifest.items if id in pool.items)
    if manifest.forms:
        forms = tuple(tuple(id for id in form if id in pool.items) for form in manifest.forms)
        kept = Chosen(items, forms, manifest.sections if all(here) else ())
        if not manifest.swaps:
            return kept
        options = {each.version: each.options for each in manifest.versions}
        lines = {each.version: each.lines for each in manifest.versions}
        return structs.replace(kept, options=options, lines=lines)
    return Chosen(items, sections=tuple(sections), tied=tuple(_together(manifest)))


def _together(manifest: Manifest) -> Iterator[tuple[str, ...]]:
    """What the blueprint keeps together, as far as it stands in one section of the pack."""
    first = 0
    plan = manifest.request.blueprint
    for _, count in manifest.sections:
        here = set(manifest.items[first : first + count])
        first += count
        for ids in plan.together if plan else ():
            close = tuple(id for id in ids if id in here)
            if len(close) > 1:
                yield close


def version(form: Form, lines: Mapping[str, tuple[int, ...]]) -> VersionRecord:
    """One version's order of questions and options."""
    options = {
        question.paper.item + "".join(f"({step})" for step in part.path): tuple(o.id for o in part.response.options)
        for question in form.questions
        for part in question.paper.parts
        if isinstance(part.response, Selected)
    }
    ids = tuple(question.paper.item for question in form.questions)
    return VersionRecord(form.version, ids, options, dict(sorted(lines.items())), form.pupil().total())


def changes(
    manifest: Manifest, pool: ItemPool, layouts: Iterable[Layout], profiles: Iterable[Profile] = ()
) -> tuple[Change, ...]:
    """What is not as `manifest` recorded it, but for pictures and fonts: they are read when the pages are made."""
    styles = {layout.name: layout_digest(layout) for layout in layouts}
    written: dict[Material, Mapping[str, Located[Any]]] = {
        "item": pool.items,
        "stimulus": pool.stimuli,
        "rubric": pool.rubrics,
        "note": pool.notes,
    }
    now: dict[Material, dict[str, str]] = {
        **{
            what: {u.id: found[u.id].digest for u in manifest.used if u.what == what and u.id in found}
            for what, found in written.items()
        },
        "kind": {u.id: digest_of(pool.kinds[u.id]) for u in manifest.used if u.what == "kind" and u.id in pool.kinds},
        "layout": styles,
        "profile": {profile.name: digest_of(profile) for profile in profiles},
    }
    out: list[Change] = []
    for entry in manifest.used:
        if entry.what not in now:
            continue
        found = now[entry.what].get(entry.id)
        place = one.place if (one := written.get(entry.what, {}).get(entry.id)) else None
        status = pool.items[entry.id].value.status if entry.what == "item" and entry.id in pool.items else "live"
        if found is None:
            out.append(Change(entry.what, entry.id, GONE))
        elif status != "live":
            out.append(Change(entry.what, entry.id, RETIRED if status == "retired" else DRAFT, place))
        elif found != entry.digest:
            out.append(Change(entry.what, entry.id, CHANGED, place))
    return tuple(out)


def changed_files(old: Manifest, new: Manifest) -> tuple[Change, ...]:
    """The pictures and fonts of `old` that have another content in `new`."""
    now = {(entry.what, entry.id): entry.digest for entry in new.used if entry.what in FILES}
    was = [entry for entry in old.used if (entry.what, entry.id) in now]
    return tuple(Change(e.what, e.id, CHANGED) for e in was if now[e.what, e.id] != e.digest)


def as_diagnostics(found: Iterable[Change], *, accepted: bool) -> tuple[Diagnostic, ...]:
    """Changes as warnings if they are accepted, else as errors that say how to go on."""
    say = warning if accepted else error
    hint = "" if accepted else "add --accept-changes to make the pack from the bank as it is now"
    return tuple(say("bank-changed", str(change), hint, change.place) for change in found)


def other_versions(recorded: dict[str, str], now: dict[str, str]) -> tuple[Diagnostic, ...]:
    """A warning if the pack was made with other versions than these."""
    names = sorted(name for name in recorded.keys() | now.keys() if recorded.get(name) != now.get(name))
    if not names:
        return ()
    said = ", ".join(f"{name} {recorded.get(name, 'none')} (now {now.get(name, 'none')})" for name in names)
    hint = "texts and positions are kept as far as they can be; bytes may differ"
    return (warning("other-versions", f"this pack was made with {said}", hint),)


def layout_digest(layout: Layout) -> str:
    """The digest of a resolved layout, wherever its folder is."""
    templates = {
        name: structs.replace(
            template, furniture=tuple(structs.replace(f, file=Path(f.file).name) for f in template.furniture)
        )
        for name, template in layout.templates.items()
    }
    return digest_of(structs.replace(layout, folder="", templates=templates))


def _rubrics(form: Form) -> Iterator[str]:
    for question in form.questions:
        for part in question.scheme.parts:
            either = part.marking.alternatives if isinstance(part.marking, EitherOf) else ()
            for marking in (part.marking, *(each.marking for each in either)):
                if isinstance(marking, LevelsOfResponse):
                    yield marking.rubric


def _inside(path: Path, roots: Iterable[Path]) -> str:
    """`path` as seen from the bank that it lies in."""
    root = next((root for root in roots if path.is_relative_to(root)), path.parent)
    return path.relative_to(root).as_posix()
