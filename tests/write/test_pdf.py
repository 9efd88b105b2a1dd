from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import page
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from sheets import BOLD, RULE, SANS, faces, frozen, full, piece, printable, sheet, words

from packgen.diagnostics import PackgenError
from packgen.model.galley import ARTIFACT, Galley, Piece, Raster, Run, Tag
from packgen.write.pdf import Writer, characters, write
from packgen.write.pdf_draw import Encoder


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    path = tmp_path_factory.mktemp("pictures") / "red.png"
    Image.new("RGB", (90, 60), (200, 30, 30)).save(path)
    return str(path)


@pytest.fixture(scope="module")
def document(picture):
    return full(picture)


@pytest.fixture(scope="module")
def data(document):
    return write(document, frozen(document))


@pytest.fixture(scope="module")
def pdf(data):
    return pikepdf.open(io.BytesIO(data))


def elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def roles(pdf):
    return [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]


def streams(data):
    return [obj.read_bytes() for obj in pikepdf.open(io.BytesIO(data)).objects if isinstance(obj, pikepdf.Stream)]


def rendered(data, scale=2.0):
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=scale, grayscale=True).to_pil().convert("L") for page in document]


def assert_same_picture(ours, theirs):
    difference = ImageChops.difference(ours, theirs)
    far = sum(count for value, count in enumerate(difference.histogram()) if value > 32)
    assert far <= 0.0002 * ours.width * ours.height
    tiles = difference.resize((ours.width // 32, ours.height // 32), Image.Resampling.BOX)
    assert tiles.getextrema()[1] <= 8


def test_it_is_pdf_ua_1(data):
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_its_syntax_is_sound(pdf):
    assert pdf.check_pdf_syntax() == []
    assert pdf.pdf_version == "1.7"


def test_pages_look_as_reportlab_draws_them(document, data):
    from replay import replayed

    for ours, theirs in zip(rendered(data), rendered(replayed(document, faces())), strict=True):
        assert ours.getextrema()[0] < 64
        assert_same_picture(ours, theirs)


def test_text_comes_back_as_it_was_written(data):
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "The paper Правда said so, by £5 ½." in first.replace("\u00a0", " ")
    assert "begins here" in first


def test_characters_above_the_basic_plane_map_back():
    astral = "\U0001d4d0"
    from packgen.typeset.faces_parse import SubsetFont
    from packgen.write.pdf_fonts import _to_unicode

    font = SubsetFont("X", {"A": 1, astral: 2}, (0.0, 1.0, 1.0), (0, 1, 2), b"", None)
    table = _to_unicode(font.codes)
    assert b"<0001> <0041>\n" in table
    assert b"<0002> <D835DCD0>\n" in table


def test_the_structure_stands_in_reading_order(pdf):
    assert roles(pdf) == [
        *("/Document", "/Sect", "/H1", "/Sect", "/P", "/Span", "/L", "/LI", "/Lbl", "/LBody"),
        *("/Table", "/TR", "/TH", "/TH", "/TR", "/TD", "/TD", "/Figure", "/Figure", "/P"),
        *("/Sect", "/H1", "/P"),
    ]


def test_content_stands_among_child_elements_where_it_is_read(pdf):
    paragraph = next(e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/P")
    kinds = ["span" if isinstance(kid, pikepdf.Dictionary) else "text" for kid in paragraph.K]
    assert kinds == ["text", "span", "text"]
    assert paragraph.K[1].Lang == "ru"


def test_an_element_may_run_over_pages(pdf):
    paragraph = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/P"][1]
    assert [kid if isinstance(kid, int) else str(kid.Type) for kid in paragraph.K][1] == "/MCR"
    assert paragraph.K[1].Pg.objgen == pdf.pages[1].objgen


def test_every_marked_content_finds_its_element(pdf):
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page_, parents in zip(pdf.pages, list(numbers)[1::2], strict=True):
        marks = re.findall(rb"/(\w+)<</MCID (\d+)>>BDC", page_.Contents.read_bytes())
        assert [int(mark) for _, mark in marks] == list(range(len(parents)))
        assert [role for role, _ in marks] == [str(element.S)[1:].encode() for element in parents]


def test_attributes_reach_their_elements(pdf):
    found = list(elements(pdf.Root.StructTreeRoot))
    assert [e.A.Scope for e in found if e.S == "/TH"] == ["/Column", "/Column"]
    assert [e.A.ListNumbering for e in found if e.S == "/L"] == ["/Disc"]
    figures = [e for e in found if e.S == "/Figure"]
    assert [str(e.Alt) for e in figures] == ["A line of boxes", "A picture"]
    left, bottom, right, top = (float(v) for v in figures[1].A.BBox)
    assert (left, right, top - bottom) == pytest.approx((60, 150, 60))
    assert "/K" not in [e for e in found if e.S == "/TD"][1]


def test_what_the_catalogue_says(pdf):
    root = pdf.Root
    assert root.Lang == "en-GB"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.ViewerPreferences.PrintScaling == "/None"
    assert all(page_.Tabs == "/S" for page_ in pdf.pages)
    assert str(pdf.docinfo.Title) == "Stalin (1924–29)"
    assert set(pdf.docinfo.keys()) == {"/Title", "/Author", "/Subject", "/Creator", "/Producer"}
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == "Stalin (1924–29)"
        assert meta["pdfuaid:part"] == "1"
        assert "A school & co" in meta["dc:creator"]


def test_the_outline_nests(pdf):
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Stalin’s rise", "Sources"]
        assert [item.title for item in outline.root[0].children] == ["Question 1"]


def test_furniture_and_untagged_runs_are_artifacts(pdf):
    for page_ in pdf.pages:
        content = page_.Contents.read_bytes()
        outside = re.sub(rb"/(Artifact BMC|\w+<</MCID \d+>>BDC)\n.*?EMC\n", b"", content, flags=re.DOTALL)
        assert re.fullmatch(rb"(q\n(1 0 0 1 0 -?[\d.]+ cm\n)*Q\n)*", outside)


def test_fonts_are_embedded_subsets(pdf):
    fonts = pdf.pages[0].Resources.Font
    assert sorted(str(font.BaseFont)[8:] for font in fonts.values()) == [
        "FiraSans-Regular",
        "PTSerif-Regular",
        "SourceSansPro-Bold",
        "SourceSansPro-Regular",
    ]
    for font in fonts.values():
        assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", str(font.BaseFont))
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_one_document_does_not_change_another(document, data):
    other = printable((sheet((piece(0, words("Another", face=BOLD)), 0)),), (Galley("body", (), (Tag("P", -1),)),))
    writer = Writer(frozen(document, other))
    assert writer.write(document) == writer.write(document)
    first = Writer(frozen(document, other))
    first.write(other)
    assert first.write(document) == writer.write(document)


def test_the_same_bytes_under_any_hash_seed(picture, data):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from sheets import *; from packgen.write.pdf import write;"
        "p = full(sys.argv[2]); sys.stdout.buffer.write(write(p, frozen(p)))"
    )
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PACKGEN_CACHE": ""}
        arguments = [sys.executable, "-c", script, str(Path(__file__).parent), picture]
        assert subprocess.run(arguments, env=environment, capture_output=True, check=True).stdout == data


def test_a_character_that_was_not_frozen_is_never_a_blank(document):
    other = printable((sheet((piece(0, words("Ω")), 0)),), (Galley("body", (), (Tag("P", -1),)),))
    with pytest.raises(ValueError, match="U\\+03A9"):
        write(other, frozen(document))


def test_characters_are_gathered_by_face(document):
    found = characters([document])
    assert found[BOLD] >= set("Stalin’s rise[4 marks]YearEvent")
    assert "7" not in found[SANS]


def test_many_pages_make_a_tree_of_branches():
    tags = (Galley("body", (), (Tag("P", -1),)),)
    many = printable(tuple(sheet((piece(0, words(f"{n}")), 0)) for n in range(95)), tags)
    pdf = pikepdf.open(io.BytesIO(write(many, frozen(many))))
    assert len(pdf.pages) == 95
    assert len(pdf.Root.Pages.Kids) == 3


def test_repeated_lines_are_encoded_once(document):
    encoder = Encoder(frozen(document))
    (run,) = RULE.runs
    assert encoder.stamp(run) is encoder.stamp(Run(7, run.ops))


def with_picture(path, digest="d1"):
    shown = Piece(60.0, (Run(0, (Raster(60, 0, 90, 60, str(path), digest),)),))
    return printable((sheet((shown, 0)),), (Galley("body", (), (Tag("Figure", -1, alt="x"),)),))


@pytest.fixture
def image():
    """The image object of a document with one picture; its file stays open for the test."""
    files = []

    def read(path):
        made = with_picture(path)
        files.append(pikepdf.open(io.BytesIO(write(made, frozen(made)))))
        (found,) = files[-1].pages[0].Resources.XObject.values()
        return found

    return read


def test_a_picture_loses_everything_but_its_pixels(tmp_path, image):
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    Image.effect_noise((200, 100), 60).convert("RGB").save(path, exif=exif, comment=b"SECRET COMMENT")
    made = with_picture(path)
    data = write(made, frozen(made))
    assert not any(b"SECRET" in stream for stream in [data, *streams(data)])
    assert image(path).ColorSpace == "/DeviceGray"


def test_transparency_is_laid_on_white(tmp_path, image):
    path = tmp_path / "clear.png"
    picture = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    picture.putpixel((0, 0), (255, 0, 0, 255))
    picture.save(path)
    found = pikepdf.PdfImage(image(path)).as_pil_image()
    assert found.getpixel((1, 1)) == (255, 255, 255)
    assert found.getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_drawn(tmp_path, mode, image):
    path = tmp_path / "any.png"
    Image.new(mode, (8, 8)).save(path)
    assert pikepdf.PdfImage(image(path)).as_pil_image().size == (8, 8)


def test_a_photograph_is_turned_upright(tmp_path, image):
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), (9, 90, 200)).save(path, exif=exif)
    assert (image(path).Width, image(path).Height) == (20, 40)


def test_more_dots_than_a_printer_draws_are_left_out(tmp_path, image):
    path = tmp_path / "large.png"
    Image.effect_noise((1500, 1000), 40).save(path)
    assert image(path).Width == 375


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_picture_is_a_located_error(tmp_path, content):
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    with pytest.raises(PackgenError) as caught:
        write(with_picture(path), frozen())
    (problem,) = caught.value.diagnostics
    assert problem.place is not None
    assert problem.place.path == str(path)
    assert problem.hint


def test_a_document_without_tags_or_outline_is_still_whole():
    made = printable((sheet((piece(ARTIFACT, words("x")), 0)),), (Galley("body", (), ()),))
    pdf = pikepdf.open(io.BytesIO(write(made, frozen(made))))
    assert "/Outlines" not in pdf.Root
    assert roles(pdf) == ["/Document"]


def test_the_table_says_where_in_a_bundle_an_object_stands():
    tags = tuple(Tag("P", -1, title=f"{n}") for n in range(700))
    made = printable((sheet((piece(650, words("x")), 0)),), (Galley("body", (), tags),))
    data = write(made, frozen(made))
    with pdfplumber.open(io.BytesIO(data)) as pdf:  # it reads by place, where others look for an object's number
        _, parents = pdf.doc.catalog["StructTreeRoot"].resolve()["ParentTree"]["Nums"]
        assert parents[0].resolve()["T"] == b"650"
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        titles = [str(e.T) for e in elements(pdf.Root.StructTreeRoot.K)]
    assert titles == [f"{n}" for n in range(700)]


def test_a_piece_that_goes_on_in_another_part_is_marked_as_that_part_says():
    both = Piece(40.0, (Run(0, (words("Head", face=BOLD),)), Run(1, (words("text"),))))
    writer = Writer(frozen(printable((sheet((both, 0)),), ())))
    for role in ("P", "H2", "P"):
        parts = ((0, (Tag("H1", -1),)), (1, (Tag(role, -1),)))
        made = printable((sheet((both, 0)),), (Galley("body", (), (), parts=parts),))
        with pikepdf.open(io.BytesIO(writer.write(made))) as pdf:
            content = pdf.pages[0].Contents.read_bytes()
            assert re.findall(rb"/(\w+)<</MCID (\d)>>", content) == [(b"H1", b"0"), (role.encode(), b"1")]
            assert roles(pdf) == ["/Document", "/H1", f"/{role}"]


def test_its_identifier_tells_a_document_from_others():
    def written(title, text):
        return printable((sheet((piece(0, words(text)), 0)),), (Galley("body", (), (Tag("P", -1),)),), title=title)

    fonts = frozen(written("t", "ab"))
    same, *others = [write(written(*each), fonts) for each in (("t", "ab"), ("t", "ab"), ("t", "ba"), ("u", "ab"))]
    identities = [bytes(pikepdf.open(io.BytesIO(data)).trailer.ID[0]) for data in (same, *others)]
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3
