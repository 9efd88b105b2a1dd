"""What stands inside a line of text: a closed set, part of every document."""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True, tag="text"):
    """Plain characters; `lang` is a BCP 47 tag where it differs from the document's."""

    text: str
    lang: str = ""


class Strong(Struct, frozen=True, tag="strong"):
    """Bold."""

    children: tuple[Inline, ...]


class Emphasis(Struct, frozen=True, tag="emphasis"):
    """Italic, or bold in a profile without italics."""

    children: tuple[Inline, ...]


class Sub(Struct, frozen=True, tag="sub"):
    """Subscript."""

    children: tuple[Inline, ...]


class Super(Struct, frozen=True, tag="super"):
    """Superscript."""

    children: tuple[Inline, ...]


class LineBreak(Struct, frozen=True, tag="break"):
    """A forced new line."""


class Reference(Struct, frozen=True, tag="reference"):
    """A mention of a stimulus (`@id` in Markdown); a form resolves it to its label, "Source A"."""

    target: str


class Blank(Struct, frozen=True, tag="blank"):
    """A gap to fill in, numbered `n`; `width` in mm, never the answer's."""

    n: int
    width: float = 36.0


class Maths(Struct, frozen=True, tag="maths"):
    """A formula in LaTeX; `alt` is what it says aloud."""

    latex: str
    alt: str


Inline = Text | Strong | Emphasis | Sub | Super | LineBreak | Reference | Blank | Maths


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """The characters of `inlines` without markup; a gap reads as "...", a reference as nothing."""
    out: list[str] = []
    for node in inlines:
        if isinstance(node, Text):
            out.append(node.text)
        elif isinstance(node, Strong | Emphasis | Sub | Super):
            out.append(inline_text(node.children))
        elif isinstance(node, Maths):
            out.append(node.alt)
        elif isinstance(node, LineBreak):
            out.append(" ")
        elif isinstance(node, Blank):
            out.append("...")
    return "".join(out)
