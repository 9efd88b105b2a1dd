"""Documents as LaTeX source for pdflatex: the measures of the layout, LaTeX's own page breaks, no tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import assert_never

from packgen.model import document as doc
from packgen.model.layout import Layout

HEAD = r"""\documentclass[12pt]{article}
\usepackage[utf8]{inputenc}
\usepackage[a4paper,top=21.2mm,bottom=16.5mm,hmargin=16mm,headsep=5mm,footskip=6mm]{geometry}
\usepackage{array}
\setlength{\parindent}{0pt}\setlength{\parskip}{9pt}\raggedright
\renewcommand{\familydefault}{\sfdefault}
\newcommand{\answer}[2]{\par\begingroup\parskip0pt #2%
  \count255=#1\loop\nopagebreak[1]\vbox to 25.8pt{\vfil\hrule width\textwidth height .5pt}%
  \advance\count255-1\ifnum\count255>0\repeat\endgroup}
\newcommand{\boxed}[1]{\par\fbox{\begin{minipage}{\dimexpr\textwidth-8mm}#1\end{minipage}}\par}
\newcommand{\prompt}[3]{\par\begin{minipage}{\textwidth}\textbf{#1}\quad #2\hfill\textbf{#3}\end{minipage}\nopagebreak}
\begin{document}
"""
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"~": r"\~{}", "^": r"\^{}", "\\": r"\textbackslash{}"})


def write_latex(folder: Path, layout: Layout, documents: dict[str, doc.Document]) -> None:
    """A file for each document, by name, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        sections = "\n\\newpage\n".join(_blocks(section.blocks) for section in document.sections)
        (folder / f"{name}.tex").write_text(f"{HEAD}{sections}\n\\end{{document}}\n", "utf-8")


def _blocks(blocks: Iterable[doc.Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: doc.Block) -> str:
    match block:
        case doc.Paragraph(inlines):
            return _inlines(inlines)
        case doc.Heading():
            return rf"{{\Large\bfseries {_text(block.number)} {_inlines(block.inlines)}\hfill {_inlines(block.right)}}}"
        case doc.ListBlock(items):
            rows = "\n".join(rf"\item {_blocks(item)}" for item in items)
            return rf"\begin{{itemize}}{rows}\end{{itemize}}"
        case doc.Table():
            return _table(block)
        case doc.Figure():
            return r"\boxed{\rule{0pt}{40mm}}"
        case doc.Source():
            head = rf"\textbf{{{_text(block.label)}}}\par{{\small {_inlines(block.provenance)}}}\par"
            return rf"\boxed{{{head}\rmfamily {_blocks(block.body)}}}"
        case doc.AnswerSpace():
            return rf"\answer{{{block.lines}}}{{{_text(block.label)}}}"
        case doc.BlankSpace(height):
            return rf"\boxed{{\rule{{0pt}}{{{height}mm}}}}"
        case doc.Choices(options):
            rows = "\n".join(rf"\item[{_text(o.letter)}] {_blocks(o.blocks)}" for o in options)
            return rf"\begin{{itemize}}{rows}\end{{itemize}}"
        case doc.Prompt():
            return rf"\prompt{{{_text(block.number + block.part)}}}{{{_blocks(block.stem)}}}{{{_text(block.marks)}}}"
        case doc.Question() | doc.Group():
            return _blocks(block.children)
        case doc.Columns():
            share = 0.94 / len(block.columns)
            columns = (
                rf"\begin{{minipage}}[t]{{{share}\textwidth}}{_blocks(c)}\end{{minipage}}" for c in block.columns
            )
            return r"\hfill".join(columns)
        case doc.WriteIn(fields):
            return r"\par ".join(rf"{_text(f.label)} \hrulefill" for f in fields)
        case doc.RuleLine():
            return r"\hrule"
        case doc.Skip(height):
            return rf"\vspace{{{height}mm}}"
        case doc.PageBreak():
            return r"\newpage"
    assert_never(block)


def _table(table: doc.Table) -> str:
    free = max(1, sum(not column.width for column in table.columns))
    fixed = sum(column.width for column in table.columns)
    share = (178 - fixed - 4.5 * len(table.columns)) / free
    widths = "".join(rf"p{{{column.width or share:.1f}mm}}" for column in table.columns)
    rows = [table.header, *table.rows] if table.header else list(table.rows)
    body = "\n".join(_row(row) for row in rows)
    return rf"{{\small\begin{{tabular}}{{{widths}}}{body}\end{{tabular}}}}"


def _row(row: Sequence[doc.Cell]) -> str:
    return " & ".join(_blocks(cell.blocks) for cell in row) + r" \\ \hline"


def _inlines(inlines: Iterable[doc.Inline]) -> str:
    out: list[str] = []
    for node in inlines:
        match node:
            case doc.Text(text) | doc.Reference(text):
                out.append(_text(text))
            case doc.Strong(children):
                out.append(rf"\textbf{{{_inlines(children)}}}")
            case doc.Emphasis(children):
                out.append(rf"\emph{{{_inlines(children)}}}")
            case doc.Sub(children) | doc.Super(children):
                out.append(_inlines(children))
            case doc.LineBreak():
                out.append(r"\newline ")
            case doc.Blank(_, width):
                out.append(rf"\rule{{{width}mm}}{{.5pt}}")
    return "".join(out)


def _text(text: str) -> str:
    return text.translate(_SPECIAL).replace("\u00a0", "~")
