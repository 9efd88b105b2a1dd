"""Notes to revise from: as an author writes them, and as they are printed."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from packgen.model.document import Inline, RichText
from packgen.model.item import Authored, Id, Markdown, Waivers

Inlines = tuple[Inline, ...]
MarkdownChain = Annotated[
    tuple[Markdown, ...], Meta(min_length=2, max_length=12, description="at least a cause and what came of it")
]


class NoteSection(Authored, frozen=True, kw_only=True):
    """A headed stretch of text; `facts` are references to what it rests on, here and below."""

    heading: str
    text: Markdown
    facts: tuple[str, ...] = ()


class NotePerson(Authored, frozen=True, kw_only=True):
    """A profile of someone: who they were, what spoke for them and what against them."""

    name: str
    role: Markdown = ""
    strengths: tuple[Markdown, ...] = ()
    weaknesses: tuple[Markdown, ...] = ()
    facts: tuple[str, ...] = ()


class NoteEvent(Authored, frozen=True, kw_only=True):
    """A line of a timeline; `date` is printed as it is written."""

    date: str
    event: Markdown
    facts: tuple[str, ...] = ()


class NoteTerm(Authored, frozen=True, kw_only=True):
    """A word to know, and a sentence that uses it."""

    term: str
    meaning: Markdown
    sentence: Markdown = ""
    facts: tuple[str, ...] = ()


class NoteQuotation(Authored, frozen=True, kw_only=True):
    """Words that someone else wrote, and who, when and where."""

    text: Markdown
    provenance: Markdown


class NoteLink(Authored, frozen=True, kw_only=True):
    """Where to read on; `kind` is a word such as "web" or "video"."""

    title: str
    kind: str = ""
    url: Annotated[str, Meta(pattern=r"^https?://[^\s]+$(?!\n)", max_length=500, description="a web address")]


class Note(Authored, frozen=True, kw_only=True):
    """What there is to know about a topic; events, terms and the rest stand in the order in which they are printed."""

    id: Id
    topic: str
    title: str
    summary: Markdown = ""
    sections: tuple[NoteSection, ...] = ()
    people: tuple[NotePerson, ...] = ()
    timeline: tuple[NoteEvent, ...] = ()
    terms: tuple[NoteTerm, ...] = ()
    process: tuple[Markdown, ...] = ()
    chains: tuple[MarkdownChain, ...] = ()
    quotations: tuple[NoteQuotation, ...] = ()
    links: tuple[NoteLink, ...] = ()
    big_ideas: tuple[Markdown, ...] = ()
    facts: tuple[str, ...] = ()
    lang: str = ""
    waive: Waivers = field(default_factory=dict)


class PaperPerson(Struct, frozen=True):
    """A profile as printed."""

    name: str
    role: Inlines
    strengths: tuple[Inlines, ...]
    weaknesses: tuple[Inlines, ...]


class PaperTerm(Struct, frozen=True):
    """A word to know as printed; `sentence` is () where none was written."""

    term: str
    meaning: Inlines
    sentence: Inlines = ()


class PaperQuotation(Struct, frozen=True):
    """A quotation as printed."""

    text: RichText
    provenance: Inlines


class PaperNote(Struct, frozen=True):
    """A note as printed.

    `topic`, `previous` and `following` are lines such as "1.1.2 Lenin's Testament" ("" where there is none);
    `statement` is what the topic is about.  Sections and events are pairs of words and text.
    """

    id: str
    title: str
    topic: str
    statement: Inlines
    previous: str
    following: str
    summary: RichText
    sections: tuple[tuple[str, RichText], ...]
    people: tuple[PaperPerson, ...]
    timeline: tuple[tuple[str, Inlines], ...]
    terms: tuple[PaperTerm, ...]
    process: tuple[Inlines, ...]
    chains: tuple[tuple[Inlines, ...], ...]
    quotations: tuple[PaperQuotation, ...]
    links: tuple[NoteLink, ...]
    big_ideas: tuple[Inlines, ...]
