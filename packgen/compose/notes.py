"""Notes to revise from: a summary, headed text, people, dates, words, causes, quotations and where to read on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from packgen.compose.fields import document_title, fields
from packgen.compose.options import read_options
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording, worded
from packgen.compose.words import estimated_lines
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Columns,
    Document,
    Group,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    RichText,
    RuleLine,
    Section,
    Skip,
    Source,
    Strong,
    Table,
    Text,
    inline_text,
)
from packgen.model.form import Form
from packgen.model.layout import Layout
from packgen.model.note import Inlines, NoteLink, PaperNote, PaperPerson

DATES = 34.0  # mm, the column of a timeline's dates
TERMS = 46.0  # and that of words to know
WHITE = 2.5
HALF = 80.0  # mm, a list of strengths beside one of weaknesses
MOST_BESIDE = 24  # lines of such a list; columns are never broken


class NotesOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "notes"."""

    statement: bool = True
    neighbours: bool = True


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """Each note of `form` from a page of its own on; `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, NotesOptions)
    blocks: list[Block] = []
    for note in form.notes:
        if blocks:
            blocks.append(PageBreak())
        blocks += _note(note, wording, options)
    return notes_document(form, layout, meta, wording, tuple(blocks))


def notes_document(form: Form, layout: Layout, meta: Meta, wording: Wording, blocks: RichText) -> Document:
    """`blocks` as a document, with what its furniture may name."""
    return Document(
        title=document_title(meta, wording, form.version),
        lang=layout.lang,
        audience=layout.audience,
        sections=(Section("body", blocks),),
        fields=fields(meta, wording, form.version, 0),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _note(note: PaperNote, wording: Wording, options: NotesOptions) -> list[Block]:
    out: list[Block] = [Heading(1, wording.inlines(note.title), "title")]
    if options.statement:
        stated = Strong(wording.inlines(note.topic))
        words: Inlines = (Text(". "), *note.statement) if note.statement else ()
        out.append(Paragraph((stated, *words), "statement"))
    if note.summary:
        head = Paragraph((Text(wording.say("summary")),), "label")
        out.append(Table((Column(),), (), ((Cell((head, *note.summary)),),), "body", boxed=True))
    for heading, text in note.sections:
        out += [Heading(2, wording.inlines(heading)), *text]
    if note.people:
        out.append(_head("people", wording))
        out += [_person(person, wording) for person in note.people]
    if note.timeline:
        out += _pairs("timeline", ("timeline_date", "timeline_event"), DATES, note.timeline, wording)
    if note.terms:
        pairs = [(term.term, term.meaning) for term in note.terms]
        out += _pairs("terms", ("term", "meaning"), TERMS, pairs, wording)
    if note.process:
        out += [_head("process", wording), _list(note.process, ordered=True)]
    if note.chains:
        out += [_head("chains", wording), _list([_chain(chain, wording) for chain in note.chains])]
    if note.big_ideas:
        out += [_head("big_ideas", wording), _list(note.big_ideas, ordered=True)]
    if note.quotations:
        out.append(_head("quotations", wording))
        out += [
            Source(f"{note.id}-{n}", wording.say("quotation", n=n), quoted.provenance, quoted.text)
            for n, quoted in enumerate(note.quotations, 1)
        ]
    if note.links:
        out += [_head("links", wording), _list([_link(link, wording) for link in note.links])]
    if options.neighbours and (line := _neighbours(note, wording)):
        out += [Skip(2 * WHITE), Group((RuleLine(), Paragraph(line, "neighbours")))]
    return out


def _head(key: str, wording: Wording) -> Heading:
    return Heading(2, (Text(wording.say(key)),))


def _list(items: Sequence[Inlines], ordered: bool = False) -> ListBlock:
    return ListBlock(tuple((Paragraph(item),) for item in items), ordered)


def _person(person: PaperPerson, wording: Wording) -> Group:
    """A profile: strengths and weaknesses beside each other, long ones below one another so that a page may end."""
    columns: list[RichText] = []
    for key, points in (("strengths", person.strengths), ("weaknesses", person.weaknesses)):
        if points:
            label = Paragraph((Strong((Text(wording.say(key)),)),), "small")
            columns.append((label, ListBlock(tuple((Paragraph(point, "small"),) for point in points), style="small")))
    out: list[Block] = [Heading(3, wording.inlines(person.name), "person")]
    if person.role:
        out.append(Paragraph(person.role))
    long = max(_lines(person.strengths), _lines(person.weaknesses)) > MOST_BESIDE
    if long:
        out += [block for column in columns for block in (Skip(WHITE), *column)]
    elif columns:
        out += [Skip(WHITE), Columns((0.0,) * len(columns), tuple(columns))]
    return Group(tuple(out), keep=not long)


def _lines(points: Sequence[Inlines]) -> int:
    """About how many lines a list takes in half a page's width."""
    return sum(estimated_lines(inline_text(point), HALF) for point in points)


def _pairs(
    title: str, heads: tuple[str, str], width: float, rows: Sequence[tuple[str, Inlines]], wording: Wording
) -> list[Block]:
    """A table of two columns, the first `width` mm wide; its first cells head their rows."""
    header = tuple(Cell((Paragraph((Text(wording.say(key)),), "small"),), header=True) for key in heads)
    body = tuple(
        (
            Cell((Paragraph((Strong(wording.inlines(name)),), "small"),), header=True),
            Cell((Paragraph(text, "small"),)),
        )
        for name, text in rows
    )
    return [_head(title, wording), Table((Column(width), Column()), header, body)]


def _chain(steps: Sequence[Inlines], wording: Wording) -> Inlines:
    """Causes and what came of them in one line, with arrows between."""
    arrow = Text(wording.say("chain_arrow"))
    return tuple(inline for n, step in enumerate(steps) for inline in ((arrow, *step) if n else step))


def _link(link: NoteLink, wording: Wording) -> Inlines:
    """The title and kind of a link, and its address as it is typed."""
    key = "link_of_kind" if link.kind else "link"
    return (Text(wording.say(key, title=wording.printed(link.title), kind=wording.printed(link.kind))), Text(link.url))


def _neighbours(note: PaperNote, wording: Wording) -> Inlines:
    """The topics before and after, in one line."""
    named = [("previous_topic", note.previous), ("next_topic", note.following)]
    said = [wording.say(key, topic=wording.printed(topic)) for key, topic in named if topic]
    return (Text(wording.say("topics_apart").join(said)),) if said else ()


def all_of(form: Form) -> Form:
    """Notes hold no answers, so that a form of notes is read as it is."""
    return form


VIEW = View("notes", "pupils", all_of, compose, needs=("notes",), options=NotesOptions)
