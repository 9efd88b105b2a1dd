"""What a PDF says of itself: catalogue, information, XMP, outline.  No times: the same pack is the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from packgen import __version__
from packgen.model.galley import Printable
from packgen.write.pdf_objects import Objects, number, ref, text

PROGRAM = f"packgen {__version__}"


def info(printable: Printable, objects: Objects) -> int:
    """The document information dictionary; its number."""
    entries = [
        (b"/Title", printable.title),
        (b"/Author", printable.author),
        (b"/Subject", printable.subject),
        (b"/Creator", PROGRAM),
        (b"/Producer", PROGRAM),
    ]
    return objects.add(b"<<%s>>" % b"".join(key + text(value) for key, value in entries if value))


def catalogue(printable: Printable, pages: int, tree: int, outline: int, objects: Objects) -> int:
    """The document catalogue; its number."""
    before, after = _xmp(printable.lang, printable.author, printable.subject)
    title = _escaped(printable.title).encode("utf-8", "replace")
    xmp = objects.stream(b"/Type/Metadata/Subtype/XML", before + title + after)
    duplex = b"/Duplex/DuplexFlipShortEdge" if printable.sides else b""
    return objects.add(
        b"<</Type/Catalog/Pages %s/StructTreeRoot %s/MarkInfo<</Marked true>>/Lang%s/Metadata %s%s"
        b"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None%s>>>>"
        % (
            ref(pages),
            ref(tree),
            text(printable.lang),
            ref(xmp),
            b"/Outlines " + ref(outline) if outline else b"",
            duplex,
        )
    )


def outline(
    entries: Sequence[tuple[int, str, int, float]], pages: Sequence[tuple[int, float]], objects: Objects
) -> int:
    """The outline's root, or 0 without entries.  `entries` as in `Printable`; `pages` hold (number, height)."""
    if not entries:
        return 0
    root = objects.reserve(1 + len(entries))
    targets: list[int | bytes] = []
    for _, _, page, y in entries:
        number_, height = pages[page]
        targets += (number_, number(height - y))
    template = _outline(root, tuple([(level, title) for level, title, _, _ in entries]))
    objects.put_all(root, (template % tuple(targets)).split(b"\n"))
    return root


@lru_cache(maxsize=64)
def _outline(root: int, entries: tuple[tuple[int, str], ...]) -> bytes:
    """The objects of an outline from number `root` on, one a line, with gaps for the page and height of each entry."""
    numbers = range(root + 1, root + 1 + len(entries))
    parents: list[int] = []
    open_at: list[int] = []
    for n, (level, _) in enumerate(entries):
        while open_at and entries[open_at[-1]][0] >= level:
            open_at.pop()
        parents.append(open_at[-1] if open_at else -1)
        open_at.append(n)
    below: dict[int, list[int]] = {}
    for n, parent in enumerate(parents):
        below.setdefault(parent, []).append(n)
    places = {n: at for siblings in below.values() for at, n in enumerate(siblings)}
    first, last = numbers[below[-1][0]], numbers[below[-1][-1]]
    lines = [b"<</Type/Outlines/First %s/Last %s/Count %d>>" % (ref(first), ref(last), len(below[-1]))]
    for n, (_, title) in enumerate(entries):
        siblings, at = below[parents[n]], places[n]
        parent = numbers[parents[n]] if parents[n] >= 0 else root
        parts = [b"<</Title%s/Parent %s" % (text(title).replace(b"%", b"%%"), ref(parent))]
        if at:
            parts.append(b"/Prev " + ref(numbers[siblings[at - 1]]))
        if at + 1 < len(siblings):
            parts.append(b"/Next " + ref(numbers[siblings[at + 1]]))
        if n in below:
            first, last = numbers[below[n][0]], numbers[below[n][-1]]
            parts.append(b"/First %s/Last %s/Count -%d" % (ref(first), ref(last), len(below[n])))
        parts.append(b"/Dest[%d 0 R/XYZ null %s null]>>")
        lines.append(b"".join(parts))
    return b"\n".join(lines)


def _escaped(value: str) -> str:
    """Text as XML content; the library's own function would load the whole of urllib."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=64)
def _xmp(lang: str, author: str, subject: str) -> tuple[bytes, bytes]:
    """The description of a document, before and after its title."""
    lang, program = _escaped(lang), _escaped(PROGRAM)
    creator = f"<dc:creator><rdf:Seq><rdf:li>{_escaped(author)}</rdf:li></rdf:Seq></dc:creator>\n" if author else ""
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(subject)}</rdf:li></rdf:Alt>'
        "</dc:description>\n"
        if subject
        else ""
    )
    before = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        "<pdfuaid:part>1</pdfuaid:part>\n"
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
    )
    after = (
        f"</rdf:li></rdf:Alt></dc:title>\n{creator}{subject}"
        f"<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\n"
        f"<xmp:CreatorTool>{program}</xmp:CreatorTool><pdf:Producer>{program}</pdf:Producer>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return before.encode(), after.encode("utf-8", "replace")
