"""A profile: how a paper is laid out again so that other pupils can use it, and that done to a layout.

A profile holds no words and no questions.  `relaid` is all that it does: a layout in, a layout out.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from packgen.model.layout import Breaking, Colour, Em, Furniture, Layout, Length, Paper, Size, Style, Template

Code = Annotated[
    str, Meta(pattern=r"^[a-z0-9]{1,12}$(?!\n)", description="a short code of small letters and digits like 18")
]


class TextRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for every style of a layout; None leaves a style as it is.

    Styles no larger than the layout's body text become `size` / `leading` (points), larger ones at least
    `head_size` / `head_leading`.  `semibold` is for text that is not bold.  Spacing in em.
    """

    family: str | None = None
    size: Size | None = None
    leading: Size | None = None
    head_size: Size | None = None
    head_leading: Size | None = None
    letter_spacing: Em | None = None
    word_spacing: Em | None = None
    semibold: bool | None = None
    colour: Colour | None = None


Changes = dict[str, Any]
"""Fields of one of a layout's structs and their new values, already of their types."""


class ProfileFields(Struct, frozen=True, kw_only=True):
    """What a profile says alike as written and as resolved: see `Profile`."""

    purpose: str
    code: Code
    paper: Paper | None = None
    background: Colour | None = None
    text: TextRule = TextRule()
    families: dict[str, tuple[str, ...]] = {}
    furniture: tuple[Furniture, ...] | None = None
    least_rule: Length = 0.0
    tint: Colour | None = None
    italics: bool | None = None
    one_column: bool = False
    most_columns: int = 0
    breaking: Breaking | None = None
    sources_apart: bool = False
    booklet: str = "source-booklet"


class Profile(ProfileFields, frozen=True, kw_only=True):
    """A profile, resolved: its own values over those it extends.

    `code` ends its files' names.  `least_rule` is the least weight of any rule (points).  `page`, `question`,
    `answer`, `source` and each of `styles` change the layout's structs of that name; `page` changes every template.
    `furniture` stands in place of every template's own (None leaves that); a piece of kind turn-over only where the
    template has one.  `options` change view options, by view.  With `sources_apart` all sources stand in a
    booklet, made with the layout `booklet` where the paper brings none.
    """

    name: str
    styles: dict[str, Changes] = {}
    page: Changes = {}
    question: Changes = {}
    answer: Changes = {}
    source: Changes = {}
    options: dict[str, Changes] = {}


def relaid(layout: Layout, profile: Profile) -> Layout:
    """`layout` as `profile` has it."""
    plain = layout.styles.get("body", Style())
    styles = {name: _styled(style, plain, profile.text) for name, style in layout.styles.items()}
    for name, changes in profile.styles.items():
        if name in styles:
            styles[name] = structs.replace(styles[name], **changes)
    answer = structs.replace(layout.answer, **profile.answer)
    if profile.least_rule:
        answer = structs.replace(answer, weight=max(answer.weight, profile.least_rule))
    return structs.replace(
        layout,
        paper=profile.paper or layout.paper,
        most_pages=0 if profile.text.size else layout.most_pages,
        templates={name: _framed(template, profile) for name, template in layout.templates.items()},
        styles=styles,
        families={**layout.families, **profile.families},
        question=structs.replace(layout.question, **profile.question),
        answer=answer,
        source=structs.replace(layout.source, **profile.source),
        hair=max(layout.hair, profile.least_rule),
        strong=max(layout.strong, profile.least_rule),
        least_rule=max(layout.least_rule, profile.least_rule),
        tint=profile.tint or layout.tint,
        background=profile.background or layout.background,
        italics=layout.italics if profile.italics is None else profile.italics,
        up="single" if profile.one_column else layout.up,
        landscape=layout.landscape and not profile.one_column,
        one_column=layout.one_column or profile.one_column,
        most_columns=profile.most_columns or layout.most_columns,
        breaking=profile.breaking or layout.breaking,
        writing=layout.writing * max(1.0, answer.pitch / layout.answer.pitch),
        options={**layout.options, **profile.options.get(layout.view, {})},
    )


def _styled(style: Style, plain: Style, rule: TextRule) -> Style:
    """One style under the rule for all; `plain` is the layout's body text."""
    large = style.size > plain.size
    size, leading = (rule.head_size, rule.head_leading) if large else (rule.size, rule.leading)
    changes: Changes = {
        name: value
        for name in ("family", "letter_spacing", "word_spacing", "colour")
        if (value := getattr(rule, name)) is not None
    }
    if rule.semibold is not None:
        changes["semibold"] = rule.semibold and not style.bold
    if size is not None and (not large or size > style.size):
        grown = size / style.size
        changes |= {"size": size, "before": style.before * grown, "after": style.after * grown, "measure": 0.0}
    if leading is not None:
        changes["leading"] = max(style.leading, leading)
    return structs.replace(style, **changes)


def _framed(template: Template, profile: Profile) -> Template:
    """A page template with the profile's margins, furniture and weights of rule."""
    pieces = template.furniture
    if profile.furniture is not None:
        turns = any(piece.kind == "turn-over" for piece in pieces)
        pieces = tuple(piece for piece in profile.furniture if turns or piece.kind != "turn-over")
    if profile.least_rule:
        pieces = tuple(
            piece if piece.width is None else structs.replace(piece, width=max(piece.width, profile.least_rule))
            for piece in pieces
        )
    return structs.replace(template, furniture=pieces, **profile.page)
