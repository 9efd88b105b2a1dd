"""The structure tree: every galley's tags as structure elements, in the order in which they are read.

An element's content is whatever runs carry its tag, on however many pages they stand; elements without
content (an empty table cell) are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from packgen.model.galley import Galley, Run, Tag
from packgen.write.pdf_draw import Box, Encoder
from packgen.write.pdf_objects import Objects, name, number, ref, text

_NUMBERING: Final = frozenset(
    ("None", "Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha")
)
_Content = tuple[int, int, int]


class Tree:
    """Collects marked content while pages are stamped, then becomes objects."""

    def __init__(self, galleys: Sequence[Galley], encoder: Encoder, objects: Objects) -> None:
        self._galleys = galleys
        self._encoder = encoder
        self._objects = objects
        self._content: dict[tuple[int, int], list[_Content]] = {}
        self._boxes: dict[tuple[int, int], tuple[int, Box]] = {}
        self._pages: list[tuple[int, list[tuple[int, int]]]] = []
        self._seen = 0
        self._figures = [_under_figures(galley.tags) for galley in galleys]

    def page(self, page: int) -> None:
        """The runs that follow stand on the page with that object number."""
        self._pages.append((page, []))

    def mark(self, galley: int, tag: int) -> int:
        """Note a run of a tag on the current page; its marked-content number there."""
        page, marked = self._pages[-1]
        marked.append((galley, tag))
        self._seen += 1
        self._content.setdefault((galley, tag), []).append((self._seen, page, len(marked) - 1))
        return len(marked) - 1

    def outline_figure(self, galley: int, run: Run, left: float, top: float) -> None:
        """Note what a run draws for the bounding box of its figure; its piece's corner is at `left`, `top`."""
        figure = self._figures[galley].get(run.tag)
        box = self._encoder.box(run.ops) if figure is not None else None
        if figure is None or box is None:
            return
        page = self._pages[-1][0]
        here = (left + box[0], top - box[3], left + box[2], top - box[1])
        known = self._boxes.get((galley, figure))
        if known is None:
            self._boxes[galley, figure] = (page, here)
        elif known[0] == page:
            old = known[1]
            joined = (min(old[0], here[0]), min(old[1], here[1]), max(old[2], here[2]), max(old[3], here[3]))
            self._boxes[galley, figure] = (page, joined)

    def role(self, galley: int, tag: int) -> str:
        """The structure role of a tag."""
        return self._galleys[galley].tags[tag].role

    def figures(self, galley: int) -> bool:
        """True if a galley has figures at all."""
        return bool(self._figures[galley])

    def write(self) -> int:
        """Put all elements and the tree's root; the root's number."""
        objects = self._objects
        root, document = objects.reserve(), objects.reserve()
        numbers = [[objects.reserve() for _ in galley.tags] for galley in self._galleys]
        kids: list[bytes] = []
        for n, galley in enumerate(self._galleys):
            parent, inner = document, kids
            if len(self._galleys) > 1:
                parent, inner = objects.reserve(), []
                kids.append(ref(parent))
            below = _children(galley.tags)
            for tag in range(len(galley.tags)):
                self._element(n, tag, numbers[n], parent, below)
            inner.extend(ref(numbers[n][tag]) for tag in below.get(-1, ()))
            if parent != document:
                objects.put(parent, b"<</S/Sect/P %s/K[%s]>>" % (ref(document), b" ".join(inner)))
        objects.put(document, b"<</S/Document/P %s/K[%s]>>" % (ref(root), b" ".join(kids)))
        parents = b"".join(
            b"%d[%s]" % (n, b" ".join(ref(numbers[galley][tag]) for galley, tag in marked))
            for n, (_, marked) in enumerate(self._pages)
        )
        objects.put(
            root,
            b"<</Type/StructTreeRoot/K %s/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>"
            % (ref(document), parents, len(self._pages)),
        )
        return root

    def _element(self, galley: int, tag: int, numbers: list[int], root: int, below: dict[int, list[int]]) -> None:
        this = self._galleys[galley].tags[tag]
        content = self._content.get((galley, tag), [])
        page = content[0][1] if content else 0
        parts = [b"<</S%s/P %s" % (name(this.role), ref(numbers[this.parent] if this.parent >= 0 else root))]
        kids = self._kids(galley, tag, page, content, numbers, below)
        if kids:
            parts.append(b"/K[%s]" % b" ".join(kids))
        box = self._boxes.get((galley, tag))
        page = page or (box[0] if box else 0)
        if page:
            parts.append(b"/Pg " + ref(page))
        for key, value in ((b"/Lang", this.lang), (b"/Alt", this.alt), (b"/T", this.title)):
            if value:
                parts.append(key + text(value))
        parts.append(_attributes(this, box[1] if box else None))
        self._objects.put(numbers[tag], b"".join(parts) + b">>")

    def _kids(
        self,
        galley: int,
        tag: int,
        page: int,
        content: list[_Content],
        numbers: list[int],
        below: dict[int, list[int]],
    ) -> list[bytes]:
        """Child elements in the order of the tags, with the element's own content where it is read among them."""
        out: list[bytes] = []
        waiting = list(content)
        for child in below.get(tag, ()):
            starts = self._first(galley, child, below)
            while waiting and starts is not None and waiting[0][0] < starts:
                out.append(_marked(waiting.pop(0), page))
            out.append(ref(numbers[child]))
        out.extend(_marked(item, page) for item in waiting)
        return out

    def _first(self, galley: int, tag: int, below: dict[int, list[int]]) -> int | None:
        """When the first content of an element or of those below it was stamped."""
        found: list[int] = []
        stack = [tag]
        while stack:
            at = stack.pop()
            content = self._content.get((galley, at))
            if content:
                found.append(content[0][0])
            stack.extend(below.get(at, ()))
        return min(found, default=None)


def _marked(item: _Content, page: int) -> bytes:
    _, stands_on, mark = item
    return b"%d" % mark if stands_on == page else b"<</Type/MCR/Pg %s/MCID %d>>" % (ref(stands_on), mark)


def _children(tags: Sequence[Tag]) -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for n, tag in enumerate(tags):
        below.setdefault(tag.parent, []).append(n)
    return below


def _under_figures(tags: Sequence[Tag]) -> dict[int, int]:
    """For each tag that is a figure or stands in one: the figure."""
    found: dict[int, int] = {}
    for n, tag in enumerate(tags):
        if tag.role == "Figure":
            found[n] = n
        elif tag.parent in found:
            found[n] = found[tag.parent]
    return found


def _attributes(tag: Tag, box: Box | None) -> bytes:
    if tag.role == "TH" and tag.scope:
        return b"/A<</O/Table/Scope%s>>" % name(tag.scope)
    if tag.role == "L" and tag.numbering:
        return b"/A<</O/List/ListNumbering%s>>" % name(tag.numbering if tag.numbering in _NUMBERING else "Decimal")
    if box is not None and tag.role == "Figure":
        return b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % b" ".join(map(number, box))
    return b""
