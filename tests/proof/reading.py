"""A printed PDF as somebody without packgen reads it: characters and rules by position, and what its tags say.

Positions are points from the page's top left.  Text and rules come from pdfium, the structure tree from pikepdf.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
LITTLE = 0.1


@dataclass(eq=False)
class Element:
    """A structure element: its kids are elements and (page from 0, marked-content number) pairs, in order."""

    role: str
    alt: str = ""
    title: str = ""
    lang: str = ""
    scope: str = ""
    parent: Element | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[tuple[int, int]]:
        """All marked content in and below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            else:
                yield kid

    def inside(self, role: str) -> Element | None:
        """The nearest element of that role around this one, itself included."""
        at: Element | None = self
        while at is not None and at.role != role:
            at = at.parent
        return at


@dataclass(frozen=True)
class Char:
    """A character's ink box, baseline and face; `mark` is its marked-content number, -1 for an artifact."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    x: float
    baseline: float
    font: str
    size: float
    mark: int


@dataclass(frozen=True)
class Stroke:
    """A drawn path or picture by its bounds, with the width of its line (0 = not stroked) and its dashes in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    width: float
    mark: int
    kind: str
    dash: tuple[float, ...] = ()

    @property
    def level(self) -> bool:
        """True for a horizontal rule."""
        return self.kind == "path" and self.bottom - self.top <= self.width + 0.5 and self.x1 - self.x0 > 8

    @property
    def ink(self) -> tuple[float, float, float, float]:
        """What is inked, left, top, right, bottom: pdfium adds the whole width of a line on every side."""
        half = self.width / 2
        level = self.bottom - self.top < 2 * self.width + LITTLE
        upright = self.x1 - self.x0 < 2 * self.width + LITTLE
        x, y = half * (1 + level), half * (1 + upright)  # a line's ends are cut off square
        return self.x0 + x, self.top + y, self.x1 - x, self.bottom - y


@dataclass(frozen=True)
class Run:
    """Neighbouring characters of one baseline; `x` is where the first one starts, with the white before its ink."""

    text: str
    x: float
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    font: str
    size: float
    mark: int

    @property
    def bold(self) -> bool:
        return "Bold" in self.font


@dataclass
class Page:
    """One page: its size, characters in the order of drawing, and strokes."""

    number: int
    width: float
    height: float
    chars: list[Char]
    strokes: list[Stroke]

    @cached_property
    def runs(self) -> list[Run]:
        """Characters joined while they follow one another on a baseline, in order of drawing."""
        out: list[list[Char]] = []
        for char in self.chars:
            last = out[-1][-1] if out else None
            near = (
                last is not None and abs(char.baseline - last.baseline) < 4 and -2 < char.x - last.x < 2.2 * char.size
            )
            if near and last is not None and char.mark == last.mark and char.x - last.x1 < 0.7 * char.size:
                out[-1].append(char)
            else:
                out.append([char])
        return [_run(chars) for chars in out if any(c.text.strip() for c in chars)]

    @cached_property
    def text(self) -> str:
        """All text in the order of drawing, one line a run."""
        return "\n".join(run.text for run in self.runs)


@dataclass
class Paper:
    """A whole PDF."""

    data: bytes
    pages: list[Page]
    tree: Element
    lang: str
    title: str
    shown_title: bool

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The characters of each marked content."""
        out: dict[tuple[int, int], list[str]] = {}
        for n, page in enumerate(self.pages):
            for char in page.chars:
                out.setdefault((n, char.mark), []).append(char.text)
        return {key: "".join(chars) for key, chars in out.items()}

    def words(self, element: Element) -> str:
        """The text of an element, in the order in which it is read."""
        return " ".join(" ".join(self.texts.get(mark, "") for mark in element.marks()).split())

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


@lru_cache(maxsize=64)
def read(data: bytes) -> Paper:
    """Everything that stands on the pages of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [_page(document[n], n) for n in range(len(document))]
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        preferences = root.get("/ViewerPreferences", {})
        return Paper(
            data,
            pages,
            _tree(pdf),
            str(root.get("/Lang", "")),
            str(pdf.docinfo.get("/Title", "")),
            bool(preferences.get("/DisplayDocTitle", False)),
        )


@lru_cache(maxsize=64)
def texts(data: bytes) -> tuple[str, ...]:
    """The words on each page, line by line as they are drawn: much faster than `read`, and no more than that."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
    finally:
        document.close()


def what_is(thing: Char | Stroke) -> str:
    """What a message calls it."""
    return repr(thing.text) if isinstance(thing, Char) else "a line or picture"


def letters(text: str) -> str:
    """Letters and digits alone, in small letters: what typography and line ends leave as it was."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _run(chars: list[Char]) -> Run:
    first = chars[0]
    return Run(
        "".join(c.text for c in chars).strip(),
        first.x,
        min(c.x0 for c in chars),
        max(c.x1 for c in chars),
        min(c.top for c in chars),
        max(c.bottom for c in chars),
        first.baseline,
        first.font,
        first.size,
        first.mark,
    )


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    strokes = [_stroke(obj.raw, height) for obj in page.get_objects() if obj.type != pdfium.FPDF_PAGEOBJ_TEXT]
    return Page(number, width, height, list(_chars(page.get_textpage(), height)), strokes)


def _chars(page: pypdfium2.PdfTextPage, height: float) -> Iterator[Char]:
    text = page.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    here, font, size, mark = None, "", 0.0, -1
    for n in range(page.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, n) == 1:
            continue
        drawn = pdfium.FPDFText_GetTextObject(text, n)
        address = ctypes.cast(drawn, ctypes.c_void_p).value
        if address != here:
            here = address
            pdfium.FPDFText_GetFontInfo(text, n, name, 96, flags)
            font = name.value.decode().rpartition("+")[2]
            size = pdfium.FPDFText_GetFontSize(text, n)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        pdfium.FPDFText_GetCharBox(text, n, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        ink = (left.value, height - top.value, right.value, height - bottom.value)
        yield Char(chr(pdfium.FPDFText_GetUnicode(text, n)), *ink, x.value, height - y.value, font, size, mark)


def _stroke(obj: object, height: float) -> Stroke:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(obj, left, bottom, right, top)
    width = ctypes.c_float()
    kind = "path" if pdfium.FPDFPageObj_GetType(obj) == pdfium.FPDF_PAGEOBJ_PATH else "picture"
    if kind == "path":
        fill, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(obj, fill, stroked)
        if stroked.value:
            pdfium.FPDFPageObj_GetStrokeWidth(obj, width)
    count = max(0, pdfium.FPDFPageObj_GetDashCount(obj))
    dash = (ctypes.c_float * count)()
    if count:
        pdfium.FPDFPageObj_GetDashArray(obj, dash, count)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(obj)
    box = (left.value, height - top.value, right.value, height - bottom.value)
    return Stroke(*box, width.value, mark, kind, tuple(dash))


def _tree(pdf: pikepdf.Pdf) -> Element:
    pages = {page.objgen: n for n, page in enumerate(pdf.pages)}
    top = Element("")
    if "/StructTreeRoot" in pdf.Root:
        for kid in _kids(pdf.Root.StructTreeRoot):
            top.kids.append(_element(kid, top, pages))
    return top


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    if "/K" not in node:
        return []
    return list(node.K) if isinstance(node.K, pikepdf.Array) else [node.K]


def _element(node: pikepdf.Object, parent: Element, pages: dict[tuple[int, int], int]) -> Element:
    attributes = node.get("/A", {})
    scope = str(attributes.get("/Scope", "")) if isinstance(attributes, pikepdf.Dictionary) else ""
    words = (str(node.get(key, "")) for key in ("/Alt", "/T", "/Lang"))
    made = Element(str(node.S)[1:], *words, scope.removeprefix("/"), parent)
    own = pages.get(node.Pg.objgen, -1) if "/Pg" in node else -1
    for kid in _kids(node):
        if isinstance(kid, int):
            made.kids.append((own, kid))
        elif "/S" in kid:
            made.kids.append(_element(kid, made, pages))
        else:
            made.kids.append((pages.get(kid.Pg.objgen, -1) if "/Pg" in kid else own, int(kid.MCID)))
    return made
