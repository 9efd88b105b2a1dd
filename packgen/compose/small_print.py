"""The small type of a mark scheme: authored blocks, labelled lines, table cells."""

from __future__ import annotations

from packgen.model.document import Cell, Inline, Paragraph, RichText, Strong, Text


def small(blocks: RichText) -> RichText:
    """Authored blocks with their paragraphs in small type."""
    return tuple(Paragraph(b.inlines, "small") if isinstance(b, Paragraph) and b.style == "body" else b for b in blocks)


def said(label: str, words: tuple[Inline, ...]) -> Paragraph:
    """A line that opens with its label in bold: "**Target.** AO1 4."."""
    return Paragraph((Strong((Text(label),)), Text(" "), *words), "note")


def cell(text: str, head: bool = False, bold: bool = False) -> Cell:
    """A cell of a few plain words; one that heads its row or column is set bold."""
    words: tuple[Inline, ...] = (Text(text),)
    return Cell((Paragraph((Strong(words),) if bold else words),) if text else (), header=head)
