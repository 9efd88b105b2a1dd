"""What a black and white copier must not lose: words, rules, and the edges of what is filled."""

import pytest
from printed import MM, pack, pages, quiz

LEAST_DARK = 0x40 / 255  # no grey of words is lighter
FRAME = 0x80 / 255  # that of a thick frame, which carries no meaning
TINT = 0.85  # lighter fills drop out of a copy, and only decorate
NEAR = 0.6 * MM
LAYOUTS = ("worksheet", "exam", "exam-aqa", "exam-edexcel", "quiz", "quiz-2up")


@pytest.fixture(scope="module", params=LAYOUTS)
def sheets(request):
    """Every page of a pack: the paper, its sources, its mark scheme."""
    made = quiz(request.param) if request.param.startswith("quiz") else pack(request.param)
    return [page for file in made.pack.files if file.path.endswith(".pdf") for page in pages(file.data)]


def lightness(colour):
    """Of a grey or RGB colour, 0 black to 1 white, as an eye or a copier sees it."""
    parts = colour if isinstance(colour, tuple) else (colour or 0.0,)
    red, green, blue = parts if len(parts) == 3 else parts * 3
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_words_are_lighter_than_dark_grey(sheets):
    words = {round(lightness(char["non_stroking_color"]), 3) for page in sheets for char in page.chars}
    assert words
    assert max(words) <= LEAST_DARK + 0.001


def test_thin_rules_are_black(sheets):
    drawn = [shape for page in sheets for shape in (*page.lines, *page.rects, *page.curves) if shape["stroke"]]
    assert drawn
    for shape in drawn:
        assert lightness(shape["stroking_color"]) <= (0.0 if shape["linewidth"] < 2 else FRAME + 0.01)


def test_light_fills_are_outlined_and_tints_ruled(sheets):
    for page in sheets:
        for shape in (*page.rects, *page.curves):
            light = lightness(shape["non_stroking_color"])
            if not shape["fill"] or light <= LEAST_DARK or light == 1:
                continue
            assert shape["stroke"] or (light >= TINT and ruled(shape, page)), (light, shape["x0"], shape["top"])


def ruled(shape, page):
    """True if a rule runs along the foot of a tinted box from side to side."""
    return any(
        abs(line["top"] - shape["bottom"]) < NEAR
        and line["x0"] < shape["x0"] + NEAR
        and line["x1"] > shape["x1"] - NEAR
        for line in page.lines
    )
