"""The parser's tokens to blocks: a walk down a flat list, refusing what cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.token import Token

from packgen.diagnostics import Place, error
from packgen.markup.grammar import parser
from packgen.markup.maths import BadFormulaError, spoken
from packgen.markup.words import Words, below
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Emphasis,
    Figure,
    Inline,
    LineBreak,
    ListBlock,
    Maths,
    Paragraph,
    Picture,
    RichText,
    RuleLine,
    Strong,
    Sub,
    Super,
    Table,
    Text,
    inline_text,
)

if TYPE_CHECKING:
    from packgen.markup.reader import Reader
    from packgen.model.drawing import Align

_NO_LIST = re.compile(r"^( {0,3}(?:\d{3,9}(?=[.)]\s)|\d{1,9}(?=[.)][ ]*$)))([.)])", re.MULTILINE)
"""A year that begins a line ("1924. Lenin dies") and a bare "12." are words to an author, not the start of a list."""
_CELL_END = re.compile(r"(?<!\\)\|")
_SPANS: dict[str, type[Strong | Emphasis | Sub | Super]] = {
    "strong": Strong,
    "em": Emphasis,
    "sub": Sub,
    "super": Super,
}
_ALIGN: dict[str, Align] = {"text-align:center": "centre", "text-align:right": "right"}
_REFUSED = {
    "heading": ("heading", "a heading can't stand inside a question or source", "write it in **bold** instead"),
    "blockquote": ("quotation", "a block quotation can't be printed here", "make it a stimulus and mention its id"),
}
_CODE = ("code", "code can't be printed", "take away the backticks, or the four spaces that begin the line")
_HTML = ("html", "HTML is not allowed", "use Markdown; write \\< for a plain <")


class Walk:
    """Turns one authored text into blocks; `line` follows the parser."""

    def __init__(self, reader: Reader, place: Place | None, lang: str) -> None:
        self.reader = reader
        self.place = place
        self.lang = lang
        self.line = 0
        self._source: list[str] = []

    def blocks(self, md: str) -> RichText:
        """All blocks of `md`."""
        md = _NO_LIST.sub(r"\1\\\2", md)
        self._source = md.splitlines() if "|" in md else []
        return self._run(parser(maths=md.count("$") > 1).parse(md))

    def _run(self, tokens: Sequence[Token]) -> RichText:
        out: list[Block] = []
        n = 0
        while n < len(tokens):
            token = tokens[n]
            if token.map:
                self.line = token.map[0]
            end = _closing(tokens, n)
            inner = tokens[n + 1 : end]
            out += self._block(token, inner)
            n = end + 1
        return tuple(out)

    def _block(self, token: Token, inner: Sequence[Token]) -> Sequence[Block]:
        name = token.type.removesuffix("_open")
        match name:
            case "paragraph":
                if self._source:
                    self._no_table(inner[0])
                return self._paragraph(inner[0])
            case "inline":
                return self._paragraph(token)
            case "bullet_list" | "ordered_list":
                start = int(token.attrs.get("start", 1))
                return [ListBlock(self._items(inner), ordered=name == "ordered_list", start=start)]
            case "table":
                return [self._table(inner)]
            case "hr":
                return [RuleLine()]
            case "math_block":
                words = Words(self.reader, self.place, self.line, self.lang)
                self._formula(token.content, words)
                return [Paragraph(found)] if (found := words.done()) else []
            case "fence" | "code_block":
                return self._refused(_CODE, token.content)
            case "html_block":
                return self._refused(_HTML, token.content)
            case _:
                rule, message, hint = _REFUSED.get(name, (name, f"{name} can't be printed", "write plain text instead"))
                self._report(rule, message, hint)
                return self._run(inner)

    def _refused(self, why: tuple[str, str, str], content: str) -> Sequence[Block]:
        self._report(*why)
        return [Paragraph((Text(content.strip(), self.lang),))] if content.strip() else []

    def _items(self, tokens: Sequence[Token]) -> tuple[RichText, ...]:
        out: list[RichText] = []
        n = 0
        while n < len(tokens):
            end = _closing(tokens, n)
            out.append(self._run(tokens[n + 1 : end]))
            n = end + 1
        return tuple(out)

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[tuple[Cell, ...]] = []
        columns: list[Column] = []
        cells: list[Cell] = []
        for n, token in enumerate(tokens):
            if token.map:
                self.line = token.map[0]
            if token.type in ("th_open", "td_open"):
                header = token.type == "th_open"
                if header:
                    columns.append(Column(align=_ALIGN.get(str(token.attrs.get("style", "")), "left")))
                cells.append(Cell(tuple(self._paragraph(tokens[n + 1])), header=header))
            elif token.type == "tr_close":
                if not cells[0].header:
                    self._row_of(len(columns))
                rows.append(tuple(cells))
                cells = []
        return Table(tuple(columns), rows[0], tuple(rows[1:]))

    def _row_of(self, columns: int) -> None:
        """Tells of a row with more cells than the head has, which the parser leaves out."""
        cells = len(_CELL_END.findall(self._source[self.line].strip().removesuffix("|").removeprefix("|"))) + 1
        if cells > columns:
            message = f"a row of the table has {cells} cells, its head {columns}"
            self._report("table", message, "give both the same number; write \\| for a line inside a cell")

    def _no_table(self, token: Token) -> None:
        """Tells of a paragraph with rows of a table in it that were not read as one."""
        for n, line in enumerate(token.content.split("\n")):
            if len(cells := line.strip().split("|")) > 3 and not (cells[0] or cells[-1]) and all(cells[1:-1]):
                self.line += n
                message = "this looks like a table and would be printed with its lines as characters"
                hint = "write a line |---|---| below its head, with as many parts as the head; \\| is a plain line"
                self._report("table", message, hint)
                self.line -= n
                return

    def _paragraph(self, token: Token) -> Sequence[Block]:
        children = [t for t in token.children or () if t.type not in ("softbreak", "text") or t.content.strip()]
        if children and all(child.type == "image" for child in children):
            return [figure for child in children if (figure := self._figure(child))]
        words = Words(self.reader, self.place, self.line, self.lang)
        inlines = self._inlines(token.children or [], words)
        if "![" in inline_text(inlines):
            hint = "write ![what it shows](file); a path with spaces goes in angle brackets, (<my map.png>)"
            self._report("bad-picture", "a picture is written in a way that can't be read", hint)
        return [Paragraph(inlines)] if inlines else []

    def _inlines(self, tokens: Sequence[Token], words: Words) -> tuple[Inline, ...]:
        outer: list[tuple[list[Inline], str]] = []
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side == "open" and name != "link":
                words.flush()
                outer.append((words.out, words.lang))
                words.out = []
                words.lang = token.info if name == "lang" else words.lang
            elif side == "close" and name != "link":
                children = words.done()
                words.out, words.lang = outer.pop()
                if name == "lang":
                    words.out += children
                elif children:
                    words.node(_SPANS[name](children))
            else:
                self._leaf(token, words)
        return words.done()

    def _leaf(self, token: Token, words: Words) -> None:
        match token.type:
            case "text":
                words.add(token.content)
            case "softbreak":
                words.add("\n")
            case "hardbreak":
                words.node(LineBreak())
                words.line += 1
            case "math_inline":
                self._formula(token.content, words)
            case "text_special":
                words.literal(token.content)
            case "link_open" if token.info != "auto":
                words.flush()
                words.report(
                    "link", "a link can't be followed on paper", "write the address as plain text, or leave it out"
                )
            case "link_open" | "link_close":
                pass
            case "code_inline":
                words.flush()
                words.report(*_CODE)
                words.literal(token.content)
            case "html_inline":
                words.flush()
                words.report(*_HTML)
                words.literal(token.content)
            case "image":
                words.flush()
                hint = "leave a blank line before and after it"
                words.report("picture-in-text", "a picture must stand in a paragraph of its own", hint)
                words.literal(token.content)
            case other:
                words.flush()
                words.report(other, f"{other} can't be printed", "write plain text instead")
                words.literal(token.content)

    def _formula(self, latex: str, words: Words) -> None:
        try:
            words.node(Maths(latex.strip(), spoken(latex.strip())))
        except BadFormulaError as problem:
            words.flush()
            hint = "write it in LaTeX, as $\\frac{1}{2}$; for a plain dollar sign write \\$"
            words.report("formula", f"the formula ${' '.join(latex.split())}$ can't be printed: {problem}", hint)
            words.literal(latex)

    def _figure(self, token: Token) -> Figure | None:
        path = unquote(str(token.attrs.get("src", "")))
        alt = inline_text(self._inlines(token.children or [], Words(self.reader, self.place, self.line, self.lang)))
        if not alt.strip():
            hint = "write ![what it shows](file) with a few words for pupils who cannot see it"
            self._report("no-alt-text", f"the picture {path!r} has no description", hint)
        if self.reader.pictures is None:
            self._report("no-pictures", "pictures can't be used in this text", "put the picture into a stimulus")
            return None
        picture = self.reader.pictures(path)
        if not isinstance(picture, Picture):
            self._report("picture", picture, "check the path: it is counted from the bank's own folder")
            return None
        caption = Words(self.reader, self.place, self.line, self.lang)
        caption.add(str(token.attrs.get("title", "")))
        return Figure(picture, alt, caption.done())

    def _report(self, rule: str, message: str, hint: str) -> None:
        self.reader.report(error(rule, message, hint, below(self.place, self.line)))


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at `start` (itself, if it opens nothing)."""
    depth = 0
    for n in range(start, len(tokens)):
        depth += tokens[n].nesting
        if depth <= 0:
            return n
    return len(tokens)
