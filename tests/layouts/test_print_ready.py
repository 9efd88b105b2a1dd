"""Ready for the copier: two pages to a sheet, and pages of black and white alone.

`make proof` looks at every layout in every profile; here each layout and each profile is looked at once.
"""

from __future__ import annotations

import functools

import pypdfium2
import pytest
from printed import MM, bundled, faults, file, pages, words

from packgen.diagnostics import PackgenError
from packgen.model.request import Request
from packgen.pipeline.making import make

KINDS = ("multiple-choice", "timeline", "describe-two")
PAIRS = (
    ("worksheet", "cream"),
    ("exam-aqa", "large-print-18"),
    ("exam-edexcel", "dyslexia"),
    ("quiz", "plain"),
)
CONTRAST = 7.0
FRAME = (0x80,) * 3  # of a 2 pt frame, which carries no meaning


@functools.cache
def made(layout, kinds=KINDS, **asked):
    wanted = {"kinds": kinds}
    if layout.startswith("quiz"):
        wanted = {"kinds": ("short-answer",), "count": 5}
    return make(Request(layout=layout, seed=4, minutes=45, title="t", **wanted, **asked), bundled())


def pdfs(pack):
    return [(each.path, each.data) for each in pack.pack.files if each.path.endswith(".pdf")]


def colours(data):
    """Every colour on the pages of a file, drawn without smoothing."""
    found = set()
    for page in pypdfium2.PdfDocument(data):
        drawn = page.render(scale=1, no_smoothtext=True, no_smoothpath=True, no_smoothimage=True).to_pil()
        found |= {colour[:3] for _, colour in drawn.convert("RGB").getcolors(1 << 20)}
    return found


def luminance(colour):
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in (v / 255 for v in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("layout", "profile"), PAIRS)
def test_a_mono_pack_is_black_and_white(layout, profile):
    for path, data in pdfs(made(layout, profiles=(profile,), mono=True)):
        assert colours(data) == {(0, 0, 0), (255, 255, 255)}, path


@pytest.mark.parametrize(("layout", "profile"), PAIRS)
def test_what_is_printed_stands_out_from_its_ground(layout, profile):
    for path, data in pdfs(made(layout, profiles=(profile,))):
        found = {luminance(colour) for colour in colours(data) - {FRAME}}
        grounds, inks = {light for light in found if light > 0.5}, {light for light in found if light <= 0.5}
        assert (min(grounds) + 0.05) / (max(inks) + 0.05) >= CONTRAST, path


@pytest.mark.parametrize(("layout", "up"), [("worksheet", "copies"), ("exam-aqa", "copies"), ("exam-edexcel", "pages")])
def test_two_pages_stand_beside_each_other_and_are_read_once(layout, up):
    data = next(data for path, data in pdfs(made(layout, two_up=up)) if path.startswith("pupils/"))
    assert not faults(data)
    for page in pages(data):
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        halves = [[], []]
        for text, x1, x2, _ in words(page):
            assert x2 < 148.5 - 5 or x1 > 148.5 + 5, f"nothing lies across the middle: {text}"
            halves[x1 > 148.5].append((text, round(x1 - (148.5 if x1 > 148.5 else 0.0), 1)))
        if up == "copies":
            assert sorted(halves[0]) == sorted(halves[1])


def test_turn_over_stands_at_the_end_of_a_sheet_only():
    sheets = pages(file(made("exam-edexcel", two_up="pages"), "exam.pdf"))
    for n, sheet in enumerate(sheets, 1):
        turned = [x1 for text, x1, *_ in words(sheet) if "Turn over" in text]
        assert len(turned) == (n < len(sheets))
        assert all(x1 > 148.5 for x1 in turned)


def test_schemes_and_large_print_stay_whole():
    pack = made("worksheet", two_up="copies", profiles=("large-print-18",))
    for end in ("mark-scheme.pdf", "worksheet-18.pdf"):
        sheet = pages(file(pack, end))[0]
        assert sheet.width < sheet.height


@pytest.mark.parametrize("layout", ["worksheet", "exam", "exam-aqa"])
def test_pages_that_nobody_could_read_are_refused(layout):
    with pytest.raises(PackgenError) as refused:
        made(layout, two_up="copies", paper="a5")
    assert all("characters a line" in problem.message for problem in refused.value.diagnostics)


def test_two_a4_pages_on_a3_are_those_of_one_to_a_sheet():
    alone = pages(file(made("worksheet"), "worksheet.pdf"))
    beside = pages(file(made("worksheet", two_up="pages", paper="a3"), "worksheet.pdf"))
    assert len(beside) == -(-len(alone) // 2)
    assert words(alone[0]) == [word for word in words(beside[0]) if word[2] < 210]


@pytest.mark.parametrize(
    ("layout", "paper"), [("worksheet", "a5"), ("exam", "letter"), ("exam-aqa", "a5"), ("exam-edexcel", "letter")]
)
def test_nothing_falls_off_other_papers(layout, paper):
    for path, data in pdfs(made(layout, paper=paper)):
        for page in pypdfium2.PdfDocument(data):
            width, height = page.get_size()
            text = page.get_textpage()
            for n in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(n)
                assert left > 4 * MM, path
                assert right < width - 4 * MM, path
                assert bottom > 4 * MM, path
                assert top < height - 4 * MM, path


@pytest.mark.parametrize("count", [5, 14])
def test_a_feedback_slip_is_one_side_with_a_mark_for_every_question(count):
    request = Request(layout="exam", group="10B", count=count, seed=7, title="t", topics=("1.1",))
    (slip,) = pages(file(make(request, bundled()), "feedback.pdf"))
    said = {word for word, *_ in words(slip)}
    assert len([line for line in slip.lines if line["height"] < 0.1 and line["width"] > 100 * MM]) >= 6
    assert {"Mark", "Total", *(str(n) for n in range(1, count + 1))} <= said
