"""Printables by hand: every operator, every kind of structure element, two pages."""

from __future__ import annotations

from packgen.model.galley import (
    ARTIFACT,
    Disc,
    Galley,
    Glyphs,
    Line,
    Op,
    Outline,
    Piece,
    Placed,
    Printable,
    Raster,
    Rect,
    Run,
    Shape,
    Sheet,
    Tag,
)
from packgen.typeset.faces import Faces, Subsets
from packgen.write.pdf import characters

SANS, BOLD, SERIF, FIRA = "SourceSansPro-Regular", "SourceSansPro-Bold", "PTSerif-Regular", "FiraSans-Regular"
FAMILIES = {"sans": ("Source Sans Pro", "Fira Sans"), "serif": ("PT Serif", "Fira Sans")}


def faces() -> Faces:
    return Faces(FAMILIES)


def frozen(*printables: Printable) -> Subsets:
    return faces().freeze(characters(printables))


def words(text: str, x: float = 60.0, y: float = 12.0, face: str = SANS, size: float = 12.0, **more: object) -> Glyphs:
    return Glyphs(x, y, face, size, text, **more)  # type: ignore[arg-type]  # a test's shorthand


def piece(tag: int, *ops: Op, height: float = 20.0) -> Piece:
    return Piece(height, (Run(tag, ops),))


def printable(sheets: tuple[Sheet, ...], galleys: tuple[Galley, ...], **more: object) -> Printable:
    fields: dict[str, object] = {
        "title": "Stalin (1924–29)",
        "lang": "en-GB",
        "audience": "pupils",
        "author": "A school & co",
        "subject": "History",
        **more,
    }
    return Printable(galleys=galleys, sheets=sheets, **fields)  # type: ignore[arg-type]  # a test's shorthand


def sheet(*pieces: tuple[Piece, int], furniture: tuple[Piece, ...] = (), top: float = 60.0) -> Sheet:
    """A4 with pieces, each with its galley, one below the other."""
    placed, y = [], top
    for one, galley in pieces:
        placed.append(Placed(galley, y, one))
        y += one.height + 6.0
    return Sheet(595.276, 841.89, tuple(placed), tuple(Placed(-1, 30.0, one) for one in furniture))


RULE = piece(ARTIFACT, Line(73.7, 24.0, 549.9, 24.0, 0.5), height=24.0)


def drawing() -> tuple[Op, ...]:
    return (
        Line(60, 10, 200, 10, 1.25),
        Line(60, 16, 200, 16, 1.2, "#000000", (0.0, 2.8), round=True),
        Line(60, 22, 200, 22, 0.5, "#808080", (3.0, 3.0)),
        Rect(60, 30, 60, 20, 0.5),
        Rect(130, 30, 60, 20, 2.0, "#808080", "#fff8e7", 6.0),
        Rect(200, 30, 60, 20, 0.0, fill="#e8e8e8"),
        Disc(280, 40, 4.0),
        Disc(300, 40, 4.0, fill=""),
        Shape(((320, 30), (330, 50), (340, 30)), fill="#000000"),
        Shape(((350, 30), (360, 50), (370, 30)), 1.0, "#aa0000"),
        Outline(
            380.0,
            50.0,
            ((0, 0, 0, -12, 20, -12, 20, 0, 20, 6, 0, 6, 0, 0), (5, 0, 5, 2, 15, 2, 15, 0, 15, 0, 5, 0, 5, 0)),
        ),
    )


def full(picture: str) -> Printable:
    """Two galleys on two pages; `picture` is the path of a PNG."""
    tags = (
        Tag("H1", -1),
        Tag("Sect", -1, title="Question 1"),
        Tag("P", 1),
        Tag("Span", 2, lang="ru"),
        Tag("L", 1, numbering="Disc"),
        Tag("LI", 4),
        Tag("Lbl", 5),
        Tag("LBody", 5),
        Tag("Table", 1),
        Tag("TR", 8),
        Tag("TH", 9, scope="Column"),
        Tag("TH", 9, scope="Column"),
        Tag("TR", 8),
        Tag("TD", 12),
        Tag("TD", 12),
        Tag("Figure", 1, alt="A line of boxes"),
        Tag("Figure", 1, alt="A picture"),
        Tag("P", 1),
    )
    heading = piece(0, words("Stalin’s rise", face=BOLD, size=22.0, y=18.0), height=30.0)
    stem = Piece(
        34.0,
        (
            Run(2, (words("The paper "),)),
            Run(3, (words("Правда", 116.0, face=FIRA),)),
            Run(2, (words(" said so, by £5\u00a0½.", 160.0), words("And on a second line.", y=27.0, colour="#404040"))),
            Run(ARTIFACT, (words("[4 marks]", 500.0, face=BOLD),)),
        ),
    )
    bullet = Piece(20.0, (Run(6, (Disc(64, 8, 1.4),)), Run(7, (words("First point", 72.0, spacing=0.5),))))
    table = Piece(
        44.0,
        (
            Run(ARTIFACT, (Rect(60, 0, 300, 20, 0.0, fill="#e8e8e8"), Line(60, 20, 360, 20, 1.25))),
            Run(10, (words("Year", face=BOLD),)),
            Run(11, (words("Event", 200.0, face=BOLD),)),
            Run(13, (words("1924", y=36.0),)),
        ),
    )
    figure = piece(15, *drawing(), height=60.0)
    photograph = piece(16, Raster(60, 0, 90, 60, picture, "ab12cd"), height=60.0)
    spread = piece(17, words("begins here", word_spacing=4.0))
    rest = piece(17, words("ends overleaf", face=SERIF))
    side = piece(ARTIFACT, words("vertical", 30.0, 300.0, rotate=90.0), words("Page 1 of 2", 480.0, 20.0, size=8.5))
    second = Galley("body", (), (Tag("H1", -1), Tag("P", -1)))
    first = sheet(
        *((p, 0) for p in (heading, stem, bullet, table, figure, photograph, RULE, RULE, RULE, spread)),
        furniture=(side,),
    )
    last = sheet((rest, 0), (piece(0, words("Sources", face=BOLD)), 1), (piece(1, words("Text")), 1), furniture=(side,))
    return printable(
        (first, last),
        (Galley("body", (), tags), second),
        outline=((1, "Stalin’s rise", 0, 60.0), (2, "Question 1", 0, 90.0), (1, "Sources", 1, 90.0)),
    )
