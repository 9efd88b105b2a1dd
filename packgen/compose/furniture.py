"""Furniture: a layout's margin lines, filled in for one page.

The only place where Jinja2 runs, and only over a layout's own strings.  A furniture line may name fields and
choose between them (`{% if %}`, `a if b else c`, `~`, a few filters); loops, calls, sums and attributes are
refused before anything runs, so that a layout can neither hang the program nor look into it.  The result
is plain text and is never parsed again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from packgen.compose.fields import NAMES
from packgen.compose.wording import fill, layout_place, names_in, worded
from packgen.diagnostics import Diagnostic, PackgenError, Place, error
from packgen.markup.typography import as_printed
from packgen.model.copy import NO_COPY
from packgen.model.layout import Furniture, FurnitureLine, Layout, Span

if TYPE_CHECKING:
    import jinja2
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_TEMPLATE = 600
LONGEST_TEXT = 200
FILTERS = frozenset({"upper", "lower", "capitalize", "title", "trim", "default", "d"})
NODES = frozenset(
    {"Template", "Output", "TemplateData", "Const", "Name", "Getattr", "Getitem", "If", "CondExpr"}
    | {"Compare", "Operand", "And", "Or", "Not", "Concat", "Filter"}
)

SCANNED: Final = "PG1"
"""What begins the text of a page's square code: the form that follows."""
SCANNED_OF: Final = ("code", "copy_mark")
"""What else of the document and its copy stands in it."""
OF_PAGE: Final = frozenset({"page", "pages", "continues", "continued", "scan"})
"""What furniture may name that changes from page to page."""
_UNSTAMPED = NO_COPY.stamp()
_EVERYWHERE = ("all",)

# Lines that only name fields and strings need no Jinja2, which takes long to load.
_NAMES = re.compile(r"\{\{ *((?:strings\.)?[a-z_]+(?: or (?:strings\.)?[a-z_]+)*) *\}\}")


class PageFacts(Struct, frozen=True):
    """What furniture may know of a page: `number` of `pages` (from 1), its side, what runs on over its ends.

    `beside` says that pages stand two to a side, the first at the left.  `continues` and `continued` are question
    labels ("Question 4") or "".
    """

    number: int
    pages: int
    duplex: bool = False
    blank: bool = False
    continues: str = ""
    continued: str = ""
    beside: bool = False

    @property
    def right_hand(self) -> bool:
        """True on a right-hand page; every page of a simplex document is one."""
        return not self.duplex or self.number % 2 != self.beside


CONDITIONS: Mapping[str, Callable[[PageFacts], bool]] = {
    "all": lambda page: True,
    "first": lambda page: page.number == 1,
    "not-first": lambda page: page.number > 1,
    "last": lambda page: page.number == page.pages,
    "not-last": lambda page: page.number < page.pages,
    "right": lambda page: page.right_hand,
    "left": lambda page: not page.right_hand,
    "continues": lambda page: bool(page.continues),
    "continued": lambda page: bool(page.continued),
    "blank": lambda page: page.blank,
}


class Stretch:
    """Furniture of a template, one piece after another, that hangs on the same: on the document alone or on its pages.

    What it prints is the same wherever its `key` is.
    """

    def __init__(self, layout: Layout, template: str, pieces: Sequence[tuple[str, Furniture]], of_page: bool) -> None:
        self._layout, self._pieces, self._of_page = layout, pieces, of_page
        self._mirrors = layout.templates[template].mirror
        found: dict[str, None] = {}
        self._known = True
        for _, piece in pieces:
            names = _names_of(layout, piece)
            self._known = self._known and names is not None
            found.update(dict.fromkeys(names or ()))
        if "scan" in found:
            found.update(dict.fromkeys(SCANNED_OF))
        self._names = tuple(name for name in found if name not in OF_PAGE)

    def key(self, page: PageFacts, fields: Mapping[str, str]) -> tuple[object, ...] | None:
        """All that its lines, and where they stand, depend on; None if only Jinja2 knows."""
        if not self._known:
            return None
        around = page if self._of_page else self._mirrors and page.right_hand
        return (around, *[fields.get(name) for name in self._names])

    def lines(self, page: PageFacts, fields: Mapping[str, str], problems: list[Diagnostic]) -> list[FurnitureLine]:
        """What of it stands on `page`; what is wrong is added to `problems`."""
        values = _values(page, fields)
        lines = [_line(self._layout, where, piece, page, values, problems) for where, piece in self._pieces]
        return [line for line in lines if line is not None]


def margin(layout: Layout, template: str) -> tuple[Stretch, ...]:
    """The furniture of one template, in as few stretches as there can be."""
    pieces = [(f"templates.{template}.furniture.{n}", p) for n, p in enumerate(layout.templates[template].furniture)]
    stretches = groupby(pieces, lambda each: _hangs_on_page(layout, each[1]))
    return tuple(Stretch(layout, template, list(group), of_page) for of_page, group in stretches)


def _hangs_on_page(layout: Layout, piece: Furniture) -> bool:
    """False if it is the same on all pages of a document."""
    names = _names_of(layout, piece)
    return piece.pages != _EVERYWHERE or names is None or any(name in OF_PAGE for name in names)


def _names_of(layout: Layout, piece: Furniture) -> tuple[str, ...] | None:
    """The fields that a line depends on, those that its strings name as well; None if only Jinja2 knows."""
    found: dict[str, None] = {}
    for span in (*piece.left, *piece.centre, *piece.right):
        named = _named(span.text)
        if named is None:
            return None
        for _, names in named:
            for name in names:
                key = name.removeprefix("strings.")
                inner = names_in(layout.strings.get(key, "")) if key != name else (name,)
                found.update(dict.fromkeys(inner))
    return tuple(found)


def padding(layout: Layout) -> FurnitureLine:
    """All that stands on a page that only fills the last sheet of a booklet: words halfway down."""
    words = (Span(text=_printed(worded(layout).say("padding_page"), layout.lang), style="body"),)
    return FurnitureLine(Furniture(kind="text", at=layout.size()[1] / 2, centre=words), centre=words)


def check(layout: Layout, at: Callable[[str], Place] | None = None) -> tuple[Diagnostic, ...]:
    """Everything wrong with the furniture of all of a layout's templates, whichever pages it stands on.

    `at` gives the place of a dotted field path; without it the layout's file is named alone.
    """
    fields = dict.fromkeys(NAMES, "1")
    problems: list[Diagnostic] = []
    page = PageFacts(1, 2, continues="1", continued="1")
    values = _values(page, fields)
    for name, template in layout.templates.items():
        for n, piece in enumerate(template.furniture):
            everywhere = structs.replace(piece, pages=("all", *(p for p in piece.pages if p not in CONDITIONS)))
            found: list[Diagnostic] = []
            field = f"templates.{name}.furniture.{n}"
            _line(layout, field, everywhere, page, values, found)
            problems += [structs.replace(problem, place=at(field)) if at else problem for problem in found]
    return tuple(problems)


def _line(
    layout: Layout,
    where: str,
    piece: Furniture,
    page: PageFacts,
    values: Mapping[str, str],
    problems: list[Diagnostic],
) -> FurnitureLine | None:
    if piece.pages != _EVERYWHERE and not _stands_on(piece, page, layout, where, problems):
        return None
    given = (piece.left, piece.centre, piece.right)
    if not any(given):
        return FurnitureLine(piece)
    filled = tuple([_filled_spans(layout, where, spans, values, problems) if spans else () for spans in given])
    return FurnitureLine(piece, *filled) if any(filled) else None


def _stands_on(piece: Furniture, page: PageFacts, layout: Layout, where: str, problems: list[Diagnostic]) -> bool:
    """True if a page is one of those that a piece names."""
    unknown = [name for name in piece.pages if name not in CONDITIONS]
    if unknown:
        hint = f"pages: takes {', '.join(CONDITIONS)}"
        problems.append(error("furniture-pages", f'{where}: "{unknown[0]}" is no page', hint, layout_place(layout)))
        return False
    return all(CONDITIONS[name](page) for name in piece.pages)


def _filled_spans(
    layout: Layout, where: str, spans: Sequence[Span], values: Mapping[str, str], problems: list[Diagnostic]
) -> tuple[Span, ...]:
    """Those of the spans that have words here."""
    out: list[Span] = []
    for span in spans:
        try:
            text = _text(layout, where, span.text, values)
        except PackgenError as problem:
            problems.extend(problem.diagnostics)
            continue
        if text:
            out.append(structs.replace(span, text=text))
    return tuple(out)


def _values(page: PageFacts, fields: Mapping[str, str]) -> dict[str, str]:
    """All that lines may name."""
    return {**_UNSTAMPED, **fields, **_of_page(page, fields)}


def _of_page(page: PageFacts, fields: Mapping[str, str]) -> dict[str, str]:
    """What lines may name of a page."""
    return {
        "page": str(page.number),
        "pages": str(page.pages),
        "continues": page.continues,
        "continued": page.continued,
        "scan": _scanned(page, fields),
    }


def _scanned(page: PageFacts, fields: Mapping[str, str]) -> str:
    """What a page of a pupil's copy says to a scanner: pack, version, number of the pupil, page; no name."""
    mark = fields.get("copy_mark", "")
    return f"{SCANNED}.{fields.get('code', '')}.{mark}.{page.number}".upper() if mark else ""


def _text(layout: Layout, where: str, source: str, values: Mapping[str, str]) -> str:
    named = _named(source)
    strings = _Strings(layout, where, values)
    text = None if named is None else _filled(named, layout, strings, values)
    return _printed(_rendered(layout, where, source, values, strings) if text is None else text, layout.lang)


@functools.lru_cache(maxsize=512)
def _named(source: str) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    """A line that only names things, as (words, names after them, of which the first that is not empty is printed).

    None for any other line.
    """
    parts = _NAMES.split(source)
    words, names = parts[::2], [*(tuple(part.split(" or ")) for part in parts[1::2]), ()]
    if len(source) > LONGEST_TEMPLATE or any("{" in word or "}" in word for word in words):
        return None
    return tuple(zip(words, names, strict=True))


def _filled(
    named: tuple[tuple[str, tuple[str, ...]], ...], layout: Layout, strings: _Strings, values: Mapping[str, str]
) -> str | None:
    """The line's text, or None if it names what there is not."""
    out: list[str] = []
    for words, names in named:
        out.append(words)
        for name in names:
            key = name.removeprefix("strings.")
            if key not in (values if key == name else layout.strings):
                return None
            text = values[key] if key == name else strings[key]
            if text or name == names[-1]:
                out.append(text)
                break
    return "".join(out)


def _rendered(layout: Layout, where: str, source: str, values: Mapping[str, str], strings: _Strings) -> str:
    import jinja2

    try:
        return _compiled(source).render({**values, "strings": strings})
    except jinja2.TemplateError as problem:
        reason = (problem.message or type(problem).__name__).rstrip(".")
        hint = f"furniture may name strings.<key> and: {', '.join(sorted(values))}"
        raise PackgenError([error("furniture", f"{where}: {reason}", hint, layout_place(layout))]) from None


@functools.lru_cache(maxsize=4096)
def _printed(text: str, lang: str) -> str:
    """One line of at most `LONGEST_TEXT` characters, without control characters, as it is printed."""
    words = " ".join("".join(c if c.isprintable() or c == "\u00a0" else " " for c in text).split(" ")).strip()
    return as_printed(words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1].rstrip() + "…", lang)


class _Strings:
    """A layout's strings as furniture sees them, each filled with the page's values when it is named."""

    def __init__(self, layout: Layout, where: str, values: Mapping[str, str]) -> None:
        self._layout, self._where, self._values = layout, where, values

    def __getitem__(self, key: str) -> str:
        def missing(name: str) -> PackgenError:
            message = f'{self._where}: string "{key}" names {{{name}}}, which furniture has not'
            hint = f"furniture has: {', '.join(sorted(self._values))}"
            return PackgenError([error("furniture", message, hint, layout_place(self._layout))])

        return fill(self._layout.strings[key], self._values, missing)


@functools.cache
def _environment() -> ImmutableSandboxedEnvironment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            raise jinja2.exceptions.SecurityError(f"{operator} is not for furniture")

    environment = Sandbox(undefined=jinja2.StrictUndefined, autoescape=False)
    environment.globals.clear()
    return environment


@functools.lru_cache(maxsize=512)
def _compiled(source: str) -> jinja2.Template:
    """The template of `source`; raises `jinja2.TemplateError` for wrong syntax and for what furniture may not do."""
    import jinja2

    if len(source) > LONGEST_TEMPLATE:
        raise jinja2.TemplateError(f"a furniture line has at most {LONGEST_TEMPLATE} characters")
    try:
        tree = _environment().parse(source)
        _refuse(tree)
        return _environment().from_string(source)
    except (RecursionError, SyntaxError, MemoryError):
        raise jinja2.TemplateError("a furniture line is nested too deeply") from None


def _refuse(tree: nodes.Template) -> None:
    """Raises `jinja2.TemplateError` for anything but naming fields and choosing between them."""
    from jinja2 import TemplateError, nodes

    every = list(tree.find_all(nodes.Node))
    looked_up = {id(node.node) for node in every if isinstance(node, nodes.Getattr | nodes.Getitem)}
    for node in every:
        wrong = type(node).__name__ not in NODES
        if isinstance(node, nodes.Filter):
            wrong = node.name not in FILTERS
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            wrong = not isinstance(node.node, nodes.Name) or node.node.name != "strings"
        elif isinstance(node, nodes.Name):
            wrong = node.name == "self" or (node.name == "strings" and id(node) not in looked_up)
        if wrong:
            raise TemplateError("furniture may only name fields and choose between them")
