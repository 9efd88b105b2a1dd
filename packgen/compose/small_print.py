"""The small type of a mark scheme: authored blocks, labelled lines, table cells."""

from __future__ import annotations

from functools import lru_cache

from msgspec import structs

from packgen.model.document import Block, Cell, Inline, ListBlock, Paragraph, RichText, Strong, Text


def small(blocks: RichText) -> RichText:
    """Authored blocks with their paragraphs and lists in small type."""
    return tuple(map(_smaller, blocks))


def _smaller(block: Block) -> Block:
    if isinstance(block, Paragraph) and block.style == "body":
        return structs.replace(block, style="small")
    if isinstance(block, ListBlock) and block.style == "body":
        return structs.replace(block, style="small", items=tuple(map(small, block.items)))
    return block


def said(label: str, words: tuple[Inline, ...]) -> Paragraph:
    """A line that opens with its label in bold: "**Target.** AO1 4."."""
    return Paragraph(labelled(label, words), "note")


def labelled(label: str, words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`words` after a label in bold."""
    return (Strong((Text(label),)), Text(" "), *words)


@lru_cache(maxsize=4096)
def cell(text: str, head: bool = False, bold: bool = False) -> Cell:
    """A cell of a few plain words; one that heads its row or column is set bold."""
    words: tuple[Inline, ...] = (Text(text),)
    return Cell((Paragraph((Strong(words),) if bold else words),) if text else (), header=head)


@lru_cache(maxsize=512)
def heads(*names: str) -> tuple[Cell, ...]:
    """The row of cells that heads a table."""
    return tuple(cell(name, head=True) for name in names)
