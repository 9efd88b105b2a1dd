"""The structure tree: every galley's tags as structure elements, in the order in which they are read.

An element's content is whatever runs carry its tag, on however many pages they stand; elements without
content (an empty table cell) are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from packgen.model.galley import Galley
from packgen.write.pdf_chunks import Chunk
from packgen.write.pdf_draw import Box, around
from packgen.write.pdf_forms import Elements, Parts, Shape, Shapes
from packgen.write.pdf_objects import Objects, ref, refs, text

# Elements of a part that are bundled apart from all else.
_WORTH_A_BUNDLE: Final = 8
_SIZE: Final = attrgetter("size")


class Part:
    """A part of a galley and what is known of its content so far.

    `flow` is the order of its content: of each stretch its page, as an index into `pages`, and the tags of its marks.
    `starts` are the marks that the stretches begin with; `boxes` hold what each figure draws on the page where it
    begins.  Its elements and, if there are many, what bundles them take `room` numbers of objects from `first` on.
    """

    __slots__ = ("base", "boxes", "first", "flow", "galley", "index", "pages", "room", "shape", "size", "starts")

    def __init__(self, galley: Parts, index: int, base: int, shape: Shape) -> None:
        self.galley, self.index = galley, index
        self.base, self.shape = base, shape
        self.size = len(shape.tags)
        self.room = self.size + (self.size >= _WORTH_A_BUNDLE)
        self.first = 0
        self.flow: list[tuple[int, tuple[int, ...]]] = []
        self.pages: list[int] = []
        self.starts: list[int] = []
        self.boxes: dict[int, tuple[int, Box]] = {}

    def stretch(self, page: int, tags: tuple[int, ...], start: int) -> None:
        """The content that comes next: on that page, marks of those tags, numbered from `start`."""
        pages = self.pages
        if page not in pages:
            pages.append(page)
        self.flow.append((pages.index(page), tags))
        self.starts.append(start)

    def drawn(self, figure: int, page: int, box: Box) -> None:
        """Something in that figure stands in that box on a page."""
        known = self.boxes.get(figure)
        if known is None:
            self.boxes[figure] = (page, box)
        elif known[0] == page:
            self.boxes[figure] = (page, around((known[1], box)))


class _Galley:
    """A galley's parts, in order."""

    __slots__ = ("_by_base", "known", "parts")

    def __init__(self, galley: Galley, shapes: Shapes) -> None:
        known = self.known = Parts([], [])
        self.parts: list[Part] = []
        self._by_base: dict[int, Part] = {}
        for index, (base, tags) in enumerate(galley.stretches()):
            shape = shapes.shape(tags)
            known.bases.append(base)
            known.shapes.append(shape)
            part = self._by_base[base] = Part(known, index, base, shape)
            self.parts.append(part)

    def holding(self, tag: int) -> Part:
        """The part that a tag belongs to."""
        return self._by_base.get(tag) or self.parts[self.known.holding(tag)]


class Root:
    """The root of a file's structure tree; one document of several is a part of it."""

    def __init__(self, objects: Objects) -> None:
        self.number, self.document = objects.reserve(), objects.reserve()
        self.keys = 0
        self.kids: list[int] = []
        self._objects = objects
        self._leaves: list[tuple[int, int, bytes]] = []

    def leaf(self, entries: bytes, keys: int) -> None:
        """What `keys` more pages have marked, as entries of the tree of parents."""
        self._leaves.append((self.keys, self.keys + keys - 1, entries))
        self.keys += keys

    def part(self, number: int, name: str, kids: Sequence[int]) -> None:
        """One document of several in the file: the element of that number, around `kids`."""
        title = b"/T" + text(name) if name else b""
        self._objects.put(number, b"<</S/Part%s/P %s/K[%s]>>" % (title, ref(self.document), refs(kids)))
        self.kids.append(number)
        first, last, entries = self._leaves[-1]
        leaf = self._objects.add(b"<</Limits[%d %d]/Nums[%s]>>" % (first, last, entries))
        self._leaves[-1] = (first, last, ref(leaf))

    def write(self, parted: bool) -> int:
        """Put the root, of `parted` documents or of one; its number."""
        put, document = self._objects.put, ref(self.document)
        put(self.document, b"<</S/Document/P %s/K[%s]>>" % (ref(self.number), refs(self.kids)))
        entries = b" ".join(entries for _, _, entries in self._leaves)
        parents = (b"/Kids[%s]" if parted else b"/Nums[%s]") % entries
        put(
            self.number,
            b"<</Type/StructTreeRoot/K %s/ParentTree<<%s>>/ParentTreeNextKey %d>>" % (document, parents, self.keys),
        )
        return self.number


class Tree:
    """Collects the marked content of one document while its pages are drawn, then becomes objects."""

    def __init__(
        self, galleys: Sequence[Galley], pages: Sequence[int], shapes: Shapes, elements: Elements, objects: Objects
    ) -> None:
        """`pages` are the object numbers of the document's pages, in order."""
        self._galleys = [_Galley(galley, shapes) for galley in galleys]
        self._elements, self._objects = elements, objects
        self._marked: dict[int, list[tuple[Part, tuple[int, ...]]]] = {page: [] for page in pages}
        self._counts = dict.fromkeys(pages, 0)
        self._page = 0

    def page(self, page: int) -> None:
        """The content that follows, next in reading order, stands on the page with that object number.

        A page that was left can be taken up again: two pages of a booklet share one.
        """
        self._page = page

    def part(self, galley: int, base: int) -> Part:
        """The part of a galley that holds the tag `base`."""
        return self._galleys[galley].holding(base)

    def take(self, galley: int, part: Part, base: int, chunk: Chunk, left: float, top: float) -> int:
        """Note what `chunk`, whose tags are counted from `base` in that part, marks on the current page.

        Its corner is at `left`, `top`.  The number of its first mark.
        """
        marks, page = chunk.marks, self._page
        start = self._counts[page]
        if not marks:
            return start
        self._counts[page] = start + len(marks)
        alone = part.base == base and chunk.last < part.size
        if alone:
            part.stretch(page, marks, start)
            self._marked[page].append((part, marks))
        else:
            self._take_apart(self._galleys[galley], [base + mark for mark in marks], start)
        for tag, box in chunk.figures:
            holder = part if alone else self.part(galley, base + tag)
            figure = holder.shape.figures[base + tag - holder.base]
            holder.drawn(figure, page, (left + box[0], top + box[1], left + box[2], top + box[3]))
        return start

    def _take_apart(self, galley: _Galley, tags: Sequence[int], start: int) -> None:
        """Note marks that belong to several parts of a galley."""
        for part, group in groupby(tags, galley.holding):
            own = tuple([tag - part.base for tag in group])
            part.stretch(self._page, own, start)
            self._marked[self._page].append((part, own))
            start += len(own)

    def write(self, root: Root, around_all: int) -> list[int]:
        """Put all elements inside the element `around_all`, and tell `root` of the pages; what it has for kids.

        Parts get their numbers by size, so that a part that stands elsewhere in another version often has the same.
        """
        objects = self._objects
        outer = [objects.reserve() if len(self._galleys) > 1 else around_all for _ in self._galleys]
        parts = [part for galley in self._galleys for part in galley.parts]
        parts.sort(key=_SIZE, reverse=True)
        first = objects.reserve(sum([part.room for part in parts]))
        for part in parts:
            part.first, first = first, first + part.room
        kids: list[int] = []
        for galley, element in zip(self._galleys, outer, strict=True):
            inner = kids if element == around_all else []
            for part in galley.parts:
                if part.size:
                    self._put(part, element)
                    inner += [part.first + tag for tag in part.shape.roots]
            if element != around_all:
                kids.append(element)
                objects.put(element, b"<</S/Sect/P %d 0 R/K[%s]>>" % (around_all, refs(inner)))
        parents = b"".join(
            b"%d[%s]" % (n, b" ".join([self._elements.refs(part.first, tags) for part, tags in marked]))
            for n, marked in enumerate(self._marked.values(), root.keys)
        )
        root.leaf(parents, len(self._marked))
        return kids

    def _put(self, part: Part, element: int) -> None:
        """Put the elements of a part, a large one as a bundle of its own."""
        boxes = tuple([(figure, box) for figure, (_, box) in part.boxes.items()]) if part.boxes else ()
        numbers = (part.first, element, tuple(part.pages), tuple(part.starts), boxes)
        if part.size < _WORTH_A_BUNDLE:
            self._objects.put_all(part.first, self._elements.bodies(part.shape, tuple(part.flow), numbers))
        else:
            whole = self._elements.bundle(part.shape, tuple(part.flow), numbers)
            self._objects.ready(part.first + part.size, whole, part.size)
