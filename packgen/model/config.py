"""A folder's settings: packgen.toml as written, and with its paths found and its gaps filled."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from packgen.diagnostics import Place
from packgen.model.fonts import FontFiles
from packgen.model.item import Authored
from packgen.model.layout import Paper

FileName = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]+$", max_length=200, description="the name of a file")]
FolderName = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]+$", max_length=500, description="the name of a folder")]


class FontSheet(Authored, frozen=True, kw_only=True, rename="kebab"):
    """The files of one font family, by name, in the folder's `fonts/`."""

    regular: FileName
    bold: FileName | None = None
    italic: FileName | None = None
    bold_italic: FileName | None = None
    semibold: FileName | None = None
    semibold_italic: FileName | None = None


class RuleChoice(Authored, frozen=True, kw_only=True):
    """Which rules `packgen check` tells of: names, or patterns such as "missing-*"; all if none is selected."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class ConfigSheet(Authored, frozen=True, kw_only=True):
    """packgen.toml as a school writes it; paths are relative to its folder.

    `banks` and `layouts` may name "bundled" for packgen's own; layouts are searched in that order.
    """

    schema: Annotated[int, Meta(ge=1, le=1, description="1, the format that this packgen reads")] = 1
    school: Annotated[str, Meta(max_length=120)] = ""
    logo: FileName | None = None
    board: str = ""
    paper: Paper = "a4"
    layout: str = "worksheet"
    banks: tuple[FolderName, ...] | None = None
    layouts: tuple[FolderName, ...] | None = None
    kinds: FolderName = "kinds"
    fonts: dict[str, FontSheet] = field(default_factory=dict)
    out: FolderName = "output"
    seed: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    memory: bool = True
    check: RuleChoice = RuleChoice()
    grades: dict[str, Annotated[float, Meta(ge=0, le=100)]] = field(default_factory=dict)


class Config(Struct, frozen=True, kw_only=True):
    """Settings ready to use: every path is absolute, every folder of a list is there.

    `folder` holds packgen.toml, or is where the search began; `file` is packgen.toml or "".  `banks` are read all
    together, `layouts`, `profiles` and `kinds` searched in order (packgen's own kinds are known to all).  `fonts` maps
    a family name to its files.  `seed` None draws a new one.  `grades` maps a grade to its least percentage.  `memory`
    remembers what was printed for which class.  `places` are where packgen.toml gives its settings.
    """

    folder: str
    file: str = ""
    school: str = ""
    logo: str = ""
    board: str = ""
    paper: Paper = "a4"
    layout: str = "worksheet"
    banks: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fonts: dict[str, FontFiles] = {}
    out: str = "output"
    seed: int | None = None
    memory: bool = True
    check: RuleChoice = RuleChoice()
    grades: dict[str, float] = {}
    places: dict[str, Place] = {}
