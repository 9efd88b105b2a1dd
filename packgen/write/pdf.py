"""A printable document to PDF 1.7 bytes, tagged for PDF/UA-1.

The same document and fonts give the same bytes in any process.  A `Writer` is made once for a frozen set
of fonts: it encodes each piece, font and picture once, however many documents they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packgen.model.galley import ARTIFACT, Glyphs, Printable, Raster, Sheet, Side
from packgen.typeset.faces import Subsets
from packgen.write.pdf_draw import Encoder, Stamp, image_name
from packgen.write.pdf_fonts import FontBytes
from packgen.write.pdf_forms import Shapes
from packgen.write.pdf_images import ImageBytes
from packgen.write.pdf_meta import catalogue, info, outline
from packgen.write.pdf_objects import Objects, number, ref
from packgen.write.pdf_tree import Tree

_BRANCH = 40
# In place of a galley's number.
_DECORATION = -1
# Moves that are kept as they are written.
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


def furniture_faces(printables: Iterable[Printable]) -> tuple[str, ...]:
    """The faces that the furniture of documents is drawn in, sorted."""
    pieces = {id(p.piece): p.piece for each in printables for sheet in each.sheets for p in sheet.furniture}
    drawn = (op for piece in pieces.values() for run in piece.runs for op in run.ops)
    return tuple(sorted({op.face for op in drawn if isinstance(op, Glyphs)}))


class Writer:
    """Writes documents that share fonts, pieces and pictures."""

    def __init__(self, subsets: Subsets) -> None:
        self._encoder = Encoder(subsets)
        self._fonts = FontBytes(subsets)
        self._images = ImageBytes()
        self._shapes = Shapes()
        self._moves: dict[tuple[int, int], bytes] = {}

    def write(self, printable: Printable) -> bytes:
        """One document's PDF.  PackgenError if a picture cannot be read."""
        objects = Objects()
        sides = printable.sides or tuple(Side(s.width, s.height, ((n, 0.0),)) for n, s in enumerate(printable.sheets))
        pages = [objects.reserve() for _ in sides]
        tree = Tree(printable.galleys, pages, self._encoder, self._shapes, objects)
        parents, root = _page_tree(pages, objects)
        resources = objects.reserve()
        used: dict[int, Stamp] = {}
        places = {page: (n, right) for n, side in enumerate(sides) for page, right in side.pages}
        drawn: list[list[bytes]] = [[] for _ in sides]
        for page, sheet in enumerate(printable.sheets):
            n, right = places[page]
            tree.page(pages[n])
            drawn[n].append(self._content(sheet, right, tree, used))
        for n, side in enumerate(sides):
            content = objects.flate(b"", drawn[n][0] if len(drawn[n]) == 1 else b"".join(map(_apart, drawn[n])))
            objects.put(
                pages[n],
                b"<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Resources %s/Contents %s/StructParents %d/Tabs/S>>"
                % (
                    ref(parents[n]),
                    number(side.width),
                    number(side.height),
                    ref(resources),
                    ref(content),
                    n,
                ),
            )
        objects.put(resources, self._resources(used.values(), objects))
        heights = [(pages[places[n][0]], sheet.height) for n, sheet in enumerate(printable.sheets)]
        outlines = outline(printable.outline, heights, objects)
        catalog = catalogue(printable, root, tree.write(), outlines, objects)
        return objects.file(catalog, info(printable, objects))

    def _content(self, sheet: Sheet, right: float, tree: Tree, used: dict[int, Stamp]) -> bytes:
        """A page's operators: each piece moved to its place, all that follows one another in an element marked once.

        The page stands `right` points from the left edge of its side.  What was stamped is noted in `used`,
        by identity.
        """
        out: list[bytes] = []
        put, stamp_of, height = out.append, self._encoder.stamp, sheet.height
        across = down = 0
        here, here_tag = _DECORATION, ARTIFACT
        opened = False
        pieces = [(placed, placed.galley) for placed in sheet.placed]
        pieces += [(placed, _DECORATION) for placed in sheet.furniture]
        for placed, galley in pieces:
            x, y = round((placed.x + right) * 1000), round((height - placed.y) * 1000)
            for run in placed.piece.runs:
                stamp = stamp_of(run)
                if not stamp.content:
                    continue
                used[id(stamp)] = stamp
                tag = run.tag if galley >= 0 else ARTIFACT
                other = tag != here_tag or not opened or (galley != here and tag != ARTIFACT)
                if other and opened:
                    put(b"EMC\n")
                if x != across or y != down:
                    put(self._moved(x - across, y - down))
                    across, down = x, y
                if other:
                    put(b"/Artifact BMC\n" if tag == ARTIFACT else tree.mark(galley, tag))
                    here, here_tag, opened = galley, tag, True
                put(stamp.content)
                if tag != ARTIFACT and tree.drawn:
                    tree.outline_figure(run, placed.x + right, height - placed.y)
        if opened:
            put(b"EMC\n")
        return b"".join(out)

    def _moved(self, dx: int, dy: int) -> bytes:
        """The operator that moves the origin by thousandths of a point."""
        found = self._moves.get((dx, dy))
        if found is None:
            if len(self._moves) >= _MOST:
                self._moves.clear()
            found = self._moves[dx, dy] = b"1 0 0 1 %s %s cm\n" % (number(dx / 1000), number(dy / 1000))
        return found

    def _resources(self, used: Iterable[Stamp], objects: Objects) -> bytes:
        """Fonts and pictures of the whole document: one dictionary that all its pages share."""
        faces: set[str] = set()
        pictures: dict[str, Raster] = {}
        for stamp in used:
            faces |= stamp.faces
            for op in stamp.pictures:
                if op.w >= pictures.get(op.digest, op).w:
                    pictures[op.digest] = op
        fonts = [self._encoder.fonts[face] + b" " + ref(self._fonts.write(face, objects)) for face in sorted(faces)]
        images = [
            image_name(digest) + b" " + ref(self._images.write(op.path, digest, op.w, objects))
            for digest, op in sorted(pictures.items())
        ]
        return b"<</Font<<%s>>/XObject<<%s>>>>" % (b"".join(fonts), b"".join(images))


def _apart(content: bytes) -> bytes:
    """A page's operators, after which the pen is where it was."""
    return b"q\n%sQ\n" % content


def _page_tree(pages: Sequence[int], objects: Objects) -> tuple[list[int], int]:
    """The parent of each page, and the root: branches of at most forty, so that long files open fast."""
    parents: dict[int, int] = {}
    leaves = dict.fromkeys(pages, 1)
    level = list(pages)
    while True:
        above: list[int] = []
        for start in range(0, len(level), _BRANCH):
            above.append(objects.reserve())
            for kid in level[start : start + _BRANCH]:
                parents[kid] = above[-1]
            leaves[above[-1]] = sum(leaves[kid] for kid in level[start : start + _BRANCH])
        if len(above) == 1:
            break
        level = above
    kids: dict[int, list[int]] = {}
    for kid, parent in parents.items():
        kids.setdefault(parent, []).append(kid)
    for node, members in kids.items():
        up = b"/Parent " + ref(parents[node]) if node in parents else b""
        body = b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (up, leaves[node], b" ".join(map(ref, members)))
        objects.put(node, body)
    return [parents[page] for page in pages], above[0]
