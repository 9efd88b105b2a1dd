"""Reading every authored text of a pool, so that what is wrong in its Markdown is known before it is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from msgspec import structs

from packgen.diagnostics import Diagnostic, Place
from packgen.load.pictures import find_picture, picture_finder
from packgen.model.authored import markdown_texts
from packgen.model.document import Inline, Picture, RichText
from packgen.model.item import Markdown
from packgen.model.pool import Bank, ItemPool, Located

ONE_PARAGRAPH: Final = ("provenance",)


class Reads(Protocol):
    """What reads Markdown and gathers what is wrong with it."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found in the texts read so far."""

    def blocks(self, md: Markdown, place: Place | None = None, lang: str = "") -> RichText:
        """A text as blocks."""

    def inlines(self, md: Markdown, place: Place | None = None, lang: str = "") -> tuple[Inline, ...]:
        """A text of one paragraph as inlines."""


MakeReader = Callable[[Callable[[str], Picture | str], str], Reads]


def check_bank(pool: ItemPool, reader: MakeReader) -> tuple[Diagnostic, ...]:
    """Everything wrong in the Markdown fields and the pictures of `pool`, located, in the order of reading.

    `reader` makes a Markdown reader from a finder of pictures and a language (`markup.reader.Reader` does).
    """
    problems: dict[Diagnostic, None] = {}
    readers: dict[str, Reads] = {}
    banks = {bank.root: bank for bank in pool.banks}
    groups: tuple[Mapping[str, Located[Any]], ...] = (pool.topics, pool.stimuli, pool.rubrics, pool.items, pool.notes)
    for found in (one for group in groups for one in group.values()):
        if found.bank not in readers:
            bank = banks.get(found.bank, Bank(found.bank, "", "", "en-GB"))
            readers[found.bank] = reader(picture_finder((bank,)), bank.lang)
        read = readers[found.bank]
        lang = getattr(found.value, "lang", "")
        for field, text in markdown_texts(found.value):
            if field.rpartition(".")[2] in ONE_PARAGRAPH:
                read.inlines(text, found.at(field), lang)
            else:
                read.blocks(text, found.at(field), lang)
        problems.update(dict.fromkeys(read.diagnostics))
    for found in pool.stimuli.values():
        picture = found.value.picture
        looked = find_picture(Path(found.bank), picture.file) if picture else None
        if isinstance(looked, Diagnostic):
            problems[structs.replace(looked, place=found.at("picture.file"))] = None
    return tuple(problems)
