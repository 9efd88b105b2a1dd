"""A glossary: each term, what it means, and a sentence that uses it; any of the three left out to be filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from packgen.compose import note_parts
from packgen.compose.name_line import name_line
from packgen.compose.notes import all_of, notes_document
from packgen.compose.options import read_options
from packgen.compose.small_print import cell
from packgen.compose.view import Meta, SourcePlan, View
from packgen.compose.wording import Wording, worded
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    Inline,
    Paragraph,
    Strong,
    Sub,
    Super,
    Table,
    Text,
)
from packgen.model.form import Form
from packgen.model.layout import Layout, Template
from packgen.model.note import Inlines, PaperTerm

TERM = 42.0  # mm
ROW = 17.0  # mm, a row to write in
WRITTEN = 0.42  # of the page's measure, a column to write in

ColumnName = Literal["terms", "meanings", "sentences"]
COLUMNS: dict[ColumnName, str] = {"terms": "term", "meanings": "meaning", "sentences": "sentence"}


class GlossaryOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "glossary".

    `columns` are printed in their order, sentences only where there is one or pupils write them.  What `blank` names
    is left out.  Where terms are, `word_bank` lists them above in alphabetical order.  `sort: false` keeps the bank's
    own order.
    """

    columns: tuple[ColumnName, ...] = ("terms", "meanings", "sentences")
    blank: tuple[ColumnName, ...] = ()
    sort: bool = True
    word_bank: bool = True
    name_line: bool = False


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """All terms of the notes of `form`, each once; `plan` has no say in it."""
    wording = worded(layout)
    options = read_options(layout, GlossaryOptions)
    terms = note_parts.terms(form.notes)
    in_order = tuple(sorted(terms, key=lambda term: _key(term.term)))
    written = in_order if options.sort and "terms" not in options.blank else terms
    blocks: list[Block] = []
    if meta.title:
        blocks.append(Heading(1, wording.inlines(meta.title), "title"))
    if options.name_line:
        blocks.append(name_line(wording, layout))
    if options.word_bank and "terms" in options.blank and in_order:
        words = Text("   ".join(term.term.replace(" ", "\u00a0") for term in in_order))
        blocks.append(Table((Column(),), (), ((Cell((Paragraph((words,)),)),),), "body", boxed=True))
    body = layout.templates.get("body", Template())
    table = _table(written, wording, options, layout.size()[0] - body.left - body.right)
    if table is not None:
        blocks.append(table)
    return notes_document(form, layout, meta, wording, tuple(blocks))


def _table(terms: Sequence[PaperTerm], wording: Wording, options: GlossaryOptions, measure: float) -> Table | None:
    """A row for each term, `measure` mm wide, with room to write where something is left out."""
    sentences = any(term.sentence for term in terms) or "sentences" in options.blank
    columns = [name for name in dict.fromkeys(options.columns) if name != "sentences" or sentences]
    if not terms or not columns:
        return None
    header = tuple(cell(wording.say(COLUMNS[name]), head=True) for name in columns)
    rows = tuple(tuple(_cell(name, term, wording, options) for name in columns) for term in terms)
    wide = [name for name in columns if name != "terms" and name in options.blank]
    written = WRITTEN * measure if len(wide) == 1 and len(columns) > 2 else 0.0
    widths = tuple(
        Column(TERM if name == "terms" and len(columns) > 1 else written if name in wide else 0.0) for name in columns
    )
    return Table(widths, header, rows, least_height=ROW if options.blank else 0.0)


def _cell(name: ColumnName, term: PaperTerm, wording: Wording, options: GlossaryOptions) -> Cell:
    if name in options.blank:
        return Cell((), header=name == "terms")
    if name == "terms":
        return Cell((Paragraph((Strong(wording.inlines(term.term)),), "small"),), header=True)
    words = term.meaning if name == "meanings" else term.sentence
    if "terms" in options.blank:
        words, found = _gapped(words, term.term, wording.say("term_gap"))
        if name == "sentences" and not found:
            words = ()
    return Cell((Paragraph(words, "small"),) if words else ())


def _gapped(words: Inlines, term: str, gap: str) -> tuple[Inlines, bool]:
    """`words` with a gap wherever the term stands, whatever its ending, and whether it was there at all."""
    pattern = re.compile(rf"\b{re.escape(term.removeprefix('The ').strip())}\w*", re.IGNORECASE)
    out: list[Inline] = []
    found = False
    for node in words:
        if isinstance(node, Text):
            text, n = pattern.subn(lambda _: gap, node.text)
            found = found or n > 0
            out.append(replace(node, text=text))
        elif isinstance(node, Strong | Emphasis | Sub | Super):
            children, inside = _gapped(node.children, term, gap)
            found = found or inside
            out.append(replace(node, children=children))
        else:
            out.append(node)
    return tuple(out), found


def _key(term: str) -> tuple[str, str]:
    """What terms are sorted by: their letters without case or an article."""
    return term.casefold().removeprefix("the "), term


VIEW = View("glossary", "pupils", all_of, compose, needs=("notes",), options=GlossaryOptions)
