"""The structure tree: every galley's tags as structure elements, in the order in which they are read.

An element's content is whatever runs carry its tag, on however many pages they stand; elements without
content (an empty table cell) are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from packgen.model.galley import Galley, Run
from packgen.write.pdf_draw import Box, Encoder, around
from packgen.write.pdf_forms import Shape, Shapes
from packgen.write.pdf_objects import Objects, ref, text


class _Part:
    """A part of a galley and what is known of its content so far.

    `flow` is the order of its content: tags of the part, and before each stretch on one page the complement of
    that page's index in `pages`.  `starts` are the marks that the stretches begin with; `boxes` hold what each
    figure draws on the page where it begins.
    """

    __slots__ = ("base", "boxes", "end", "flow", "galley", "pages", "shape", "starts")

    def __init__(self, galley: int, base: int, shape: Shape) -> None:
        self.galley, self.base, self.end, self.shape = galley, base, base + len(shape.tags), shape
        self.flow: list[int] = []
        self.pages: list[int] = []
        self.starts: list[int] = []
        self.boxes: dict[int, tuple[int, Box]] = {}


class Root:
    """The root of a file's structure tree; one document of several is a part of it."""

    def __init__(self, objects: Objects) -> None:
        self.number, self.document = objects.reserve(), objects.reserve()
        self.keys = 0
        self.kids: list[bytes] = []
        self._objects = objects
        self._leaves: list[tuple[int, int, bytes]] = []

    def leaf(self, entries: bytes, keys: int) -> None:
        """What `keys` more pages have marked, as entries of the tree of parents."""
        self._leaves.append((self.keys, self.keys + keys - 1, entries))
        self.keys += keys

    def part(self, number: int, name: str, kids: Sequence[bytes]) -> None:
        """One document of several in the file: the element of that number, around `kids`."""
        title = b"/T" + text(name) if name else b""
        self._objects.put(number, b"<</S/Part%s/P %s/K[%s]>>" % (title, ref(self.document), b" ".join(kids)))
        self.kids.append(ref(number))
        first, last, entries = self._leaves[-1]
        leaf = self._objects.add(b"<</Limits[%d %d]/Nums[%s]>>" % (first, last, entries))
        self._leaves[-1] = (first, last, ref(leaf))

    def write(self, parted: bool) -> int:
        """Put the root, of `parted` documents or of one; its number."""
        put, document = self._objects.put, ref(self.document)
        put(self.document, b"<</S/Document/P %s/K[%s]>>" % (ref(self.number), b" ".join(self.kids)))
        entries = b" ".join(entries for _, _, entries in self._leaves)
        parents = (b"/Kids[%s]" if parted else b"/Nums[%s]") % entries
        put(
            self.number,
            b"<</Type/StructTreeRoot/K %s/ParentTree<<%s>>/ParentTreeNextKey %d>>" % (document, parents, self.keys),
        )
        return self.number


class Tree:
    """Collects the marked content of one document while its pages are stamped, then becomes objects."""

    def __init__(
        self, galleys: Sequence[Galley], pages: Sequence[int], encoder: Encoder, shapes: Shapes, objects: Objects
    ) -> None:
        """`pages` are the object numbers of the document's pages, in order."""
        self._sizes = [len(galley.tags) for galley in galleys]
        self._encoder = encoder
        self._objects = objects
        self._parts = [
            [_Part(n, base, shapes.shape(tags)) for base, tags in galley.parts or ((0, galley.tags),)]
            for n, galley in enumerate(galleys)
        ]
        self._bases = [[part.base for part in parts] for parts in self._parts]
        self._marks: dict[int, list[tuple[int, int]]] = {page: [] for page in pages}
        self._page = 0
        self._marked: list[tuple[int, int]] = []
        self._marking: _Part | None = None
        self._figure = -1
        # True if the content that was opened last stands in a figure.
        self.drawn = False

    def page(self, page: int) -> None:
        """The content that follows, next in reading order, stands on the page with that object number.

        A page that was left can be taken up again: two pages of a booklet share one.
        """
        self._page, self._marked = page, self._marks[page]
        self._marking = None

    def mark(self, galley: int, tag: int) -> bytes:
        """The operator that opens a tag's content on the current page."""
        number = len(self._marked)
        self._marked.append((galley, tag))
        part = self._marking
        if part is None or part.galley != galley or not part.base <= tag < part.end:
            part = self._marking = self._parts[galley][bisect_right(self._bases[galley], tag) - 1]
            if self._page not in part.pages:
                part.pages.append(self._page)
            part.flow.append(~part.pages.index(self._page))
            part.starts.append(number)
        local = tag - part.base
        part.flow.append(local)
        self._figure = part.shape.figures.get(local, -1)
        self.drawn = self._figure >= 0
        return b"%s<</MCID %d>>BDC\n" % (part.shape.roles[local], number)

    def outline_figure(self, run: Run, left: float, top: float) -> None:
        """Note what a run draws for the box around its figure; its piece's corner is at `left`, `top`."""
        part = self._marking
        box = self._encoder.box(run)
        if part is None or box is None:
            return
        page = self._page
        here = (left + box[0], top - box[3], left + box[2], top - box[1])
        known = part.boxes.setdefault(self._figure, (page, here))
        if known[0] == page:
            part.boxes[self._figure] = (page, around((known[1], here)))

    def write(self, root: Root, around: int) -> list[bytes]:
        """Put all elements inside the element `around`, and tell `root` of the pages; what `around` has for kids."""
        objects = self._objects
        firsts = [objects.reserve(size) for size in self._sizes]
        kids: list[bytes] = []
        for n, parts in enumerate(self._parts):
            outer, inner = around, kids
            if len(self._parts) > 1:
                outer, inner = objects.reserve(), []
                kids.append(ref(outer))
            for part in parts:
                first = firsts[n] + part.base
                form = part.shape.form(tuple(part.flow))
                boxes = {figure: box for figure, (_, box) in part.boxes.items()}
                objects.put_all(first, form.filled(first, outer, part.pages, part.starts, boxes))
                inner.extend(ref(first + tag) for tag in form.roots)
            if outer != around:
                objects.put(outer, b"<</S/Sect/P %s/K[%s]>>" % (ref(around), b" ".join(inner)))
        parents = b"".join(
            b"%d[%s]" % (n, b" ".join([b"%d 0 R" % (firsts[galley] + tag) for galley, tag in marked]))
            for n, marked in enumerate(self._marks.values(), root.keys)
        )
        root.leaf(parents, len(self._marks))
        return kids
