from __future__ import annotations

import pytest
from house import MM, STYLES, baseline, document, drawn, galley, para, reading, typesetter, worksheet
from msgspec.structs import replace
from PIL import Image

from packgen.model.document import Figure, LineBreak, Paragraph, Picture, Source, Text
from packgen.model.drawing import Dot, Drawing, Frame, Polygon, Stroke, Words
from packgen.model.galley import ARTIFACT, Disc, Glyphs, Line, Raster, Rect, Shape
from packgen.model.layout import Furniture, FurnitureLine, SourceLook, Span, Template
from packgen.typeset.setter import Typesetter


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "map.png"
    Image.new("L", (600, 300), 128).save(path)
    return str(path)


def test_a_drawing_is_named_and_its_words_are_text():
    words = Words(10, 5, 40, (Text("April 1922"),), "small-bold", "centre")
    shapes = (
        Frame(0, 0, 60, 20),
        Stroke(0, 10, 60, 10, 1.25),
        Dot(5, 10, 0.9),
        Polygon(((0, 0), (1, 0), (0, 1))),
        words,
    )
    found = galley(Figure(Drawing(60, 20, shapes), "A timeline"))
    assert [(tag.role, tag.alt) for tag in found.tags] == [("Figure", "A timeline"), ("P", "")]
    kinds = [type(op) for _, _, op, tag in drawn(found) if tag == 0]
    assert kinds == [Rect, Line, Disc, Shape]
    assert baseline(found, "April") == pytest.approx(5 * MM)
    setter = typesetter()
    op = next(op for _, _, op, _ in drawn(found) if isinstance(op, Glyphs))
    middle = (op.x + setter._desk.end(op)) / 2
    assert middle == pytest.approx((16 + 30) * MM)


def test_a_drawing_too_wide_is_drawn_smaller_and_told():
    setter = typesetter()
    (found,) = setter.set(document(Figure(Drawing(356, 20, (Frame(0, 0, 356, 20),)), "Wide")))
    assert [problem.rule for problem in setter.diagnostics] == ["too-wide"]
    assert found.atoms[0].head.height == pytest.approx(10 * MM)


def test_a_picture_keeps_its_proportions_in_its_measure(picture):
    found = galley(Figure(Picture(picture, "d", 60), "A map", (Text("Caption"),)))
    raster = next(op for _, _, op, _ in drawn(found) if isinstance(op, Raster))
    assert (raster.w, raster.h) == (pytest.approx(60 * MM), pytest.approx(30 * MM))
    assert baseline(found, "Caption") == pytest.approx(30 * MM + 14.5)
    natural = galley(Figure(Picture(picture, "d"), "A map"))
    assert next(op for _, _, op, _ in drawn(natural) if isinstance(op, Raster)).w == pytest.approx(600 * 72 / 150)
    boxed = galley(Source("s", "Source A", (), (Figure(Picture(picture, "d", 500), "A map"),)))
    assert next(op for _, _, op, _ in drawn(boxed) if isinstance(op, Raster)).w == pytest.approx(144 * MM)


def test_a_tall_picture_is_at_most_120_mm_high(tmp_path):
    path = tmp_path / "tall.png"
    Image.new("L", (100, 2000)).save(path)
    found = galley(Figure(Picture(str(path), "tall"), "Tall"))
    assert found.atoms[0].head.height == pytest.approx(120 * MM)


def test_a_picture_grows_with_the_text_as_far_as_there_is_room(tmp_path):
    path = tmp_path / "wide.png"
    Image.new("L", (200, 100)).save(path)
    tall = []
    for size in (12, 18, 60):
        sheet = worksheet(styles={**STYLES, "body": replace(STYLES["body"], size=size)})
        found = galley(Figure(Picture(str(path), "w", 60.0), "Wide"), layout=sheet)
        tall.append(found.atoms[0].head.height / MM)
    assert tall[:2] == pytest.approx([30, 45])
    assert tall[2] * 2 == pytest.approx(210 - 2 * 16)  # the width between the margins


def test_a_picture_that_is_none_is_told(tmp_path):
    path = tmp_path / "not.png"
    path.write_bytes(b"nothing")
    setter = typesetter()
    (found,) = setter.set(document(Figure(Picture(str(path), "x"), "A"), Figure(Picture(str(tmp_path), "y"), "B")))
    assert found.atoms == ()
    assert [problem.rule for problem in setter.diagnostics] == ["bad-picture"] * 2


def test_line_numbers_every_fifth_line():
    found = galley(Source("s", "Source A", (), (para("word " * 70), para("word " * 70)), line_numbers=True))
    numbers = [op for _, _, op, tag in drawn(found) if isinstance(op, Glyphs) and tag == ARTIFACT]
    assert [op.text for op in numbers] == ["5", "10"]
    assert typesetter()._desk.end(numbers[0]) == pytest.approx(190 * MM)
    assert "5" not in reading(found)


def test_where_an_author_ends_lines_those_are_numbered_in_every_measure():
    words = [f"Line {n} {'word ' * (25 if n % 2 else 2)}." for n in range(1, 13)]
    inlines = [inline for line in words for inline in (Text(line), LineBreak())][:-1]
    body = (Paragraph(tuple(inlines[:13])), Paragraph(tuple(inlines[14:])))
    for measure in (60.0, 150.0):
        sheet = worksheet(source=SourceLook(x1=26, x2=16, padding=4, measure=measure))
        found = galley(Source("s", "Source A", (), body, line_numbers=True), layout=sheet)
        ops = [(y + op.y, op.text, tag) for _, y, op, tag in drawn(found) if isinstance(op, Glyphs)]
        numbers = {text: y for y, text, tag in ops if tag == ARTIFACT}
        assert list(numbers) == ["5", "10"]
        for number, at in numbers.items():
            assert any(y == pytest.approx(at) and text.startswith(f"Line {number} ") for y, text, _ in ops)


# --- furniture ---------------------------------------------------------------------


def furniture(*lines, template=None, right_hand=True, folder=""):
    setter: Typesetter = typesetter(worksheet(folder=folder))
    (placed,) = setter.furniture(template or Template(), lines, right_hand)
    assert setter.diagnostics == ()
    assert placed.y == 0
    assert {run.tag for run in placed.piece.runs} == {ARTIFACT}
    return tuple(op for run in placed.piece.runs for op in run.ops)


def test_a_line_is_drawn_once_for_all_pages():
    setter: Typesetter = typesetter(worksheet())
    lines = (FurnitureLine(Furniture(kind="rule", at=12)),)
    (first,), (second,) = (setter.furniture(Template(), lines) for _ in range(2))
    (other,) = setter.furniture(Template(left=30), lines)
    assert first.piece.runs[0].ops is second.piece.runs[0].ops
    assert other.piece.runs[0].ops != first.piece.runs[0].ops


def test_a_page_without_furniture():
    assert typesetter().furniture(Template(), ()) == ()


def test_rules_and_boxes():
    rule, box = furniture(
        FurnitureLine(Furniture(kind="rule", at=12, strong=True)),
        FurnitureLine(Furniture(kind="box", at=18.9, to=270, x1=13.8, x2=19.8)),
    )
    assert (rule.x1, rule.x2, rule.y1, rule.width) == pytest.approx((16 * MM, 194 * MM, 12 * MM, 1.25))
    assert (box.x, box.y, box.w, box.h) == pytest.approx((13.8 * MM, 18.9 * MM, 176.4 * MM, 251.1 * MM))


def test_a_line_of_text():
    line = FurnitureLine(
        Furniture(kind="text", at=11, edge="bottom"),
        left=(Span(text="History", gap=2.5), Span(text="Unit")),
        centre=(Span(text="5"),),
        right=(Span(text="Page 1"),),
    )
    first, second, middle, right = furniture(line)
    desk = typesetter()._desk
    assert {round(op.y / MM, 2) for op in (first, second, middle, right)} == {286}
    assert second.x - desk.end(first) == pytest.approx(2.5 * MM)
    assert (middle.x + desk.end(middle)) / 2 == pytest.approx(105 * MM)
    assert desk.end(right) == pytest.approx(194 * MM)


def test_turn_over_has_a_drawn_triangle():
    words, triangle = furniture(FurnitureLine(Furniture(kind="turn-over", at=284), right=(Span(text="Turn over"),)))
    xs, ys = zip(*triangle.points, strict=True)
    assert (max(xs), max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((194 * MM, 2.6 * MM, 2.8 * MM))
    assert words.x < min(xs)


def test_a_left_hand_page_mirrors():
    template = Template(left=21, right=12, mirror=True)
    lines = (
        FurnitureLine(Furniture(kind="rule", at=12, x1=17, x2=12)),
        FurnitureLine(Furniture(kind="vertical", at=60, x1=14.4), left=(Span(text="Leave clear"),)),
    )
    rule, words = furniture(*lines, template=template, right_hand=False)
    assert (rule.x1, rule.x2) == pytest.approx((12 * MM, 193 * MM))
    # Their ink, not their baseline, is as far from the right edge as it is from the left one on a right-hand page.
    assert (words.x - 0.66 * words.size, words.rotate) == (pytest.approx(195.6 * MM, abs=0.1), 90)


def test_a_layouts_picture(picture, tmp_path):
    (raster,) = furniture(FurnitureLine(Furniture(kind="image", at=10, to=20, file="map.png")), folder=str(tmp_path))
    assert (raster.y, raster.w, raster.h) == pytest.approx((10 * MM, 20 * MM, 10 * MM))
    assert raster.x + raster.w == pytest.approx(194 * MM)


def test_words_at_the_left_never_meet_those_beside_them():
    title = "Why was it Stalin, and not Trotsky, who came to lead the Soviet Union after the death of Lenin? " * 2
    spans = (Span(text="History"), Span(text=title.strip()))
    middle, right = (Span(text="Question 3 continues on the next page"),), (Span(text="Page 1 of 2"),)
    for centre in ((), middle):
        drawn = furniture(FurnitureLine(Furniture(kind="text", at=16.8), left=spans, centre=centre, right=right))
        assert drawn[0].text == "History"
        assert drawn[1].text.endswith("…")
        assert drawn[1].text.startswith("Why was it Stalin")
        assert typesetter()._desk.end(drawn[1]) < drawn[2].x
    unbroken = FurnitureLine(Furniture(kind="text", at=16.8), left=(Span(text="x" * 500),), right=right)
    assert furniture(unbroken)[0].text.endswith("x…")
