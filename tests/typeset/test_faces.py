from __future__ import annotations

import itertools
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import PackgenError, Place
from packgen.typeset import faces_cache
from packgen.typeset.faces import INVISIBLE, Faces, FontFiles
from packgen.typeset.faces_files import bundled

FAMILIES = {"sans": ("Source Sans Pro", "Fira Sans"), "serif": ("PT Serif", "Fira Sans")}
FACES = Faces(FAMILIES)
REGULAR = Path(FACES.file("SourceSansPro-Regular"))


@pytest.fixture(scope="module", autouse=True)
def _cache_of_its_own(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PACKGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def school(path, **more):
    files = FontFiles(regular=str(path), place=Place("packgen.toml", 3), **more)
    return Faces({"own": ("Own Font", "Fira Sans")}, {"Own Font": files})


def fault(path):
    (problem,) = school(path).diagnostics()
    assert problem.severity == "error"
    assert problem.place == Place("packgen.toml", 3)
    assert problem.hint
    return problem.message


def test_a_face_is_named_by_family_and_style():
    assert FACES.face("Source Sans Pro", bold=True) == "SourceSansPro-Bold"
    assert FACES.face("Source Sans Pro", semibold=True) == "SourceSansPro-Semibold"
    assert FACES.face("Fira Sans", bold=True, italic=True) == "FiraSans-BoldItalic"


def test_a_missing_style_is_the_nearest_one():
    assert FACES.face("PT Serif", semibold=True) == "PTSerif-Bold"
    assert school(REGULAR).face("Own Font", bold=True, italic=True) == "OwnFont-Regular"


def test_each_character_comes_from_the_first_font_that_has_it():
    assert FACES.split("sans", False, True, "He wrote Сталин, twice") == (
        ("SourceSansPro-Italic", "He wrote "),
        ("FiraSans-Italic", "Сталин"),
        ("SourceSansPro-Italic", ", twice"),
    )
    assert FACES.split("serif", False, False, "Правда ψ") == (("PTSerif-Regular", "Правда "), ("FiraSans-Regular", "ψ"))


def test_spaces_stay_in_the_run_before_them():
    assert FACES.split("sans", False, True, " \u00a0Ст \u202fx") == (
        ("FiraSans-Italic", " \u00a0Ст \u202f"),
        ("SourceSansPro-Italic", "x"),
    )
    assert FACES.split("sans", False, False, " ") == (("SourceSansPro-Regular", " "),)
    assert FACES.split("sans", False, False, "") == ()


def test_a_combining_mark_stays_with_its_base():
    (run,) = FACES.split("sans", False, True, "и\u0306")
    assert run == ("FiraSans-Italic", "и\u0306")


def test_what_has_no_picture_is_neither_drawn_nor_missing():
    assert FACES.split("sans", False, False, "soft\u00adhy\u200bphen") == (("SourceSansPro-Regular", "softhyphen"),)
    assert FACES.missing("sans", "\u00ad\u200b\ufeff") == ()


def test_missing_characters_are_named_once_and_in_order():
    assert FACES.missing("sans", "a漢b😀漢") == ("漢", "😀")
    assert FACES.missing("sans", "£5\u00a0½ — ‑ “Ω”") == ()


def test_no_break_forms_have_a_width():
    advance = FACES.advances("SourceSansPro-Regular")
    assert advance[0xA0] == advance[0x20] == 0.2
    assert advance[0x2011] == advance[0x2D]
    assert advance[0x202F] > 0


def test_width_counts_letter_and_word_spacing():
    face = "SourceSansPro-Regular"
    plain = FACES.width(face, "a b\u00a0c", 12.0)
    assert FACES.width(face, "a b\u00a0c", 12.0, 0.5, 2.0) == pytest.approx(plain + 5 * 0.5 + 2 * 2.0)


def test_metrics_are_those_of_the_house_style():
    assert FACES.cap_height("SourceSansPro-Regular") == 0.66
    assert FACES.cap_height("PTSerif-Regular") == 0.70
    assert FACES.descent("FiraSans-Bold") < 0 < FACES.ascent("FiraSans-Bold")


def test_a_subset_depends_on_its_characters_only():
    one = FACES.subset("SourceSansPro-Bold", "cab")
    other = FACES.subset("SourceSansPro-Bold", ["b", "a", "c", "b"])
    assert one == other
    assert one.codes == {"a": 1, "b": 2, "c": 3}
    assert one.name.endswith("+SourceSansPro-Bold")
    assert FACES.subset("SourceSansPro-Bold", "abd").name != one.name


def test_characters_of_one_glyph_share_it():
    font = FACES.subset("SourceSansPro-Regular", "-\u2011 \u00a0")
    gids = {c: font.gids[code] for c, code in font.codes.items()}
    assert gids[" "] == gids["\u00a0"]
    assert gids["-"] == gids["\u2011"]
    assert gids["-"] != gids[" "]


def test_widths_agree_with_advances():
    font = FACES.subset("FiraSans-Regular", "Wij")
    table = FACES.advances("FiraSans-Regular")
    assert [font.widths[font.codes[c]] for c in "Wij"] == pytest.approx([1000 * table[ord(c)] for c in "Wij"])


def test_a_subset_has_only_what_a_reader_needs():
    program = FACES.subset("PTSerif-Regular", "abc").program
    (count,) = struct.unpack_from(">H", program, 4)
    tags = {program[12 + 16 * n : 16 + 16 * n] for n in range(count)}
    assert {b"glyf", b"head", b"hmtx", b"loca", b"maxp", b"hhea"} <= tags
    assert not tags & {b"name", b"post", b"OS/2", b"GPOS"}


def test_a_family_that_nobody_has_is_passed_over():
    assert Faces({"easy": ("Andika", "Fira Sans")}).split("easy", False, False, "a") == (("FiraSans-Regular", "a"),)


def test_a_chain_without_any_font_is_an_error():
    faces = Faces({"odd": ("Comic Neue",)})
    (problem,) = faces.diagnostics()
    assert "Comic Neue" in problem.message
    with pytest.raises(PackgenError):
        faces.split("odd", False, False, "a")


def test_a_schools_own_font_comes_first():
    faces = school(REGULAR)
    assert faces.diagnostics() == ()
    assert faces.split("own", False, False, "a") == (("OwnFont-Regular", "a"),)


def test_families_whose_names_look_alike_keep_apart():
    files = {"My Font": FontFiles(regular=str(REGULAR)), "MyFont": FontFiles(regular=FACES.file("PTSerif-Regular"))}
    faces = Faces({"a": ("My Font",), "b": ("MyFont",)}, files)
    assert faces.face("My Font") != faces.face("MyFont")
    assert faces.cap_height(faces.face("MyFont")) == 0.70


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"OTTO" + b"\0" * 100, "PostScript outlines"),
        (b"wOF2" + b"\0" * 100, "web font"),
        (b"", "not a TrueType font"),
        (b"GIF89a", "not a TrueType font"),
        (b"\0\1\0\0\0\x20" + b"\0" * 4, "damaged"),
    ],
)
def test_a_file_that_is_no_usable_font_is_a_located_error(tmp_path, content, words):
    path = tmp_path / "own.ttf"
    path.write_bytes(content)
    assert words in fault(path)


def test_an_otf_file_is_refused():
    assert "PostScript outlines" in fault(REGULAR.with_suffix(".otf"))


def test_a_font_that_is_not_there_is_a_located_error(tmp_path):
    assert "cannot be opened" in fault(tmp_path / "no.ttf")
    assert "cannot be opened" in fault(tmp_path)


def test_a_variable_font_is_refused(tmp_path):
    data = bytearray(REGULAR.read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    (spare,) = [12 + 16 * n for n in range(count) if data[12 + 16 * n : 16 + 16 * n] == b"GPOS"]
    data[spare : spare + 4] = b"fvar"
    path = tmp_path / "own.ttf"
    path.write_bytes(data)
    assert "variable" in fault(path)


@pytest.mark.parametrize("keep", [200, 2_000, 20_000, 60_000])
def test_a_truncated_font_is_a_located_error(tmp_path, keep):
    path = tmp_path / "own.ttf"
    path.write_bytes(REGULAR.read_bytes()[:keep])
    assert fault(path)


@given(st.integers(0, 400_000), st.binary(min_size=4, max_size=64))
def test_a_damaged_font_never_ends_in_a_traceback(tmp_path_factory, at, noise):
    data = bytearray(REGULAR.read_bytes())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path = tmp_path_factory.mktemp("fonts") / "own.ttf"
    path.write_bytes(data)
    faces = school(path)
    found = faces.diagnostics()
    if not found:
        try:
            assert faces.subset("OwnFont-Regular", "Ab é").program
        except PackgenError as problem:
            found = problem.diagnostics
    assert all(one.severity == "error" and one.hint for one in found)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_splitting_loses_nothing_that_is_seen(text):
    runs = FACES.split("sans", False, False, text)
    assert "".join(part for _, part in runs) == "".join(c for c in text if c not in INVISIBLE)
    assert all(a[0] != b[0] for a, b in itertools.pairwise(runs))


def test_the_cache_gives_what_the_parser_gives(tmp_path, monkeypatch):
    monkeypatch.setenv("PACKGEN_CACHE", "")
    plain = Faces(FAMILIES).subset("SourceSansPro-Regular", "abc")
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path))
    assert Faces(FAMILIES).subset("SourceSansPro-Regular", "abc") == plain
    assert len(list((tmp_path / "fonts").iterdir())) == 2
    for kept in (tmp_path / "fonts").iterdir():
        kept.write_bytes(kept.read_bytes()[:50])
    assert Faces(FAMILIES).subset("SourceSansPro-Regular", "abc") == plain


def test_a_changed_file_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "own.ttf"
    path.write_bytes(REGULAR.read_bytes())
    before = faces_cache.key(str(path), "metrics")
    os.utime(path, (1, 1))
    assert faces_cache.key(str(path), "metrics") != before


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "file"))
    assert Faces(FAMILIES).cap_height("PTSerif-Bold") > 0


def test_with_a_warm_cache_the_parser_is_not_even_imported(tmp_path):
    script = (
        "import sys; from packgen.typeset.faces import Faces;"
        "f = Faces({'sans': ('Source Sans Pro',)}); f.subset('SourceSansPro-Bold', 'abc');"
        "print('reportlab' in sys.modules)"
    )
    environment = {**os.environ, "PACKGEN_CACHE": str(tmp_path)}
    said = [
        subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert [line.strip() for line in said] == [b"True", b"False"]


def test_a_bundled_family_is_found_without_importing_it():
    assert bundled("Source Sans Pro") is not None
    assert bundled("Arial") is None
    assert "fontpkg_pt_serif" not in sys.modules
