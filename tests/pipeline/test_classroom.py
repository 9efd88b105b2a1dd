"""A class's pack: whose copy is which, in what order, and that no name is where it must not be."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pikepdf
import pytest
import zxingcpp
from pypdfium2 import PdfDocument
from reading import texts
from workplaces import a_source_set

from packgen.diagnostics import PackgenError, Place
from packgen.model.request import Request
from packgen.pipeline.classroom import handed_out, handed_out_again, open_classroom
from packgen.pipeline.making import make, remake
from packgen.pipeline.swapping import swapped
from packgen.pipeline.workplace import open_workplace
from packgen.write.manifest import decode, encode

NAMES = ("Anna Petrova", "Ben Okafor", "Ольга Иванова", "Dina 李", "Eve Jones", "Finn Wood", "Gus Ash")
LIST = "Name,Profile,Absent\n" + "".join(
    f"{name},{'large-print-18' if n == 1 else 'cream' if n == 4 else ''},{'yes' if n == 6 else ''}\n"
    for n, name in enumerate(NAMES)
)
ROOM = "*,*,*\n*,*,\n,*,*\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school")
    (folder / "classes").mkdir()
    (folder / "classes" / "10B.csv").write_text(LIST, encoding="utf-8")
    (folder / "seating.csv").write_text(ROOM)
    (folder / "packgen.toml").write_text('banks = ["bundled"]\n[grades]\n9 = 80\n5 = 50\nU = 0\n')
    return open_workplace(folder)


def asked(**more):
    return Request(**{"topics": ("1.1",), "kinds": ("multiple-choice",), "count": 8, "versions": 4, "seed": 5, **more})


def classroom(school, request):
    folder = Path(school.settings.folder)
    roster, plan, said = open_classroom("10B", school.settings, {}, folder / "seating.csv")
    return handed_out(roster, plan, request, school.settings, said)


def a_pack(school, **more):
    request = asked(group="10B", profiles=("cream", "large-print-18"), layout="exam", title="Mock", **more)
    return make(request, school, classroom=classroom(school, request))


@pytest.fixture(scope="module")
def pack(school):
    return a_pack(school, spares=1)


def files(made):
    return {file.path: file.data for file in made.pack.files}


def test_copies_stand_in_the_order_of_the_seats_each_from_a_right_hand_page(pack):
    found = texts(files(pack)["pupils/mock-10b-exam.pdf"])
    named = [next((name for name in NAMES if name in text), "Pupil 4" if "Pupil 4" in text else "") for text in found]
    first = {name: named.index(name) for name in ("Anna Petrova", "Ольга Иванова", "Pupil 4", "Finn Wood")}
    assert list(first) == sorted(first, key=lambda name: first[name])
    assert all(page % 2 == 0 for page in first.values())
    assert "Gus Ash" not in "".join(found)
    assert all("10B" in text for text in found if "This page is blank" not in text)


def test_who_reads_large_print_has_the_same_questions_in_a_file_of_its_own(pack):
    versions = {each.number: each for each in pack.pack.manifest.roster.copies}
    large = "\n".join(texts(files(pack)["pupils/mock-10b-exam-18.pdf"]))
    assert "Ben Okafor" in large
    assert f"Version {versions[2].version}" in large
    assert "Ben Okafor" not in "".join(texts(files(pack)["pupils/mock-10b-exam.pdf"]))


def test_a_scanner_reads_whose_page_it_is(pack):
    document = PdfDocument(files(pack)["pupils/mock-10b-exam.pdf"])
    versions = {each.number: each.version for each in pack.pack.manifest.roster.copies}
    seen = []
    for n in range(4):
        picture = document[n].render(scale=200 / 72).to_pil().convert("L")
        seen += [code.text.split(".") for code in zxingcpp.read_barcodes(picture)]
    assert [(mark, int(number), int(page)) for mark, _, _, number, page in seen] == [
        ("PG1", 1, page + 1) for page in range(len(seen))
    ]
    assert {version for _, _, version, _, _ in seen} == {versions[1]}
    assert len(seen) >= 2


def test_a_name_that_can_not_be_printed_is_a_number_and_a_warning(pack):
    told = [d for d in pack.diagnostics if d.rule == "name-not-printed"]
    assert [d.place.line for d in told] == [5]
    assert "李" not in str(told[0])
    assert "Pupil 4" in "".join(texts(files(pack)["pupils/mock-10b-exam.pdf"]))


def test_names_stand_in_no_record_no_file_name_and_no_message(pack):
    record = encode(pack.pack.manifest).decode()
    words = record + " ".join(files(pack)) + " ".join(str(d) for d in pack.diagnostics)
    assert not any(part in words for name in NAMES for part in name.split())
    for path, data in files(pack).items():
        if path.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as document:
                assert not any(name in str(document.docinfo) for name in NAMES)


def test_neighbours_have_different_versions(pack, school):
    found = classroom(school, pack.pack.manifest.request)
    assert not [d for d in found.said if d.rule == "neighbours"]
    assert {each.version for each in pack.pack.manifest.roster.copies} == {"A", "B", "C", "D"}


def test_made_again_it_has_the_same_bytes_from_the_list_alone(pack, school):
    old = decode(encode(pack.pack.manifest), Place("pack.json"))
    roster, _, _ = open_classroom("10B", school.settings, {}, None)
    again = remake(old, school, classroom=handed_out_again(roster, old.roster, old.request, school.settings, False))
    assert files(again) == files(pack)


def test_one_pupils_copy_made_later_is_the_one_that_would_have_been(school):
    whole = a_pack(school, separate=True)
    old = whole.pack.manifest
    roster, _, _ = open_classroom("10B", school.settings, {}, None)
    room = handed_out_again(roster, old.roster, old.request, school.settings, False)
    one = files(remake(old, school, classroom=room, only=(3,)))
    assert [path for path in one if "exam" in path] == [
        path for path in files(whole) if "exam" in path and "p3" in path
    ]
    assert all(files(whole)[path] == data for path, data in one.items())
    absent = files(remake(old, school, classroom=room, only=(7,)))
    assert "Gus Ash" in "".join(texts(next(data for path, data in absent.items() if "exam" in path)))


def test_another_list_is_told(pack, school, tmp_path):
    (tmp_path / "10B.csv").write_text(LIST + "New One,,\n", encoding="utf-8")
    old = pack.pack.manifest
    roster, _, _ = open_classroom(str(tmp_path / "10B.csv"), school.settings, {}, None)
    with pytest.raises(PackgenError, match="it has 8 pupils and had 7"):
        handed_out_again(roster, old.roster, old.request, school.settings, False)
    room = handed_out_again(roster, old.roster, old.request, school.settings, True)
    assert [copy.number for copy in room.pupils] == list(range(1, 9))


def test_what_a_list_asks_in_vain_is_told_all_at_once(school, tmp_path):
    (tmp_path / "9A.csv").write_text("Name,Profile,Version\nA B,huge,\nC D,,F\n")
    roster, _, said = open_classroom(str(tmp_path / "9A.csv"), school.settings, {}, None)
    with pytest.raises(PackgenError) as told:
        handed_out(roster, None, asked(group="9A"), school.settings, said)
    assert [(d.rule, d.place.line) for d in told.value.diagnostics] == [("unknown-profile", 2), ("unknown-version", 3)]


def test_every_version_is_solved_from_its_paper_by_the_concordance(pack):
    book = openpyxl.load_workbook(io.BytesIO(files(pack)["teachers/mock-10b-marking.xlsx"]))
    rows = list(book["Concordance"].iter_rows(values_only=True))
    versions = {each.version: each.items for each in pack.pack.manifest.versions}
    for item, *_, a, b, c, d in rows[1:]:
        for version, called in zip("ABCD", (a, b, c, d), strict=True):
            assert versions[version][int(called) - 1] == item
    key = list(book["Key"].iter_rows(values_only=True))
    assert list(key[0][::2]) == [f"Version {v}" for v in "ABCD"]


def test_the_marking_grid_has_names_most_marks_objectives_and_the_schools_grades(pack):
    book = openpyxl.load_workbook(io.BytesIO(files(pack)["teachers/mock-10b-marking.xlsx"]))
    sheet = book["Marks"]
    assert [sheet.cell(row, 2).value for row in range(4, 11)] == [*NAMES[:3], "Pupil 4", *NAMES[4:]]
    assert [sheet.cell(3, column).value for column in range(4, 12)] == [1] * 8
    assert sheet.cell(4, 12).value == '=IF(COUNT(D4:K4)>0,SUM(D4:K4),"")'
    grades = book["Grades"]
    assert [(grades.cell(r, 1).value, grades.cell(r, 2).value) for r in (4, 5, 6)] == [("9", 80), ("5", 50), ("U", 0)]


def test_the_record_can_be_read(pack):
    assert json.loads(encode(pack.pack.manifest))["roster"]["pupils"] == 7


def test_no_answer_is_in_any_file_of_a_class(tmp_path):
    place = a_source_set(tmp_path, questions=4)
    (tmp_path / "list.csv").write_text("Name,Profile\nA B,\nC D,large-print-18\nE F,\n")
    request = Request(count=4, versions=2, layout="exam", title="t", group="list", profiles=("large-print-18",))
    roster, plan, said = open_classroom(str(tmp_path / "list.csv"), place.settings, {}, None)
    made = make(request, place, classroom=handed_out(roster, plan, request, place.settings, said))
    pupils = {path: data for path, data in files(made).items() if path.startswith("pupils/")}
    assert len(pupils) == 6
    for data in pupils.values():
        with pikepdf.open(io.BytesIO(data)) as document:
            for part in document.objects:
                held = part.read_bytes() if isinstance(part, pikepdf.Stream) else str(part).encode()
                assert b"SECRET" not in held
        assert not any("SECRET" in text for text in texts(data))


def test_a_question_is_swapped_in_a_class_pack_and_every_copy_stays_whose_it_is(pack, school):
    old = pack.pack.manifest
    roster, _, _ = open_classroom("10B", school.settings, {}, None)
    room = handed_out_again(roster, old.roster, old.request, school.settings, False)
    made, came = swapped(old, school, old.items[0], classroom=room)
    assert came in made.pack.manifest.items
    assert made.pack.manifest.roster == old.roster
    assert list(files(made)) == list(files(pack))
