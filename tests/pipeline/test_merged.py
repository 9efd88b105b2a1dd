"""Many versions or copies in one file: where each begins, what it shares, whose name it bears."""

import hashlib
import io
import re

import page as pdfua
import pikepdf
import pypdfium2
import pytest
from reading import texts
from workplaces import a_source_set

from packgen.model.copy import Copy
from packgen.model.manifest import CopyRecord, RosterRecord
from packgen.model.request import Request
from packgen.pipeline.classroom import Classroom
from packgen.pipeline.making import make, remake
from packgen.pipeline.workplace import open_workplace

COPIES = (
    Copy("B", "Zoë Ólafsdóttir", "10X", 1, "p1"),
    Copy("A", "Иван Петров", "10X", 2, "p2"),
    Copy("B", "Ann Ng", "10X", 3, "p3"),
)
WORDS = {"marks": 20, "layout": "exam", "seed": 7, "title": "t", "versions": 3}


ROOM = Classroom(
    every=COPIES,
    pupils=COPIES,
    record=RosterRecord(name="10X", digest="", pupils=3, copies=tuple(CopyRecord(c.number, c.version) for c in COPIES)),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return open_workplace(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def merged(place):
    return make(Request(**WORDS, merged=True), place)


@pytest.fixture(scope="module")
def class_(place):
    return make(Request(**WORDS, merged=True), place, classroom=ROOM)


def files(made):
    return {file.path: file.data for file in made.pack.files}


def index_of(pdf, item):
    """The page that an outline item leads to."""
    return next(n for n, page in enumerate(pdf.pages) if page.objgen == item.destination[0].objgen)


def test_one_file_of_papers_and_one_of_schemes(merged):
    assert [path for path in files(merged) if path.endswith(".pdf")] == [
        "pupils/t-exam.pdf",
        "teachers/t-mark-scheme.pdf",
    ]
    for record in merged.pack.manifest.files:
        if record.pages:
            assert len(texts(files(merged)[record.path])) == record.pages


def test_it_is_the_versions_one_after_another_each_from_a_right_hand_page(place, merged):
    alone = files(make(Request(**WORDS), place))
    pages = texts(files(merged)["pupils/t-exam.pdf"])
    at = 0
    for version in "ABC":
        its = texts(alone[f"pupils/t-exam-{version}.pdf"])
        assert at % 2 == 0
        assert pages[at : at + len(its)] == its
        at += len(its)
        while at < len(pages) and at % 2:
            assert "blank" in pages[at]
            at += 1
    assert at == len(pages)


def test_its_pages_look_like_those_of_the_versions(place, merged):
    alone = files(make(Request(**WORDS), place))
    together = pypdfium2.PdfDocument(files(merged)["pupils/t-exam.pdf"])
    at = 0
    for version in "ABC":
        document = pypdfium2.PdfDocument(alone[f"pupils/t-exam-{version}.pdf"])
        for n in range(len(document)):
            pictures = [d[k].render(scale=0.7).to_pil().tobytes() for d, k in ((document, n), (together, at + n))]
            assert pictures[0] == pictures[1]
        at += len(document) + len(document) % 2


def test_it_is_tagged_copy_by_copy(class_):
    for path in ("pupils/t-exam.pdf", "teachers/t-mark-scheme.pdf"):
        report = pdfua.validate_pdf_bytes(files(class_)[path], profile=pdfua.ValidationProfile.PDF_UA_1)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(files(class_)["pupils/t-exam.pdf"])) as pdf:
        parts = pdf.Root.StructTreeRoot.K.K
        assert [(str(part.S), str(part["/T"])) for part in parts] == [
            ("/Part", f"{copy.pupil}, Version {copy.version}") for copy in COPIES
        ]
        assert [str(item.title) for item in pdf.open_outline().root] == [str(part["/T"]) for part in parts]
        numbers = [n for leaf in pdf.Root.StructTreeRoot.ParentTree.Kids for n in list(leaf.Nums)[::2]]
        assert numbers == [page.StructParents for page in pdf.pages] == list(range(len(pdf.pages)))


def test_pages_that_look_alike_share_their_content(class_):
    with pikepdf.open(io.BytesIO(files(class_)["pupils/t-exam.pdf"])) as pdf:
        starts = [index_of(pdf, item) for item in pdf.open_outline().root]
        first, last = pdf.pages[starts[0] + 1], pdf.pages[starts[2] + 1]
        shared = {stream.objgen for stream in first.Contents} & {stream.objgen for stream in last.Contents}
        assert shared


def test_each_copy_bears_its_name_and_no_other(class_):
    pages = texts(files(class_)["pupils/t-exam.pdf"])
    seen = []
    for text in pages:
        names = [copy.pupil for copy in COPIES if copy.pupil in text]
        assert len(names) <= 1
        seen += names
    assert [name for n, name in enumerate(seen) if n == 0 or seen[n - 1] != name] == [copy.pupil for copy in COPIES]
    assert not any(copy.pupil in text for text in texts(files(class_)["teachers/t-mark-scheme.pdf"]) for copy in COPIES)


def test_copies_may_be_files_of_their_own_and_are_named_by_code(place):
    made = make(Request(**WORDS, separate=True), place, classroom=ROOM)
    pupils = [path for path in files(made) if path.startswith("pupils/")]
    assert pupils == ["pupils/t-exam-A-p2.pdf", "pupils/t-exam-B-p1.pdf", "pupils/t-exam-B-p3.pdf"]
    assert "Ann Ng" in "".join(texts(files(made)["pupils/t-exam-B-p3.pdf"]))
    assert "Ann" not in repr(made.pack.manifest)


def test_the_same_bytes_again_and_from_the_record(place, class_, merged):
    assert files(make(Request(**WORDS, merged=True), place, classroom=ROOM)) == files(class_)
    assert files(remake(merged.pack.manifest, place)) == files(merged)
    assert files(remake(class_.pack.manifest, place, classroom=ROOM)) == files(class_)


def test_files_go_to_a_store_as_they_are_made(place, merged):
    class Store:
        def __init__(self):
            self.parts = {}

        def put(self, path, parts):
            self.parts[path] = list(parts)
            return hashlib.sha256(b"".join(self.parts[path])).hexdigest()

    store = Store()
    made = make(Request(**WORDS, merged=True), place, store=store)
    assert made.pack.files == ()
    assert {path: b"".join(parts) for path, parts in store.parts.items()} == files(merged)
    assert made.pack.manifest == merged.pack.manifest
    assert len(store.parts["pupils/t-exam.pdf"]) > 3


def test_nothing_of_the_scheme_reaches_a_merged_paper(tmp_path):
    place = a_source_set(tmp_path, 3)
    made = make(Request(seed=1, count=3, board="aqa", layout="exam", title="t", versions=2, merged=True), place)
    for path, data in files(made).items():
        if path.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                streams = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
            found = re.search("SECRET", "".join(texts(data))) or any(b"SECRET" in stream for stream in streams)
            assert bool(found) == path.startswith("teachers/"), path


def test_booklets_and_sheets_of_two_can_be_merged(place):
    made = make(Request(**WORDS, merged=True, booklet=True), place)
    folded = files(made)["pupils/t-exam-booklet.pdf"]
    assert len(texts(folded)) % 6 == 0
    quiz = make(Request(kinds=("short-answer",), count=6, layout="quiz-2up", seed=1, versions=2, merged=True), place)
    for record in quiz.pack.manifest.files:
        if record.pages:
            data = files(quiz)[record.path]
            assert len(texts(data)) == record.pages
            report = pdfua.validate_pdf_bytes(data, profile=pdfua.ValidationProfile.PDF_UA_1)
            assert not report.failures
