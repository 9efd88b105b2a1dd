"""Where blocks are set: strips of a page, in points from its left edge."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from packgen.model.drawing import Align
from packgen.model.layout import Layout, Template

MM: Final = 72 / 25.4
SLACK: Final = 0.01


class Strip(Struct, frozen=True):
    """The strip that blocks are set in, and how.

    Running text goes from `x` to `right`, full-width parts begin at `outer`.  `page` is the paper's
    width and `height` the tallest piece that a page takes (0 = not asked, inside a box).  A strip that
    is part of another (a cell, a column) is `nested`; `moved_left` and `moved_right` are how far its edges lie
    from the page frame's.  `style` is what "body" stands for here ("" = itself); `bold` and `align` hold for all text.
    """

    x: float
    right: float
    outer: float
    page: float
    height: float = 0.0
    nested: bool = False
    moved_left: float = 0.0
    moved_right: float = 0.0
    style: str = ""
    bold: bool = False
    align: Align | None = None

    @property
    def width(self) -> float:
        """The width of running text."""
        return max(1.0, self.right - self.x)

    def from_left(self, mm: float) -> float:
        """The point `mm` from the paper's left edge, moved as the strip is."""
        return mm * MM + self.moved_left

    def from_right(self, mm: float) -> float:
        """The point `mm` from the paper's right edge, moved as the strip is."""
        return self.page - mm * MM + self.moved_right

    def part(self, x: float, right: float, style: str = "", bold: bool = False, align: Align | None = None) -> Strip:
        """A strip inside this one, for a piece that is never cut; its text is set as told, else as here."""
        return Strip(
            x,
            right,
            x,
            self.page,
            nested=True,
            moved_left=self.moved_left + x - self.outer,
            moved_right=self.moved_right + right - self.right,
            style=style or self.style,
            bold=bold or self.bold,
            align=align or self.align,
        )


def frame(layout: Layout, template: Template) -> Strip:
    """The strip of a page template, as on a right-hand page."""
    width, height = layout.size()
    x = template.left * MM
    return Strip(x, (width - template.right) * MM, x, width * MM, (height - template.top - template.bottom) * MM)
