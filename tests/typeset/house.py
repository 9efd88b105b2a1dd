"""A layout like the house's worksheet, for tests; and what to look for in what was set."""

from __future__ import annotations

from msgspec.structs import replace

from packgen.model.document import (
    AnswerSpace,
    Block,
    Document,
    Inline,
    Paragraph,
    Prompt,
    Question,
    Section,
    Source,
    Text,
)
from packgen.model.galley import ARTIFACT, Galley, Glyphs, Op
from packgen.model.layout import Layout, Style, Template
from packgen.typeset.faces import Faces
from packgen.typeset.pieces import settled, shifted
from packgen.typeset.setter import Typesetter

MM = 72 / 25.4
FAMILIES = {"sans": ("Source Sans Pro", "Fira Sans"), "serif": ("PT Serif", "Fira Sans")}
STYLES = {
    "body": Style(size=12, leading=15),
    "small": Style(size=10, leading=13, measure=150),
    "small-bold": Style(size=10, leading=13, bold=True),
    "label": Style(size=12, leading=15, bold=True, after=4),
    "furniture": Style(size=8.5, leading=11),
    "furniture-bold": Style(size=8.5, leading=11, bold=True),
    "foot": Style(size=8.5, leading=11, colour="#404040"),
    "turn-over": Style(size=10, leading=13, bold=True),
    "heading": Style(size=15, leading=19, bold=True, before=27, after=9),
    "title": Style(size=22, leading=26, bold=True, after=21.2),
    "source": Style(family="serif", size=12, leading=16),
    "total": Style(size=12, leading=15, bold=True, align="right"),
}
LINES = AnswerSpace(12, 10, 14, "Answer space, 12 lines")


def worksheet(**changes: object) -> Layout:
    """PAGE.md's worksheet, without furniture."""
    from msgspec.structs import replace

    layout = Layout(
        name="worksheet",
        purpose="",
        view="paper",
        templates={"body": Template(top=21.2, bottom=16.5)},
        styles=STYLES,
        families=FAMILIES,
    )
    return replace(layout, **changes)


def typesetter(layout: Layout | None = None) -> Typesetter:
    layout = layout or worksheet()
    return Typesetter(layout, Faces(layout.families))


def document(*blocks: Block, template: str = "body") -> Document:
    return Document("A test", "en-GB", "pupils", (Section(template, blocks),), {})


def galley(*blocks: Block, layout: Layout | None = None) -> Galley:
    """The one galley of `blocks`, set without a complaint."""
    setter = typesetter(layout)
    (found,) = setter.set(document(*blocks))
    assert setter.diagnostics == ()
    tags = tuple(tag for base, part in found.stretches() for tag in shifted(part, base))
    return replace(found, atoms=tuple(map(settled, found.atoms)), tags=tags, parts=())


def para(text: str, style: str = "body") -> Paragraph:
    inlines: tuple[Inline, ...] = (Text(text),) if text else ()
    return Paragraph(inlines, style)


SOURCE = Source("s", "Source A", (), (para("Words of the source."),))


def drawn(galley: Galley) -> list[tuple[float, float, Op, int]]:
    """(x, y, operator, tag) of everything with the galley on one endless page; y from the first atom's top."""
    out: list[tuple[float, float, Op, int]] = []
    y = 0.0
    after = None
    for atom in galley.atoms:
        if after is not None:
            y += max(after, atom.before)
        pieces = [(y, atom.head)]
        y += atom.head.height
        if atom.fluid is not None:
            for _ in range(atom.fluid.n):
                pieces.append((y, atom.fluid.rule))
                y += atom.fluid.pitch
        if atom.tail is not None:
            pieces.append((y, atom.tail))
            y += atom.tail.height
        after = atom.after
        for top, piece in pieces:
            for run in piece.runs:
                for op in run.ops:
                    x = op.x1 if hasattr(op, "x1") else getattr(op, "x", 0.0)
                    above = op.y1 if hasattr(op, "y1") else getattr(op, "y", 0.0)
                    out.append((x, top + above, op, run.tag))
    return out


def baseline(galley: Galley, words: str) -> float:
    """The y of the first text that begins with `words`."""
    return next(y for _, y, op, _ in drawn(galley) if isinstance(op, Glyphs) and op.text.startswith(words))


def at(galley: Galley, words: str) -> float:
    """The x of the first text that begins with `words`."""
    return next(x for x, _, op, _ in drawn(galley) if isinstance(op, Glyphs) and op.text.startswith(words))


def reading(galley: Galley) -> str:
    """What a screen reader hears, in order."""
    return "".join(op.text for _, _, op, tag in drawn(galley) if isinstance(op, Glyphs) and tag != ARTIFACT)


def prompt(
    number: str = "1", words: str = "Why?", part: str = "", marks: str = "[4 marks]", uses: tuple[str, ...] = ()
) -> Prompt:
    """What a question asks."""
    return Prompt(number, part, (para(words),), marks, uses)


def question(*blocks: Block, uses: tuple[str, ...] = (), number: int = 1) -> Question:
    """A question of those blocks."""
    return Question(f"item-{number}", f"Question {number}", uses, blocks)


def roles(found: Galley) -> list[tuple[str, str]]:
    """(role, role of the parent) of each tag."""
    return [(tag.role, found.tags[tag.parent].role if tag.parent >= 0 else "") for tag in found.tags]
