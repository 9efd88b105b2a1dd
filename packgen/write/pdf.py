"""A printable document to PDF 1.7 bytes, tagged for PDF/UA-1.

The same document and fonts give the same bytes in any process.  A `Writer` is made once for a frozen set
of fonts: it encodes each piece, font and picture once, however many documents they stand in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import structs

from packgen.model.galley import Glyphs, Printable, Raster, Sheet, Side
from packgen.typeset.faces import Subsets
from packgen.write.pdf_chunks import Chunks, moved
from packgen.write.pdf_draw import Encoder, image_name
from packgen.write.pdf_flate import Packed, joined
from packgen.write.pdf_fonts import FontBytes
from packgen.write.pdf_forms import Elements, Shapes
from packgen.write.pdf_images import ImageBytes
from packgen.write.pdf_meta import catalogue, info, outline
from packgen.write.pdf_objects import Objects, number, ref
from packgen.write.pdf_pages import PageTree
from packgen.write.pdf_tree import Root, Tree

# Streams of a file that are known by their content.
_MOST = 20_000


def write(printable: Printable, subsets: Subsets) -> bytes:
    """One document's PDF; `subsets` must hold the characters of all its text (see `characters`)."""
    return Writer(subsets).write(printable)


def characters(printables: Iterable[Printable]) -> dict[str, set[str]]:
    """The characters that documents draw in each face: what their fonts must be frozen with."""
    placed = (p for each in printables for sheet in each.sheets for p in (*sheet.placed, *sheet.furniture))
    drawn = {id(run.ops): run.ops for p in placed for run in p.piece.runs}
    found: dict[str, set[str]] = {}
    for ops in drawn.values():
        for op in ops:
            if isinstance(op, Glyphs):
                found.setdefault(op.face, set()).update(op.text)
    return found


class Writer:
    """Writes documents that share fonts, blocks and pictures."""

    def __init__(self, subsets: Subsets) -> None:
        self.encoder = Encoder(subsets)
        self.chunks = Chunks(self.encoder)
        self.fonts = FontBytes(subsets)
        self.images = ImageBytes()
        self.shapes = Shapes()
        self.elements = Elements()

    def write(self, printable: Printable) -> bytes:
        """One document's PDF.  PackgenError if a picture cannot be read."""
        return b"".join(_Book(self).parts((printable,)))

    def merged(self, printables: Iterable[Printable], title: str) -> Iterator[bytes]:
        """The PDF of several documents one after another, each written and forgotten before the next is asked for.

        Pages that look the same share their content.  PackgenError if a picture cannot be read.
        """
        return _Book(self, title, merged=True).parts(printables)


class _Book:
    """One file being written, of one document or of several."""

    def __init__(self, writer: Writer, title: str = "", merged: bool = False) -> None:
        self._writer, self._title, self._merged = writer, title, merged
        self._objects = Objects()
        writer.fonts.reserve(self._objects)
        self._pages = PageTree(self._objects)
        self._root = Root(self._objects)
        self._resources = self._objects.reserve()
        self._faces: set[str] = set()
        self._pictures: dict[str, Raster] = {}
        self._entries: list[tuple[int, str, int, float]] = []
        self._heights: list[tuple[int, float]] = []
        # The streams of pages that were written, by the hash of their content.
        self._known: dict[bytes, int] = {}

    def parts(self, printables: Iterable[Printable]) -> Iterator[bytes]:
        """The bytes of the file, those of each document as soon as it is done."""
        first: Printable | None = None
        for printable in printables:
            first = first or structs.replace(printable, galleys=(), sheets=(), outline=())
            self._add(printable)
            if self._merged:
                yield b"".join(self._objects.written())
        assert first is not None, "there is a document"
        objects = self._objects
        objects.put(self._resources, self._named())
        outlines = outline(self._entries, self._heights, objects)
        about = structs.replace(first, title=self._title or first.title)
        catalog = catalogue(about, self._pages.write(), self._root.write(self._merged), outlines, objects)
        identity = info(about, objects)
        yield b"".join([*objects.written(), *objects.ended(catalog, identity)])

    def _add(self, printable: Printable) -> None:
        """One document: its pages, its part of the structure, its outline."""
        objects, root, writer = self._objects, self._root, self._writer
        sides = printable.sides or tuple([Side(s.width, s.height, ((n, 0.0),)) for n, s in enumerate(printable.sheets)])
        first = objects.reserve(len(sides))
        pages = range(first, first + len(sides))
        around = objects.reserve() if self._merged else root.document
        tree = Tree(printable.galleys, pages, writer.shapes, writer.elements, objects)
        places = {page: (n, right) for n, side in enumerate(sides) for page, right in side.pages}
        drawn: list[list[list[Packed]]] = [[] for _ in sides]
        for page, sheet in enumerate(printable.sheets):
            n, right = places[page]
            tree.page(pages[n])
            drawn[n] += (self._body(sheet, right, tree), self._furniture(sheet, right))
        for n, side in enumerate(sides):
            objects.put(
                pages[n],
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %s/StructParents %d/Tabs/S>>"
                % (
                    self._pages.parent(pages[n]),
                    number(side.width),
                    number(side.height),
                    self._resources,
                    self._contents(drawn[n]),
                    root.keys + n,
                ),
            )
        heights = [(pages[places[n][0]], sheet.height) for n, sheet in enumerate(printable.sheets)]
        self._outline(printable, heights)
        kids = tree.write(root, around)
        if self._merged:
            root.part(around, printable.name, kids)
        else:
            root.kids += kids

    def _contents(self, drawn: Sequence[Sequence[Packed]]) -> bytes:
        """A page's streams, as its entry names them; in a file of several documents, those that are there already."""
        if not self._merged:
            return ref(self._objects.flate(joined(chain.from_iterable(drawn))))
        return b"[%s]" % b" ".join([ref(self._shared(joined(pieces))) for pieces in drawn if pieces])

    def _shared(self, content: bytes) -> int:
        """The stream with this compressed content, written once a file."""
        key = hashlib.blake2b(content, digest_size=16).digest()
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[key] = self._objects.flate(content)
        return found

    def _outline(self, printable: Printable, heights: Sequence[tuple[int, float]]) -> None:
        """A document's entries; one of several documents has one of its own, above the others if it is for teachers."""
        entries, start = printable.outline, len(self._heights)
        if self._merged:
            below = printable.audience == "teachers"
            entries = tuple((level + 1, title, page, y) for level, title, page, y in entries) if below else ()
            if printable.name and heights:
                entries = ((1, printable.name, 0, 0.0), *entries)
        where = {page: n for n, page in enumerate(dict.fromkeys(page for _, _, page, _ in entries), start)}
        self._heights += [heights[page] for page in where]
        self._entries += [(level, title, where[page], y) for level, title, page, y in entries]

    def _body(self, sheet: Sheet, right: float, tree: Tree) -> list[Packed]:
        """What is read on a page that stands `right` points from the left edge of its side, stretch by stretch."""
        out: list[Packed] = []
        placed, height, chunks, faces = sheet.placed, sheet.height, self._writer.chunks, self._faces.update
        start, end = 0, len(placed)
        while start < end:
            first = placed[start]
            galley, base = first.galley, first.base
            stop = start + 1
            while stop < end and placed[stop].base == base and placed[stop].galley == galley:
                stop += 1
            part = tree.part(galley, base)
            chunk = chunks.chunk(placed[start:stop], base, part.galley, part.index)
            left, top = first.x + right, height - first.y
            out += (moved(left, top), chunk.packed(tree.take(galley, part, base, chunk, left, top)))
            faces(chunk.faces)
            if chunk.pictures:
                self._show(chunk.pictures)
            start = stop
        return out

    def _furniture(self, sheet: Sheet, right: float) -> list[Packed]:
        """What stands around it, all of it decoration."""
        out: list[Packed] = []
        decoration, faces = self._writer.chunks.decoration, self._faces.update
        for placed in sheet.furniture:
            left, top = placed.x + right, sheet.height - placed.y
            for run in placed.piece.runs:
                piece, stamp = decoration(run, left, top)
                out.append(piece)
                faces(stamp.faces)
                if stamp.pictures:
                    self._show(stamp.pictures)
        return out

    def _show(self, pictures: Iterable[Raster]) -> None:
        """Note pictures of something drawn."""
        for op in pictures:
            if op.w >= self._pictures.get(op.digest, op).w:
                self._pictures[op.digest] = op

    def _named(self) -> bytes:
        """Fonts and pictures of the whole file: one dictionary that all its pages share."""
        writer, objects = self._writer, self._objects
        fonts = [
            writer.encoder.fonts[face] + b" " + ref(writer.fonts.write(face, objects)) for face in sorted(self._faces)
        ]
        images = [
            image_name(digest) + b" " + ref(writer.images.write(op, objects))
            for digest, op in sorted(self._pictures.items())
        ]
        return b"<</Font<<%s>>/XObject<<%s>>>>" % (b"".join(fonts), b"".join(images))
