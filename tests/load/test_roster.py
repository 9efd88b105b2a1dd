"""Class lists as school offices export them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import has_errors
from packgen.load.roster import find_roster, load_roster, load_seating
from packgen.model.roster import Seat


def read(tmp_path, data, name="10B.csv", columns=None):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_roster(path, columns)


def names(roster):
    return [pupil.name for pupil in roster.pupils]


@pytest.mark.parametrize(
    "data",
    [
        "Name\nAnna Müller\nЮра Орлов\n".encode(),
        "\ufeffName\r\nAnna Müller\r\nЮра Орлов\r\n".encode(),
        "Surname;Forename\nMüller;Anna\nОрлов;Юра\n".encode(),
        "Surname\tForename\nMüller\tAnna\nОрлов\tЮра\n".encode("utf-16"),
        'Student\n"Müller, Anna"\n"Орлов, Юра"\n'.encode(),
        "Hill School,,\n2026-11-26,,\nNo.,First name,Last name\n1,Anna,Müller\n,,\n2,Юра,Орлов\n".encode(),
    ],
)
def test_lists_of_many_kinds_say_the_same(tmp_path, data):
    roster, said = read(tmp_path, data)
    assert names(roster) == ["Anna Müller", "Юра Орлов"]
    assert [pupil.number for pupil in roster.pupils] == [1, 2]
    assert not has_errors(said)


def test_a_windows_list_keeps_its_accents_and_is_told_of(tmp_path):
    roster, said = read(tmp_path, "Name,Class\nZoë Núñez,10B\n".encode("cp1252"))
    assert names(roster) == ["Zoë Núñez"]
    assert roster.name == "10B"
    assert [(d.rule, d.place.line) for d in said] == [("not-utf8", 2)]


def test_what_is_said_of_pupils(tmp_path):
    text = "Name,Access,Version,Absent\nA B,Large-Print-18,c,\nC D,,,x\nE F,,,perhaps\n"
    roster, said = read(tmp_path, text)
    first, second, third = roster.pupils
    assert (first.profile, first.version, first.absent) == ("large-print-18", "C", False)
    assert second.absent
    assert not third.absent
    assert [(d.rule, d.place.line) for d in said] == [("unclear-absence", 4)]


def test_blank_and_doubled_names_never_stop_a_class(tmp_path):
    roster, said = read(tmp_path, "Name,Set\nA B,1\n,2\nA B,1\n")
    assert names(roster) == ["A B", "A B"]
    assert [(d.severity, d.rule, d.place.line) for d in said] == [
        ("warning", "no-name", 3),
        ("warning", "same-name", 4),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "no-names"),
        ("Name\n", "empty-class"),
        ("Colour,Shape\nred,round\n", "no-names"),
        ("Name\nA\x00B\n", "not-a-table"),
        ("Name\n" + "A B\n" * 1001, "too-many-pupils"),
        ("Name\n" + "A\n" * 6000, "too-large"),
    ],
)
def test_what_is_no_list_is_told(tmp_path, text, rule):
    roster, said = read(tmp_path, text)
    assert roster is None
    assert rule in [d.rule for d in said]
    assert all(d.hint for d in said)


def test_five_hundred_names(tmp_path):
    roster, _ = read(tmp_path, "Name\n" + "".join(f"Pupil {n}\n" for n in range(500)))
    assert len(roster.pupils) == 500


def test_columns_can_be_said(tmp_path):
    roster, said = read(tmp_path, "Known as,Paper\nA B,cream\n", columns={"name": "Known as", "profile": "paper"})
    assert (names(roster), roster.pupils[0].profile, said) == (["A B"], "cream", ())
    roster, said = read(tmp_path, "Known as,Paper\nA B,cream\n", columns={"name": "Pupil's name"})
    assert roster is None
    assert said[0].hint == "the heads in this file are: Known as, Paper"


def workbook(rows, stray=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if stray:
        book.active[stray] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbooks(tmp_path):
    data = workbook([["Class 10B"], [], ["No", "Name", "Version"], [1, "Anna Müller", "B"], [2.0, "Юра Орлов", None]])
    roster, said = read(tmp_path, data, "list.xlsx")
    assert (names(roster), said) == (["Anna Müller", "Юра Орлов"], ())
    assert [pupil.line for pupil in roster.pupils] == [4, 5]


def test_a_stray_cell_far_out_does_no_harm(tmp_path):
    roster, _ = read(tmp_path, workbook([["Name"], ["A B"]], stray="XFD1048576"), "list.xlsx")
    assert names(roster) == ["A B"]


def test_a_workbook_that_one_reader_can_not_read_is_read_by_the_other(tmp_path):
    whole = io.BytesIO(workbook([["Name"], ["A B"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = b"<broken"
            new.writestr(part, data)
    roster, _ = read(tmp_path, out.getvalue(), "list.xlsx")
    assert names(roster) == ["A B"]


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", b"PK\x03\x04 no"), ("a.xls", b"\xd0\xcf\x11\xe0" * 9), ("a.xlsx", b"")]
)
def test_broken_workbooks_are_told(tmp_path, name, data):
    roster, said = read(tmp_path, data, name)
    assert roster is None
    assert has_errors(said)


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_give_a_list_or_messages(tmp_path, data, name):
    roster, said = read(tmp_path, data, name)
    assert (roster is None) == has_errors(said)


def test_a_class_is_found_by_its_name(tmp_path):
    (tmp_path / "classes").mkdir()
    (tmp_path / "classes" / "10B.xlsx").write_bytes(b"")
    assert find_roster("10B", tmp_path) == tmp_path / "classes" / "10B.xlsx"
    assert find_roster("9A", tmp_path) == tmp_path / "classes" / "9A.csv"
    assert find_roster("lists/9A.csv", tmp_path).as_posix() == "lists/9A.csv"


def seating(tmp_path, text, people="Name\nA B\nC D\nA B\nE F\n"):
    roster, _ = read(tmp_path, people)
    path = tmp_path / "seating.csv"
    path.write_text(text)
    return load_seating(path, roster)


def test_a_room(tmp_path):
    plan, said = seating(tmp_path, '"D, C",,*\n,,\n4,*,\n')
    assert said == ()
    assert plan.fixed == {2: Seat(0, 0), 4: Seat(2, 0)}
    assert plan.free == (Seat(0, 2), Seat(2, 1))


def test_what_is_wrong_with_a_room_is_told_without_a_name(tmp_path):
    plan, said = seating(tmp_path, "A B,C D,C D\nNobody,*,\n")
    assert plan is None
    assert [(d.rule, d.place.line) for d in said] == [("unknown-pupil", 1), ("two-seats", 1), ("unknown-pupil", 2)]
    assert not any("Nobody" in str(d) or "C D" in str(d) for d in said)
