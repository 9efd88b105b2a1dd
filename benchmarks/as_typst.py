"""Documents as Typst source: every distinct block once in a file of its own, each document an order of them.

The measures (margins, type sizes, leadings, pitch of answer lines, boxes, tables) are those of the layout, so that a
document has about as many pages; page breaks are Typst's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import assert_never

from packgen.model import document as doc
from packgen.model.layout import Layout, Style

PRELUDE = """\
#let hang(number, gap, body) = grid(columns: (gap, 1fr), text(weight: "bold", number), body)
#let answer(n, pitch, label, name) = figure(alt: name, placement: none, {
  set align(left)
  for k in range(n) {
    block(width: 100%, height: pitch, spacing: 0pt, stroke: (bottom: 0.5pt), if k == 0 { align(bottom, label) })
  }
})
#show figure: set block(breakable: true)
#let framed(height, label) = block(width: 100%, height: height, stroke: 0.5pt, inset: 6pt, text(size: 10pt, label))
#let source(label, provenance, body) = block(width: 100%, breakable: false, stroke: 0.5pt, inset: 11pt, {
  strong(label)
  parbreak()
  text(size: 10pt, provenance)
  parbreak()
  set text(font: "PT Serif")
  set par(leading: 6pt)
  body
})
#let prompt(number, part, stem, marks) = block(breakable: false, sticky: true, above: 22pt, below: 13pt,
  grid(columns: (10mm, 1fr, 18mm), strong(number), [#part #stem], align(bottom + right, strong(marks))))
#let fields(..given) = block(height: 26pt, for (label, start, end) in given.pos() {
  place(dx: calc.max(0, start - 0.19) * 100%, label)
  place(dx: start * 100%, dy: 12pt, line(length: (end - start) * 100%, stroke: 0.5pt))
})
#let laid(title, subject, code, body) = {
  set text(font: "Source Sans Pro", size: 12pt, lang: "en", region: "GB", hyphenate: false)
  set par(leading: 5.6pt, spacing: 9pt)
  set list(spacing: 6pt)
  set table(stroke: (x, y) => (bottom: 0.5pt))
  show heading: set text(size: 15pt)
  set page(paper: "a4", margin: (top: 21.2mm, bottom: 16.5mm, x: 16mm), header: context {
    set text(size: 8.5pt)
    line(length: 100%, stroke: 1.25pt)
    [*#subject* #title #h(1fr) Page #counter(page).display() of #counter(page).final().first()]
  }, footer: { set text(size: 8.5pt); code })
  body
}
#let sheet(title, author, subject, code, body) = {
  set document(title: title, author: author, date: none)
  laid(title, subject, code, body)
}
"""


class Blocks:
    """The distinct blocks of any number of documents in one layout, named in the order in which they are met."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.names: dict[doc.Block, str] = {}

    def order(self, document: doc.Document) -> str:
        """The source of one document, an order of blocks that `library` defines."""
        head = ", ".join(_string(t) for t in (document.title, document.author, document.subject))
        out = ['#import "blocks.typ": *', f"#show: body => sheet({head}, {_code(document)}, body)"]
        return "\n\n".join([*out, *self._body(document)]) + "\n"

    def merged(self, documents: Sequence[doc.Document]) -> str:
        """The source of several documents in one file, each from a right-hand page and a page 1 on."""
        first = documents[0]
        about = f"title: {_string(first.title)}, author: {_string(first.author)}, date: none"
        out = ['#import "blocks.typ": *', f"#set document({about})"]
        for n, document in enumerate(documents):
            out += ['#pagebreak(weak: true, to: "odd")', "#counter(page).update(1)"] if n else []
            body = "\n\n".join(self._body(document))
            out.append(f"#laid({_string(document.title)}, {_string(document.subject)}, {_code(document)})[{body}]")
        return "\n\n".join(out) + "\n"

    def _body(self, document: doc.Document) -> list[str]:
        out: list[str] = []
        for n, section in enumerate(document.sections):
            out += ["#pagebreak()"] if n else []
            out += ["#" + self.names.setdefault(block, f"b{len(self.names)}") for block in section.blocks]
        return out

    def library(self) -> str:
        """The source of `blocks.typ`; complete when every document has been ordered."""
        return PRELUDE + "".join(f"#let {name} = [{self._block(block)}]\n" for block, name in self.names.items())

    def _style(self, name: str) -> Style:
        return self.layout.styles.get(name, Style())

    def _blocks(self, blocks: Iterable[doc.Block]) -> str:
        return "\n\n".join(self._block(block) for block in blocks)

    def _block(self, block: doc.Block) -> str:
        match block:
            case doc.Paragraph(inlines, style):
                return self._styled(_inlines(inlines), style)
            case doc.Heading():
                right = f" #h(1fr) #text(size: 12pt)[{_inlines(block.right)}]" if block.right else ""
                number = _string(block.number) + "; h(4mm); " if block.number else ""
                size = self._style(block.style).size
                words = f"text(size: {size}pt)[{_inlines(block.inlines)}{right}]"
                return f"#heading(level: {block.level}, {{{number}{words}}})"
            case doc.ListBlock(items):
                name = "enum" if block.ordered else "list"
                return f"#{name}({', '.join(f'[{self._blocks(item)}]' for item in items)})"
            case doc.Table():
                return self._table(block)
            case doc.Figure():
                return f"#figure(rect(width: 100%, height: 40mm), alt: {_string(block.alt)})"
            case doc.Source():
                return f"#source({_string(block.label)}, [{_inlines(block.provenance)}], [{self._blocks(block.body)}])"
            case doc.AnswerSpace(lines=lines, name=name, label=label):
                return f"#answer({lines}, {self.layout.answer.pitch}pt, {_string(label)}, {_string(name)})"
            case doc.BlankSpace(height, label):
                return f"#framed({height}mm, {_string(label)})"
            case doc.Choices(options):
                rows = "".join(f"hang({_string(o.letter)}, 7mm, [{self._blocks(o.blocks)}]); " for o in options)
                return f"#block(breakable: false, inset: (left: 10mm), {{{rows}}})"
            case doc.Prompt(number, part, stem, marks):
                return f"#prompt({_string(number)}, {_string(part)}, [{self._blocks(stem)}], {_string(marks)})"
            case doc.Question(children=children):
                return self._blocks(children)
            case doc.Group(children, keep):
                return f"#block(breakable: {str(not keep).lower()})[{self._blocks(children)}]"
            case doc.Columns(widths=widths, columns=columns, gutter=gutter):
                wide = ", ".join(f"{w}mm" if w else "1fr" for w in widths)
                inner = ", ".join(f"[{self._blocks(column)}]" for column in columns)
                return f"#grid(columns: ({wide}), gutter: {gutter}mm, {inner})"
            case doc.WriteIn(fields):
                return f"#fields({', '.join(f'({_string(f.label)}, {f.start}, {f.end})' for f in fields)})"
            case doc.RuleLine(strong):
                return f"#line(length: 100%, stroke: {1.25 if strong else 0.5}pt)"
            case doc.Skip(height):
                return f"#v({height}mm, weak: true)"
            case doc.PageBreak():
                return "#pagebreak()"
        assert_never(block)

    def _styled(self, words: str, name: str) -> str:
        style = self._style(name)
        plain = self._style("body")
        if (style.size, style.bold, style.align) == (plain.size, plain.bold, plain.align):
            return words
        sides = {"centre": "center", "right": "right"}
        side = f"align({sides[style.align]}, " if style.align in sides else ""
        weight = ', weight: "bold"' if style.bold else ""
        return f"#{side}text(size: {style.size}pt{weight})[{words}]{')' if side else ''}"

    def _table(self, table: doc.Table) -> str:
        wide = ", ".join(f"{c.width}mm" if c.width else "1fr" for c in table.columns)

        def cells(row: Sequence[doc.Cell]) -> str:
            return ", ".join(f"[{self._blocks(cell.blocks)}]" for cell in row)

        head = f"table.header({cells(table.header)}), " if table.header else ""
        size = self._style(table.style).size
        body = ", ".join(cells(row) for row in table.rows)
        return f"#text(size: {size}pt, table(columns: ({wide}), {head}{body}))"


def write_typst(folder: Path, layout: Layout, documents: dict[str, doc.Document], merged: bool) -> None:
    """`blocks.typ` and a file for each document, by name, in `folder`; or one for all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = Blocks(layout)
    if merged:
        (folder / f"{layout.name}.typ").write_text(blocks.merged(tuple(documents.values())), "utf-8")
    else:
        for name, document in documents.items():
            (folder / f"{name}.typ").write_text(blocks.order(document), "utf-8")
    (folder / "blocks.typ").write_text(blocks.library(), "utf-8")


def _code(document: doc.Document) -> str:
    return _string(" ".join((document.fields.get("code", ""), document.fields.get("version", ""))))


def _inlines(inlines: Iterable[doc.Inline]) -> str:
    out: list[str] = []
    for node in inlines:
        match node:
            case doc.Text(text):
                out.append(f"#{_string(text)}")
            case doc.Strong(children):
                out.append(f"#strong[{_inlines(children)}]")
            case doc.Emphasis(children):
                out.append(f"#emph[{_inlines(children)}]")
            case doc.Sub(children):
                out.append(f"#sub[{_inlines(children)}]")
            case doc.Super(children):
                out.append(f"#super[{_inlines(children)}]")
            case doc.LineBreak():
                out.append("#linebreak()")
            case doc.Reference(target):
                out.append(f"#{_string(target)}")
            case doc.Blank(_, width):
                out.append(f"#box(width: {width}mm, stroke: (bottom: 0.5pt))")
    return "".join(out)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
