"""A class: its list and its room to copies of a version and a profile, in the order in which they are handed out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from packgen.assemble.order import version_names
from packgen.assemble.seating import in_seat_order, in_turn, seated
from packgen.compose.fields import unnamed
from packgen.compose.wording import worded
from packgen.diagnostics import Diagnostic, PackgenError, Place, error, has_errors, warning
from packgen.load.profile import profile_names
from packgen.load.roster import find_roster, load_roster, load_seating
from packgen.load.walk import is_file, shown
from packgen.model.config import Config
from packgen.model.copy import Copy
from packgen.model.layout import Layout
from packgen.model.manifest import CopyRecord, RosterRecord
from packgen.model.request import Request
from packgen.model.roster import Pupil, Roster, Seat, SeatingPlan
from packgen.pipeline.access import access_of
from packgen.pipeline.layouts import audience_of, layouts_of
from packgen.typeset.faces import Faces

SPARE = "spare"


class Classroom(Struct, frozen=True, kw_only=True):
    """A class ready to print: a copy for `every` pupil, also who is absent, and every spare, in order.

    `pupils` are the pupils' in the list's order; `said` are warnings, without a name.
    """

    every: tuple[Copy, ...]
    pupils: tuple[Copy, ...]
    record: RosterRecord
    said: tuple[Diagnostic, ...] = ()

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles that the class needs, sorted."""
        return tuple(sorted({copy.profile for copy in self.every} - {""}))

    def held(self, only: Collection[int] = ()) -> frozenset[str]:
        """The codes of the copies that are not printed: who is absent, or all but the numbers `only`."""
        absent = {each.number for each in self.record.copies if each.absent}
        if only:
            return frozenset(copy.code for copy in self.every if copy.number not in only)
        return frozenset(copy.code for copy in self.every if copy.number in absent)


def open_classroom(
    named: str, settings: Config, columns: Mapping[str, str], seating: Path | None
) -> tuple[Roster, SeatingPlan | None, tuple[Diagnostic, ...]]:
    """A class list, by its name or its file, and its room; `PackgenError` with all that is wrong with them."""
    path = find_roster(named, Path(settings.folder))
    if not is_file(path):
        hint = "save the class list there, as CSV or XLSX, or give the path of its file"
        raise PackgenError([error("no-class", f'there is no class list of "{named}"', hint, Place(shown(path)))])
    roster, said = load_roster(path, columns)
    plan: SeatingPlan | None = None
    if roster is not None and seating is not None:
        plan, more = load_seating(seating, roster)
        said += more
    if roster is None or has_errors(said):
        raise PackgenError(said)
    return roster, plan, said


def handed_out(
    roster: Roster, plan: SeatingPlan | None, request: Request, settings: Config, said: Sequence[Diagnostic] = ()
) -> Classroom:
    """Who has which version and profile: by seats, or in turn.  `PackgenError` with all that the list asks in vain."""
    versions = version_names(request.versions)
    problems = [*said, *_wrong_wishes(roster, versions, settings)]
    if has_errors(problems):
        raise PackgenError(problems)
    found = in_turn(roster, versions)
    if plan is not None:
        found, more = seated(roster, plan, versions)
        problems += more
    places = dict(found.seats)
    record = RosterRecord(
        name=roster.name,
        digest=roster.digest,
        pupils=len(roster.pupils),
        copies=tuple(
            CopyRecord(number, found.versions[number], pupil.profile, pupil.absent)
            for number, pupil in _ordered(roster, places)
        ),
    )
    return _classroom(roster, record, request, settings, problems)


def handed_out_again(
    roster: Roster,
    record: RosterRecord,
    request: Request,
    settings: Config,
    accept_changes: bool,
    said: Sequence[Diagnostic] = (),
) -> Classroom:
    """The recorded copies with the names of `roster`, which the record does not hold.

    Raises `PackgenError` if it is not the list of then, unless `accept_changes`: then who is new has a version in turn.
    """
    said = list(said)
    if roster.digest != record.digest:
        same = len(roster.pupils) == record.pupils
        how = "with as many pupils" if same else f"it has {len(roster.pupils)} pupils and had {record.pupils}"
        message = f"this is not the class list that the pack was made with: {how}"
        hint = "give the list of then with --class, or say --accept-changes: numbers are places in the list"
        told = warning if accept_changes else error
        said.append(told("class-changed", message, "" if accept_changes else hint, Place(roster.file)))
    if has_errors(said):
        raise PackgenError(said)
    known = {copy.number for copy in record.copies}
    kept = tuple(copy for copy in record.copies if copy.number <= len(roster.pupils))
    versions = version_names(request.versions)
    new = tuple(
        CopyRecord(pupil.number, pupil.version or versions[n % len(versions)], pupil.profile, pupil.absent)
        for n, pupil in enumerate(pupil for pupil in roster.pupils if pupil.number not in known)
    )
    return _classroom(roster, structs.replace(record, copies=kept + new), request, settings, said)


def _ordered(roster: Roster, seats: Mapping[int, Seat]) -> Iterator[tuple[int, Pupil]]:
    """The pupils in the order in which papers are handed out."""
    pupils = {pupil.number: pupil for pupil in roster.pupils}
    for number in in_seat_order(list(pupils), seats):
        yield number, pupils[number]


def _classroom(
    roster: Roster, record: RosterRecord, request: Request, settings: Config, said: Sequence[Diagnostic]
) -> Classroom:
    names, problems = _printable_names(roster, record, request, settings)
    digits = len(str(len(roster.pupils)))

    def copy(each: CopyRecord) -> Copy:
        code = f"p{each.number:0{digits}}"
        return Copy(each.version, names[each.number], roster.name, each.number, code, each.profile)

    copies = [copy(each) for each in record.copies]
    versions = version_names(request.versions)
    copies += [
        Copy(versions[n % len(versions)], group=roster.name, code=f"{SPARE}-{n + 1}") for n in range(request.spares)
    ]
    pupils = tuple(copy(each) for each in sorted(record.copies, key=lambda each: each.number))
    return Classroom(every=tuple(copies), pupils=pupils, record=record, said=(*said, *problems))


def _wrong_wishes(roster: Roster, versions: Sequence[str], settings: Config) -> Iterator[Diagnostic]:
    """Versions that the pack does not have and profiles that there are not, each at the pupil's line."""
    known = profile_names([Path(folder) for folder in settings.profiles])
    for pupil in roster.pupils:
        place = Place(roster.file, pupil.line)
        if pupil.version and pupil.version not in versions:
            have = f"the pack has {', '.join(versions)}" if any(versions) else "the pack has only one"
            message = f"pupil {pupil.number} is to have version {pupil.version}; {have}"
            yield error("unknown-version", message, "ask for more --versions, or change the list", place)
        if pupil.profile and pupil.profile not in known:
            message = f'pupil {pupil.number} is to have the profile "{pupil.profile}", which there is not'
            yield error("unknown-profile", message, f"the profiles are: {', '.join(known)}", place)


def _printable_names(
    roster: Roster, record: RosterRecord, request: Request, settings: Config
) -> tuple[dict[int, str], tuple[Diagnostic, ...]]:
    """Each pupil's name as it can be printed: where no font has one of its characters, the number in its place."""
    wanted = structs.replace(request, profiles=tuple(sorted({each.profile for each in record.copies} - {""})))
    layouts = layouts_of(wanted, settings)
    by_profile: dict[str, Sequence[Layout]] = {"": [each for each in layouts if audience_of(each) == "pupils"]}
    by_profile |= {access.profile.name: access.layouts for access in access_of(wanted, settings, layouts)}
    faces: dict[str, tuple[Faces, str]] = {}
    profiles = {each.number: each.profile for each in record.copies}
    names: dict[int, str] = {}
    said: list[Diagnostic] = []
    for pupil in roster.pupils:
        layout = by_profile[profiles.get(pupil.number, pupil.profile)][0]
        key = repr(sorted(layout.families.items()))
        if key not in faces:
            faces[key] = Faces(layout.families, settings.fonts), layout.styles["furniture"].family
        known, family = faces[key]
        lacking = known.missing(family, pupil.name, bold=True)
        names[pupil.number] = pupil.name
        if lacking:
            names[pupil.number] = unnamed(worded(layout), pupil.number)
            signs = ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(lacking))
            message = f"no font has {signs}: pupil {pupil.number}'s copy has the number in place of the name"
            hint = "write the name with other characters, or name a font that has them in packgen.toml"
            said.append(warning("name-not-printed", message, hint, Place(roster.file, pupil.line)))
    return names, tuple(said)
