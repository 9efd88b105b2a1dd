"""Markdown as authors write it, read into blocks and inlines.  Nothing here ever raises for bad text.

A problem is kept in `Reader.diagnostics`, located, and the text is printed as well as it can be.
"""

from __future__ import annotations

from collections.abc import Callable

from packgen.diagnostics import Diagnostic, Place
from packgen.model.document import Inline, Paragraph, Picture, RichText, Text
from packgen.model.item import Markdown


class Reader:
    """Reads authored Markdown and collects what is wrong with it.

    `pictures` finds an image by the path that an author typed and gives the picture, or a sentence that
    says what is wrong.  `lang` is the document's language (BCP 47): text in another one is tagged.
    """

    def __init__(self, pictures: Callable[[str], Picture | str] | None = None, lang: str = "en-GB") -> None:
        self.pictures = pictures
        self.lang = lang
        self.diagnostics: list[Diagnostic] = []

    def blocks(self, md: Markdown, place: Place | None = None, lang: str = "") -> RichText:
        """`md` as blocks; `place` is where its first line stands, `lang` its language where it is not the document's."""
        return (Paragraph((Text(md.strip()),)),)

    def inlines(self, md: Markdown, place: Place | None = None, lang: str = "") -> tuple[Inline, ...]:
        """`md`, a single paragraph, as inlines; more than that is a diagnostic."""
        return (Text(md.strip()),)
