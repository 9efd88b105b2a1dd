"""The typesetter: a document's blocks to galleys, a page's furniture to pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from packgen.diagnostics import Diagnostic, error
from packgen.model.document import Document
from packgen.model.galley import Galley, Placed, Tag
from packgen.model.layout import FurnitureLine, Layout, Template
from packgen.typeset.desk import MOST, Desk
from packgen.typeset.faces import Faces
from packgen.typeset.flow import flow
from packgen.typeset.flow import section as set_section
from packgen.typeset.furniture import cut_line, set_furniture
from packgen.typeset.geometry import frame

_Tags = tuple[Tag, ...]
_HEADINGS: Final = frozenset(f"H{n}" for n in range(1, 7))


class Typesetter:
    """Sets documents in one layout.  A block is set once, however many documents it stands in."""

    def __init__(self, layout: Layout, faces: Faces) -> None:
        self.layout = layout
        self._desk = Desk(layout, faces, flow)
        self._levelled: dict[tuple[int, int], tuple[_Tags, _Tags, int]] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be set as asked, so far: characters that no font has, things too wide, missing styles."""
        return tuple(self._desk.problems)

    def set(self, document: Document) -> tuple[Galley, ...]:
        """A galley for each section.  Nothing is raised for bad content: see `diagnostics`."""
        galleys: list[Galley] = []
        level = 0
        for section in document.sections:
            template = self.layout.templates.get(section.template)
            if template is None:
                self._desk.tell(
                    error(
                        "unknown-template",
                        f'the layout "{self.layout.name}" has no page template "{section.template}"',
                        f"it has: {', '.join(sorted(self.layout.templates)) or 'none'}",
                    )
                )
                template = Template()
            self._desk.where = f"\u201c{document.title}\u201d"
            setting = set_section(self._desk, section.blocks, frame(self.layout, template))
            parts, level = self._nested(setting.parts, level)
            galleys.append(Galley(section.template, setting.atoms, (), setting.outline, parts))
        return tuple(galleys)

    def _nested(self, parts: Sequence[tuple[int, _Tags]], level: int) -> tuple[tuple[tuple[int, _Tags], ...], int]:
        """`parts` with headings that follow one of `level`; the last heading's level."""
        out: list[tuple[int, _Tags]] = []
        for base, tags in parts:
            found = self._levelled.get((id(tags), level))
            if found is None:
                if len(self._levelled) >= MOST:
                    self._levelled.clear()
                found = self._levelled[id(tags), level] = (tags, *_nested(tags, level))
            _, levelled, level = found
            out.append((base, levelled))
        return tuple(out), level

    def furniture(
        self, template: Template, lines: Sequence[FurnitureLine], right_hand: bool = True
    ) -> tuple[Placed, ...]:
        """The furniture of one page, all of it decoration, as `compose.furniture` filled it in."""
        return set_furniture(self._desk, template, lines, right_hand)

    def cut_line(self) -> tuple[Placed, ...]:
        """Where a sheet with several copies of a page is cut; decoration, empty for any other sheet."""
        return cut_line(self._desk) if self.layout.up in ("copies", "quarters") else ()


def _nested(tags: Sequence[Tag], level: int) -> tuple[tuple[Tag, ...], int]:
    """The tags without a step from a heading of `level` or deeper to one two levels down; the last heading's level.

    Views choose levels by look; a reader that jumps from heading to heading must not miss one.
    """
    out: list[Tag] = []
    for tag in tags:
        if tag.role in _HEADINGS:
            level = min(int(tag.role[1]), level + 1)
            tag = replace(tag, role=f"H{level}")
        out.append(tag)
    return tuple(out), level
