"""Knowledge organisers: one side, columns that end together, nothing of a blanked part on a pupil's page."""

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from printed import MM, bundled, faults, file, pages, text

from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace

EDGE = 10.0
PAPERS = ("a4", "a3", "letter")


def organiser(layout="knowledge-organiser", place=None, **wishes):
    return make(Request(layout=layout, title="t", **{"topics": ("1.1.1",), **wishes}), place or bundled())


def bank(folder, terms=0, events=0, people=0, ideas=0, words="a small thing of wood"):
    """A bank with a note of so many of each."""
    parts = {
        "terms": [f"- {{term: Word{n}, meaning: Meaning{n} {words}}}" for n in range(terms)],
        "timeline": [f"- {{date: {1800 + n}, event: Event {n} {words}}}" for n in range(events)],
        "people": [f"- {{name: Person {n}, strengths: [Good {words}], weaknesses: [Bad]}}" for n in range(people)],
        "big_ideas": [f"- Idea {n} {words}" for n in range(ideas)],
    }
    note = "schema: 1\nnotes:\n  - id: n\n    topic: '1'\n    title: Mills\n"
    for name, lines in parts.items():
        note += f"    {name}:\n" + "".join(f"      {line}\n" for line in lines) if lines else ""
    root = folder / "questionbank"
    root.mkdir(parents=True, exist_ok=True)
    (root / "bank.yaml").write_text("schema: 1\nsubject: History\nunit: Mills\nlang: en-GB\n")
    (root / "topics.yaml").write_text('schema: 1\ntopics: [{id: "1", title: Mills}]\n')
    (root / "notes.yaml").write_text(note)
    return open_workplace(folder)


def feet(page):
    """The lowest baseline of each column in mm from the top; columns are told apart by the rules below their heads."""
    rules = [line for line in page.lines if abs(line["linewidth"] - 1.25) < 0.01 and line["top"] > 15 * MM]
    top = min(rule["top"] for rule in rules)
    spans = sorted((rule["x0"], rule["x1"]) for rule in rules if rule["top"] - top < 1)
    height = float(page.height)
    return [
        max((height - c["matrix"][5]) / MM for c in page.chars if left - 1 <= c["x0"] <= right + 1)
        for left, right in spans
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_all_columns_end_together_at_the_foot(paper):
    (page,) = pages(file(organiser(paper=paper), "organiser.pdf"))
    found = feet(page)
    assert len(found) >= 3
    assert found == pytest.approx([max(found)] * len(found), abs=0.3)
    if paper != "a3":  # a topic that fills A4 leaves room at the foot of A3
        assert max(found) == pytest.approx(page.height / MM - 13, abs=0.3)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_word_is_small_and_nothing_stands_at_the_edge(paper):
    (page,) = pages(file(organiser(paper=paper), "organiser.pdf"))
    assert min(round(char["size"], 2) for char in page.chars if char["tag"] != "Artifact") >= 10
    drawn = [*page.chars, *page.lines, *page.curves]
    assert min(d["x0"] for d in drawn) >= EDGE * MM
    assert min(d["top"] for d in drawn) >= EDGE * MM
    assert max(d["x1"] for d in drawn) <= page.width - EDGE * MM
    assert max(d["bottom"] for d in drawn) <= page.height - EDGE * MM


@pytest.mark.parametrize(
    "parts",
    [{"terms": 3}, {"terms": 60}, {"events": 40, "terms": 2}, {"terms": 3, "events": 2, "people": 2, "ideas": 2}],
)
def test_banks_with_little_and_with_much_fill_one_side_evenly(tmp_path, parts):
    made = organiser(place=bank(tmp_path, **parts), topics=("1",))
    (page,) = pages(file(made, "organiser.pdf"))
    found = feet(page)
    single = sum(parts.values()) <= len(found)  # an entry alone in its column has nothing to be spread with
    assert single or found == pytest.approx([max(found)] * len(found), abs=0.3)
    assert not made.diagnostics


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(
    st.fixed_dictionaries({part: st.integers(1, 14) for part in ("terms", "events", "people", "ideas")}),
    st.sampled_from(["a small thing of wood", "слово о мельнице", "Mühlenbauer" * 5, "x " * 120]),
)
def test_any_notes_are_printed_once_in_columns_that_end_together(tmp_path, parts, words):
    made = organiser(place=bank(tmp_path, **parts, words=words), topics=("1",))
    printed = pages(file(made, "organiser.pdf"))
    said = "\n".join(page.extract_text() for page in printed)
    assert [n for n in range(parts["terms"]) if not re.search(rf"\bMeaning{n}\s", said)] == []
    for page in printed:
        assert max(char["x1"] for char in page.chars) <= page.width - EDGE * MM
        assert max(feet(page)) <= page.height / MM - 13 + 0.1


def test_what_does_not_fit_is_said_with_what_would(tmp_path):
    some = organiser(place=bank(tmp_path, terms=90), topics=("1",))
    assert [f"{d.message}; {d.hint}" for d in some.diagnostics] == [
        "the knowledge-organiser takes 2 pages, and its layout is meant for 1 page; "
        "--paper a3 has room for it; or shorten its notes"
    ]
    assert len(pages(file(some, "organiser.pdf"))) == 2
    assert "Word89" in text(file(some, "organiser.pdf"))
    many = organiser(place=bank(tmp_path, terms=170), topics=("1",))
    assert [d.hint for d in many.diagnostics] == ["shorten its notes"]


def test_what_is_left_out_stands_on_the_teachers_copy_alone(tmp_path):
    made = organiser("knowledge-organiser-blank", bank(tmp_path, terms=5, events=3), topics=("1",))
    pupils, teachers = (text(file(made, name)) for name in ("organiser.pdf", "full.pdf"))
    assert [f.path for f in made.pack.files] == [
        "pupils/t-knowledge-organiser.pdf",
        "teachers/t-knowledge-organiser-full.pdf",
    ]
    assert "Word4" in pupils
    assert "Meaning" not in pupils
    assert "Event 2" in pupils
    assert all(f"Meaning{n}" in teachers for n in range(5))
    assert "Teachers only" in teachers
    bare = organiser("knowledge-organiser-blank", bank(tmp_path, terms=5), topics=("1",), mark_scheme=False)
    assert [f.path for f in bare.pack.files] == ["pupils/t-knowledge-organiser.pdf"]


def test_profiles_lay_it_out_in_one_upright_column():
    made = organiser("knowledge-organiser-blank", profiles=("large-print-18", "dyslexia"), topics=("1.1.2",))
    assert not [path for path in (f.path for f in made.pack.files) if path.startswith("teachers") and "18" in path]
    for code in ("18", "13"):
        data = file(made, f"organiser-{code}.pdf")
        found = pages(data)
        assert all(page.width < page.height for page in found)
        assert faults(data) == []
        assert "Successor" in text(data)
        assert "who follows" not in text(data)


@pytest.mark.parametrize("layout", ["knowledge-organiser", "knowledge-organiser-blank"])
def test_organisers_are_accessible_files(layout):
    for each in organiser(layout).pack.files:
        assert faults(each.data) == []


def test_a_term_that_fits_no_page_is_named(tmp_path):
    from packgen.diagnostics import PackgenError

    with pytest.raises(PackgenError) as caught:
        organiser(place=bank(tmp_path, terms=1, words="word " * 3000), topics=("1",))
    assert "Key terms" in str(caught.value.diagnostics[0])


@pytest.mark.parametrize("paper", ["a5", "letter", "a3"])
def test_the_line_of_dates_runs_through_no_words(paper):
    for page in pages(file(organiser(paper=paper), "organiser.pdf")):
        upright = [line for line in page.lines if line["width"] < 0.1 and line["height"] > 5 * MM]
        for line in upright:
            assert [
                char["text"]
                for char in page.chars
                if char["x0"] - MM < line["x0"] < char["x1"] + MM and line["top"] < char["top"] < line["bottom"]
            ] == []
