"""The fairness certificate of a pack, for teachers: how its versions differ, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from packgen.compose.fields import fields
from packgen.compose.options import read_options
from packgen.compose.small_print import cell
from packgen.compose.view import Meta, SourcePlan, View, whole
from packgen.compose.wording import Wording, worded
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Section,
    Table,
    Text,
)
from packgen.model.fairness import Fairness, VersionFacts
from packgen.model.form import Form
from packgen.model.layout import Layout

NAME, FIGURE = 64.0, 20.0
MOST_OBJECTIVES = 4


class FairnessOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "fairness".

    The largest differences that are called fair: of mean facility, of reading as a share of it, of marks on a topic and
    for an objective.  `most_versions` is how many versions are listed one by one.
    """

    facility: float = 0.03
    reading: float = 0.1
    topic: int = 1
    objective: int = 1
    most_versions: int = 8


def compose(form: Form, layout: Layout, meta: Meta, plan: SourcePlan) -> Document:
    """The certificate of the fairness that `form` carries."""
    wording = worded(layout)
    options = read_options(layout, FairnessOptions)
    body: list[Block] = []
    if form.fairness is not None:
        body = list(_body(form.fairness, meta, wording, options))
    return Document(
        title=", ".join(part for part in (meta.title, wording.say("kind")) if part),
        lang=layout.lang,
        audience="teachers",
        sections=(Section("body", tuple(body)),),
        fields=fields(meta, wording, "", form.fairness.versions[0].marks if form.fairness else 0),
        author=meta.author or meta.school,
        subject=meta.subject,
    )


def _body(found: Fairness, meta: Meta, wording: Wording, options: FairnessOptions) -> Iterator[Block]:
    yield Heading(1, wording.inlines(meta.title), "title")
    count = len(found.versions)
    yield Paragraph((Text(wording.say(f"mode_{found.mode.replace('-', '_')}", n=count)),))
    yield Heading(2, (Text(wording.say("spreads_head")),))
    yield _spreads(found, wording, options)
    if count <= options.most_versions:
        yield Heading(2, (Text(wording.say("versions_head")),))
        yield _versions(found, wording)
    yield Heading(2, (Text(wording.say("also_head")),))
    yield ListBlock(tuple((Paragraph((Text(line),), "small"),) for line in _also(found, wording)), style="small")


def _spreads(found: Fairness, wording: Wording, options: FairnessOptions) -> Table:
    """Each measure with its least and most over the versions, the difference, and up to what that is fair."""
    rows: list[tuple[str, str, str, float | None, float, int]] = []

    def measure(key: str, values: Sequence[float], fair: float, digits: int = 0) -> None:
        low, high = min(values), max(values)
        rows.append((wording.say(key), f"{low:.{digits}f}", f"{high:.{digits}f}", high - low, fair, digits))

    every = found.versions
    measure("total", [each.marks for each in every], 0)
    measure("questions", [each.questions for each in every], 0)
    facilities = [each.facility for each in every if each.facility is not None]
    if len(facilities) == len(every):
        measure("facility", facilities, options.facility, 3)
    words = [each.words for each in every]
    measure("words", words, int(options.reading * sum(words) / len(words)))
    measure("minutes", [each.minutes for each in every], 0.1 * sum(e.minutes for e in every) / len(every), 1)
    if all(each.pages for each in every):
        measure("pages", [each.pages for each in every], 0)
    widest = (("objectives", found.widest(_aos), options.objective), ("topics", found.widest(_topics), options.topic))
    rows += [(wording.say(key), "", "", float(spread), fair, 0) for key, spread, fair in widest]
    rows.append((wording.say("kinds"), "", "", float(found.widest(_kinds)), 0, 0))
    heads = ("measure", "least", "most", "difference", "fair", "verdict")
    columns = (Column(NAME), *(Column(FIGURE, "right") for _ in range(4)), Column())
    return Table(
        columns,
        tuple(cell(wording.say(f"head_{key}"), head=True) for key in heads),
        tuple(_row(*row, wording) for row in rows),
    )


def _row(
    name: str, low: str, high: str, spread: float | None, fair: float, digits: int, wording: Wording
) -> tuple[Cell, ...]:
    gap = 0.0 if spread is None else round(spread, digits)
    verdict = wording.say("fair" if gap <= fair + 1e-9 else "unfair")
    figures = (low, high, f"{gap:.{digits}f}", f"{fair:.{digits}f}")
    return (cell(name, head=True), *(cell(figure) for figure in figures), cell(verdict, bold=gap > fair + 1e-9))


def _versions(found: Fairness, wording: Wording) -> Table:
    """A line for each version."""
    objectives = sorted({ao for each in found.versions for ao in each.aos})[:MOST_OBJECTIVES]
    keys = ("version", "marks", "facility", "words", "minutes", "pages")
    heads = [wording.say(f"head_{key}") for key in keys] + objectives
    rows = tuple(
        (
            cell(each.version, head=True),
            cell(str(each.marks)),
            cell("" if each.facility is None else f"{each.facility:.3f}"),
            cell(str(each.words)),
            cell(f"{each.minutes:.0f}"),
            cell(str(each.pages) if each.pages else ""),
            *(cell(str(each.aos.get(ao, 0))) for ao in objectives),
        )
        for each in found.versions
    )
    columns = (Column(24.0), *(Column(0.0, "right") for _ in heads[1:]))
    return Table(columns, tuple(cell(head, head=True) for head in heads), rows)


def _also(found: Fairness, wording: Wording) -> Iterator[str]:
    """What is shared, what is the same by design, how far the facilities can be trusted."""
    yield wording.say("overlap", most=found.most_shared, mean=f"{found.mean_shared:.1f}", all=len(found.shared))
    if found.most_uses > 1:
        yield wording.say("uses", n=found.most_uses, versions=len(found.versions))
    yield wording.say("by_design")
    yield wording.say("known", known=found.known, items=found.items, measured=found.measured)


def _aos(each: VersionFacts) -> dict[str, int]:
    return each.aos


def _topics(each: VersionFacts) -> dict[str, int]:
    return each.topics


def _kinds(each: VersionFacts) -> dict[str, int]:
    return each.kinds


VIEW = View("fairness", "teachers", whole, compose, needs=("fairness",), options=FairnessOptions)
