"""Packs from the bundled bank and from small banks, and what can be measured on their pages.  Lengths are mm."""

from __future__ import annotations

import functools
import io
import textwrap
from pathlib import Path

import page as pdfua
import pdfplumber

from packgen.model.request import Request
from packgen.pipeline.making import Made, make
from packgen.pipeline.workplace import Workplace, open_workplace

BUNDLED = Path(__file__).parents[2]
MM = 72 / 25.4
ALL_KINDS = (
    "multiple-choice",
    "describe-two",
    "structured",
    "timeline",
    "source-utility",
    "narrative-account",
    "how-far-do-you-agree",
)


@functools.cache
def bundled() -> Workplace:
    return open_workplace(BUNDLED)


@functools.cache
def pack(layout: str, seed: int = 1, paper: str = "", kinds: tuple[str, ...] = ALL_KINDS) -> Made:
    """A pack of all sorts of questions from the bundled bank."""
    return make(Request(layout=layout, kinds=kinds, seed=seed, minutes=75, paper=paper or "a4", title="t"), bundled())


def quiz(layout: str, paper: str = "a4", count: int = 6) -> Made:
    request = Request(layout=layout, kinds=("short-answer",), count=count, seed=2, paper=paper, title="t")
    return make(request, bundled())


def written(folder: Path, items: str, stimuli: str = "") -> Workplace:
    """A workplace whose bank holds `items`, on topic 1, and `stimuli`."""
    bank = folder / "questionbank"
    bank.mkdir()
    (bank / "bank.yaml").write_text("schema: 1\nsubject: History\nunit: Mills\nlang: en-GB\n")
    (bank / "topics.yaml").write_text('schema: 1\ntopics: [{id: "1", title: Mills}]\n')
    shared = "stimuli:\n" + textwrap.indent(textwrap.dedent(stimuli), "  ") + "\n" if stimuli else ""
    listed = "items:\n" + textwrap.indent(textwrap.dedent(items), "  ")
    (bank / "items.yaml").write_text("schema: 1\n" + shared + listed)
    return open_workplace(folder)


def file(made: Made, name: str) -> bytes:
    """The pack's file whose path ends in `name`."""
    return next(f.data for f in made.pack.files if f.path.endswith(name))


# What is taken apart is large: what neighbouring tests ask of one paper is kept, no more.
@functools.lru_cache(maxsize=8)
def pages(data: bytes) -> list[pdfplumber.page.Page]:
    return pdfplumber.open(io.BytesIO(data)).pages


def text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pages(data))


def faults(data: bytes) -> list[str]:
    """What is wrong with a file by PDF/UA-1."""
    report = pdfua.validate_pdf_bytes(data, profile=pdfua.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id} {failure.message}" for failure in report.failures]


def frames(page: pdfplumber.page.Page) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of the largest boxes of a page, those that take up most of it."""
    shapes = [*page.rects, *page.curves]
    large = [s for s in shapes if s["width"] > 0.6 * page.width and s["height"] > 0.6 * page.height]
    return [(s["x0"] / MM, s["top"] / MM, s["x1"] / MM, s["bottom"] / MM) for s in large]


def rules(page: pdfplumber.page.Page, least: float = 60.0) -> list[tuple[float, float, float]]:
    """Left, right and y of the level rules of at least that length, from the top down."""
    found = [line for line in page.lines if line["height"] < 0.1 and line["width"] > least * MM]
    return sorted(((r["x0"] / MM, r["x1"] / MM, r["top"] / MM) for r in found), key=lambda rule: rule[2])


def words(page: pdfplumber.page.Page) -> list[tuple[str, float, float, float]]:
    """Each upright run of words with its left edge, right edge and baseline."""
    found = page.extract_words(keep_blank_chars=True, x_tolerance=2, return_chars=True, extra_attrs=["upright"])
    height = float(page.height)
    return [
        (w["text"].strip(), w["x0"] / MM, w["x1"] / MM, (height - w["chars"][0]["matrix"][5]) / MM)
        for w in found
        if w["upright"]
    ]
