"""Structure elements as forms to fill in: made once for a part of a galley, filled for every document it stands in.

What changes from one document to the next are numbers (of objects, pages and marks) and the boxes of figures.  A
form is a byte template with those left open, all its elements at once, one a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from packgen.model.galley import Tag
from packgen.write.pdf_draw import Box
from packgen.write.pdf_objects import bundle, name, number, ref, refs, text

_NUMBERING: Final = frozenset(
    ("None", "Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha")
)
# The origins that a slot counts from: the part's first object, the element around the part, then pages and stretches.
_OWN: Final = 0
_AROUND: Final = 1
_PAGES: Final = 2
_REF: Final = b"%d 0 R"
_MOST: Final = 1000
_MOST_ELEMENTS: Final = 4000


class Form(Struct, frozen=True):
    """The elements of a part.  `slots` are (origin, distance) in the order of the template's gaps.

    `boxes` are (gap, figure).
    """

    template: bytes
    slots: tuple[tuple[int, int], ...]
    boxes: tuple[tuple[int, int], ...]

    def filled(
        self, first: int, around: int, pages: Sequence[int], starts: Sequence[int], boxes: Sequence[tuple[int, Box]]
    ) -> list[bytes]:
        """The elements, numbered from `first`, inside the element `around`.

        `pages` are page objects, `starts` the first marks of the stretches; `boxes` (figure, box) are in page space.
        """
        origins = (first, around, *pages, *starts)
        values: list[int | bytes] = [origins[origin] + distance for origin, distance in self.slots]
        drawn = dict(boxes)
        for gap, figure in self.boxes:
            values[gap] = b" ".join(map(number, drawn[figure]))
        return (self.template % tuple(values)).split(b"\n")


Flow = tuple[tuple[int, tuple[int, ...]], ...]
"""Where a part's content falls: of each stretch the index of its page among the part's own, and its marks' tags."""
Numbers = tuple[int, int, tuple[int, ...], tuple[int, ...], tuple[tuple[int, Box], ...]]
"""What a form is filled with: see `Form.filled`."""


class Elements:
    """The elements of parts, filled in once for the same numbers; and references to them."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[int, Flow, Numbers], tuple[Shape, list[bytes]]] = {}
        self._bundles: dict[tuple[int, Flow, Numbers], tuple[Shape, bytes]] = {}
        # By the identity of the tags.
        self._refs: dict[tuple[int, int], tuple[tuple[int, ...], bytes]] = {}

    def bodies(self, shape: Shape, flow: Flow, numbers: Numbers) -> Sequence[bytes]:
        """The elements of a part of that shape, whose content falls on pages as `flow` says."""
        key = (id(shape), flow, numbers)
        known = self._bodies.get(key)
        if known is None:
            if len(self._bodies) >= _MOST:
                self._bodies.clear()
            known = self._bodies[key] = (shape, shape.form(flow).filled(*numbers))
        return known[1]

    def bundle(self, shape: Shape, flow: Flow, numbers: Numbers) -> bytes:
        """The same bundled into a stream that follows them in number, as it stands in a file."""
        key = (id(shape), flow, numbers)
        known = self._bundles.get(key)
        if known is None:
            if len(self._bundles) >= _MOST_ELEMENTS:
                self._bundles.clear()
            first, holder = numbers[0], numbers[0] + len(shape.tags)
            bodies = shape.form(flow).filled(*numbers)
            known = self._bundles[key] = (shape, bundle(holder, range(first, holder), bodies))
        return known[1]

    def refs(self, first: int, tags: tuple[int, ...]) -> bytes:
        """References to the elements of a part that begins with object `first`."""
        if len(tags) == 1:
            return ref(first + tags[0])
        key = (first, id(tags))
        known = self._refs.get(key)
        if known is None:
            if len(self._refs) >= _MOST_ELEMENTS:
                self._refs.clear()
            known = self._refs[key] = (tags, refs([first + tag for tag in tags]))
        return known[1]


class Shape:
    """What is known of the tags of a part: their roles as names, the figures around them, which have no parent."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        self.tags = tags
        self.roles = [name(tag.role) for tag in tags]
        self.figures = _under_figures(tags)
        self.roots = tuple(n for n, tag in enumerate(tags) if tag.parent < 0)
        self._forms: dict[Flow, Form] = {}

    def form(self, flow: Flow) -> Form:
        """The form of a part whose content falls on pages as `flow` says."""
        found = self._forms.get(flow)
        if found is None:
            if len(self._forms) >= _MOST:
                self._forms.clear()
            found = self._forms[flow] = _Former(self.tags, self.figures, flow).form()
        return found


class Parts:
    """The shapes of a galley's parts, in order, and the tags that they begin with."""

    __slots__ = ("bases", "shapes")

    def __init__(self, bases: list[int], shapes: list[Shape]) -> None:
        self.bases, self.shapes = bases, shapes

    def holding(self, tag: int) -> int:
        """The index of the part that a tag of the galley belongs to."""
        return bisect_right(self.bases, tag) - 1


class Shapes:
    """The shapes of parts: one for all parts with equal tags."""

    def __init__(self) -> None:
        self._equal: dict[tuple[Tag, ...], Shape] = {}
        self._same: dict[int, tuple[tuple[Tag, ...], Shape]] = {}

    def shape(self, tags: tuple[Tag, ...]) -> Shape:
        """The shape of a part with these tags."""
        found = self._same.get(id(tags))
        if found is None:
            if len(self._same) >= _MOST:
                self._same.clear()
                self._equal.clear()
            shape = self._equal.get(tags)
            if shape is None:
                shape = self._equal[tags] = Shape(tags)
            found = self._same[id(tags)] = (tags, shape)
        return found[1]


class _Former:
    """Writes one form."""

    def __init__(self, tags: tuple[Tag, ...], figures: dict[int, int], flow: Flow) -> None:
        self.tags = tags
        self.slots: list[tuple[int, int]] = []
        self.boxes: list[tuple[int, int]] = []
        self.below: dict[int, list[int]] = {}
        for n, tag in enumerate(tags):
            self.below.setdefault(tag.parent, []).append(n)
        # Of each tag: when it was met, on which page, in which stretch and how far into it.
        self.content: dict[int, list[tuple[int, int, int, int]]] = {}
        self.box_page: dict[int, int] = {}
        met = 0
        for stretch, (page, marks) in enumerate(flow):
            for inside, element in enumerate(marks):
                self.content.setdefault(element, []).append((met, page, stretch, inside))
                if element in figures:
                    self.box_page.setdefault(figures[element], page)
                met += 1
        self.stretches = _PAGES + 1 + max((page for page, _ in flow), default=-1)

    def form(self) -> Form:
        lines = [self._element(n, tag) for n, tag in enumerate(self.tags)]
        return Form(b"\n".join(lines), tuple(self.slots), tuple(self.boxes))

    def _element(self, n: int, tag: Tag) -> bytes:
        content = self.content.get(n, ())
        page = content[0][1] if content else self.box_page.get(n)
        self.slots.append((_OWN, tag.parent) if tag.parent >= 0 else (_AROUND, 0))
        parts = [_opened(tag.role)]
        kids = self._kids(n, page, content)
        if kids:
            parts.append((b"/K %s" if len(kids) == 1 else b"/K[%s]") % b" ".join(kids))
        if page is not None:
            self.slots.append((_PAGES + page, 0))
            parts.append(b"/Pg " + _REF)
        if tag.lang:
            parts.append(b"/Lang" + _safe(text(tag.lang)))
        if tag.alt:
            parts.append(b"/Alt" + _safe(text(tag.alt)))
        if tag.title:
            parts.append(b"/T" + _safe(text(tag.title)))
        parts.append(self._attributes(n, tag))
        return b"".join(parts) + b">>"

    def _kids(self, n: int, page: int | None, content: Sequence[tuple[int, int, int, int]]) -> list[bytes]:
        """Child elements in the order of the tags, with the element's own content where it is read among them."""
        children = self.below.get(n, ())
        if not content:
            self.slots += [(_OWN, child) for child in children]
            return [_REF] * len(children)
        out: list[bytes] = []
        waiting = list(content)
        for child in children:
            starts = self._first(child) if waiting else None
            while waiting and starts is not None and waiting[0][0] < starts:
                out.append(self._marked(waiting.pop(0), page))
            self.slots.append((_OWN, child))
            out.append(_REF)
        out += [self._marked(item, page) for item in waiting]
        return out

    def _marked(self, item: tuple[int, int, int, int], page: int | None) -> bytes:
        _, stands_on, stretch, inside = item
        mark = (self.stretches + stretch, inside)
        if stands_on == page:
            self.slots.append(mark)
            return b"%d"
        self.slots += ((_PAGES + stands_on, 0), mark)
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>"

    def _first(self, tag: int) -> int | None:
        """When the first content of an element or of those below it was met."""
        found: list[int] = []
        stack = [tag]
        while stack:
            at = stack.pop()
            content = self.content.get(at)
            if content:
                found.append(content[0][0])
            stack.extend(self.below.get(at, ()))
        return min(found, default=None)

    def _attributes(self, n: int, tag: Tag) -> bytes:
        if tag.role == "TH" and tag.scope:
            return b"/A<</O/Table/Scope%s>>" % _safe(name(tag.scope))
        if tag.role == "L" and tag.numbering:
            return b"/A<</O/List/ListNumbering%s>>" % name(tag.numbering if tag.numbering in _NUMBERING else "Decimal")
        if tag.role == "Figure" and n in self.box_page:
            self.boxes.append((len(self.slots), n))
            self.slots.append((_OWN, 0))
            return b"/A<</O/Layout/Placement/Block/BBox[%s]>>"
        return b""


def _under_figures(tags: Sequence[Tag]) -> dict[int, int]:
    """For each tag that is a figure or stands in one: the figure."""
    found: dict[int, int] = {}
    for n, tag in enumerate(tags):
        if tag.role == "Figure":
            found[n] = n
        elif tag.parent in found:
            found[n] = found[tag.parent]
    return found


@lru_cache(maxsize=1_000)
def _opened(role: str) -> bytes:
    """How an element of that role begins, with a gap for the one around it."""
    return b"<</S%s/P %s" % (_safe(name(role)), _REF)


def _safe(value: bytes) -> bytes:
    """Bytes that stand for themselves in a template."""
    return value.replace(b"%", b"%%")
