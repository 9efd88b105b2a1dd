"""Writing of every exam kind: a stem, perhaps a statement and bullets, ruled space, a scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packgen.kinds.lowered import item_marking, undivided
from packgen.kinds.marking import number_range
from packgen.kinds.rows import answer_spaces, asked_by, row_for
from packgen.kinds.shape import Finding, Lowering, Shape, row_tariff
from packgen.model.document import ListBlock, Paragraph, RichText, Text
from packgen.model.form import Question
from packgen.model.item import Item, Kind, Markdown, Row
from packgen.model.response import Extended, Response, Written

EXTENDED_FROM = 12
"""A single space of so many lines is extended writing."""

_QUOTED = r"(?s)(?:^|\s)['\"‘“]\S.+?\S['\"’”](?=\W|$)"
_INNER_QUOTE = r"(?:^|\s)['\"‘“]"


class WrittenItem(Item, frozen=True, kw_only=True):
    """A question that is answered in writing.

    `statement` is printed in quotation marks above the stem, `bullets` below it with the kind's lead-in; a board that
    gives its pupils no prompts prints none.
    """

    statement: Markdown = ""
    bullets: tuple[Markdown, ...] = ()


def _check(item: WrittenItem, kind: Kind) -> Iterator[Finding]:
    rows = [row for board in item.boards or ("",) if (row := row_for(item, kind, board))]
    count = len(item.bullets)
    wanted = dict.fromkeys(asked_by(kind, row).bullets for row in rows) if rows else {kind.bullets: None}
    if count and all(most == 0 for _, most in wanted):
        yield Finding("bullets", "no-bullets-here", f"{kind.kind} has no bullets", "put them into the stem")
    for least, most in wanted:
        if most and not least <= count <= most:
            hint = f"give {number_range(least, most)} under `bullets:`"
            yield Finding("bullets", "bullets-count", f"{count or 'no'} bullets given", hint)
            break
    for n, bullet in enumerate(item.bullets):
        if not bullet.strip():
            yield Finding(f"bullets.{n}", "empty-bullet", f"bullet {n + 1} is empty", "write it or delete it")
    needs = [f"`{field}`" for field in kind.needs]
    given = any(getattr(item, field, None) for field in kind.needs)
    if needs and not given and not ("statement" in kind.needs and re.search(_QUOTED, item.stem)):
        hint = f"give {' or '.join(needs)}" + (
            ", or quote the statement in the stem" if "statement" in kind.needs else ""
        )
        yield Finding("stem", "nothing-to-judge", f"{kind.kind} asks about something that is not there", hint)
    yield from _check_scheme(item, rows)


def _check_scheme(item: WrittenItem, rows: Sequence[Row]) -> Iterator[Finding]:
    scheme = item.scheme
    if not (scheme.answers or scheme.points or scheme.indicative):
        hint = "add `scheme:` with `answers`, `points` or `indicative` content"
        yield Finding("scheme", "no-mark-scheme", "there is nothing to mark this question by", hint)
        return
    for n, group in enumerate(scheme.indicative):
        if not any(point.strip() for point in group.points):
            field = f"scheme.indicative.{n}"
            yield Finding(field, "empty-group", f"group {n + 1} of the indicative content is empty", "add its points")
    if scheme.rubric or any(row.rubric for row in rows):
        if not scheme.indicative and not scheme.points:
            hint = "add `indicative:` groups with what good answers may say"
            yield Finding("scheme", "no-indicative-content", "a ladder alone does not say what answers may hold", hint)
        return
    if not scheme.answers and not scheme.indicative:
        for row in rows:
            marks = item.marks or row.marks
            if len(scheme.points) * row.points_each < marks:
                most = len(scheme.points) * row.points_each
                message = f"the points of the scheme make {most} at most; the question is worth {marks}"
                hint = f"give at least {-(-marks // row.points_each)} points"
                yield Finding("scheme.points", "too-few-points", message, hint)
                return


def _lower(item: WrittenItem, how: Lowering) -> Question:
    tariff = row_tariff(item, how.row)
    return undivided(
        item, how, tariff, _stem(item, how), response_of(item, how.row), item_marking(item, how, tariff.marks)
    )


def _stem(item: WrittenItem, how: Lowering) -> RichText:
    out: RichText = ()
    if item.statement.strip():
        out += how.blocks("statement", _in_quotes(item.statement))
    out += how.blocks("stem", item.stem)
    prompted = bool(item.bullets and how.kind.bullets[1])
    if prompted:
        if how.kind.bullets_lead:
            out += (Paragraph((Text(how.kind.bullets_lead),)),)
        out += (ListBlock(tuple(how.blocks(f"bullets.{n}", text) for n, text in enumerate(item.bullets))),)
    if how.kind.own_knowledge and (prompted or how.row.own_knowledge):
        out += (Paragraph((Text(how.kind.own_knowledge),)),)
    return out


def _in_quotes(statement: Markdown) -> Markdown:
    """`statement` in straight single quotes, which the reader curls; the author's own outer quotes are dropped."""
    text = statement.strip()
    if text[0] in "'\"‘“" and text[-1] in "'\"’”" and len(text) > 2 and not re.search(_INNER_QUOTE, text[1:-1]):
        text = text[1:-1]
    return f"'{text}'"


def response_of(item: Item, row: Row) -> Response:
    """One long space is extended writing with the row's planning box; labelled or short spaces are not."""
    spaces = answer_spaces(item, row)
    if len(spaces) == 1 and not spaces[0].label and (row.plan or spaces[0].lines >= EXTENDED_FROM):
        return Extended(spaces[0], row.plan)
    return Written(spaces)


def _template(kind: Kind) -> str:
    lines: list[str] = []
    if "statement" in kind.needs:
        lines.append("statement: The view that is to be judged    # printed in quotation marks above the stem")
    least, most = max((asked_by(kind, row).bullets for row in kind.rows), key=lambda pair: pair[1])
    if most:
        prompts = ", ".join(f"prompt {n + 1}" for n in range(least or most))
        note = f"printed below the stem: {kind.bullets_lead}".removesuffix(": ")
        lines.append(f"{'' if least else '# '}bullets: [{prompts}]    # {note}")
    return "\n".join((*lines, "scheme:", *_scheme_template(kind))) + "\n"


def _scheme_template(kind: Kind) -> Iterator[str]:
    """The lines of a scheme as the kind marks it: by levels, by points with details, by answers."""
    if all(row.rubric for row in kind.rows):
        yield "  indicative:                 # what good answers may say, in groups with or without a heading"
        for heading, first in (("One side", 1), ("The other side", 4)):
            yield f"    - heading: {heading}"
            yield "      points:"
            yield from (f"        - Point {n} with its evidence" for n in range(first, first + 3))
        yield "  # caps: [One-sided answers stay in level 2.]"
    elif any(row.points_each > 1 for row in kind.rows):
        count = max(-(-row.marks // row.points_each) for row in kind.rows)
        yield "  points:                     # more than are asked for; a point, a colon, and its detail"
        yield from (f'    - "Point {n}: its detail"' for n in range(1, count + 1))
    else:
        yield "  answers: [The model answer]"
    yield "  # accept: [What else earns the mark]"
    yield "  # reject: [What does not]"
    yield "  # guidance: A word to the marker."


SHAPE: Shape[WrittenItem] = Shape(
    name="written",
    purpose="answer in writing: from a word to an essay",
    item=WrittenItem,
    check=_check,
    lower=_lower,
    template=_template,
)
