"""Booklets: which page stands where, what fills the last sheet, in what order it is read, how it is printed."""

import io
import re

import page
import pdfplumber
import pikepdf
import pytest
from workplaces import a_source_set

from packgen.model.galley import Printable, Sheet
from packgen.model.layout import Layout
from packgen.model.request import Request
from packgen.pipeline.booklet import imposed
from packgen.pipeline.making import make, remake
from packgen.pipeline.recipe import recipe
from packgen.pipeline.workplace import open_workplace

MM = 72 / 25.4


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return open_workplace(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def exam(place):
    return make(Request(marks=40, layout="exam", seed=7, title="t", booklet=True), place)


def files(made):
    return {file.path: file.data for file in made.pack.files}


def halves(data):
    """The words of the left and the right half of each side, from the first side on."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            page.crop((x, 0, x + page.width / 2, page.height)).extract_text()
            for page in pdf.pages
            for x in (0, page.width / 2)
        ]


def read(data):
    """The words of a tagged file in the order of its structure tree."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        marked = {}
        for n, sheet in enumerate(pdf.pages, 1):
            for char in sheet.chars:
                if char["mcid"] is not None:
                    marked.setdefault((n, char["mcid"]), []).append(char["text"])
        tree = pdf.structure_tree

    def words(element, page):
        page = element.get("page_number", page)
        for mcid in element.get("mcids", ()):
            yield "".join(marked.pop((page, mcid), ()))
        for child in element.get("children", ()):
            yield from words(child, page)

    return [word for element in tree for word in words(element, None)], marked


def test_the_pages_stand_where_folding_wants_them(exam):
    with pdfplumber.open(io.BytesIO(files(exam)["pupils/t-exam.pdf"])) as pdf:
        plain = [page.extract_text() for page in pdf.pages]
    plain += ["This page is blank"] * (-len(plain) % 4)
    count = len(plain)
    order = [n for k in range(0, count // 2, 2) for n in (count - 1 - k, k, k + 1, count - 2 - k)]
    found = halves(files(exam)["pupils/t-exam-booklet.pdf"])
    assert [re.sub(r"\s", "", half) for half in found] == [re.sub(r"\s", "", plain[n]) for n in order]


def test_it_is_read_from_the_first_page_to_the_last(exam):
    booklet, left = read(files(exam)["pupils/t-exam-booklet.pdf"])
    plain, _ = read(files(exam)["pupils/t-exam.pdf"])
    assert "".join(booklet) == "".join(plain)
    assert not left


def test_its_sheets_are_twice_the_size_and_turn_on_the_short_edge(exam):
    with pikepdf.open(io.BytesIO(files(exam)["pupils/t-exam-booklet.pdf"])) as pdf:
        assert {tuple(round(float(x) / MM) for x in page.MediaBox) for page in pdf.pages} == {(0, 0, 420, 297)}
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


@pytest.mark.parametrize(("paper", "layout"), [("a5", "exam-aqa"), ("letter", "exam-edexcel")])
def test_a_booklet_is_pdf_ua_with_faultless_syntax(place, paper, layout):
    request = Request(marks=20, layout=layout, seed=7, title="t", booklet=True, paper=paper, profiles=("dyslexia",))
    folded = {path: data for path, data in files(make(request, place)).items() if path.endswith("-booklet.pdf")}
    assert len(folded) > 1
    for data in folded.values():
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
        assert [failure.message for failure in report.failures] == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not pdf.check_pdf_syntax()


def test_the_plain_files_are_what_they_are_without(exam, place):
    plain = files(make(Request(marks=40, layout="exam", seed=7, title="t"), place))
    assert plain == {path: data for path, data in files(exam).items() if "booklet" not in path}


def test_a_record_makes_its_booklets_again(exam, place):
    assert files(remake(exam.pack.manifest, place)) == files(exam)


def test_one_page_and_sheets_of_two_are_not_folded(place, tmp_path):
    quiz = make(Request(kinds=("short-answer",), count=6, layout="quiz-2up", seed=1, booklet=True), place)
    sheet = make(Request(count=1, layout="worksheet", seed=1, booklet=True), a_source_set(tmp_path, 1))
    for made in (quiz, sheet):
        assert not [path for path in files(made) if "booklet" in path]
        assert "no-fold" in {found.rule for found in made.diagnostics}


def of(pages, **layout):
    leaf = Sheet(595.0, 842.0, (), ())
    printable = Printable("t", "en-GB", "pupils", "", "", (), (leaf,) * pages)
    return printable, leaf, Layout(name="l", purpose="", view="paper", **layout)


@pytest.mark.parametrize(("pages", "sheets"), [(2, 1), (4, 1), (5, 2), (8, 2), (101, 26)])
def test_pages_fill_whole_sheets(pages, sheets):
    folded = imposed(*of(pages))
    assert len(folded.sides) == 2 * sheets
    assert sorted(n for side in folded.sides for n, _ in side.pages) == list(range(4 * sheets))
    assert recipe(of(pages)[2], "pupils", [pages], folded=True).sheets == sheets


def test_inner_sheets_stand_nearer_the_fold_but_never_far():
    sides = imposed(*of(240)).sides
    moved = [(left[1] / MM, 210 - right[1] / MM) for left, right in (side.pages for side in sides)]
    assert moved[0] == pytest.approx((0, 0))
    assert moved[2] == pytest.approx((0.1, 0.1))
    assert max(right for pair in moved for right in pair) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("pages", "layout", "text"),
    [
        (3, {"sides": "duplex"}, "2 sheets of A4, duplex, staple at top left; one for each pupil"),
        (3, {"paper": "letter"}, "3 sheets of US letter, simplex, staple at top left; one for each pupil"),
        (1, {"sides": "duplex"}, "1 sheet of A4, simplex; one for each pupil"),
        (1, {"up": "copies"}, "1 sheet of A4, simplex, cut in half; one for two pupils"),
    ],
)
def test_the_recipe_in_one_line(pages, layout, text):
    assert recipe(of(pages, **layout)[2], "pupils", [pages]).text == text
