"""Cards, diamonds, graphs, maps and timelines to scale on the page: sizes, margins, backs, large print."""

from __future__ import annotations

import functools
import itertools

import pytest
from printed import MM, bundled, faults, file, pages, text, written

from packgen.model.request import Request
from packgen.pipeline.making import Made, make

ITEMS = (
    "cards-why-stalin-won",
    "diamond-why-stalin-won",
    "graph-stalins-power",
    "map-why-stalin-won",
    "scale-struggle",
    "annotate-testament",
)
BACKED = """
- id: backs
  kind: card-sort
  topic: "1"
  stem: Sort.
  categories: [X, Y]
  cards:
""" + "\n".join(f"    - {{text: Front {n} Фронт, category: {'XY'[n % 2]}, back: Back {n}}}" for n in range(11))


@functools.cache
def pack(layout: str = "worksheet") -> Made:
    profiles = ("large-print-18",)
    return make(Request(layout=layout, items=ITEMS, seed=3, title="t", profiles=profiles), bundled())


def page_with(data, words):
    return next(page for page in pages(data) if words in page.extract_text())


def level(page):
    return [line for line in page.lines if line["top"] == line["bottom"]]


def test_cards_have_the_house_measures_and_cut_lines_run_past_them():
    page = page_with(file(pack(), "worksheet.pdf"), "This helped Stalin because")
    wide = [line for line in page.lines if abs(line["width"] / MM - (178 + 11)) < 0.1]
    tall = [line for line in page.lines if abs(line["height"] / MM - (240 + 7)) < 0.1]
    ys, xs = sorted(line["top"] / MM for line in wide), sorted(line["x0"] / MM for line in tall)
    assert [round(b - a, 1) for a, b in itertools.pairwise(ys)] == [60.0] * 4
    assert [round(b - a, 1) for a, b in itertools.pairwise(xs)] == [89.0] * 2
    for thing in (*page.chars, *page.lines, *page.curves):
        assert thing["x0"] / MM >= 10
        assert (page.width - thing["x1"]) / MM >= 10
        assert thing["top"] / MM >= 10


def test_cards_are_numbered_and_their_order_is_not_the_banks():
    page = page_with(file(pack(), "worksheet.pdf"), "This helped Stalin because")
    found = page.extract_text()
    assert all(f"{n}" in found for n in range(1, 9))
    assert not found.index("chose who got") < found.index("Approved lists") < found.index("sided with")


def test_fewer_larger_cards_in_large_print():
    large = [page for page in pages(file(pack(), "worksheet-18.pdf")) if "This helped" in page.extract_text()]
    assert len(large) >= 3
    for page in large:
        wide = [line for line in page.lines if abs(line["width"] / MM - (174 + 11)) < 0.1]
        ys = sorted(line["top"] / MM for line in wide)
        assert min(b - a for a, b in itertools.pairwise(ys)) > 70


def test_backs_are_mirrored_behind_their_cards(tmp_path):
    made = make(Request(items=("backs",), seed=1, title="t"), written(tmp_path, BACKED))
    data = file(made, "worksheet.pdf")
    assert faults(data) == []
    found = pages(data)
    fronts = [n for n, page in enumerate(found) if "Front" in page.extract_text()]
    assert len(fronts) == 2
    for n in fronts:
        front, back = found[n], found[n + 1]
        for word in front.search(r"Front (\d+)"):
            number = word["groups"][0]
            (behind,) = back.search(rf"Back {number}\b")
            left = word["x0"] < front.width / 2
            assert (behind["x0"] > front.width / 2) is left
            assert abs((behind["top"] + behind["bottom"]) / 2 - word["top"]) / MM < 40


def test_a_diamond_is_one_outline_and_four_dividers():
    page = page_with(file(pack(), "worksheet.pdf"), "Most important")
    slanted = [line for line in page.lines if line["width"] > 1 and line["height"] > 1]
    assert len(slanted) == 4
    outlines = [c for c in page.curves if c["width"] / MM > 100 and c["height"] / MM > 80]
    assert len(outlines) == 1


def test_a_graph_has_a_line_for_every_height_and_its_years():
    page = page_with(file(pack(), "worksheet.pdf"), "Stalin strong")
    found = page.extract_text()
    assert all(f"+{n}" in found and f"−{n}" in found for n in range(1, 6))
    assert all(str(year) in found for year in range(1922, 1930))
    rules = [line for line in level(page) if line["width"] / MM > 100 and line["top"] / MM > 20]
    assert len(rules) == 11


def test_a_map_has_a_box_for_each_branch_and_only_what_is_given():
    page = page_with(file(pack(), "worksheet.pdf"), "Why did Stalin win?")
    found = page.extract_text()
    assert "He controlled appointments." in found
    assert "His allies" in found
    assert "Triumvirate" not in found
    assert "Socialism" not in found


def test_a_scale_is_stated_and_kept_in_large_print_too():
    for name in ("worksheet.pdf", "worksheet-18.pdf"):
        data = file(pack(), name)
        assert "Scale: 16 mm to one year" in text(data)
        page = page_with(data, "Scale: 16 mm")
        axis = max(level(page), key=lambda line: line["linewidth"] * 1000 + line["width"])
        assert any(abs(line["width"] / MM - 16 * 8) < 0.1 for line in level(page)), axis


@pytest.mark.parametrize("layout", ["worksheet", "exam", "exam-aqa", "exam-edexcel"])
def test_every_file_is_sound(layout):
    made = pack(layout)
    assert [d for d in made.diagnostics if d.rule == "too-wide"] == []
    for found in made.pack.files:
        if found.path.endswith(".pdf"):
            assert faults(found.data) == [], found.path


def test_the_longest_cards_and_maps_fit_their_boxes(tmp_path):
    long = "Троцкий и его сторонники были исключены из партии в ноябре 1927 года " * 3
    items = f"""
- id: cards
  kind: card-sort
  topic: "1"
  stem: Sort.
  prompt: This mattered to the party and to its leaders because
  writing: 3
  categories: [X, Y]
  cards:
    - {{text: "{long[:220]}", category: X}}
    - {{text: b, category: Y}}
- id: map
  kind: mind-map
  topic: "1"
  stem: Fill.
  centre: {long[:58]}
  branches:
    - {{label: "{long[:38]}", points: [{long[:88]}, {long[1:89]}], give: all}}
    - {{label: b, give: label}}
    - {{label: c}}
    - {{label: d}}
    - {{label: e}}
    - {{label: f}}
"""
    made = make(
        Request(items=("cards", "map"), seed=1, title="t", profiles=("large-print-24",)), written(tmp_path, items)
    )
    assert [d for d in made.diagnostics if d.severity == "error"] == []
    page = page_with(file(made, "worksheet.pdf"), "This mattered")
    prompts = [word["top"] for word in page.search("This mattered")]
    last = max(char["bottom"] for char in page.crop((0, 0, page.width / 2, min(prompts))).chars)
    assert last <= min(prompts) + 1


def test_a_source_stands_amid_its_boxes_once_and_the_margins_are_wide_enough():
    data = file(pack(), "worksheet.pdf")
    page = page_with(data, "Content:")
    boxes = [r for r in page.rects if r["height"] / MM > 25]
    sides = [r for r in boxes if abs(r["width"] / MM - 38) < 0.1]
    assert len(sides) == 4
    (source,) = [r for r in boxes if 80 < r["width"] / MM < 100]
    assert (source["x0"] + source["x1"]) / 2 == pytest.approx((26 + 194) / 2 * MM, abs=0.1)
    assert text(data).count("Source A") == 2
    for r in sides:
        assert r["x1"] < source["x0"] or r["x0"] > source["x1"]


def test_a_source_that_is_too_long_for_the_middle_has_its_boxes_below(tmp_path):
    words = "The report went on for a very long time about it. " * 40
    bank = """
- id: note
  kind: source-annotation
  topic: "1"
  stem: Make a note about @long in each box.
  stimuli: [long]
  aspects:
    - {name: Content, points: [x]}
    - {name: Origin, points: [x]}
"""
    place = written(
        tmp_path, bank, stimuli=f"- {{id: long, provenance: From a report., text: '{words}', licence: ours}}"
    )
    data = file(make(Request(items=("note",), seed=1, title="t"), place), "worksheet.pdf")
    assert faults(data) == []
    found = text(data)
    assert found.count("From a report.") == 1
    assert found.index("Origin") > found.index("Content") > found.index("long time about it.")
