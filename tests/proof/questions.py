"""A paper taken apart: each question's number, stem, marks and answer space, as printed and in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reading import Char, Element, Paper, Stroke

NUMBER = re.compile(r"(\d{1,3})(?:\.\d+)*")
MARKS = re.compile(r"\[(?P<m>\d+) marks?(?: \+ (?P<s>\d+) SPaG)?\]|\((?P<n>\d+)(?: \+ (?P<t>\d+) SPaG)?\)")
SPAG = re.compile(r"\(Total for spelling[^=]*= (\d+) marks?\)")
PART = re.compile(r"(?:\([a-z]+\))+")


@dataclass(frozen=True)
class Event:
    """Something printed.

    `what`: "number", "part", "marks", "text", "choice", "rule", "table", "figure", "total" or "source".
    """

    what: str
    page: int
    top: float
    bottom: float
    x: float
    x0: float
    text: str
    element: Element


@dataclass
class Prompt:
    """What is asked, from its number or part label to its marks, and the answer space below it."""

    events: list[Event] = field(default_factory=list)
    answer: list[Event] = field(default_factory=list)

    @property
    def pages(self) -> set[int]:
        return {event.page for event in self.events}

    @property
    def text(self) -> str:
        return " ".join(event.text for event in self.events)

    def rules(self) -> list[Event]:
        return [event for event in self.answer if event.what == "rule"]


@dataclass
class Asked:
    """One question of a paper."""

    title: str
    sect: Element
    events: list[Event]

    @property
    def number(self) -> str:
        """The question's number without leading noughts, as in "2" for the cells "02.1"."""
        found = next((event.text for event in self.events if event.what == "number"), "")
        return found.partition(".")[0].lstrip("0")

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Marks and SPaG marks of every tag."""
        found = (MARKS.fullmatch(event.text) for event in self.events if event.what == "marks")
        return [(int(match["m"] or match["n"]), int(match["s"] or match["t"] or 0)) for match in found if match]

    @property
    def total(self) -> int:
        """All its marks; SPaG marks may stand in a total of their own in place of the tags."""
        own = (int(m) for event in self.events if event.what == "total" for m in SPAG.findall(event.text))
        return sum(marks + spag for marks, spag in self.marks) + sum(own)

    def prompts(self) -> list[Prompt]:
        """Lead-ins and parts in order; a source or an answer label belongs to none."""
        out: list[Prompt] = []
        closed = True
        for event in self.events:
            if event.what in ("source", "total"):
                continue
            if event.what in ("number", "part"):
                if out and not closed and all(e.what in ("number", "part") for e in out[-1].events):
                    out[-1].events.append(event)
                    continue
                out.append(Prompt([event]))
                closed = False
            elif not out:
                continue
            elif closed:
                out[-1].answer.append(event)
            else:
                out[-1].events.append(event)
                closed = event.what == "marks"
        return out

    def spaces(self) -> dict[int, list[Event]]:
        """Answer rules by the element that names their space."""
        out: dict[int, list[Event]] = {}
        for event in self.events:
            if event.what == "rule":
                out.setdefault(id(event.element), []).append(event)
        return out


def questions(paper: Paper) -> list[Asked]:
    """The questions of a paper in the order of its tags."""
    found = [e for e in paper.tree.walk() if e.role == "Sect" and re.fullmatch(r"Question \d+", e.title)]
    content = _content(paper)
    return [Asked(sect.title, sect, list(_events(paper, sect, content))) for sect in found]


def sources(paper: Paper) -> list[Element]:
    """The sources of a paper: titled sections inside a question or the booklet."""
    return [e for e in paper.tree.walk() if e.role == "Sect" and e.title and not re.fullmatch(r"Question \d+", e.title)]


def _content(paper: Paper) -> dict[tuple[int, int], list[Char | Stroke]]:
    out: dict[tuple[int, int], list[Char | Stroke]] = {}
    for page in paper.pages:
        for thing in (*page.chars, *page.strokes):
            out.setdefault((page.number, thing.mark), []).append(thing)
    return out


def _events(paper: Paper, sect: Element, content: dict[tuple[int, int], list[Char | Stroke]]) -> Iterator[Event]:
    for element, mark in _read_out(sect):
        things = content.get(mark, [])
        if not things:
            continue
        text = " ".join("".join(t.text for t in things if isinstance(t, Char)).split())
        text = text.replace(" ", "") if NUMBER.fullmatch(text.replace(" ", "")) else text
        what = _what(element, sect, text, things)
        spots = [[rule] for rule in things] if what == "rule" else [things]
        for spot in spots:
            x0, top, bottom = min(t.x0 for t in spot), min(t.top for t in spot), max(t.bottom for t in spot)
            x = next((t.x for t in spot if isinstance(t, Char)), x0)
            yield Event(what, mark[0], top, bottom, x, x0, text, element)


def _read_out(element: Element) -> Iterator[tuple[Element, tuple[int, int]]]:
    """All marked content below an element with the element that owns it, in reading order."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _read_out(kid)
        else:
            yield element, kid


def _what(element: Element, sect: Element, text: str, things: list[Char | Stroke]) -> str:
    around = element.inside("Sect")
    figure = element.inside("Figure")
    if around is not sect:
        return "source"
    if figure is not None:
        return "rule" if figure.alt.startswith("Answer space") else "figure"
    if element.role == "Span" and MARKS.fullmatch(text):
        return "marks"
    if element.role == "Span" and _leads(element):
        if NUMBER.fullmatch(text.replace(" ", "")):
            return "number"
        if PART.fullmatch(text):
            return "part"
    if text.startswith("(Total for "):
        return "total"
    if element.inside("Table") is not None:
        return "table"
    if element.inside("LI") is not None and any(isinstance(t, Stroke) for t in things):
        return "choice"
    return "text"


def _leads(element: Element) -> bool:
    """True if only labels stand before this one in its paragraph."""
    siblings = element.parent.kids if element.parent else []
    before = siblings[: siblings.index(element)]
    return all(isinstance(one, Element) and one.role == "Span" for one in before)
