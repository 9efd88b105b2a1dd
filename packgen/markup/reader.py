"""Markdown as authors write it, read into blocks and inlines.  Nothing here ever raises for bad text.

A problem is kept in `Reader.diagnostics`, located, and the text is read as well as it can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from packgen.diagnostics import Diagnostic, Place, error
from packgen.markup.words import Words
from packgen.model.document import Inline, Paragraph, Picture, RichText, Text, plain_text
from packgen.model.item import Markdown

MOST_CHARACTERS = 20_000
"""The longest text that is parsed; a longer one is a mistake or an attack."""

_MARKUP = re.compile(r"[*_`~^$\\<\[\t]|&#?\w+;|^ {4}|^ *(?:[-+#>=|:]|\d{1,9}[.)](?:\s|$))| {2}$|\|", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ ]*\n)+")


class Reader:
    """Reads authored Markdown and collects what is wrong with it.

    `pictures` finds an image by the path that an author typed and gives the picture, or a sentence that
    says what is wrong.  `lang` is the document's language (BCP 47); text in another one is tagged.
    A reader remembers what it has read: ask it for the same text again and it costs nothing.
    """

    def __init__(self, pictures: Callable[[str], Picture | str] | None = None, lang: str = "en-GB") -> None:
        self.pictures = pictures
        self.lang = lang
        self._problems: dict[Diagnostic, None] = {}
        self._read: dict[tuple[str, Place | None, str], RichText] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the texts read so far, each problem once, in order of reading."""
        return tuple(self._problems)

    def blocks(self, md: Markdown, place: Place | None = None, lang: str = "") -> RichText:
        """`md` as blocks.

        `place` is where its first line stands, `lang` its language where that is not the document's.
        """
        if lang == self.lang:
            lang = ""
        key = (md, place, lang)
        if key not in self._read:
            self._read[key] = self._blocks(md.replace("\r\n", "\n").replace("\r", "\n"), place, lang)
        return self._read[key]

    def inlines(self, md: Markdown, place: Place | None = None, lang: str = "") -> tuple[Inline, ...]:
        """`md`, a single paragraph, as inlines; anything more is an error and becomes plain words."""
        blocks = self.blocks(md, place, lang)
        if not blocks:
            return ()
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].inlines
        self.report(
            error(
                "one-paragraph",
                "this text must be a single paragraph",
                "join its paragraphs, and move lists, tables and pictures into the stem or a stimulus",
                place,
            )
        )
        return (Text(plain_text(blocks)),)

    def report(self, problem: Diagnostic) -> None:
        """Adds `problem` unless it is there already."""
        self._problems[problem] = None

    def _blocks(self, md: str, place: Place | None, lang: str) -> RichText:
        if len(md) > MOST_CHARACTERS:
            message = (
                f"this text is {len(md):,} characters long; {MOST_CHARACTERS:,} is the most that one field may hold"
            )
            self.report(error("text-too-long", message, "split it into several items or stimuli", place))
            return (Paragraph((Text(md[:MOST_CHARACTERS], lang),)),)
        if _MARKUP.search(md):
            from packgen.markup.tokens import Walk

            return Walk(self, place, lang).blocks(md)
        return self._plain(md, place, lang)

    def _plain(self, md: str, place: Place | None, lang: str) -> RichText:
        """Paragraphs without any markup, read without the parser."""
        out: list[Paragraph] = []
        line = 0
        end = 0
        for gap in (*_BLANK_LINES.finditer(md), None):
            text = md[end : gap.start() if gap else len(md)]
            stripped = text.lstrip("\n ")
            line += text[: len(text) - len(stripped)].count("\n")
            lines = [part.strip() for part in stripped.rstrip().split("\n")]
            words = Words(self, place, line, lang)
            words.add("\n".join(lines))
            if inlines := words.done():
                out.append(Paragraph(inlines))
            if gap:
                line += stripped.count("\n") + gap.group().count("\n")
                end = gap.end()
        return tuple(out)
