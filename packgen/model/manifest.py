"""What `pack.json` records: enough to make the same pack again, and nothing about pupils.

No absolute path, no clock: the only date is the request's.  Digests are hex.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from packgen.model.request import Request

SCHEMA = 1

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)", max_length=80)]
PackPath = Annotated[str, Meta(pattern=r"^(pupils|teachers)(/[A-Za-z0-9][A-Za-z0-9._-]*)+$(?!\n)", max_length=300)]
"""A path inside a pack, which can't lead out of it."""

Material = Literal["item", "stimulus", "rubric", "kind", "layout", "profile", "picture", "font", "note"]


class Used(Struct, frozen=True, order=True):
    """Something that the pages were made from: what it is, its id and the digest of its content."""

    what: Material
    id: str
    digest: str


class VersionRecord(Struct, frozen=True):
    """One version as printed.

    `items` are ids in print order; `options` the option ids in print order, by item and part ("id" or "id(a)");
    `lines` the answer lines of its spaces as the pages have them, by item.
    """

    version: str
    items: tuple[str, ...]
    options: dict[str, tuple[str, ...]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    marks: int = 0


class FileRecord(Struct, frozen=True):
    """A file of the pack: its path inside the pack (with `/`), the sha256 of its bytes, its pages (0 = not paged)."""

    path: PackPath
    sha256: str
    pages: int = 0


class CopyRecord(Struct, frozen=True):
    """Which version and profile the pupil of that number in the class list had; who was absent had no copy yet."""

    number: Annotated[int, Meta(ge=1)]
    version: str
    profile: str = ""
    absent: bool = False


class RosterRecord(Struct, frozen=True, kw_only=True):
    """A class as it was printed, without a name: the digest of its list, its pupils' number, copies in their order."""

    name: str
    digest: str
    pupils: int
    copies: tuple[CopyRecord, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """A pack's record.

    `items` are the chosen items in the order in which they were chosen, before any shuffling;
    `sections` the titles and numbers of questions of each section; `forms` the
    items of each version in print order where they have items of their own; `swaps` what was
    exchanged for what since: then orders, letters and lines are those recorded; `made_with` maps
    program, libraries and fonts to their versions; `settings` holds what packgen.toml added to the pages; `roster` is
    there if the pack is a class's.
    """

    schema: int = SCHEMA
    slug: Slug
    request: Request
    settings: dict[str, Annotated[str, Meta(max_length=200)]] = {}
    made_with: dict[str, str]
    items: tuple[str, ...]
    sections: tuple[tuple[str, int], ...] = ()
    forms: tuple[tuple[str, ...], ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    used: tuple[Used, ...]
    versions: tuple[VersionRecord, ...]
    files: tuple[FileRecord, ...]
    roster: RosterRecord | None = None

    @property
    def seed(self) -> int:
        """The seed that every random choice came from."""
        return self.request.seed
