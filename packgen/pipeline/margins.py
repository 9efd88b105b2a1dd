"""What stands around the pages of a run, drawn once for all pages on which it is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from packgen.compose.furniture import PageFacts, Stretch, margin
from packgen.diagnostics import Diagnostic, PackgenError
from packgen.model.galley import Placed
from packgen.typeset.setter import Typesetter

_MOST: Final = 2_000
_Drawn = dict[tuple[object, ...], tuple[Placed, ...]]


class Margins:
    """The furniture of a layout's pages: the same objects wherever it names the same."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._stretches: dict[str, list[tuple[Stretch, _Drawn]]] = {}

    def placed(self, template: str, page: PageFacts, fields: Mapping[str, str]) -> tuple[Placed, ...]:
        """What stands around `page`.  Raises `PackgenError` with every line of the layout that can't be filled in."""
        stretches = self._stretches.get(template)
        if stretches is None:
            stretches = [(stretch, {}) for stretch in margin(self._setter.layout, template)]
            self._stretches[template] = stretches
        out: tuple[Placed, ...] = ()
        problems: list[Diagnostic] = []
        for stretch, known in stretches:
            key = stretch.key(page, fields)
            drawn = known.get(key) if key is not None else None
            if drawn is None:
                before = len(problems)
                drawn = self._drawn(stretch, template, page, fields, problems)
                if key is not None and len(problems) == before:
                    if len(known) >= _MOST:
                        known.clear()
                    known[key] = drawn
            out += drawn
        if problems:
            raise PackgenError(problems)
        return out

    def _drawn(
        self,
        stretch: Stretch,
        template: str,
        page: PageFacts,
        fields: Mapping[str, str],
        problems: list[Diagnostic],
    ) -> tuple[Placed, ...]:
        lines = stretch.lines(page, fields, problems)
        return self._setter.furniture(self._setter.layout.templates[template], lines, page.right_hand)
