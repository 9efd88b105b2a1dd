"""Help with an answer: sentence starters, key words, a writing frame, between a question and its answer space."""

from __future__ import annotations

from packgen.compose.wording import Wording
from packgen.model.document import Block, Group, ListBlock, Paragraph, RichText, Strong, Text
from packgen.model.form import Help


def scaffolded(help: Help, wording: Wording) -> list[Block]:
    """The blocks of `help`: what is empty is not there."""
    out: list[Block] = []
    if help.frame:
        entries = tuple(
            (_named(paragraph.name, paragraph.help), *(_starting(paragraph.starter) if paragraph.starter else ()))
            for paragraph in help.frame
        )
        out.append(Group((_head(wording.say("scaffold_frame")), ListBlock(entries, ordered=True, style="help"))))
    if help.starters:
        out.append(Group((_head(wording.say("scaffold_starters")), ListBlock(help.starters, style="help"))))
    if help.words:
        words = Paragraph((Strong((Text(wording.say("scaffold_words")),)), Text(f" {', '.join(help.words)}")), "help")
        out.append(words)
    return out


def _head(text: str) -> Paragraph:
    return Paragraph((Strong((Text(text),)),), "help")


def _named(name: str, help: RichText) -> Paragraph:
    """A paragraph's name, and what belongs into it on the same line."""
    inlines = help[0].inlines if help and isinstance(help[0], Paragraph) else ()
    return Paragraph((Strong((Text(name),)), *((Text(": "), *inlines) if inlines else ())), "help")


def _starting(starter: RichText) -> RichText:
    return tuple(Paragraph(block.inlines, "help") if isinstance(block, Paragraph) else block for block in starter)
