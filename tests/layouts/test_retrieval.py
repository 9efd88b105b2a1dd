"""Retrieval grids and exit tickets: cells, points, answers for the teacher alone, and where sheets are cut."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import MM, bundled, faults, file, pages, text, written
from test_organisers import bank

from packgen.compose.points import points
from packgen.diagnostics import PackgenError
from packgen.model.form import PaperQuestion
from packgen.model.layout import Choosing
from packgen.model.request import Request
from packgen.pipeline.making import make, remake
from packgen.pipeline.workplace import open_workplace

THREE = ("1.1.3", "1.1.2", "1.1.1")
EDGE = 10.0
RECENT = Choosing(group_by="recency", groups=("last-lesson", "last-week", "last-term"))
ROUNDS = """
    - {id: a, kind: short-answer, topic: "1", tags: {recency: last-term}, marks: 1, stem: Who ground?,
       scheme: {points: [The miller]}}
    - {id: b, kind: short-answer, topic: "1", tags: {recency: last-lesson}, marks: 1, stem: Who built?,
       scheme: {points: [Carpenters]}}
    - {id: c, kind: short-answer, topic: "1", tags: {recency: last-week}, marks: 1, stem: Who owned?,
       scheme: {points: [Lords]}}
"""


def sheet(layout, place=None, **wishes):
    return make(Request(layout=layout, title="t", **{"topics": ("1.1",), "seed": 4, **wishes}), place or bundled())


def cells(page):
    """How many boxes the ruled lines of a grid enclose: down and across."""
    level = {round(line["top"]) for line in page.lines if line["height"] < 0.1 and line["top"] > 40 * MM}
    upright = {round(line["x0"]) for line in page.lines if line["width"] < 0.1}
    return len(level) - 1, len(upright) - 1


@pytest.mark.parametrize(("layout", "shape"), [("retrieval-grid", (3, 4)), ("retrieval-grid-terms", (3, 4))])
def test_twelve_cells_fill_one_side(layout, shape):
    made = sheet(layout, topics=THREE if "terms" in layout else ("1.1",))
    (page,) = pages(file(made, "grid.pdf"))
    assert cells(page) == shape
    foot = max(line["bottom"] for line in page.lines) / MM
    assert foot == pytest.approx(page.height / MM - 17, abs=0.3)
    assert min(round(char["size"], 2) for char in page.chars if char["tag"] != "Artifact") >= 10
    drawn = [*page.chars, *page.lines, *page.rects]
    assert min(min(d["x0"], d["top"]) for d in drawn) >= EDGE * MM
    assert max(d["bottom"] for d in drawn) <= page.height - EDGE * MM


def test_points_are_printed_and_shaded_by_the_order_of_the_topics():
    (page,) = pages(file(sheet("retrieval-grid-terms", topics=THREE), "grid.pdf"))
    printed = page.extract_text()
    assert "1 point: last lesson; 2 points: last week; 3 points: last term" in printed
    assert [len(re.findall(rf"\d+ {n} points?\b", printed)) for n in (1, 2, 3)] == [4, 4, 4]
    shades = {round(rect["top"]): rect["non_stroking_color"] for rect in page.rects if rect["fill"]}
    assert len(set(map(str, shades.values()))) == 2


def test_points_come_of_the_tag_that_the_layout_groups_by(tmp_path):
    made = sheet("retrieval-grid", written(tmp_path, ROUNDS), topics=("1",))
    printed = text(file(made, "grid.pdf"))
    assert re.search(r"1 1 point 2 2 points 3 3 points", printed)
    assert "Carpenters" not in printed
    assert "Carpenters" in text(file(made, "answers.pdf"))


@given(st.sampled_from(["", *RECENT.groups, "other"]), st.sampled_from(["1", "1.1", "2", "12"]))
def test_points_are_one_to_three_or_none(tag, topic):
    question = PaperQuestion("q", "k", topic, (), (), (), 1, 0, (("recency", tag),) if tag else ())
    known = tag in RECENT.groups
    assert points(question, RECENT, ()) == (RECENT.groups.index(tag) + 1 if known else 0)
    expected = {"1": 2, "1.1": 2, "2": 1, "12": 0}[topic]
    assert points(question, Choosing(), ("2", "1")) == expected
    assert 0 <= points(question, RECENT, tuple("abcdef")) <= 3


@settings(max_examples=4)
@given(st.integers(0, 1000))
def test_no_term_stands_on_the_pupils_grid_and_all_on_the_teachers(seed):
    place = bundled()
    made = sheet("retrieval-grid-terms", topics=("1.1.6", "1.1.8"), seed=seed)
    rows = [line.split(",") for line in file(made, "key.csv").decode().splitlines()[1:]]
    terms = [row[4] for row in rows]
    pupils, teachers = (" ".join(text(file(made, name)).split()) for name in ("grid.pdf", "answers.pdf"))
    known = {t.term: t.meaning for note in place.pool.notes.values() for t in note.value.terms}
    assert len(terms) == 12
    assert all(known[term].split()[0] in pupils for term in terms)
    assert [term for term in terms if term not in teachers] == []
    assert [term for term in terms if re.search(rf"\b{term}\b", pupils)] == []


def test_versions_ask_the_same_terms_in_another_order_and_can_be_made_again():
    made = sheet("retrieval-grid-terms", topics=("1.1.1",), versions=2, count=6)
    rows = [line.split(",") for line in file(made, "key.csv").decode().splitlines()[1:]]
    a, b = ([row[3] for row in rows if row[0] == version] for version in "AB")
    assert sorted(a) == sorted(b)
    assert a != b
    assert remake(made.pack.manifest, bundled()).pack.files == made.pack.files


def test_more_terms_than_there_are_is_refused_in_plain_words(tmp_path):
    for terms, message in ((2, "asked for 5 terms, but the notes on 1 hold 2"), (0, "the notes on 1 hold no terms")):
        with pytest.raises(PackgenError) as caught:
            sheet("retrieval-grid-terms", bank(tmp_path, terms=terms, ideas=1), topics=("1",), count=5)
        assert message in str(caught.value.diagnostics[0])
    with pytest.raises(PackgenError) as caught:
        sheet("retrieval-grid-terms", bank(tmp_path, terms=2), topics=("1",), kinds=("essay",))
    assert "leave out --kind" in str(caught.value.diagnostics[0])


def test_a_meaning_too_long_to_ask_for_is_left_out_and_told_at_its_line(tmp_path):
    bank(tmp_path, terms=3)
    notes = tmp_path / "questionbank" / "notes.yaml"
    notes.write_text(notes.read_text().replace("Meaning1", "Meaning1" + " of wood" * 60))
    made = sheet("retrieval-grid-terms", open_workplace(tmp_path), topics=("1",))
    printed = text(file(made, "grid.pdf"))
    assert [f"Meaning{n}" in printed for n in range(3)] == [True, False, True]
    (said,) = made.diagnostics
    assert said.place is not None
    assert said.place.line == 8
    assert "Word1" in said.message


@pytest.mark.parametrize("layout", ["retrieval-grid-16", "exit-tickets", "exit-tickets-4"])
def test_all_files_are_accessible_and_profiles_have_one_column(layout):
    made = sheet(layout, profiles=("large-print-18",))
    for each in made.pack.files:
        if each.path.endswith(".pdf"):
            assert faults(each.data) == [], each.path
    large = pages(next(f.data for f in made.pack.files if f.path.endswith("-18.pdf")))
    assert all(page.width < page.height for page in large)
    assert min(round(char["size"], 2) for page in large for char in page.chars) >= 18


@pytest.mark.parametrize(("layout", "copies"), [("exit-tickets", 2), ("exit-tickets-4", 4)])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_tickets_stand_on_one_sheet_with_lines_to_cut_along(layout, copies, paper):
    (page,) = pages(file(sheet(layout, paper=paper), "exit-tickets.pdf"))
    assert page.extract_text().count("One thing that I am not sure of") == copies
    assert len(re.findall("Name (?:Class )?Date", page.extract_text())) == copies
    upright = [line["x0"] for line in page.lines if line["width"] < 0.1 and line["height"] > 150 * MM]
    across = [line["top"] for line in page.lines if line["height"] < 0.1 and line["width"] > 180 * MM]
    assert upright == [pytest.approx(page.width / 2, abs=0.1)]
    assert across == ([pytest.approx(page.height / 2, abs=0.1)] if copies == 4 else [])
    read = [char for char in page.chars if char["tag"] not in (None, "Artifact")]
    assert max(char["x1"] for char in read) < page.width / 2
    marks = [*upright, *across]
    drawn = [d for d in [*page.chars, *page.lines] if d["x0"] not in marks and d["top"] not in marks]
    ticket = [
        d for d in drawn if d["x1"] < page.width / 2 - 5 and d["bottom"] < page.height / (2 if copies == 4 else 1)
    ]
    height = page.height / (2 if copies == 4 else 1)
    assert min(d["x0"] for d in ticket) >= EDGE * MM - 0.1
    assert max(d["bottom"] for d in ticket) <= height - EDGE * MM
    assert max(d["x1"] for d in ticket) <= page.width / 2 - EDGE * MM + 0.3


TALL = """
    - {id: a, kind: multiple-choice, topic: "1", stem: "%s Who ground?", options: [The miller, The baker], key: a}
"""


def test_a_question_too_tall_for_a_ticket_is_printed_on_larger_ones_and_said_so(tmp_path):
    # So many sentences fill half a sheet, so many a whole one.
    for sentences, copies, said in ((40, 2, "two to a sheet"), (75, 1, "one to a sheet")):
        folder = tmp_path / str(copies)
        folder.mkdir()
        place = written(folder, TALL % ("The mill of the village stands beside the river. " * sentences))
        made = sheet("exit-tickets-4", place, profiles=("cream",), topics=("1",), items=("a",), mark_scheme=False)
        (warned,) = [each for each in made.diagnostics if each.rule == "fewer-to-a-sheet"]
        assert said in warned.message
        for name in ("exit-tickets.pdf", "exit-tickets-c.pdf"):
            assert text(file(made, name)).count("Who ground?") == copies
        assert remake(made.pack.manifest, place).pack.files == made.pack.files


def test_two_copies_to_a_sheet_that_were_asked_for_stay_two(tmp_path):
    place = written(tmp_path, TALL % ("The mill of the village stands beside the river. " * 60))
    made = sheet("worksheet", place, two_up="copies", topics=("1",), items=("a",))
    assert {"longer-than-a-page"} <= {each.rule for each in made.diagnostics}
    assert text(file(made, "worksheet.pdf")).count("Who ground?") == 2


def test_a_ticket_of_several_pages_says_which_one_each_is():
    alone, more = (pages(file(sheet("exit-tickets-4", count=count), "exit-tickets.pdf")) for count in (1, 6))
    assert len(alone) == 1
    assert "Page" not in alone[0].extract_text()
    assert len(more) > 1
    for n, page in enumerate(more, 1):
        assert page.extract_text().count(f"Page {n} of {len(more)}") == 4
