"""Worksheet kinds on the page: what is measured, what splits, what large print makes of them."""

from __future__ import annotations

import functools
from itertools import pairwise

import pytest
from printed import MM, bundled, faults, file, pages, written
from reading import read

from packgen.model.request import Request
from packgen.pipeline.making import Made, make

ITEMS = ("gaps-rise-of-stalin", "match-men-and-posts", "judge-struggle", "odd-triumvirate", "order-struggle")
LONG = "A long answer about the party, its congress and its delegates that takes several lines to say. " * 2
РУССКИЙ = "Троцкий создал Красную армию и руководил ею в годы Гражданской войны"


@functools.cache
def pack(layout: str = "worksheet") -> Made:
    profiles = ("large-print-18", "dyslexia")
    return make(Request(layout=layout, items=ITEMS, seed=3, title="t", profiles=profiles), bundled())


def page_with(data, words):
    return next(page for page in pages(data) if words in page.extract_text())


def squares(page, side):
    return [r for r in page.rects if abs(r["width"] / MM - side) < 0.05 and abs(r["height"] / MM - side) < 0.05]


def dots(page, radius=0.9):
    return [c for c in page.curves if abs(c["width"] / MM - 2 * radius) < 0.05]


def test_gaps_are_equal_and_far_enough_apart_to_write_in():
    page = page_with(file(pack(), "worksheet.pdf"), "Fill the gaps")
    gaps = [line for line in page.lines if abs(line["width"] / MM - 36) < 0.01]
    assert len(gaps) == 10
    levels = sorted({round(line["top"], 2) for line in gaps})
    assert all((lower - upper) / MM >= 9.19 for upper, lower in pairwise(levels))


def test_the_bank_is_read_down_in_four_columns():
    page = page_with(file(pack(), "worksheet.pdf"), "Fill the gaps")
    (box,) = [r for r in page.rects if abs(r["width"] / MM - 168) < 0.1 and 20 < r["height"] / MM < 40]
    inside = page.crop((box["x0"], box["top"], box["x1"], box["bottom"]))
    words = inside.extract_words(keep_blank_chars=True, x_tolerance=3)
    columns = sorted({round(word["x0"]) for word in words})
    assert len(columns) == 4
    down = [word["text"] for x in columns for word in words if round(word["x0"]) == x]
    assert down == sorted(down, key=str.casefold)
    assert len(down) == 12


def test_dots_to_join_stand_fifty_millimetres_apart():
    page = page_with(file(pack(), "worksheet.pdf"), "Join each man")
    xs = sorted({round((c["x0"] + c["x1"]) / 2 / MM, 1) for c in dots(page)})
    assert len(xs) == 2
    assert xs[1] - xs[0] - 1.8 == pytest.approx(50, abs=0.1)
    assert len(dots(page)) == 5 + 7


def test_boxes_to_tick_stand_sixteen_millimetres_apart():
    page = page_with(file(pack(), "worksheet.pdf"), "If false:")
    boxes = [b for b in squares(page, 4.2) if b["x0"] / MM > 150]
    xs = sorted({round((b["x0"] + b["x1"]) / 2 / MM, 1) for b in boxes})
    assert len(xs) == 2
    assert xs[1] - xs[0] == pytest.approx(16, abs=0.1)
    assert page.extract_text().count("If false:") == len(boxes) / 2


def test_events_have_boxes_for_their_numbers():
    page = page_with(file(pack(), "worksheet.pdf"), "Number these events")
    assert len(squares(page, 7.0)) == 6


def test_large_print_has_boxes_for_letters_in_place_of_lines_to_draw():
    data = file(pack(), "worksheet-18.pdf")
    page = page_with(data, "Join each man")
    assert "Write a letter in each box." in page.extract_text()
    assert dots(page) == []
    assert len(squares(page, 8.0 * 1.5)) == 5


@pytest.mark.parametrize("layout", ["worksheet", "exam", "exam-aqa", "exam-edexcel", "quiz"])
def test_every_file_is_sound_and_keeps_to_its_margins(layout):
    made = pack(layout)
    for found in made.pack.files:
        if not found.path.endswith(".pdf"):
            continue
        assert faults(found.data) == [], found.path
        for page in pages(found.data):
            for thing in (*page.chars, *page.rects, *page.lines, *page.curves):
                if thing["x1"] > thing["x0"] and thing["width"] < page.width:
                    assert thing["x0"] / MM > 9.9
                    assert (page.width - thing["x1"]) / MM > 9.9


def items_of(length):
    words = {"short": "x", "long": LONG, "cyrillic": РУССКИЙ}[length]
    pairs = "\n".join(f"    - {{left: 'L{n} {words}', right: 'R{n} {words}'}}" for n in range(12))
    statements = "\n".join(f"    - {{text: 'S{n} {words}', answer: {str(n % 2 == 0).lower()}}}" for n in range(20))
    events = "\n".join(f"    - {{event: 'E{n} {words}'}}" for n in range(15))
    gaps = " ".join(f"{words} [[{РУССКИЙ[:20]}{n}]]" for n in range(30))
    return f"""
- id: pairs
  kind: matching-pairs
  topic: "1"
  stem: Join.
  pairs:
{pairs}
- id: judge
  kind: true-false
  topic: "1"
  stem: True or false?
  correct: false
  statements:
{statements}
- id: order
  kind: chronological-order
  topic: "1"
  stem: Number.
  events:
{events}
- id: gaps
  kind: gap-fill
  topic: "1"
  stem: Fill.
  text: {gaps}
"""


@pytest.mark.parametrize("length", ["short", "long", "cyrillic"])
def test_the_most_of_everything_is_printed_whole(length, tmp_path):
    place = written(tmp_path, items_of(length))
    request = Request(items=("pairs", "judge", "order", "gaps"), seed=1, title="t", profiles=("large-print-24",))
    made = make(request, place)
    assert [d for d in made.diagnostics if d.severity == "error"] == []
    for name in ("worksheet.pdf", "worksheet-24.pdf"):
        data = file(made, name)
        assert faults(data) == []
        paper = read(data)
        found = paper.text
        for letter, count in (("L", 12), ("R", 12), ("S", 20), ("E", 15)):
            assert all(f"{letter}{n}" in found for n in range(count)), (name, letter)
        for page in paper.pages:
            assert all(char.top >= 0 and char.bottom <= page.height for char in page.chars)
