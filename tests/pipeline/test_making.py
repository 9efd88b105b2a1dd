"""From a request to the files of a pack: what must be true of the pages, whatever the bank."""

import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pikepdf
import pytest
from reading import texts as pages
from workplaces import SOURCE_SET, a_bank, a_source_set

from packgen.diagnostics import PackgenError
from packgen.model.request import Request
from packgen.pipeline.making import make, name_of, remake
from packgen.pipeline.workplace import open_workplace

STARTER = Path(__file__).parents[2] / "packgen" / "cli" / "starter"


@pytest.fixture(scope="module")
def starter():
    return open_workplace(STARTER)


def files(made):
    return {file.path: file.data for file in made.pack.files}


def test_the_same_bytes_in_any_process(starter, tmp_path):
    made = make(Request(seed=3, versions=2, title="t"), starter)
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "packgen", "make", "--seed", "3", "--versions", "2", "--title", "t", "-o", out],
            check=True,
            cwd=STARTER,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
        )
        written = {p.relative_to(out / "t").as_posix(): p.read_bytes() for p in (out / "t").rglob("*") if p.is_file()}
        written.pop("pack.json")
        assert written == files(made)


def test_a_version_does_not_depend_on_how_many_there_are(starter):
    def versions(count):
        return make(Request(seed=3, versions=count, title="t"), starter).pack.manifest.versions

    assert versions(5)[:3] == versions(3)


def test_a_version_has_the_same_bytes_however_many_there_are(starter):
    few, many = (files(make(Request(seed=3, versions=count, title="t"), starter)) for count in (2, 30))
    assert {path: many[path] for path in few if path.endswith(".pdf")} == {
        path: data for path, data in few.items() if path.endswith(".pdf")
    }


def test_versions_have_their_own_order_and_one_total(starter):
    manifest = make(Request(seed=3, versions=4, title="t"), starter).pack.manifest
    assert len({repr(version.options) for version in manifest.versions}) > 1
    assert {version.marks for version in manifest.versions} == {12}
    assert {frozenset(version.items) for version in manifest.versions} == {frozenset(manifest.items)}


def test_every_item_used_is_recorded_with_its_digest(starter):
    manifest = make(Request(seed=3, title="t"), starter).pack.manifest
    recorded = {entry.id: entry.digest for entry in manifest.used if entry.what == "item"}
    assert recorded == {id: starter.pool.items[id].digest for id in manifest.items}
    assert {"stimulus", "kind", "layout"} <= {entry.what for entry in manifest.used}


def test_a_record_makes_its_pack_again(starter):
    made = make(Request(seed=3, versions=3, marks=6, title="t"), starter)
    assert files(remake(made.pack.manifest, starter)) == files(made)


def test_nothing_of_the_scheme_reaches_the_pupils_files(tmp_path):
    place = a_source_set(tmp_path, 3)
    made = make(Request(seed=1, count=3, board="aqa", layout="exam", title="t"), place)
    for path, data in files(made).items():
        with_secret = b"SECRET" in everything(data) if path.endswith(".pdf") else False
        assert with_secret == path.startswith("teachers/"), path


def everything(data):
    """Every stream of a PDF inflated, every string, and the text that its fonts map to."""
    text = "".join(pages(data)).encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        return text + b"".join(streams) + b"".join(repr(obj).encode() for obj in pdf.objects)


def test_sources_out_of_sight_are_printed_again(tmp_path):
    place = a_source_set(tmp_path, 5)
    made = make(Request(seed=1, count=5, board="aqa", title="t"), place)
    worksheet = pages(files(made)["pupils/t-worksheet.pdf"])
    assert len(worksheet) > 1
    for page in worksheet:
        if "How useful is" in page:
            assert "The mill has stood" in page


def test_a_source_out_of_sight_of_a_part_is_printed_again_above_it(tmp_path):
    part = """
          - kind: short-answer
            stem: What does @letter say of matter {n}?
            marks: 3
            lines: 12
            scheme: {{answers: [much, more, most]}}"""
    item = """
      - id: parts
        kind: structured
        topic: "1"
        stem: These questions are about a mill.
        stimuli: [letter]
        parts:"""
    text = SOURCE_SET + textwrap.indent(textwrap.dedent(item + "".join(part.format(n=n) for n in range(12))), "  ")
    made = make(Request(items=("parts",), title="t"), a_bank(tmp_path, {"set.yaml": text}))
    worksheet = pages(files(made)["pupils/t-worksheet.pdf"])
    assert len(worksheet) > 1
    for page in worksheet:
        assert page.count("The mill has stood") == ("say of matter" in page)


def test_sources_out_of_sight_go_to_a_booklet_for_every_version(tmp_path):
    place = a_source_set(tmp_path, 5)
    made = make(Request(seed=1, count=5, board="aqa", layout="exam", versions=2, title="t"), place)
    for version in "AB":
        paper = "".join(pages(files(made)[f"pupils/t-exam-{version}.pdf"]))
        booklet = "".join(pages(files(made)[f"pupils/t-sources-{version}.pdf"]))
        assert "The mill has stood" not in paper
        assert "The mill has stood" in booklet


def test_a_source_in_sight_needs_no_booklet(tmp_path):
    place = a_source_set(tmp_path, 1)
    made = make(Request(seed=1, count=1, board="aqa", layout="exam", title="t"), place)
    assert not [path for path in files(made) if "sources" in path]
    assert "The mill has stood" in "".join(pages(files(made)["pupils/t-exam.pdf"]))


def test_pages_are_counted_as_they_are(starter):
    made = make(Request(seed=3, layout="exam", title="t"), starter)
    for record in made.pack.manifest.files:
        data = files(made)[record.path]
        assert record.pages == (len(pages(data)) if record.path.endswith(".pdf") else 0)


def test_the_paper_size_asked_for(starter):
    made = make(Request(seed=3, title="t", paper="letter"), starter)
    with pikepdf.open(io.BytesIO(files(made)["pupils/t-worksheet.pdf"])) as pdf:
        assert [float(x) for x in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 612, 792], abs=0.1)


def test_cyrillic_is_drawn_and_can_be_read_out(tmp_path):
    item = """
    schema: 1
    items:
      - id: word
        kind: short-answer
        topic: "1"
        stem: What did Сталин read in *Правда*?
        marks: 1
        scheme: {answers: [news]}
    """
    made = make(Request(items=("word",), title="t"), a_bank(tmp_path, {"word.yaml": item}))
    assert "Сталин read in Правда" in pages(files(made)["pupils/t-worksheet.pdf"])[0]


def test_a_layout_that_is_not_there(starter):
    with pytest.raises(PackgenError, match="nowhere"):
        make(Request(seed=3, layout="nowhere"), starter)


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        (Request(title="Stalin: end of unit"), "stalin-end-of-unit"),
        (Request(topics=("1.1",), kinds=("timeline", "essay")), "1-1-timeline-essay"),
        (Request(items=("tributary",)), "tributary"),
        (Request(), "rivers"),
    ],
)
def test_a_pack_is_named_by_its_title_or_its_content(starter, request_, name):
    assert name_of(request_, starter) == name


def a_layout(place, name, text):
    folder = Path(place.settings.folder) / "layouts" / name
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(f"schema: 1\npurpose: ours\n{text}\n")


def test_two_layouts_that_write_one_file_are_told(tmp_path):
    place = a_source_set(tmp_path, 1)
    a_layout(place, "ours", "extends: worksheet\nfile: same\ncompanions: [other]")
    a_layout(place, "other", "extends: mark-scheme\nfile: same")
    with pytest.raises(PackgenError, match="both write the file"):
        make(Request(seed=1, count=1, layout="ours"), open_workplace(tmp_path))


def test_a_view_that_is_not_there_is_told_with_those_that_are(tmp_path):
    place = a_source_set(tmp_path, 1)
    a_layout(place, "ours", "extends: worksheet\nview: poster")
    with pytest.raises(PackgenError, match="source-booklet"):
        make(Request(seed=1, count=1, layout="ours"), open_workplace(tmp_path))


def test_a_changed_picture_is_a_change(tmp_path):
    from PIL import Image

    text = """
    schema: 1
    stimuli:
      - {id: map, type: figure, provenance: A map., picture: {file: images/map.png, alt: A map}, licence: ours}
    items:
      - id: place
        kind: short-answer
        topic: "1"
        stem: What does @map show?
        stimuli: [map]
        marks: 1
        scheme: {answers: [a place]}
    """
    (tmp_path / "questionbank" / "images").mkdir(parents=True)
    Image.new("L", (60, 40), 200).save(tmp_path / "questionbank" / "images" / "map.png")
    made = make(Request(items=("place",)), a_bank(tmp_path, {"map.yaml": text}))
    assert [entry.id for entry in made.pack.manifest.used if entry.what == "picture"] == ["images/map.png"]
    Image.new("L", (60, 40), 100).save(tmp_path / "questionbank" / "images" / "map.png")
    with pytest.raises(PackgenError, match=r"picture images/map\.png has been changed"):
        remake(made.pack.manifest, open_workplace(tmp_path))


@pytest.mark.parametrize(("count", "covers"), [(12, 1), (26, 1), (60, 2), (180, 1)])
def test_a_cover_has_room_for_any_number_of_questions(tmp_path, count, covers):
    one = "  - {{id: q{n}, kind: short-answer, topic: '1', stem: 'Name {n}.', marks: 1, scheme: {{answers: [yes]}}}}\n"
    text = "schema: 1\nitems:\n" + "".join(one.format(n=n) for n in range(count))
    made = make(Request(count=count, layout="exam", title="t"), a_bank(tmp_path, {"q.yaml": text}))
    exam = pages(files(made)["pupils/t-exam.pdf"])
    assert next(n for n, page in enumerate(exam) if "Answer all the questions.\n" in page and n) == covers
    assert ("For the marker" in exam[covers - 1] and f"/ {count}" in exam[covers - 1]) == (count < 100)
